import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../../engine/contract/defaults.ts';
import type { RiskLimits } from '../../../../engine/contract/messages.ts';
import { riskLimitsSchema } from '../../../../engine/contract/messages.ts';
import { parseRiskForm, riskFormOf } from '../../../../renderer/trading/risk-form.ts';
import type { RiskField } from '../../../../renderer/trading/risk-form.ts';

const FULL: RiskLimits = {
  orderUnitsMax: 1,
  orderValueMicrosMax: 999_500_000,
  priceCollarBasisPoints: 125,
  positionUnitsMax: 1_000,
  positionValueMicrosMax: 1,
  openOrdersMax: 100_000,
  ordersPerSecondMax: 10_000,
  clientOrdersPerSecondMax: 5,
  dailyLossMicrosMax: 500_000_000,
  allowSymbols: ['AAPL', 'BTC/USD'],
  denySymbols: ['F'],
};
const problem = (field: RiskField, text: string): string | undefined => {
  const parsed = parseRiskForm({ ...riskFormOf(FULL), [field]: text });
  return 'problems' in parsed ? parsed.problems[field] : undefined;
};

describe('the form of the risk limits', () => {
  test.each([
    ['new', DEFAULT_LIMITS],
    ['full', FULL],
  ])('reads back what it shows of %s limits, and the contract takes it', (_, limits) => {
    expect(parseRiskForm(riskFormOf(limits))).toEqual({ limits });
    expect(riskLimitsSchema.safeParse(limits).success).toBe(true);
  });

  test('shows money in dollars, the collar in percent, no limit as nothing', () => {
    expect(riskFormOf(FULL)).toMatchObject({
      orderValueMicrosMax: '999.5',
      positionValueMicrosMax: '0.000001',
      priceCollarBasisPoints: '1.25',
      allowSymbols: 'AAPL BTC/USD',
    });
    expect(riskFormOf(DEFAULT_LIMITS)).toMatchObject({ dailyLossMicrosMax: '', allowSymbols: '' });
  });

  test.each([
    ['orderUnitsMax', '', 'a value is needed here'],
    ['orderUnitsMax', '1.5', 'a whole number'],
    ['priceCollarBasisPoints', '1.255', 'a number with at most 2 decimals'],
    ['priceCollarBasisPoints', '100.01', 'more than 0, at most 100'],
    ['dailyLossMicrosMax', '0', 'more than 0, at most 9000000000'],
    ['openOrdersMax', '100001', 'more than 0, at most 100000'],
    ['denySymbols', 'AAPL a!b', 'A!B is no symbol'],
    [
      'allowSymbols',
      Array.from({ length: 501 }, (_, i) => `S${i}`).join(' '),
      'at most 500 symbols',
    ],
  ] as const)('says what is wrong with %s of %j', (field, text, wanted) => {
    expect(problem(field, text)).toBe(wanted);
  });

  test.each([
    ['priceCollarBasisPoints', '100'],
    ['openOrdersMax', '100000'],
    ['dailyLossMicrosMax', '9000000000'],
    ['dailyLossMicrosMax', ''],
  ] as const)('takes %s of %j', (field, text) => {
    expect(problem(field, text)).toBeUndefined();
  });

  test('takes symbols in any case, between spaces and commas, each once', () => {
    const parsed = parseRiskForm({ ...riskFormOf(FULL), denySymbols: ' aapl, MSFT;aapl ' });
    expect(parsed).toMatchObject({ limits: { denySymbols: ['AAPL', 'MSFT'] } });
  });
});

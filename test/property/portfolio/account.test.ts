/** Account, lots and fees against the naive portfolio, to the micro. Source: product.md 5. */
import { expect, test } from 'vitest';
import { NO_FEES, US_SELL_FEES_2025 } from '../../../engine/domain/fee-model.ts';
import type { FeeModel } from '../../../engine/domain/fee-model.ts';
import { qtyLots } from '../../../engine/domain/price.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { Account, START_CASH_MICROS } from '../../../engine/portfolio/account.ts';
import { feeMicros } from '../../../engine/portfolio/fees.ts';
import { propertyFactor } from '../../support/property-runs.ts';
import { ReferencePortfolio } from '../../support/reference-portfolio.ts';
import { RandomFills } from './random-fills.ts';
import type { RandomFill } from './random-fills.ts';

const BROKER: FeeModel = {
  ...US_SELL_FEES_2025,
  perUnitMicros: 5_000,
  orderMinMicros: 1_000_000,
  orderMaxBasisPoints: 100,
};
const EXCHANGE: FeeModel = { ...NO_FEES, makerBasisPoints: 15, takerBasisPoints: 25 };
/** Of each model: a tenth of a million as a rule, all of it in the long run. */
const FILLS = Math.min(1_000_000, 100_000 * propertyFactor());
/** How often everything is compared; sums compare at the end. */
const COMPARE_EVERY = 97;

function expectSame(account: Account, naive: ReferencePortfolio, { instrument }: RandomFill): void {
  const held = naive.holding(instrument);
  const position = account.positions().find(({ symbol }) => symbol === instrument.symbol);
  const lots = account.lots().find(({ symbol }) => symbol === instrument.symbol)?.lots ?? [];
  expect({
    qty: BigInt(position?.qtyLots ?? 0),
    averageCost: BigInt(position?.costMicros ?? 0),
    averageRealised: BigInt(position?.realisedMicros ?? 0),
    fifoRealised: BigInt(position?.fifoRealisedMicros ?? 0),
    fees: BigInt(position?.feesMicros ?? 0),
    cash: BigInt(account.cashMicros),
    lots: lots.map(({ qtyLots, costMicros }) => [BigInt(Math.abs(qtyLots)), BigInt(costMicros)]),
  }).toEqual({
    qty: held.qty,
    averageCost: held.averageCost,
    averageRealised: held.averageRealised,
    fifoRealised: held.fifoRealised,
    fees: held.fees,
    cash: naive.cash,
    lots: held.lots.map(([qty, perLot]) => [qty, qty * perLot]),
  });
}

test.each([
  ['nothing', NO_FEES],
  ['a commission and the fees on sales', BROKER],
  ['maker and taker fees', EXCHANGE],
])('an account that pays %s is exact over long random trading', (_, model) => {
  const fills = new RandomFills(FILLS);
  const account = new Account(START_CASH_MICROS, [], []);
  const naive = new ReferencePortfolio(START_CASH_MICROS, model);
  for (let i = 1; i <= FILLS; i += 1) {
    const fill = fills.next();
    const { instrument, side, liquidity, qtyLots: lastQtyLots, priceTicks: lastPriceTicks } = fill;
    const { cumQtyLots, cumTickLots } = fill;
    const order = { side, cumQtyLots: qtyLots(cumQtyLots), cumTickLots };
    account.applyFill(
      instrument,
      {
        side,
        lastQtyLots,
        lastPriceTicks,
        feeMicros: feeMicros(model, instrument, order, lastQtyLots, lastPriceTicks, liquidity),
        tradeDate: '2026-03-11',
        executedUs: timeUs(i),
      },
      i,
    );
    naive.fill(instrument, fill);
    if (i % COMPARE_EVERY === 0 || i === FILLS) expectSame(account, naive, fill);
  }
});

test('realised by either method, less what the open lots and the average have cost, is the same money', () => {
  const fills = new RandomFills(7);
  const account = new Account(0, [], []);
  for (let i = 1; i <= 20_000; i += 1) {
    const { instrument, side, qtyLots: lastQtyLots, priceTicks: lastPriceTicks } = fills.next();
    const day = { feeMicros: 0, tradeDate: '2026-03-11', executedUs: timeUs(i) };
    account.applyFill(instrument, { side, lastQtyLots, lastPriceTicks, ...day }, i);
  }
  const lotsOf = new Map(account.lots().map(({ symbol, lots }) => [symbol, lots]));
  for (const position of account.positions()) {
    const lots = lotsOf.get(position.symbol) ?? [];
    const sign = Math.sign(position.qtyLots);
    const lotCost = lots.reduce((sum, { costMicros }) => sum + costMicros, 0);
    expect(lots.reduce((sum, { qtyLots }) => sum + qtyLots, 0)).toBe(position.qtyLots);
    expect(position.fifoRealisedMicros - sign * lotCost).toBe(
      position.realisedMicros - sign * position.costMicros,
    );
  }
});

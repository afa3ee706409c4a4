import { describe, expect, test } from 'vitest';
import { NO_FEES, US_SELL_FEES_2025 } from '../../../engine/domain/fee-model.ts';
import type { FeeModel } from '../../../engine/domain/fee-model.ts';
import { eminiFuture, usEquity } from '../../../engine/domain/instrument.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import type { Liquidity } from '../../../engine/domain/order.ts';
import { qtyLots } from '../../../engine/domain/price.ts';
import type { Side } from '../../../engine/domain/side.ts';
import { feeMicros } from '../../../engine/portfolio/fees.ts';

const AAPL = usEquity('AAPL', 'Apple Inc.');
const CENT = 10_000;
const DOLLAR = 1_000_000;

/** Fees in micros of an order's parts, each [shares, dollars]. */
function fees(
  model: FeeModel,
  side: Side,
  parts: readonly (readonly [number, number])[],
  instrument: Instrument = AAPL,
  liquidity: Liquidity = 'taker',
): number[] {
  let cumQtyLots = 0;
  let cumTickLots = 0;
  return parts.map(([lastQtyLots, dollars]) => {
    const lastPriceTicks = Math.round(
      (dollars * 10 ** instrument.tickDecimals) / instrument.tickMantissa,
    );
    cumQtyLots += lastQtyLots;
    cumTickLots += lastQtyLots * lastPriceTicks;
    const order = { side, cumQtyLots: qtyLots(cumQtyLots), cumTickLots };
    return feeMicros(model, instrument, order, lastQtyLots, lastPriceTicks, liquidity);
  });
}

describe('the default', () => {
  test('charges nothing', () => {
    expect(fees(NO_FEES, 'sell', [[1_000, 187.25]])).toEqual([0]);
  });
});

describe('a commission a share', () => {
  const model: FeeModel = {
    ...NO_FEES,
    perUnitMicros: 5_000,
    orderMinMicros: DOLLAR,
    orderMaxBasisPoints: 100,
  };

  test('has a least, which the first part of an order pays and the others use up', () => {
    const parts = [
      [50, 100],
      [100, 100],
      [100, 100],
      [1, 100],
    ] as const;
    expect(fees(model, 'buy', parts)).toEqual([DOLLAR, 0, 25 * CENT, CENT]);
  });

  test('has a most, by the value of the order', () => {
    expect(fees(model, 'buy', [[10, 2]])).toEqual([20 * CENT]);
  });

  test('rounds the order, half a cent up, whatever its parts', () => {
    expect(fees({ ...model, orderMinMicros: 0 }, 'buy', [[1, 100]])).toEqual([CENT]);
    const sum = fees({ ...model, orderMinMicros: 0 }, 'buy', Array(9).fill([1, 100]));
    expect(sum.reduce((a, b) => a + b, 0)).toBe(5 * CENT);
  });
});

describe('the fees on US sales', () => {
  test('are the SEC’s by value and FINRA’s by share, each rounded up to the cent', () => {
    // 1,000 x 187.25: 187,250 x 27.80 / 1,000,000 = 5.20555; 1,000 x 0.000166 = 0.166.
    expect(fees(US_SELL_FEES_2025, 'sell', [[1_000, 187.25]])).toEqual([(521 + 17) * CENT]);
  });

  test('have a most a trade for FINRA’s', () => {
    expect(fees(US_SELL_FEES_2025, 'sell', [[50_001, 1]])).toEqual([(140 + 830) * CENT]);
  });

  test('are not charged on what is bought, nor on a future', () => {
    expect(fees(US_SELL_FEES_2025, 'buy', [[1_000, 187.25]])).toEqual([0]);
    const future = eminiFuture('ESH4', 'E-mini S&P 500');
    expect(fees(US_SELL_FEES_2025, 'sell', [[1, 4_800.25]], future)).toEqual([0]);
  });

  test('of an order in pieces come to those of the order in one', () => {
    const parts = Array(7).fill([100, 187.25]);
    const sum = fees(US_SELL_FEES_2025, 'sell', parts).reduce((a, b) => a + b, 0);
    expect(sum).toBe(fees(US_SELL_FEES_2025, 'sell', [[700, 187.25]])[0]);
  });
});

test('maker and taker pay their part of each fill’s value, to the micro', () => {
  const model = { ...NO_FEES, makerBasisPoints: 15, takerBasisPoints: 25 };
  expect(fees(model, 'buy', [[3, 100]], AAPL, 'maker')).toEqual([450_000]);
  expect(fees(model, 'sell', [[3, 100]], AAPL, 'taker')).toEqual([750_000]);
  expect(fees(model, 'sell', [[1, 0.0002]], AAPL, 'taker')).toEqual([1]);
});

import { describe, expect, test } from 'vitest';
import { eminiFuture, usEquity } from '../../../engine/domain/instrument.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import type { Position } from '../../../engine/domain/order.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { Account, START_CASH_MICROS } from '../../../engine/portfolio/account.ts';
import { flatPosition, foldFill } from '../../../engine/portfolio/position-fold.ts';

const EQUITY = usEquity('AAPL', 'Apple Inc.');
const FUTURE = eminiFuture('ESH4', 'E-mini S&P 500');
const DOLLAR = 1_000_000;
const TODAY = '2026-03-11';

/** Folds fills like `buy 10 @ 100` (dollars) or, for the future, `buy 1 @ 4800.25`. */
function fold(instrument: Instrument, ...fills: readonly string[]): Position {
  let position = flatPosition(instrument.symbol, TODAY, timeUs(0));
  for (const text of fills) {
    const [side, lots, , price, tradeDate = TODAY] = text.split(' ');
    const ticks = (Number(price) * 10 ** instrument.tickDecimals) / instrument.tickMantissa;
    position = foldFill(
      instrument,
      position,
      {
        side: side === 'buy' ? 'buy' : 'sell',
        lastQtyLots: Number(lots),
        lastPriceTicks: Math.round(ticks),
        feeMicros: 0,
        tradeDate,
        executedUs: timeUs(1),
      },
      0,
    ).position;
  }
  return position;
}

describe('a position', () => {
  test('averages what it is opened with', () => {
    expect(fold(EQUITY, 'buy 10 @ 100', 'buy 30 @ 104')).toMatchObject({
      qtyLots: 40,
      costMicros: 4_120 * DOLLAR,
      realisedMicros: 0,
    });
  });

  test('realises against the average when it is reduced, and the average stays', () => {
    expect(fold(EQUITY, 'buy 10 @ 100', 'buy 30 @ 104', 'sell 20 @ 105')).toMatchObject({
      qtyLots: 20,
      costMicros: 2_060 * DOLLAR,
      realisedMicros: 40 * DOLLAR,
    });
  });

  test('earns short when prices fall', () => {
    expect(fold(EQUITY, 'sell 10 @ 100', 'buy 4 @ 95')).toMatchObject({
      qtyLots: -6,
      costMicros: 600 * DOLLAR,
      realisedMicros: 20 * DOLLAR,
    });
  });

  test('that turns closes what it was and opens what it becomes', () => {
    expect(fold(EQUITY, 'buy 10 @ 100', 'sell 15 @ 110')).toMatchObject({
      qtyLots: -5,
      costMicros: 550 * DOLLAR,
      realisedMicros: 100 * DOLLAR,
    });
    expect(fold(EQUITY, 'sell 10 @ 100', 'buy 15 @ 110')).toMatchObject({
      qtyLots: 5,
      costMicros: 550 * DOLLAR,
      realisedMicros: -100 * DOLLAR,
    });
  });

  test('loses no micro to rounding, however odd the average', () => {
    const parts = fold(EQUITY, 'buy 3 @ 0.0001', 'sell 1 @ 0.0002', 'sell 1 @ 0.0002');
    const whole = fold(EQUITY, 'buy 3 @ 0.0001', 'sell 3 @ 0.0002');
    expect(parts).toMatchObject({ qtyLots: 1, realisedMicros: 200, costMicros: 100 });
    expect(whole.realisedMicros).toBe(300);
  });

  test('takes from the cost what is nearest to its share, for small and for wide sums', () => {
    const odd = ['buy 1 @ 0.0001', 'buy 2 @ 0.0002', 'sell 1 @ 0.0002'];
    expect(fold(EQUITY, ...odd).costMicros).toBe(500 - 167);
    const wide = ['buy 1000000 @ 100', 'buy 2000000 @ 200', 'sell 1000000 @ 200'];
    expect(fold(EQUITY, ...wide).costMicros).toBe(333_333_333_333_333);
  });

  test('begins a new day’s result with the first fill of the day', () => {
    const two = ['buy 10 @ 100 2026-03-11', 'sell 5 @ 102 2026-03-11'];
    expect(fold(EQUITY, ...two).dayRealisedMicros).toBe(10 * DOLLAR);
    expect(fold(EQUITY, ...two, 'sell 5 @ 103 2026-03-12')).toMatchObject({
      dayRealisedMicros: 15 * DOLLAR,
      realisedMicros: 25 * DOLLAR,
      tradeDate: '2026-03-12',
    });
  });

  test('of a future counts 50 dollars a point', () => {
    expect(fold(FUTURE, 'buy 2 @ 4800.25', 'sell 2 @ 4801.25').realisedMicros).toBe(100 * DOLLAR);
  });
});

describe('an account', () => {
  const fill = { feeMicros: 0, tradeDate: TODAY, executedUs: timeUs(1) } as const;

  test('pays for stocks in full and for futures what they realise', () => {
    const account = new Account(START_CASH_MICROS, [], []);
    account.applyFill(EQUITY, { ...fill, side: 'buy', lastQtyLots: 10, lastPriceTicks: DOLLAR }, 1);
    expect(account.cashMicros).toBe(START_CASH_MICROS - 1_000 * DOLLAR);
    account.applyFill(FUTURE, { ...fill, side: 'buy', lastQtyLots: 1, lastPriceTicks: 19_200 }, 2);
    expect(account.cashMicros).toBe(START_CASH_MICROS - 1_000 * DOLLAR);
    account.applyFill(FUTURE, { ...fill, side: 'sell', lastQtyLots: 1, lastPriceTicks: 19_196 }, 3);
    expect(account.cashMicros).toBe(START_CASH_MICROS - 1_050 * DOLLAR);
  });

  test('keeps positions that are flat, for what they have made', () => {
    const account = new Account(0, [], []);
    account.applyFill(EQUITY, { ...fill, side: 'buy', lastQtyLots: 1, lastPriceTicks: 100 }, 4);
    account.applyFill(EQUITY, { ...fill, side: 'sell', lastQtyLots: 1, lastPriceTicks: 200 }, 5);
    expect(account.positions()).toMatchObject([{ qtyLots: 0, realisedMicros: 10_000 }]);
    expect(account.qtyLots('AAPL')).toBe(0);
    expect(account.qtyLots('NEVER')).toBe(0);
  });
});

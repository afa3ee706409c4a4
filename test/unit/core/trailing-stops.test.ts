/** Trailing stops: how they follow, what is told of it, and their end. Source: alpaca.md 6.3. */
import { describe, expect, test } from 'vitest';
import type { TradingCore } from '../../../engine/core.ts';
import { PLAIN_CHANGES } from '../../../engine/domain/order.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { US_PER_SECOND, timeUs } from '../../../engine/domain/time.ts';
import {
  CENT,
  HUNDRED,
  MORNING,
  openCore,
  placed,
  refusalIn,
  told,
} from '../../support/test-core.ts';

const DOLLAR = 100 * CENT;
const unchanged = { qtyLots: null, limitPriceTicks: null, ...PLAIN_CHANGES };
const TRAIL = { side: 'sell', orderType: 'trailing_stop', trailTicks: DOLLAR } as const;

function trade(core: TradingCore, ticks: number): void {
  core.house.limit(0, SELL, ticks, 1);
  core.house.take(0, BUY, ticks, 1);
}

function secondsLater(core: TradingCore, seconds: number): void {
  core.setTime(timeUs(MORNING + seconds * US_PER_SECOND));
}

/** A core that has traded at 100 dollars, with someone who buys at 90. */
function tradedCore(): TradingCore {
  const core = openCore();
  trade(core, HUNDRED);
  core.house.limit(0, BUY, HUNDRED - 10 * DOLLAR, 1_000);
  return core;
}

describe('a trailing stop', () => {
  test('starts at its distance from the last trade', () => {
    const core = tradedCore();
    expect(placed(core, TRAIL)).toMatchObject({
      stopPriceTicks: HUNDRED - DOLLAR,
      hwmTicks: HUNDRED,
    });
    const percent = { ...TRAIL, trailTicks: null, trailBasisPoints: 250 };
    expect(placed(core, percent).stopPriceTicks).toBe(HUNDRED - 2.5 * DOLLAR);
    expect(placed(core, { ...percent, side: 'buy' }).stopPriceTicks).toBe(HUNDRED + 2.5 * DOLLAR);
  });

  test('follows up and never down, told of at most once a second', () => {
    const core = tradedCore();
    placed(core, TRAIL);
    told(core);
    for (const more of [1, 3, 2]) trade(core, HUNDRED + more * DOLLAR - more * CENT);
    expect(told(core)).toEqual([]);
    secondsLater(core, 1);
    expect(told(core)).toEqual(['restated 1: 101.97 behind 102.97']);
    secondsLater(core, 5);
    expect(told(core)).toEqual([]);
    trade(core, HUNDRED + 3 * DOLLAR);
    secondsLater(core, 5.9);
    expect(told(core)).toEqual([]);
    secondsLater(core, 6);
    expect(told(core)).toEqual(['restated 1: 102.00 behind 103.00']);
  });

  test('says where it is before it is triggered, and sells at the market', () => {
    const core = tradedCore();
    placed(core, TRAIL);
    trade(core, HUNDRED + 2 * DOLLAR);
    told(core);
    trade(core, HUNDRED + DOLLAR + CENT);
    trade(core, HUNDRED + DOLLAR);
    expect(told(core)).toEqual([
      'restated 1: 101.00 behind 102.00',
      'triggered 1: sell market, 10 of 10 left, new',
      'canceled 1: price_collar, 0 of 10 left, canceled',
    ]);
  });

  test('to buy follows down and buys at the market', () => {
    const core = tradedCore();
    placed(core, { ...TRAIL, side: 'buy' });
    trade(core, HUNDRED - 2 * DOLLAR);
    core.house.limit(0, SELL, HUNDRED, 30);
    told(core);
    trade(core, HUNDRED - DOLLAR);
    expect(told(core)).toEqual([
      'restated 1: 99.00 behind 98.00',
      'triggered 1: buy market, 10 of 10 left, new',
      'filled 1: 10 @ 100.00 taker, 0 of 10 left, filled',
    ]);
  });

  test('takes a new trail of its kind and keeps the best price', () => {
    const core = tradedCore();
    placed(core, TRAIL);
    trade(core, HUNDRED + DOLLAR);
    told(core);
    const wider = core.replace({ ...unchanged, orderId: 1, trailTicks: 3 * DOLLAR });
    expect(wider).toMatchObject({
      ok: true,
      order: { stopPriceTicks: HUNDRED - 2 * DOLLAR, hwmTicks: HUNDRED + DOLLAR },
    });
    const other = core.replace({ ...unchanged, orderId: 1, trailBasisPoints: 100 });
    expect(refusalIn(other).code).toBe('contract.trail_not_allowed');
    const stop = core.replace({ ...unchanged, orderId: 1, stopPriceTicks: HUNDRED - DOLLAR });
    expect(refusalIn(stop).code).toBe('contract.price_not_allowed');
  });

  test('cannot be drawn in so far that the last trade has passed it', () => {
    const core = tradedCore();
    placed(core, { ...TRAIL, trailTicks: 3 * DOLLAR });
    trade(core, HUNDRED + DOLLAR);
    trade(core, HUNDRED);
    told(core);
    const before = core.snapshot();
    const why = refusalIn(core.replace({ ...unchanged, orderId: 1, trailTicks: DOLLAR }));
    expect(why).toMatchObject({ code: 'book.stop_wrong_side', field: 'trailTicks' });
    expect(core.snapshot()).toEqual(before);
  });

  test('is no longer told of once it is cancelled', () => {
    const core = tradedCore();
    placed(core, TRAIL);
    trade(core, HUNDRED + DOLLAR);
    core.cancelAll(null, null, 'cancel_all');
    told(core);
    secondsLater(core, 10);
    expect(told(core)).toEqual([]);
  });
});

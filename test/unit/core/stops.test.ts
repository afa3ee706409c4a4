/** Stops and stop-limits from acceptance to their end. Source of the rules: alpaca.md 6.3. */
import { describe, expect, test } from 'vitest';
import type { TradingCore } from '../../../engine/core.ts';
import { PLAIN_CHANGES } from '../../../engine/domain/order.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import type { SideCode } from '../../../engine/domain/side.ts';
import { US_PER_DAY, timeUs } from '../../../engine/domain/time.ts';
import {
  CENT,
  HUNDRED,
  MORNING,
  openCore,
  orderOf,
  placed,
  refusalIn,
  told,
} from '../../support/test-core.ts';

const DOLLAR = 100 * CENT;
const unchanged = { qtyLots: null, limitPriceTicks: null, ...PLAIN_CHANGES };

/** A trade of the house with itself at a price. */
function trade(core: TradingCore, ticks: number, i: number = 0): void {
  core.house.limit(i, SELL, ticks, 1);
  core.house.take(i, BUY, ticks, 1);
}

/** A core that has traded at 100 dollars, with 1,000 lots of the house at 98 and 102. */
function tradedCore(): TradingCore {
  const core = openCore();
  trade(core, HUNDRED);
  core.house.limit(0, BUY, HUNDRED - 2 * DOLLAR, 1_000);
  core.house.limit(0, SELL, HUNDRED + 2 * DOLLAR, 1_000);
  return core;
}

const sellStop = (stopPriceTicks: number) =>
  ({ side: 'sell', orderType: 'stop', stopPriceTicks }) as const;
const buyStop = (stopPriceTicks: number) =>
  ({ side: 'buy', orderType: 'stop', stopPriceTicks }) as const;

describe('a sell stop', () => {
  test('waits outside the book until a trade at its price, then sells at the market', () => {
    const core = tradedCore();
    placed(core, sellStop(HUNDRED - DOLLAR));
    trade(core, HUNDRED - DOLLAR + CENT);
    expect(core.house.restingOrders(0, SELL)).toBe(1);
    expect(told(core)).toEqual(['accepted 1: sell 10 stop 99.00, 10 of 10 left, new']);
    trade(core, HUNDRED - DOLLAR);
    expect(told(core)).toEqual([
      'triggered 1: sell market, 10 of 10 left, new',
      'filled 1: 10 @ 98.00 taker, 0 of 10 left, filled',
    ]);
  });

  test('is elected by a trade below its price as well', () => {
    const core = tradedCore();
    placed(core, sellStop(HUNDRED - DOLLAR));
    told(core);
    trade(core, HUNDRED - 1.5 * DOLLAR);
    expect(told(core)[0]).toBe('triggered 1: sell market, 10 of 10 left, new');
  });

  test('sells within the collar around the price that elected it', () => {
    const core = openCore();
    trade(core, HUNDRED);
    core.setLimits({ ...core.limits, priceCollarBasisPoints: 100 });
    core.house.limit(0, BUY, HUNDRED - 20 * DOLLAR, 50);
    placed(core, sellStop(HUNDRED - DOLLAR));
    told(core);
    trade(core, HUNDRED - DOLLAR);
    expect(told(core)).toEqual([
      'triggered 1: sell market, 10 of 10 left, new',
      'canceled 1: price_collar, 0 of 10 left, canceled',
    ]);
  });

  test('keeps when it was triggered', () => {
    const core = tradedCore();
    placed(core, sellStop(HUNDRED - DOLLAR));
    core.setTime(timeUs(MORNING + 5));
    trade(core, HUNDRED - DOLLAR);
    const triggered = core.takeEvents().find(({ type }) => type === 'order.triggered');
    expect(triggered).toMatchObject({ atUs: MORNING + 5, order: { triggeredUs: MORNING + 5 } });
  });
});

describe('a buy stop', () => {
  test.each([
    [40 * DOLLAR, 'limit 41.60'],
    [49.99 * DOLLAR, 'limit 51.98'],
    [50 * DOLLAR, 'limit 51.25'],
    [101 * DOLLAR, 'limit 103.52'],
  ])('of %d becomes a %s and rests with what it cannot buy', (stopPriceTicks, limit) => {
    const core = openCore();
    trade(core, stopPriceTicks - DOLLAR);
    placed(core, buyStop(stopPriceTicks));
    told(core);
    trade(core, stopPriceTicks);
    expect(told(core)).toEqual([`triggered 1: buy ${limit}, 10 of 10 left, new`]);
    expect(core.house.restingOrders(0, BUY)).toBe(1);
  });

  test('buys up to that limit', () => {
    const core = tradedCore();
    placed(core, buyStop(HUNDRED + DOLLAR));
    told(core);
    trade(core, HUNDRED + DOLLAR);
    expect(told(core)[1]).toBe('filled 1: 10 @ 102.00 taker, 0 of 10 left, filled');
  });
});

describe('a stop-limit', () => {
  const stopLimit = {
    side: 'sell',
    orderType: 'stop_limit',
    stopPriceTicks: HUNDRED - DOLLAR,
    limitPriceTicks: HUNDRED - DOLLAR - CENT,
  } as const;

  test('rests at its limit when the market has gapped through it', () => {
    const core = tradedCore();
    placed(core, stopLimit);
    told(core);
    trade(core, HUNDRED - 1.5 * DOLLAR);
    expect(told(core)).toEqual(['triggered 1: sell limit 98.99, 10 of 10 left, new']);
    expect(core.house.bestAskTicks(0)).toBe(HUNDRED - DOLLAR - CENT);
    core.house.take(0, BUY, 0, 10);
    expect(told(core)).toEqual(['filled 1: 10 @ 98.99 maker, 0 of 10 left, filled']);
  });

  test('that rests after its trigger is changed and cancelled like any limit order', () => {
    const core = tradedCore();
    placed(core, { ...stopLimit, stopPriceTicks: HUNDRED - 1.5 * DOLLAR });
    const { orderId } = placed(core, stopLimit);
    trade(core, HUNDRED - DOLLAR);
    const up = { ...unchanged, orderId, limitPriceTicks: HUNDRED + 3 * DOLLAR };
    expect(core.replace(up)).toMatchObject({ ok: true, order: { status: 'new' } });
    core.setLimits({ ...core.limits, priceCollarBasisPoints: 150 });
    trade(core, HUNDRED + DOLLAR);
    const far = core.replace({ ...unchanged, orderId, limitPriceTicks: HUNDRED - 80 * CENT });
    expect(refusalIn(far)).toMatchObject({ code: 'risk.price_collar' });
    expect(core.cancel(orderId)).toMatchObject({ ok: true, order: { status: 'canceled' } });
    expect(core.snapshot().workingOrders).toHaveLength(1);
  });

  test('may be far from the market: the collar is around its stop price', () => {
    const core = tradedCore();
    const far = { ...stopLimit, stopPriceTicks: HUNDRED / 2 };
    placed(core, { ...far, limitPriceTicks: HUNDRED / 2 - DOLLAR });
    const why = refusalIn(core.submit(orderOf({ ...far, limitPriceTicks: 40 * DOLLAR }), 'test'));
    expect(why).toMatchObject({
      code: 'risk.price_collar',
      rule: 'a sell limit at least 45.00, 10.00 % from the stop price',
    });
  });
});

describe('stops that one trade elects', () => {
  test('are executed nearest first, then by entry, after the fills of the call', () => {
    const core = tradedCore();
    placed(core, { qtyLots: 1, side: 'buy', limitPriceTicks: HUNDRED - DOLLAR });
    placed(core, { ...sellStop(HUNDRED - DOLLAR), qtyLots: 2 });
    placed(core, { ...sellStop(HUNDRED - DOLLAR + CENT), qtyLots: 3 });
    placed(core, { ...sellStop(HUNDRED - DOLLAR), qtyLots: 4 });
    told(core);
    core.house.take(0, SELL, HUNDRED - DOLLAR, 1);
    expect(told(core)).toEqual([
      'filled 1: 1 @ 99.00 maker, 0 of 1 left, filled',
      'triggered 3: sell market, 3 of 3 left, new',
      'filled 3: 3 @ 98.00 taker, 0 of 3 left, filled',
      'triggered 2: sell market, 2 of 2 left, new',
      'filled 2: 2 @ 98.00 taker, 0 of 2 left, filled',
      'triggered 4: sell market, 4 of 4 left, new',
      'filled 4: 4 @ 98.00 taker, 0 of 4 left, filled',
    ]);
  });

  test('elect others in turn, and every one is executed once', () => {
    const core = openCore();
    trade(core, HUNDRED);
    const ladder = (depth: number): [SideCode, number] => [BUY, HUNDRED - depth * DOLLAR];
    for (let depth = 1; depth <= 4; depth += 1) core.house.limit(0, ...ladder(depth), 10);
    for (let depth = 1; depth <= 3; depth += 1) placed(core, sellStop(HUNDRED - depth * DOLLAR));
    told(core);
    core.house.take(0, SELL, HUNDRED - DOLLAR, 1);
    expect(told(core)).toEqual([
      'triggered 1: sell market, 10 of 10 left, new',
      'filled 1: 9 @ 99.00 taker, 1 of 10 left, partially_filled',
      'filled 1: 1 @ 98.00 taker, 0 of 10 left, filled',
      'triggered 2: sell market, 10 of 10 left, new',
      'filled 2: 9 @ 98.00 taker, 1 of 10 left, partially_filled',
      'filled 2: 1 @ 97.00 taker, 0 of 10 left, filled',
      'triggered 3: sell market, 10 of 10 left, new',
      'filled 3: 9 @ 97.00 taker, 1 of 10 left, partially_filled',
      'filled 3: 1 @ 96.00 taker, 0 of 10 left, filled',
    ]);
    expect(core.snapshot().workingOrders).toEqual([]);
  });

  test('follow the end of the own order whose trade elected them', () => {
    const core = openCore();
    trade(core, HUNDRED);
    core.house.limit(0, BUY, HUNDRED - DOLLAR, 4);
    placed(core, sellStop(HUNDRED - DOLLAR));
    told(core);
    placed(core, { side: 'sell', orderType: 'market', qtyLots: 9 });
    expect(told(core)).toEqual([
      'accepted 2: sell 9, 9 of 9 left, new',
      'filled 2: 4 @ 99.00 taker, 5 of 9 left, partially_filled',
      'canceled 2: no_liquidity, 0 of 9 left, canceled',
      'triggered 1: sell market, 10 of 10 left, new',
      'canceled 1: no_liquidity, 0 of 10 left, canceled',
    ]);
  });

  test('are only those of the instrument that traded', () => {
    const core = tradedCore();
    placed(core, { ...sellStop(HUNDRED - DOLLAR), symbol: 'AAPL' });
    told(core);
    trade(core, HUNDRED - 5 * DOLLAR, 1);
    expect(told(core)).toEqual([]);
  });
});

describe('a stop that waits', () => {
  test('is cancelled like any order, and nothing elects it any more', () => {
    const core = tradedCore();
    const { orderId } = placed(core, sellStop(HUNDRED - DOLLAR));
    expect(core.cancel(orderId)).toMatchObject({ ok: true, order: { status: 'canceled' } });
    told(core);
    trade(core, HUNDRED - DOLLAR);
    expect(told(core)).toEqual([]);
  });

  test('goes with all orders of its symbol and side', () => {
    const core = tradedCore();
    placed(core, sellStop(HUNDRED - DOLLAR));
    placed(core, buyStop(HUNDRED + DOLLAR));
    expect(core.cancelAll('AAPL', 'sell', 'cancel_all')).toEqual([1]);
    expect(core.cancelAll(null, null, 'flatten')).toEqual([2]);
  });

  test('expires with its day', () => {
    const core = tradedCore();
    placed(core, { ...sellStop(HUNDRED - DOLLAR), timeInForce: 'day' });
    told(core);
    core.setTime(timeUs(MORNING + US_PER_DAY));
    expect(told(core)).toEqual(['expired 1: session_end, 0 of 10 left, expired']);
  });

  test('takes a new stop price, limit and quantity', () => {
    const core = tradedCore();
    const { orderId } = placed(core, {
      side: 'sell',
      orderType: 'stop_limit',
      stopPriceTicks: HUNDRED - DOLLAR,
      limitPriceTicks: HUNDRED - DOLLAR,
    });
    const price = HUNDRED - 1.5 * DOLLAR;
    core.replace({ ...unchanged, orderId, stopPriceTicks: price, limitPriceTicks: price });
    core.replace({ ...unchanged, orderId, qtyLots: 7 });
    told(core);
    trade(core, HUNDRED - DOLLAR);
    expect(told(core)).toEqual([]);
    trade(core, price);
    expect(told(core)).toEqual(['triggered 1: sell limit 98.50, 7 of 7 left, new']);
  });

  test('is the last among equals after its stop price was changed, not after its quantity was', () => {
    const core = tradedCore();
    for (let i = 0; i < 3; i += 1) placed(core, sellStop(HUNDRED - DOLLAR));
    core.replace({ ...unchanged, orderId: 1, stopPriceTicks: HUNDRED - 2 * DOLLAR });
    core.replace({ ...unchanged, orderId: 1, stopPriceTicks: HUNDRED - DOLLAR });
    core.replace({ ...unchanged, orderId: 2, qtyLots: 50 });
    told(core);
    trade(core, HUNDRED - DOLLAR);
    expect(told(core).filter((line) => line.startsWith('triggered'))).toEqual([
      'triggered 2: sell market, 50 of 50 left, new',
      'triggered 3: sell market, 10 of 10 left, new',
      'triggered 1: sell market, 10 of 10 left, new',
    ]);
  });
});

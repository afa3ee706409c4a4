/** Each kind of order from its acceptance to its end, told by its events. Source: product.md 3. */
import { describe, expect, test } from 'vitest';
import { orderId } from '../../../engine/domain/ids.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { US_PER_DAY, timeUs } from '../../../engine/domain/time.ts';
import {
  CENT,
  HUNDRED,
  openCore,
  orderOf,
  placed,
  refusalIn,
  told,
} from '../../support/test-core.ts';

describe('a limit order', () => {
  test('rests, is filled in parts as maker and ends filled', () => {
    const core = openCore();
    placed(core, { qtyLots: 10 });
    core.house.take(0, SELL, HUNDRED, 4);
    core.house.take(0, SELL, HUNDRED, 6);
    expect(told(core)).toEqual([
      'accepted 1: buy 10 @ 100.00, 10 of 10 left, new',
      'filled 1: 4 @ 100.00 maker, 6 of 10 left, partially_filled',
      'filled 1: 6 @ 100.00 maker, 0 of 10 left, filled',
    ]);
    expect(core.snapshot().workingOrders).toEqual([]);
  });

  test('takes what crosses at the makers’ prices and rests with what is left', () => {
    const core = openCore();
    core.house.limit(0, SELL, HUNDRED, 3);
    core.house.limit(0, SELL, HUNDRED + CENT, 4);
    placed(core, { qtyLots: 10, limitPriceTicks: HUNDRED + CENT });
    expect(told(core)).toEqual([
      'accepted 1: buy 10 @ 100.01, 10 of 10 left, new',
      'filled 1: 3 @ 100.00 taker, 7 of 10 left, partially_filled',
      'filled 1: 4 @ 100.01 taker, 3 of 10 left, partially_filled',
    ]);
    expect(core.house.bestBidTicks(0)).toBe(HUNDRED + CENT);
  });

  test('waits behind what rested at its price before it', () => {
    const core = openCore();
    core.house.limit(0, BUY, HUNDRED, 5);
    placed(core, { qtyLots: 10 });
    told(core);
    core.house.take(0, SELL, HUNDRED, 5);
    expect(told(core)).toEqual([]);
    core.house.take(0, SELL, HUNDRED, 1);
    expect(told(core)).toEqual(['filled 1: 1 @ 100.00 maker, 9 of 10 left, partially_filled']);
  });

  test('is given up by its owner and leaves the book', () => {
    const core = openCore();
    const { orderId: id } = placed(core);
    core.house.take(0, SELL, HUNDRED, 3);
    told(core);
    expect(core.cancel(id)).toMatchObject({ ok: true, order: { status: 'canceled' } });
    expect(told(core)).toEqual(['canceled 1: user, 0 of 10 left, canceled']);
    expect(core.house.bestBidTicks(0)).toBe(0);
    expect(refusalIn(core.cancel(id))).toMatchObject({ code: 'book.not_working' });
  });
});

describe('a market order', () => {
  test('takes the best prices first and ends filled', () => {
    const core = openCore();
    core.house.limit(0, BUY, HUNDRED, 3);
    core.house.limit(0, BUY, HUNDRED - CENT, 9);
    placed(core, { side: 'sell', orderType: 'market', qtyLots: 5 });
    expect(told(core).slice(1)).toEqual([
      'filled 1: 3 @ 100.00 taker, 2 of 5 left, partially_filled',
      'filled 1: 2 @ 99.99 taker, 0 of 5 left, filled',
    ]);
  });

  test('gives up what an empty book leaves', () => {
    const core = openCore();
    core.house.limit(0, SELL, HUNDRED, 3);
    placed(core, { orderType: 'market', qtyLots: 5 });
    expect(told(core).at(-1)).toBe('canceled 1: no_liquidity, 0 of 5 left, canceled');
  });

  test('goes no further than the price collar', () => {
    const core = openCore();
    core.setLimits({ ...core.limits, priceCollarBasisPoints: 100 });
    core.house.limit(0, SELL, HUNDRED, 1);
    core.house.take(0, BUY, 0, 1);
    core.house.limit(0, SELL, HUNDRED + 100 * CENT, 3);
    core.house.limit(0, SELL, HUNDRED + 101 * CENT, 9);
    placed(core, { orderType: 'market', qtyLots: 5 });
    expect(told(core).slice(1)).toEqual([
      'filled 1: 3 @ 101.00 taker, 2 of 5 left, partially_filled',
      'canceled 1: price_collar, 0 of 5 left, canceled',
    ]);
  });

  test('is rejected where no price is known', () => {
    const core = openCore();
    const why = refusalIn(core.submit(orderOf({ orderType: 'market' }), 'test'));
    expect(why).toMatchObject({ code: 'risk.no_reference', field: 'orderType', value: 'market' });
    expect(told(core)).toEqual(['rejected 1: risk.no_reference']);
  });
});

describe('time in force', () => {
  test('ioc takes what it can at once and never rests', () => {
    const core = openCore();
    core.house.limit(0, SELL, HUNDRED, 3);
    placed(core, { timeInForce: 'ioc' });
    expect(told(core).slice(1)).toEqual([
      'filled 1: 3 @ 100.00 taker, 7 of 10 left, partially_filled',
      'canceled 1: time_in_force, 0 of 10 left, canceled',
    ]);
    expect(core.house.bestBidTicks(0)).toBe(0);
  });

  test('fok trades all or nothing', () => {
    const core = openCore();
    core.house.limit(0, SELL, HUNDRED, 9);
    placed(core, { timeInForce: 'fok' });
    expect(told(core).slice(1)).toEqual(['canceled 1: time_in_force, 0 of 10 left, canceled']);
    core.house.limit(0, SELL, HUNDRED, 1);
    placed(core, { timeInForce: 'fok' });
    expect(told(core).at(-1)).toBe('filled 2: 1 @ 100.00 taker, 0 of 10 left, filled');
  });

  test('gtc outlives the trading day and ends after 90 days', () => {
    const core = openCore();
    const { createdUs, expiresUs } = placed(core, { timeInForce: 'gtc' });
    const endUs = timeUs(createdUs + 90 * US_PER_DAY);
    expect(expiresUs).toBe(endUs);
    told(core);
    core.setTime(timeUs(endUs - 1));
    expect(told(core)).toEqual([]);
    core.setTime(endUs);
    expect(told(core)).toEqual(['expired 1: session_end, 0 of 10 left, expired']);
  });

  test('an order that has expired trades with nothing of the same moment', () => {
    const core = openCore();
    const { expiresUs } = placed(core);
    core.setTime(timeUs(expiresUs ?? 0));
    expect(core.house.take(0, SELL, HUNDRED, 1)).toBe(0);
  });
});

describe('post-only', () => {
  test('rests where it does not cross', () => {
    const core = openCore();
    core.house.limit(0, SELL, HUNDRED + CENT, 3);
    placed(core, { postOnly: true });
    expect(told(core)).toEqual(['accepted 1: buy 10 @ 100.00, 10 of 10 left, new']);
  });

  test('is rejected where it would trade at once, and takes nothing', () => {
    const core = openCore();
    core.house.limit(0, SELL, HUNDRED, 3);
    const why = refusalIn(core.submit(orderOf({ postOnly: true }), 'test'));
    expect(why).toMatchObject({
      code: 'book.post_only_would_cross',
      field: 'limitPriceTicks',
      value: String(HUNDRED),
    });
    expect(told(core)).toEqual(['rejected 1: book.post_only_would_cross']);
    expect(core.exchange.at(0).matching.bestAskLots()).toBe(3);
  });
});

describe('self-trade prevention', () => {
  test('cancels the newer order where it would meet an own one', () => {
    const core = openCore();
    core.house.limit(0, SELL, HUNDRED - CENT, 2);
    placed(core, { side: 'sell', qtyLots: 5 });
    placed(core, { side: 'buy', qtyLots: 6 });
    expect(told(core).slice(1)).toEqual([
      'accepted 2: buy 6 @ 100.00, 6 of 6 left, new',
      'filled 2: 2 @ 99.99 taker, 4 of 6 left, partially_filled',
      'canceled 2: self_trade, 0 of 6 left, canceled',
    ]);
    expect(core.snapshot().workingOrders.map(({ orderId: id }) => id)).toEqual([orderId(1)]);
  });
});

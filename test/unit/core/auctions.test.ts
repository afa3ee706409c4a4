import { describe, expect, test } from 'vitest';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { PLAIN_CHANGES } from '../../../engine/domain/order.ts';
import { StoreModel } from '../../support/store-model.ts';
import { CENT, HUNDRED, orderOf, placed, refusalIn, timeAt } from '../../support/test-core.ts';
import { at, quotedCore, sessionCore, timed } from '../../support/session-core.ts';

const DOLLAR = 100 * CENT;

describe('the opening auction', () => {
  test('fills what is for it and what rests at one price, and cancels the rest', () => {
    const core = sessionCore('08:00');
    core.house.limit(0, SELL, HUNDRED, 10);
    core.house.limit(0, SELL, HUNDRED + 2 * CENT, 10);
    placed(core, { timeInForce: 'opg', qtyLots: 15, limitPriceTicks: HUNDRED + 3 * CENT });
    placed(core, { timeInForce: 'opg', qtyLots: 10, orderType: 'market' });
    placed(core, { timeInForce: 'opg', qtyLots: 7, limitPriceTicks: HUNDRED - CENT });
    core.setTime(at('09:30'));
    expect(timed(core)).toEqual([
      '08:00 accepted 1: buy 15 @ 100.03, 15 of 15 left, accepted',
      '08:00 accepted 2: buy 10, 10 of 10 left, accepted',
      '08:00 accepted 3: buy 7 @ 99.99, 7 of 7 left, accepted',
      '09:30 filled 2: 10 @ 100.02 maker, 0 of 10 left, filled',
      '09:30 filled 1: 10 @ 100.02 maker, 5 of 15 left, partially_filled',
      '09:30 canceled 1: auction_end, 0 of 15 left, canceled',
      '09:30 canceled 3: auction_end, 0 of 7 left, canceled',
    ]);
    const [print] = core.exchange.at(0).tape.since(0);
    expect(print).toMatchObject({ priceTicks: HUNDRED + 2 * CENT, qtyLots: 20, aggressor: 'buy' });
    expect(core.house.bestAskTicks(0)).toBe(0);
  });

  test('takes day orders that have waited for the open, and lets what they leave rest', () => {
    const core = sessionCore('08:00');
    placed(core, { timeInForce: 'day', qtyLots: 10, limitPriceTicks: HUNDRED });
    core.house.limit(0, SELL, HUNDRED - CENT, 4);
    timed(core);
    core.setTime(at('09:30'));
    expect(timed(core)).toEqual([
      '09:30 activated 1: 10 of 10 left, new',
      '09:30 filled 1: 4 @ 99.99 maker, 6 of 10 left, partially_filled',
    ]);
    expect(core.house.take(0, SELL, HUNDRED, 6)).toBe(6);
    expect(timed(core)).toEqual(['09:30 filled 1: 6 @ 100.00 maker, 0 of 10 left, filled']);
  });

  test('is in the past for an order that was entered for it before the engine was away', () => {
    const store = new StoreModel();
    const core = sessionCore('08:00', store);
    placed(core, { timeInForce: 'opg' });
    placed(core, { timeInForce: 'cls', limitPriceTicks: HUNDRED - CENT });
    store.fold(core.takeEvents());
    const again = sessionCore('10:00', store);
    expect(timed(again)).toEqual(['10:00 canceled 1: auction_end, 0 of 10 left, canceled']);
    expect(again.snapshot().workingOrders.map(({ orderId }) => orderId)).toEqual([2]);
  });

  test('of the next trading day takes what is entered in the evening', () => {
    const core = sessionCore('19:00');
    const order = placed(core, { timeInForce: 'opg' });
    expect(order.expiresUs).toBe(timeAt('2026-03-12T09:30:00-04:00'));
    core.house.limit(0, SELL, HUNDRED, 10);
    core.setTime(timeAt('2026-03-12T09:30:00-04:00'));
    expect(timed(core).at(-1)).toContain('filled 1: 10 @ 100.00');
  });

  test('does not clear outside the collar around the last price', () => {
    const core = quotedCore('08:00');
    core.house.limit(0, SELL, 2 * HUNDRED, 10);
    placed(core, { timeInForce: 'opg', orderType: 'market', qtyLots: 10 });
    core.setTime(at('09:30'));
    expect(timed(core).slice(1)).toEqual([
      '09:30 filled 1: 5 @ 100.01 maker, 5 of 10 left, partially_filled',
      '09:30 canceled 1: auction_end, 0 of 10 left, canceled',
    ]);
  });

  test('elects stops by its print', () => {
    const core = quotedCore('08:00');
    placed(core, { side: 'sell', orderType: 'stop', stopPriceTicks: HUNDRED - DOLLAR });
    placed(core, { side: 'buy', timeInForce: 'opg', limitPriceTicks: HUNDRED - 2 * DOLLAR });
    core.house.take(0, SELL, HUNDRED - CENT, 5);
    core.house.limit(0, SELL, HUNDRED - 2 * DOLLAR, 10);
    core.house.limit(0, BUY, HUNDRED - 3 * DOLLAR, 10);
    timed(core);
    core.setTime(at('09:30'));
    expect(timed(core)).toEqual([
      '09:30 activated 1: 10 of 10 left, new',
      '09:30 filled 2: 10 @ 98.00 maker, 0 of 10 left, filled',
      '09:30 triggered 1: sell market, 10 of 10 left, new',
      '09:30 filled 1: 10 @ 97.00 taker, 0 of 10 left, filled',
    ]);
  });
});

describe('the closing auction', () => {
  test('comes before day orders expire and elects no stop', () => {
    const core = quotedCore('10:00');
    placed(core, { limitPriceTicks: HUNDRED - 2 * CENT, qtyLots: 8 });
    placed(core, { orderType: 'stop', timeInForce: 'gtc', stopPriceTicks: HUNDRED + CENT });
    placed(core, { timeInForce: 'cls', qtyLots: 6, limitPriceTicks: HUNDRED + CENT });
    timed(core);
    core.setTime(at('17:00'));
    expect(timed(core)).toEqual([
      '16:00 filled 3: 5 @ 100.01 maker, 1 of 6 left, partially_filled',
      '16:00 expired 1: session_end, 0 of 8 left, expired',
      '16:00 canceled 3: auction_end, 0 of 6 left, canceled',
    ]);
    expect(core.house.lastTradeTicks(0)).toBe(HUNDRED + CENT);
    expect(core.exchange.at(0).stops.count).toBe(1);
  });

  test('is at 13:00 on a half day', () => {
    const core = sessionCore('10:00');
    core.setTime(timeAt('2026-11-27T10:00:00-05:00'));
    const order = placed(core, { timeInForce: 'cls' });
    expect(order.expiresUs).toBe(timeAt('2026-11-27T13:00:00-05:00'));
    core.setTime(timeAt('2026-11-27T16:00:00-05:00'));
    expect(core.takeEvents().map(({ type, atUs }) => [type, atUs])).toEqual([
      ['order.accepted', timeAt('2026-11-27T10:00:00-05:00')],
      ['order.canceled', timeAt('2026-11-27T13:00:00-05:00')],
    ]);
  });
});

describe('an order that waits for an auction', () => {
  test('is not in the book, and can be changed and cancelled until entry ends', () => {
    const core = sessionCore('10:00');
    const { orderId } = placed(core, { timeInForce: 'cls' });
    expect(core.house.bestBidTicks(0)).toBe(0);
    const change = { ...PLAIN_CHANGES, orderId, qtyLots: 5, limitPriceTicks: HUNDRED + CENT };
    expect(core.replace(change).ok).toBe(true);
    core.setTime(at('15:50'));
    expect(refusalIn(core.replace({ ...change, qtyLots: 4 }))).toMatchObject({
      code: 'book.auction_closed',
      field: 'timeInForce',
    });
    expect(core.cancel(orderId).ok).toBe(true);
    expect(timed(core)).toEqual([
      '10:00 accepted 1: buy 10 @ 100.00, 10 of 10 left, accepted',
      '10:00 replaced 1: buy 5 @ 100.01, 5 of 5 left, accepted',
      '15:50 canceled 1: user, 0 of 5 left, canceled',
    ]);
  });

  test('leaves a market order that waits and an own order beyond its collar', () => {
    const core = quotedCore('08:00');
    placed(core, { timeInForce: 'gtc', limitPriceTicks: HUNDRED - 9 * DOLLAR });
    const { orderId: id } = placed(core, { orderType: 'market', side: 'sell', qtyLots: 5 });
    core.risk.setLimits({ ...core.limits, priceCollarBasisPoints: 500 });
    timed(core);
    core.setTime(at('09:30'));
    expect(
      timed(core).filter((line) => line.includes('filled') || line.includes('cancel')),
    ).toEqual([`09:30 filled ${String(id)}: 5 @ 99.99 maker, 0 of 5 left, filled`]);
  });

  test('is refused where it would trade with an own order', () => {
    const core = quotedCore('10:00');
    placed(core, { timeInForce: 'cls', side: 'sell', limitPriceTicks: HUNDRED });
    const why = refusalIn(core.submit(orderOf({ timeInForce: 'cls' }), 'test'));
    expect(why).toMatchObject({ code: 'book.self_trade', field: 'limitPriceTicks' });
    placed(core, { timeInForce: 'cls', limitPriceTicks: HUNDRED - CENT });
    const market = orderOf({ timeInForce: 'cls', orderType: 'market' });
    expect(refusalIn(core.submit(market, 'test')).code).toBe('book.self_trade');
  });

  test('goes before what rests since that it would trade with', () => {
    const core = quotedCore('10:00');
    placed(core, { timeInForce: 'cls', side: 'sell', orderType: 'market' });
    placed(core, { timeInForce: 'gtc', limitPriceTicks: HUNDRED });
    timed(core);
    core.setTime(at('16:00'));
    expect(timed(core)).toEqual([
      '16:00 canceled 2: self_trade, 0 of 10 left, canceled',
      '16:00 filled 1: 5 @ 99.99 maker, 5 of 10 left, partially_filled',
      '16:00 canceled 1: auction_end, 0 of 10 left, canceled',
    ]);
  });

  test('is refused at a price between the steps of its book', () => {
    const core = sessionCore('10:00');
    const why = refusalIn(
      core.submit(orderOf({ timeInForce: 'cls', limitPriceTicks: 9_999 }), 'test'),
    );
    expect(why).toMatchObject({ code: 'book.price_step', field: 'limitPriceTicks' });
  });
});

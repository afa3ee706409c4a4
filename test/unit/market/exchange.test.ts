import { describe, expect, test } from 'vitest';
import type { TradingCore } from '../../../engine/core.ts';
import { PLAIN_TERMS } from '../../../engine/domain/order.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { CENT, HUNDRED, MORNING, openCore, placed } from '../../support/test-core.ts';

/** Bids of 1 to 3 lots from 99.99 down, asks of 4 to 6 from 100.01 up. */
function quoted(): TradingCore {
  const core = openCore();
  for (const i of [1, 2, 3]) {
    core.house.limit(0, BUY, HUNDRED - i * CENT, i);
    core.house.limit(0, SELL, HUNDRED + i * CENT, i + 3);
  }
  return core;
}

describe('a market', () => {
  test('shows its levels best first, with sizes and numbers of orders', () => {
    const market = quoted().exchange.at(0);
    market.matching.submit(99, 0, BUY, 1, 0, false, HUNDRED - CENT, 7, 0);
    expect(market.depth(BUY, 2)).toEqual([
      { priceTicks: HUNDRED - CENT, qtyLots: 8, orders: 2 },
      { priceTicks: HUNDRED - 2 * CENT, qtyLots: 2, orders: 1 },
    ]);
    expect(market.depth(SELL, 200).map(({ qtyLots }) => qtyLots)).toEqual([4, 5, 6]);
  });

  test('says what an order would take and what lies before it', () => {
    const market = quoted().exchange.at(0);
    expect(market.wouldTake(BUY, HUNDRED + 2 * CENT, 100)).toEqual({
      lots: 9,
      tickLots: 4 * (HUNDRED + CENT) + 5 * (HUNDRED + 2 * CENT),
    });
    expect(market.wouldTake(BUY, HUNDRED + 9 * CENT, 5).lots).toBe(5);
    expect(market.wouldTake(SELL, HUNDRED, 5).lots).toBe(0);
    expect(market.lotsAhead(BUY, HUNDRED - 2 * CENT)).toBe(3);
    expect(market.lotsAhead(BUY, HUNDRED)).toBe(0);
    expect(market.lotsAhead(SELL, HUNDRED + 3 * CENT)).toBe(15);
  });

  test('quotes its best prices, last trade and day', () => {
    const core = quoted();
    core.house.take(0, BUY, 0, 6);
    expect(core.exchange.at(0).quote()).toMatchObject({
      symbol: 'AAPL',
      bidTicks: HUNDRED - CENT,
      bidLots: 1,
      askTicks: HUNDRED + 2 * CENT,
      askLots: 3,
      lastTicks: HUNDRED + 2 * CENT,
      lastLots: 2,
      dayOpenTicks: HUNDRED + CENT,
      dayHighTicks: HUNDRED + 2 * CENT,
      dayLowTicks: HUNDRED + CENT,
      dayVolumeLots: 6,
      updatedUs: MORNING,
    });
  });

  test('has a reference price: the last, else the middle, else the side there is, else none', () => {
    const core = openCore();
    const market = core.exchange.at(0);
    expect(market.referenceTicks()).toBe(0);
    core.house.limit(0, SELL, HUNDRED + 2 * CENT, 1);
    expect(market.referenceTicks()).toBe(HUNDRED + 2 * CENT);
    core.house.limit(0, BUY, HUNDRED, 1);
    expect(market.referenceTicks()).toBe(HUNDRED + CENT);
    core.house.take(0, SELL, 0, 1);
    expect(market.referenceTicks()).toBe(HUNDRED);
  });
});

describe('the house', () => {
  test('hears how much of an order traded, and no handle when nothing rests', () => {
    const { house } = quoted();
    expect(house.take(0, BUY, 0, 5)).toBe(5);
    expect(house.take(0, BUY, HUNDRED + 2 * CENT, 99)).toBe(4);
    expect(house.limit(0, BUY, HUNDRED + 3 * CENT, 6)).toBe(-1);
    expect(house.restingOrders(0, SELL)).toBe(0);
    expect(house.take(0, BUY, 0, 1)).toBe(0);
  });

  test('changes and cancels its orders by handle and id, and those of nobody else', () => {
    const { house, exchange } = quoted();
    const handle = house.limit(0, BUY, HUNDRED, 9);
    const id = house.lastOrderId();
    expect(house.leavesLots(0, handle, id)).toBe(9);
    expect(house.replace(0, handle, id, HUNDRED - CENT, 4)).toBe(true);
    expect(house.leavesLots(0, handle, id)).toBe(4);
    expect(house.cancel(0, handle, id + 1)).toBe(false);
    expect(house.cancel(0, handle, id)).toBe(true);
    expect(house.cancel(0, handle, id)).toBe(false);
    expect(house.replace(0, handle, id, HUNDRED, 1)).toBe(false);
    expect(() => exchange.at(2)).toThrow('no instrument 2');
  });

  test('whose order is refused or gone prints nothing again on the tape', () => {
    const core = quoted();
    const handle = core.house.limit(0, BUY, HUNDRED, 1);
    const id = core.house.lastOrderId();
    core.house.take(0, SELL, 0, 1);
    const { tape } = core.exchange.at(0);
    expect(tape.lastNumber).toBe(1);
    core.house.replace(0, handle, id, HUNDRED, 1);
    core.house.limit(0, BUY, HUNDRED + 1, 1);
    core.house.take(0, BUY, HUNDRED - 50 * CENT, 1);
    expect(tape.lastNumber).toBe(1);
  });

  test('that hits a trader’s order is heard of by the trader once for each part', () => {
    const core = quoted();
    placed(core, { limitPriceTicks: HUNDRED, qtyLots: 5 });
    core.takeEvents();
    core.house.take(0, SELL, HUNDRED - CENT, 6);
    const fills = core.takeEvents();
    expect(fills).toHaveLength(1);
    expect(fills[0]?.order).toMatchObject({ cumQtyLots: 5, status: 'filled' });
    expect(
      core.exchange
        .at(0)
        .tape.since(0)
        .map(({ qtyLots }) => qtyLots),
    ).toEqual([5, 1]);
  });
});

test('what is published of a market has a new version with every change, and only then', () => {
  const core = quoted();
  const market = core.exchange.at(0);
  const other = core.exchange.at(1).version;
  const versions = [market.version];
  const handle = core.house.limit(0, BUY, HUNDRED, 1);
  versions.push(market.version);
  core.house.cancel(0, handle, core.house.lastOrderId());
  versions.push(market.version);
  const { orderId } = placed(core);
  versions.push(market.version);
  core.cancel(orderId);
  versions.push(market.version);
  core.preview({
    symbol: 'AAPL',
    side: 'buy',
    orderType: 'market',
    timeInForce: 'day',
    qtyLots: 1,
    limitPriceTicks: null,
    ...PLAIN_TERMS,
    postOnly: false,
    ...PLAIN_TERMS,
  });
  core.house.cancel(0, handle, 1);
  expect(new Set(versions).size).toBe(versions.length);
  expect(market.version).toBe(versions.at(-1));
  expect(core.exchange.at(1).version).toBe(other);
});

import { describe, expect, test } from 'vitest';
import type { TradingCore } from '../../../engine/core.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { PLAIN_CHANGES } from '../../../engine/domain/order.ts';
import { StoreModel } from '../../support/store-model.ts';
import {
  CENT,
  HUNDRED,
  openCore,
  orderOf,
  placed,
  refusalIn,
  told,
} from '../../support/test-core.ts';

const SECOND = 1_000_000;

/** A market of 100 lots a side around 100 dollars in both symbols. */
function withMarket(core: TradingCore): TradingCore {
  for (const i of [0, 1]) {
    core.house.limit(i, SELL, HUNDRED + CENT, 100);
    core.house.limit(i, BUY, HUNDRED - CENT, 100);
  }
  return core;
}

/** Long 10 AAPL, with an order of every kind that can wait or rest. */
function withEverything(): TradingCore {
  const core = withMarket(openCore());
  placed(core, { orderType: 'market', qtyLots: 10 });
  placed(core, { limitPriceTicks: HUNDRED - 5 * CENT });
  placed(core, { symbol: 'MSFT', limitPriceTicks: HUNDRED - 5 * CENT, displayQtyLots: 2 });
  placed(core, { side: 'sell', orderType: 'stop', stopPriceTicks: HUNDRED - 50 * CENT });
  placed(core, { side: 'sell', orderType: 'trailing_stop', trailTicks: 90 * CENT });
  placed(core, {
    symbol: 'MSFT',
    limitPriceTicks: HUNDRED - 9 * CENT,
    orderClass: 'bracket',
    takeProfit: { limitPriceTicks: HUNDRED + 100 * CENT },
    stopLoss: { stopPriceTicks: HUNDRED - 100 * CENT, limitPriceTicks: null },
  });
  told(core);
  return core;
}

const held = (core: TradingCore): number[] =>
  core.snapshot().positions.map(({ qtyLots }) => qtyLots);

function pass(core: TradingCore, us: number): void {
  core.setTime(timeUs(core.exchange.nowUs + us));
}

describe('the kill switch', () => {
  test('cancels whatever works or waits, closes all positions and locks', () => {
    const core = withEverything();
    const working = core.snapshot().workingOrders.map(({ orderId }) => orderId);
    const { canceledOrderIds, closingOrders } = core.risk.kill('k', 'test');
    expect(core.snapshot().workingOrders).toEqual([]);
    expect(working).toEqual(expect.arrayContaining([...canceledOrderIds]));
    expect(closingOrders).toMatchObject([
      { clientOrderId: 'k-AAPL', side: 'sell', qtyLots: 10, status: 'filled', clientName: 'test' },
    ]);
    expect(held(core)).toEqual([0]);
    const ends = core.takeEvents().filter(({ type }) => type === 'order.canceled');
    expect(new Set(ends.map(({ order }) => order.orderId))).toEqual(new Set(working));
    expect(ends.some(({ order }) => order.reason === 'kill_switch')).toBe(true);
    expect(core.snapshot().risk).toMatchObject({
      lockedBy: 'kill_switch',
      sinceUs: core.exchange.nowUs,
      untilDate: null,
    });
  });

  test('refuses what opens, by name, until it is unlocked', () => {
    const core = withMarket(openCore());
    core.risk.kill('k', 'test');
    expect(refusalIn(core.submit(orderOf(), 'test'))).toMatchObject({
      code: 'risk.locked',
      field: '',
      value: 'kill_switch',
    });
    expect(core.risk.unlock()).toBeNull();
    expect(core.snapshot().risk).toMatchObject({ lockedBy: null, sinceUs: null });
    placed(core);
  });

  test('sent twice under one id kills once, also after an unlock', () => {
    const core = withEverything();
    const first = core.risk.kill('k', 'test');
    core.risk.unlock();
    placed(core, { orderType: 'market', qtyLots: 3 });
    const again = core.risk.kill('k', 'test');
    expect(again).toEqual({ canceledOrderIds: [], closingOrders: first.closingOrders });
    expect(held(core)).toEqual([3]);
    expect(core.risk.isLocked).toBe(false);
    core.risk.kill('k2', 'test');
    expect(held(core)).toEqual([0]);
  });

  test('survives a restart, with the id that it was sent under', () => {
    const store = new StoreModel();
    const core = openCore(store);
    core.risk.kill('k', 'test');
    store.write([
      { kind: 'events', events: core.takeEvents() },
      { kind: 'setting', key: 'risk_state', value: JSON.stringify(core.risk.takeChange()) },
    ]);
    const second = openCore(store);
    expect(second.snapshot().risk).toEqual(core.snapshot().risk);
    expect(refusalIn(second.submit(orderOf(), 'test')).code).toBe('risk.locked');
    second.risk.unlock();
    second.risk.kill('k', 'test');
    expect(second.risk.isLocked).toBe(false);
  });

  test('tells of a change once', () => {
    const core = openCore();
    expect(core.risk.takeChange()).toBeNull();
    core.risk.kill('k', 'test');
    expect(core.risk.takeChange()).toMatchObject({ lockedBy: 'kill_switch', killId: 'k' });
    expect(core.risk.takeChange()).toBeNull();
    core.risk.unlock();
    core.risk.unlock();
    expect(core.risk.takeChange()).toMatchObject({ lockedBy: null });
    expect(core.risk.takeChange()).toBeNull();
  });
});

describe('a lock without a market', () => {
  /** Long 10 AAPL, whose buyers have gone. */
  function stuck(): TradingCore {
    const core = openCore();
    core.house.limit(0, SELL, HUNDRED, 10);
    placed(core, { orderType: 'market', qtyLots: 10 });
    core.risk.kill('k', 'test');
    expect(held(core)).toEqual([10]);
    told(core);
    return core;
  }

  test('stays, and sends nothing while nobody would buy', () => {
    const core = stuck();
    for (let i = 0; i < 100; i += 1) pass(core, SECOND);
    expect(told(core)).toEqual([]);
    expect(core.risk.isLocked).toBe(true);
  });

  test('closes as soon as someone buys, a second after the last try, until nothing is left', () => {
    const core = stuck();
    core.house.limit(0, BUY, HUNDRED - CENT, 4);
    pass(core, SECOND - 1);
    expect(told(core)).toEqual([]);
    pass(core, SECOND);
    expect(held(core)).toEqual([6]);
    core.house.limit(0, BUY, HUNDRED - CENT, 100);
    pass(core, SECOND);
    expect(held(core)).toEqual([0]);
    expect(core.snapshot().workingOrders).toEqual([]);
    const closing = core.takeEvents().filter(({ type }) => type === 'order.accepted');
    expect(closing.map(({ order }) => order.clientName)).toEqual(['risk guard', 'risk guard']);
  });

  test('closes what a restart finds open', () => {
    const store = new StoreModel();
    const core = openCore(store);
    core.house.limit(0, SELL, HUNDRED, 10);
    placed(core, { orderType: 'market', qtyLots: 10 });
    core.risk.kill('k', 'test');
    store.write([
      { kind: 'events', events: core.takeEvents() },
      { kind: 'setting', key: 'risk_state', value: JSON.stringify(core.risk.takeChange()) },
    ]);
    const second = withMarket(openCore(store));
    pass(second, 1);
    expect(held(second)).toEqual([0]);
  });

  test('lets the trader close, and cancels first what would then open', () => {
    const core = stuck();
    const exit = placed(core, { side: 'sell', limitPriceTicks: HUNDRED, qtyLots: 10 });
    expect(exit.status).toBe('new');
    expect(refusalIn(core.submit(orderOf({ side: 'sell', qtyLots: 1 }), 'test')).code).toBe(
      'risk.locked',
    );
    const more = { orderId: exit.orderId, ...PLAIN_CHANGES, limitPriceTicks: null, qtyLots: 11 };
    expect(refusalIn(core.replace(more)).code).toBe('risk.locked');
    core.house.limit(0, BUY, HUNDRED - CENT, 100);
    core.closePositions('flat', null, 'test');
    expect(held(core)).toEqual([0]);
    expect(core.snapshot().workingOrders).toEqual([]);
  });

  test('lets the trader reverse no further than flat', () => {
    const core = stuck();
    core.house.limit(0, BUY, HUNDRED - CENT, 100);
    const reversal = { clientOrderId: 'r', symbol: 'AAPL', cancelOrders: true };
    expect(core.desk.reverse(reversal, 'test')).toMatchObject({
      closing: { status: 'filled' },
      opening: { status: 'rejected', refusal: { code: 'risk.locked' } },
    });
    expect(held(core)).toEqual([0]);
  });
});

describe('a limit of the account', () => {
  test('never keeps a position from being reduced', () => {
    const core = withMarket(openCore());
    placed(core, { orderType: 'market', qtyLots: 10 });
    core.setLimits({
      ...core.limits,
      positionUnitsMax: 1,
      positionValueMicrosMax: 1,
      openOrdersMax: 1,
      denySymbols: ['AAPL'],
      allowSymbols: ['MSFT'],
    });
    placed(core, { side: 'sell', qtyLots: 4, limitPriceTicks: HUNDRED + 2 * CENT });
    placed(core, { side: 'sell', orderType: 'stop', qtyLots: 6, stopPriceTicks: HUNDRED - CENT });
    expect(refusalIn(core.submit(orderOf({ side: 'sell', qtyLots: 1 }), 't')).code).toBe(
      'risk.symbol_denied',
    );
  });

  test('holds for a replacement as for a new order', () => {
    const core = openCore();
    core.setLimits({ ...core.limits, positionUnitsMax: 15 });
    const { orderId } = placed(core, { qtyLots: 10 });
    const replace = (qtyLots: number) =>
      core.replace({ orderId, ...PLAIN_CHANGES, limitPriceTicks: null, qtyLots });
    expect(replace(15).ok).toBe(true);
    expect(refusalIn(replace(16))).toMatchObject({ code: 'risk.max_position_qty', value: '16' });
  });

  test('counts a group once for what it can do, and all its orders', () => {
    const core = withMarket(openCore());
    core.setLimits({ ...core.limits, positionUnitsMax: 10, openOrdersMax: 3 });
    const exits = {
      orderClass: 'bracket',
      takeProfit: { limitPriceTicks: HUNDRED + 100 * CENT },
      stopLoss: { stopPriceTicks: HUNDRED - 100 * CENT, limitPriceTicks: null },
    } as const;
    placed(core, { qtyLots: 10, limitPriceTicks: HUNDRED - CENT, ...exits });
    expect(core.snapshot().workingOrders).toHaveLength(3);
    const one = { qtyLots: 1, limitPriceTicks: HUNDRED - CENT };
    expect(refusalIn(core.submit(orderOf(one), 't')).code).toBe('risk.max_position_qty');
    expect(refusalIn(core.submit(orderOf({ ...one, symbol: 'MSFT' }), 't'))).toMatchObject({
      code: 'risk.max_open_orders',
      value: '4',
    });
  });

  test('of orders a second counts replacements, and neither cancels nor decreases', () => {
    const core = openCore();
    core.setLimits({ ...core.limits, ordersPerSecondMax: 3 });
    const { orderId } = placed(core);
    const change = (fields: { qtyLots?: number; limitPriceTicks?: number }) =>
      core.replace({ orderId, qtyLots: null, limitPriceTicks: null, ...PLAIN_CHANGES, ...fields });
    expect(change({ limitPriceTicks: HUNDRED - CENT }).ok).toBe(true);
    for (const qtyLots of [9, 8, 7]) expect(change({ qtyLots }).ok).toBe(true);
    expect(change({ qtyLots: 8 }).ok).toBe(true);
    expect(refusalIn(change({ qtyLots: 9 })).code).toBe('risk.max_order_rate');
    expect(refusalIn(core.submit(orderOf(), 'other')).code).toBe('risk.max_order_rate');
    expect(core.cancel(orderId).ok).toBe(true);
    pass(core, SECOND);
    placed(core);
  });
});

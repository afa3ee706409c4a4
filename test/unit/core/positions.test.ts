import { describe, expect, test } from 'vitest';
import type { TradingCore } from '../../../engine/core.ts';
import { clientOrderId } from '../../../engine/domain/ids.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import type {
  CloseRequest,
  Closed,
  ReverseRequest,
  Reversed,
} from '../../../engine/orders/position-desk.ts';
import { at, quotedCore } from '../../support/session-core.ts';
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

/** A market of 1,000 on both sides of 100 dollars, and `lots` (signed) held of AAPL. */
function holding(lots: number, store: StoreModel = new StoreModel()): TradingCore {
  const core = openCore(store);
  core.house.limit(0, SELL, HUNDRED + CENT, 1_000);
  core.house.limit(0, BUY, HUNDRED - CENT, 1_000);
  const side = lots > 0 ? 'buy' : 'sell';
  if (lots !== 0) placed(core, { side, orderType: 'market', qtyLots: Math.abs(lots) });
  store.fold(core.takeEvents());
  return core;
}

const held = (core: TradingCore): number =>
  core.snapshot().positions.find(({ symbol }) => symbol === 'AAPL')?.qtyLots ?? 0;

const closeOf = (fields: Partial<CloseRequest> = {}): CloseRequest => ({
  clientOrderId: 'c',
  symbol: 'AAPL',
  qtyLots: null,
  basisPoints: null,
  cancelOrders: false,
  ...fields,
});

function closed(core: TradingCore, fields: Partial<CloseRequest> = {}): Closed {
  const result = core.desk.close(closeOf(fields), 'test');
  if ('code' in result) throw new Error(`refused: ${result.code}`);
  return result;
}

function reversed(core: TradingCore, fields: Partial<ReverseRequest> = {}): Reversed {
  const request = { clientOrderId: 'r', symbol: 'AAPL', cancelOrders: false, ...fields };
  const result = core.desk.reverse(request, 'test');
  if ('code' in result) throw new Error(`refused: ${result.code}`);
  return result;
}

describe('cancel by client order id', () => {
  test('cancels the order that has the id', () => {
    const core = openCore();
    const order = placed(core, { clientOrderId: 'mine' });
    const outcome = core.cancelByClientOrderId(clientOrderId('mine'));
    expect(outcome).toMatchObject({ ok: true, order: { orderId: order.orderId, reason: 'user' } });
    expect(core.snapshot().workingOrders).toEqual([]);
  });

  test('names the id when there is no such order, and the status of one that has ended', () => {
    const core = openCore();
    const unknown = refusalIn(core.cancelByClientOrderId(clientOrderId('nobody')));
    expect(unknown).toMatchObject({
      code: 'book.unknown_order',
      field: 'clientOrderId',
      value: 'nobody',
    });
    placed(core, { clientOrderId: 'mine' });
    core.cancelByClientOrderId(clientOrderId('mine'));
    const ended = refusalIn(core.cancelByClientOrderId(clientOrderId('mine')));
    expect(ended.code).toBe('book.not_working');
    expect(ended.rule).toContain('canceled');
  });
});

describe('closing a position', () => {
  test.each([
    ['all of it', {}, 0],
    ['a quantity', { qtyLots: 30 }, 71],
    ['all of it by quantity', { qtyLots: 101 }, 0],
    ['a quarter, rounded', { basisPoints: 2_500 }, 76],
    ['a half, rounded up', { basisPoints: 5_000 }, 50],
    ['the whole by share', { basisPoints: 10_000 }, 0],
    ['a share below half a lot, which is one lot', { basisPoints: 1 }, 100],
  ] as const)('closes %s of a long and of a short', (_, fields, left) => {
    for (const sign of [1, -1]) {
      const core = holding(sign * 101);
      const { order, duplicate } = closed(core, fields);
      expect(order).toMatchObject({
        clientOrderId: 'c',
        side: sign > 0 ? 'sell' : 'buy',
        status: 'filled',
        qtyLots: 101 - left,
      });
      expect(duplicate).toBe(false);
      expect(held(core)).toBe(left === 0 ? 0 : sign * left);
    }
  });

  test('takes the exact share of more than 2^53 / 10,000 lots', () => {
    const core = openCore(new StoreModel(), { startPrices: new Map([['AAPL', 1]]) });
    const lots = 999_999_999_999;
    core.setLimits({ ...core.limits, orderUnitsMax: lots, orderValueMicrosMax: 2 ** 52 });
    core.house.limit(0, SELL, 1, lots);
    placed(core, { orderType: 'market', qtyLots: lots });
    core.house.limit(0, BUY, 1, lots);
    // 9,999/10,000 of it, half a lot rounded up.
    expect(closed(core, { basisPoints: 9_999 }).order.qtyLots).toBe(999_899_999_999);
  });

  test('is not kept back by limits', () => {
    const core = holding(100);
    core.setLimits({ ...core.limits, orderUnitsMax: 1, orderValueMicrosMax: 1 });
    expect(closed(core).order.status).toBe('filled');
  });

  test('sent twice under one id closes once and cancels nothing more', () => {
    const core = holding(100);
    const first = closed(core, { basisPoints: 5_000, cancelOrders: true });
    const resting = placed(core, { limitPriceTicks: HUNDRED - 5 * CENT });
    const again = closed(core, { basisPoints: 5_000, cancelOrders: true });
    expect(again).toEqual({ canceledOrderIds: [], order: first.order, duplicate: true });
    expect(held(core)).toBe(50);
    expect(core.snapshot().workingOrders.map((one) => one.orderId)).toEqual([resting.orderId]);
  });

  test('leaves the orders of the symbol or cancels them first, as asked', () => {
    const core = holding(100);
    const order = placed(core, { side: 'sell', limitPriceTicks: HUNDRED + 5 * CENT });
    const other = placed(core, { symbol: 'MSFT', limitPriceTicks: HUNDRED - 5 * CENT });
    expect(closed(core, { basisPoints: 5_000 }).canceledOrderIds).toEqual([]);
    const all = closed(core, { clientOrderId: 'c2', cancelOrders: true });
    expect(all.canceledOrderIds).toEqual([order.orderId]);
    expect(core.snapshot().workingOrders.map((one) => one.orderId)).toEqual([other.orderId]);
  });

  test.each([
    ['more than is held', { qtyLots: 101 }, 'book.more_than_held', 'qtyLots', '101'],
    [
      'quantity and share at once',
      { qtyLots: 1, basisPoints: 5_000 },
      'contract.size_not_allowed',
      'basisPoints',
      '5000',
    ],
    ['a flat symbol', { symbol: 'MSFT' }, 'book.no_position', 'symbol', 'MSFT'],
    ['an unknown symbol', { symbol: 'NOPE' }, 'contract.unknown_symbol', 'symbol', 'NOPE'],
  ] as const)('refuses %s and cancels nothing', (_, fields, code, field, value) => {
    const core = holding(100);
    placed(core, { limitPriceTicks: HUNDRED - 5 * CENT });
    told(core);
    const result = core.desk.close(closeOf({ ...fields, cancelOrders: true }), 'test');
    expect(result).toMatchObject({ code, field, value });
    expect(told(core)).toEqual([]);
  });
});

describe('closing while the market is closed', () => {
  /** Long 5 AAPL after the close. */
  function held5(): TradingCore {
    const core = quotedCore('15:59');
    placed(core, { orderType: 'market', qtyLots: 5 });
    core.setTime(at('17:00'));
    return core;
  }

  test('waits for the next session, and is not sent a second time', () => {
    const core = held5();
    expect(closed(core, { qtyLots: 2 }).order.status).toBe('accepted');
    const [rest] = core.closePositions('flat', null, 'test');
    expect(rest).toMatchObject({ status: 'accepted', qtyLots: 3 });
    expect(core.closePositions('again', null, 'test')).toEqual([]);
    const more = core.desk.close(closeOf({ clientOrderId: 'c2' }), 'test');
    expect(more).toMatchObject({ code: 'book.no_position', value: 'AAPL' });
  });

  test('is sent anew when it cancels what waits first', () => {
    const core = held5();
    const { order } = closed(core);
    const again = closed(core, { clientOrderId: 'c2', cancelOrders: true });
    expect(again.canceledOrderIds).toEqual([order.orderId]);
    expect(again.order).toMatchObject({ status: 'accepted', qtyLots: 5 });
  });

  test('reverses nothing yet: what would open is not sent before the close has filled', () => {
    const core = held5();
    expect(reversed(core)).toMatchObject({ closing: { status: 'accepted' }, opening: null });
  });
});

describe('reversing a position', () => {
  test.each([100, -100])('of %s lots closes it and opens the same the other way', (lots) => {
    const core = holding(lots);
    const { closing, opening } = reversed(core);
    expect([closing.clientOrderId, closing.status]).toEqual(['r-close', 'filled']);
    expect([opening?.clientOrderId, opening?.status]).toEqual(['r-open', 'filled']);
    expect(opening?.side).toBe(closing.side);
    expect(held(core)).toBe(-lots);
  });

  test('still closes when a limit forbids the opening, and says which', () => {
    const core = holding(100);
    core.setLimits({ ...core.limits, orderUnitsMax: 99 });
    const { closing, opening } = reversed(core);
    expect(closing.status).toBe('filled');
    expect(opening).toMatchObject({ status: 'rejected', refusal: { code: 'risk.max_order_qty' } });
    expect(held(core)).toBe(0);
    expect(reversed(core)).toMatchObject({ duplicate: true, opening });
  });

  test('opens nothing when the market could not take all that was to be closed', () => {
    const core = holding(100);
    core.house.take(0, SELL, 0, 940);
    const { closing, opening } = reversed(core);
    expect(closing).toMatchObject({ status: 'canceled', cumQtyLots: 60 });
    expect(opening).toBeNull();
    expect(held(core)).toBe(40);
  });

  test('is done once, also when it is sent again after a restart', () => {
    const store = new StoreModel();
    const core = holding(100, store);
    const first = reversed(core);
    store.fold(core.takeEvents());
    const again = openCore(store);
    expect(reversed(again)).toEqual({ ...first, duplicate: true });
    expect(held(again)).toBe(-100);
    expect(told(again)).toEqual([]);
  });

  test('cancels the orders of the symbol first when asked to', () => {
    const core = holding(100);
    const order = placed(core, { side: 'buy', limitPriceTicks: HUNDRED - CENT });
    expect(reversed(core, { cancelOrders: true }).canceledOrderIds).toEqual([order.orderId]);
    expect(held(core)).toBe(-100);
  });

  test('of a flat symbol is refused', () => {
    const core = holding(0);
    const request = { clientOrderId: 'r', symbol: 'AAPL', cancelOrders: true };
    expect(core.desk.reverse(request, 'test')).toMatchObject({
      code: 'book.no_position',
      value: 'AAPL',
    });
    expect(core.submit(orderOf({ clientOrderId: 'r-close' }), 'test')).toMatchObject({ ok: true });
  });
});

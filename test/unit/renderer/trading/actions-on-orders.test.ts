import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { orderId } from '../../../../engine/domain/ids.ts';
import { moneyMicros, qtyLots } from '../../../../engine/domain/price.ts';
import { refusal } from '../../../../engine/domain/refusal.ts';
import { RefusalError } from '../../../../renderer/client/errors.ts';
import type { TradingActions } from '../../../../renderer/trading/actions.ts';
import { useTicket } from '../../../../renderer/trading/ticket-store.ts';
import type { FakeDesk } from './fake-desk.ts';
import { openDesk, settled } from './fake-desk.ts';
import { sampleOrder, samplePosition } from './sample-orders.ts';

const TOUCH = { symbol: 'AAPL', orderType: 'limit', price: 'touch' } as const;
const LIMIT = refusal('risk.max_order_qty', 'qtyLots', 100_000, 'at most 10000 lots an order');

let desk: FakeDesk;
let actions: TradingActions;
const ticket = useTicket.getState;

beforeEach(() => {
  ({ desk, actions } = openDesk());
});
afterEach(() => {
  actions.dispose();
  expect([desk.timers, desk.listeners]).toEqual([0, 0]);
});

describe('an action on several orders', () => {
  beforeEach(() => {
    desk.working = [sampleOrder(), sampleOrder({ orderId: orderId(2), side: 'sell' })];
    desk.held = [samplePosition()];
  });

  test('names its scope first and does it on Enter', async () => {
    actions.prepareCancel('AAPL', 'buy');
    expect(ticket().scope).toMatchObject({ kind: 'cancel', orders: 1 });
    expect(desk.requests).toHaveLength(0);
    actions.confirm();
    const [request] = desk.sent('orders.cancel_all');
    expect(request?.body).toMatchObject({ symbol: 'AAPL', side: 'buy' });
    request?.resolve({ canceledOrderIds: [1] });
    await settled();
    expect(desk.said.at(-1)?.text).toBe('Canceled 1 buy in AAPL');
  });

  test('cancels and closes on a flatten, and says how much', async () => {
    actions.prepareFlatten(null);
    actions.confirm();
    const [request] = desk.sent('positions.flatten');
    expect(request?.body).toMatchObject({ symbol: null, cancelOrders: true });
    request?.resolve({ canceledOrderIds: [1, 2], closingOrders: [sampleOrder()] });
    await settled();
    expect(desk.said.at(-1)?.text).toBe('Flattened all: canceled 2 orders, sent 1 closing order');
  });

  test('is dropped by Esc and replaced by preparing an order', () => {
    actions.prepareFlatten('AAPL');
    actions.drop();
    actions.confirm();
    actions.prepareFlatten('AAPL');
    actions.prepare({ ...TOUCH, side: 'buy' });
    expect(ticket().scope).toBeNull();
    expect(desk.sent('positions.flatten')).toHaveLength(0);
  });

  test('closes the part that was named, and says what became of it', async () => {
    desk.held = [samplePosition()];
    actions.prepareClose('AAPL', 4);
    actions.confirm();
    const [request] = desk.sent('positions.close');
    expect(request?.body).toMatchObject({ symbol: 'AAPL', qtyLots: 25, cancelOrders: false });
    const order = sampleOrder({
      side: 'sell',
      type: 'market',
      limitPriceTicks: null,
      qtyLots: qtyLots(25),
    });
    request?.resolve({
      canceledOrderIds: [],
      order: { ...order, status: 'canceled', reason: 'no_liquidity' },
    });
    await settled();
    expect(desk.said.at(-1)?.text).toBe(
      'Closing a part of AAPL: Canceled (no liquidity): Sell 25 AAPL at market',
    );
  });

  test('reverses, and says when nothing was opened', async () => {
    desk.held = [samplePosition()];
    actions.prepareReverse('AAPL');
    actions.confirm();
    const [request] = desk.sent('positions.reverse');
    expect(request?.body).toMatchObject({ symbol: 'AAPL', cancelOrders: true });
    const closing = sampleOrder({
      side: 'sell',
      type: 'market',
      limitPriceTicks: null,
      status: 'canceled',
    });
    request?.resolve({ canceledOrderIds: [1], closing, opening: null });
    await settled();
    expect(desk.said.at(-1)?.text).toBe(
      'Reversing AAPL: canceled 1 order; Canceled: Sell 100 AAPL at market; nothing opened, as not all could be closed',
    );
  });

  test.each([
    { held: 300, now: 'Reverse AAPL: cancel 2 orders, sell 300 at market, then' },
    { held: -50, now: 'Reverse AAPL: cancel 2 orders, buy 50 at market, then' },
  ])('asks again where a position of 100 has become one of $held', ({ held, now }) => {
    desk.held = [samplePosition()];
    actions.prepareReverse('AAPL');
    desk.held = [samplePosition({ qtyLots: held })];
    actions.confirm();
    expect(desk.sent('positions.reverse')).toHaveLength(0);
    expect(desk.said.at(-1)).toMatchObject({ level: 'warning' });
    expect(desk.said.at(-1)?.text).toContain(now);
    actions.confirm();
    expect(desk.sent('positions.reverse')).toHaveLength(1);
  });

  test('sends no stop for more than is held by now', () => {
    desk.working = [];
    desk.held = [samplePosition({ costMicros: moneyMicros(18_000_000_000) })];
    actions.prepareBreakEven('AAPL');
    expect(ticket().scope).toMatchObject({ kind: 'break_even', qtyLots: 100, moves: [] });
    desk.held = [samplePosition({ qtyLots: 40, costMicros: moneyMicros(7_200_000_000) })];
    actions.confirm();
    expect(desk.sent('order.submit')).toHaveLength(0);
    desk.held = [];
    actions.confirm();
    expect(ticket().scope).toBeNull();
    expect(desk.sent('order.submit')).toHaveLength(0);
  });

  test('flattens what there is by then', () => {
    actions.prepareFlatten('AAPL');
    desk.held = [samplePosition({ qtyLots: 300 })];
    actions.confirm();
    expect(desk.sent('positions.flatten')).toHaveLength(1);
  });

  test('is dropped by a change of the order in the ticket, which Enter then means', () => {
    actions.prepareFlatten('AAPL');
    actions.setSize('200');
    actions.confirm(true);
    expect(desk.sent('positions.flatten')).toHaveLength(0);
    expect(desk.sent('order.submit')[0]?.body).toMatchObject({ qtyLots: 200 });
  });

  test('is dropped by another symbol, and said to be', () => {
    desk.working = [sampleOrder()];
    actions.prepareCancel('AAPL', null);
    actions.setSymbol('MSFT');
    expect(ticket().scope).toBeNull();
    expect(desk.said.at(-1)?.text).toBe('Dropped: Cancel 1 order in AAPL');
  });

  test('is not prepared when there is nothing to do', () => {
    actions.prepareCancel('MSFT', null);
    expect(ticket().scope).toBeNull();
    expect(desk.said.at(-1)?.text).toBe('No working orders in MSFT: nothing to cancel');
  });
});

describe('changing one order', () => {
  beforeEach(() => {
    desk.working = [sampleOrder()];
  });

  test('marks it while the engine has not answered', async () => {
    const canceled = actions.cancelOrder(1);
    expect(ticket().changes.get(1)).toBe('pending_cancel');
    desk.sent('order.cancel')[0]?.resolve({ order: sampleOrder({ status: 'canceled' }) });
    await canceled;
    expect(ticket().changes.size).toBe(0);
    expect(desk.said.at(-1)?.text).toBe('Canceled: Buy 100 AAPL @ 187.25');
  });

  test('says why a replace was refused', async () => {
    const replaced = actions.replaceOrder(1, { qtyLots: 100_000, limitPriceTicks: null });
    desk.sent('order.replace')[0]?.reject(new RefusalError(LIMIT));
    expect(await replaced).toBe(false);
    expect(desk.said.at(-1)).toMatchObject({ level: 'error', code: 'risk.max_order_qty' });
  });

  test('says the order as it is after a replace', async () => {
    const replaced = actions.replaceOrder(1, { qtyLots: 50, limitPriceTicks: null });
    desk.sent('order.replace')[0]?.resolve({ order: sampleOrder({ qtyLots: qtyLots(50) }) });
    expect(await replaced).toBe(true);
    expect(desk.said.at(-1)?.text).toBe('Replaced: now Buy 50 AAPL @ 187.25');
  });
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clientOrderId, orderId } from '../../../../engine/domain/ids.ts';
import { qtyLots } from '../../../../engine/domain/price.ts';
import { refusal } from '../../../../engine/domain/refusal.ts';
import { ConnectionLostError, RefusalError } from '../../../../renderer/client/errors.ts';
import { createTradingActions } from '../../../../renderer/trading/actions.ts';
import type { TradingActions } from '../../../../renderer/trading/actions.ts';
import { editDraft, resetTicket, useTicket } from '../../../../renderer/trading/ticket-store.ts';
import { FakeDesk, samplePreview, settled } from './fake-desk.ts';
import { sampleOrder, samplePosition } from './sample-orders.ts';

const STAGES = { receivedUs: 0, matchedUs: 1, committedUs: 2 };
const TOUCH = { symbol: 'AAPL', orderType: 'limit', price: 'touch' } as const;
const LIMIT = refusal('risk.max_order_qty', 'qtyLots', 100_000, 'at most 10000 lots an order');

let desk: FakeDesk;
let actions: TradingActions;
const ticket = useTicket.getState;

beforeEach(() => {
  resetTicket();
  desk = new FakeDesk();
  actions = createTradingActions(desk.context);
  actions.setSymbol('AAPL');
});
afterEach(() => {
  actions.dispose();
  expect([desk.timers, desk.listeners]).toEqual([0, 0]);
});

describe('preparing an order', () => {
  test('at the touch takes the price of the other side', () => {
    actions.prepare({ ...TOUCH, side: 'buy' });
    expect(ticket()).toMatchObject({ stage: 'preview', draft: { priceText: '187.26' } });
    actions.prepare({ ...TOUCH, side: 'sell' });
    expect(ticket().draft).toMatchObject({ side: 'sell', priceText: '187.24' });
  });

  test('joins the best price of its own side', () => {
    actions.prepare({ ...TOUCH, side: 'buy' });
    actions.join('AAPL');
    expect(ticket().draft.priceText).toBe('187.24');
  });

  test('sends nothing but a question for a preview', () => {
    actions.prepare({ ...TOUCH, side: 'buy' });
    desk.tick();
    expect(desk.requests.map(({ body }) => body.type)).toEqual(['order.preview']);
  });

  test('says so when there is no price to take', () => {
    desk.quote = null;
    actions.prepare({ ...TOUCH, side: 'buy' });
    expect(ticket().stage).toBe('idle');
    expect(desk.said.at(-1)?.text).toBe('No ask in AAPL: type a price');
  });

  test('is moved by steps of its increment', () => {
    actions.prepare({ ...TOUCH, side: 'buy' });
    actions.nudgePrice(-10);
    expect(ticket()).toMatchObject({ stage: 'preview', draft: { priceText: '187.16' } });
  });

  test('is dropped without trading by Esc and by another symbol', () => {
    actions.prepare({ ...TOUCH, side: 'buy' });
    actions.drop();
    expect(ticket().stage).toBe('idle');
    actions.prepare({ ...TOUCH, side: 'buy' });
    actions.setSymbol('MSFT');
    expect(ticket()).toMatchObject({ stage: 'idle', draft: { symbol: 'MSFT' } });
    actions.confirm();
    expect(desk.sent('order.submit')).toHaveLength(0);
    expect(desk.said.map(({ text }) => text)).toEqual([
      'Dropped: Buy 100 AAPL @ 187.26',
      'Dropped: Buy 100 AAPL @ 187.26',
    ]);
  });
});

describe('preparing a stop', () => {
  const AWAY = { symbol: 'AAPL', orderType: 'stop', price: 'away' } as const;

  test('puts it half a percent away, on the side where it waits', () => {
    actions.prepare({ ...AWAY, side: 'sell' });
    expect(ticket()).toMatchObject({
      stage: 'preview',
      draft: { orderType: 'stop', stopText: '186.31' },
    });
    actions.prepare({ ...AWAY, side: 'buy' });
    expect(ticket().draft.stopText).toBe('188.19');
  });

  test('is moved by steps of its increment', () => {
    actions.prepare({ ...AWAY, side: 'sell' });
    actions.nudgePrice(-10);
    expect(ticket().draft.stopText).toBe('186.21');
  });

  test('keeps a price that was pointed at, even on the wrong side', () => {
    actions.prepare({ ...AWAY, side: 'sell', price: 1_880_000 });
    expect(ticket().draft.stopText).toBe('188.00');
  });

  test('says so when there is no price to measure from', () => {
    desk.quote = null;
    actions.prepare({ ...AWAY, side: 'sell' });
    expect(ticket().stage).toBe('idle');
    expect(desk.said.at(-1)?.text).toBe('No price in AAPL to measure a stop from: type one');
  });

  test('is a trail of half a percent for a trailing one, and steps that', () => {
    actions.prepare({ ...AWAY, side: 'sell', orderType: 'trailing_stop' });
    expect(ticket().draft).toMatchObject({ trailText: '0.5', trailUnit: 'percent' });
    actions.nudgePrice(1);
    expect(ticket().draft.trailText).toBe('0.6');
  });

  test('asks the engine with all its terms', () => {
    actions.prepare({ ...AWAY, side: 'sell' });
    actions.confirm();
    expect(desk.sent('order.submit')[0]?.body).toMatchObject({
      ...{ orderType: 'stop', stopPriceTicks: 1_863_100, limitPriceTicks: null },
      ...{ trailTicks: null, trailBasisPoints: null, displayQtyLots: null },
    });
  });
});

describe('choosing in the ticket', () => {
  test('a stop type fills its price and a time in force that can wait', () => {
    editDraft({ side: 'sell', timeInForce: 'ioc' });
    actions.choose({ orderType: 'stop_limit' });
    expect(ticket().draft).toMatchObject({
      ...{ stopText: '186.31', priceText: '186.31', timeInForce: 'day' },
    });
  });

  test('another side brings a stop to the side of the market where it waits', () => {
    editDraft({ side: 'sell' });
    actions.choose({ orderType: 'stop' });
    actions.choose({ side: 'buy' });
    expect(ticket().draft.stopText).toBe('188.19');
  });

  test('another stop type keeps a stop price that can wait', () => {
    editDraft({ side: 'sell', orderType: 'stop', stopText: '180.00' });
    actions.choose({ orderType: 'stop_limit' });
    expect(ticket().draft).toMatchObject({ stopText: '180.00', priceText: '180.00' });
  });

  test('a limit order after a stop limit rests at the best price of its side', () => {
    editDraft({ side: 'sell' });
    actions.choose({ orderType: 'stop_limit' });
    actions.choose({ orderType: 'limit' });
    expect(ticket().draft.priceText).toBe('187.26');
  });

  test('another symbol forgets the stop price of the former one', () => {
    editDraft({ side: 'sell', orderType: 'stop', stopText: '100.00' });
    desk.quote = null;
    actions.setSymbol('MSFT');
    expect(ticket().draft).toMatchObject({ symbol: 'MSFT', stopText: '' });
  });
});

describe('a preview', () => {
  test('shows the answer to the newest question only', async () => {
    actions.prepare({ ...TOUCH, side: 'buy' });
    desk.tick();
    actions.nudgePrice(1);
    desk.tick();
    const [older, newer] = desk.sent('order.preview');
    newer?.resolve(samplePreview({ queueAheadLots: 2 }));
    older?.resolve(samplePreview({ queueAheadLots: 1 }));
    await settled();
    expect(ticket().preview?.queueAheadLots).toBe(2);
  });

  test('that refuses keeps Enter from sending and says why', async () => {
    actions.prepare({ ...TOUCH, side: 'buy' });
    desk.tick();
    desk.sent('order.preview')[0]?.resolve(samplePreview({ refusal: LIMIT }));
    await settled();
    actions.confirm();
    expect(desk.sent('order.submit')).toHaveLength(0);
    expect(desk.said.at(-1)).toEqual({
      level: 'error',
      text: 'At most 10000 lots an order; quantity is 100,000',
      code: 'risk.max_order_qty',
    });
  });

  test('of what is no order names the field without asking the engine', () => {
    editDraft({ qtyText: '1.5' });
    desk.tick();
    expect(ticket().problem).toMatchObject({ field: 'quantity', rule: 'AAPL trades in whole shares' });
    expect(desk.requests).toHaveLength(0);
  });
});

describe('sending an order', () => {
  const send = (): void => {
    actions.prepare({ ...TOUCH, side: 'buy' });
    actions.confirm();
  };

  test('shows it as pending until it is acknowledged', async () => {
    send();
    expect(ticket().stage).toBe('sending');
    expect(ticket().inFlight).toMatchObject([{ clientOrderId: 't-1', status: 'pending_new' }]);
    desk.sent('order.submit')[0]?.resolve({
      order: sampleOrder({ orderId: orderId(7) }),
      duplicate: false,
      stages: STAGES,
    });
    await settled();
    expect(ticket()).toMatchObject({ stage: 'idle', inFlight: [] });
    expect(desk.said.at(-1)?.text).toBe('Working: Buy 100 AAPL @ 187.25 (order 7)');
  });

  test('needs a first step unless it comes from the ticket itself', () => {
    actions.confirm();
    expect(desk.sent('order.submit')).toHaveLength(0);
    actions.confirm(true);
    expect(desk.sent('order.submit')).toHaveLength(1);
  });

  test('sends once however often Enter is pressed', () => {
    send();
    actions.confirm();
    expect(desk.sent('order.submit')).toHaveLength(1);
  });

  test('is not repeated from the ticket while the same one has no answer', () => {
    actions.confirm(true);
    actions.confirm(true);
    expect(desk.sent('order.submit')).toHaveLength(1);
    expect(desk.said.at(-1)?.text).toContain('It was not sent again');
    editDraft({ qtyText: '200' });
    actions.confirm(true);
    expect(desk.sent('order.submit')).toHaveLength(2);
  });

  test('says code and sentence of a rejection', async () => {
    send();
    desk.sent('order.submit')[0]?.reject(new RefusalError(LIMIT));
    await settled();
    expect(ticket().outcome).toEqual({
      level: 'error',
      code: 'risk.max_order_qty',
      text: 'Rejected: Buy 100 AAPL @ 187.26. At most 10000 lots an order; quantity is 100,000',
    });
  });

  test('sends nothing without a connection', () => {
    desk.ready = false;
    send();
    expect(desk.sent('order.submit')).toHaveLength(0);
    expect(desk.said.at(-1)?.text).toBe('Not connected: nothing was sent');
  });
});

describe('an order whose answer was lost', () => {
  beforeEach(async () => {
    actions.prepare({ ...TOUCH, side: 'buy' });
    actions.confirm();
    desk.ready = false;
    desk.sent('order.submit')[0]?.reject(new ConnectionLostError('gone', 'unknown'));
    await settled();
  });
  const answer = async (orders: readonly object[]): Promise<void> => {
    desk.reconnect();
    desk.sent('orders.page')[0]?.resolve({ orders, more: false });
    await settled();
  };

  test('stays unknown until the next connection', () => {
    expect(ticket().inFlight).toMatchObject([{ clientOrderId: 't-1', status: 'unknown' }]);
    expect(desk.sent('orders.page')).toHaveLength(0);
  });

  test('is found by its clientOrderId', async () => {
    await answer([sampleOrder({ orderId: orderId(9), clientOrderId: clientOrderId('t-1') })]);
    expect(ticket().inFlight).toEqual([]);
    expect(desk.said.at(-1)?.text).toBe('Working: Buy 100 AAPL @ 187.25 (order 9)');
  });

  test('is reported as never placed, and not sent again, when the engine does not have it', async () => {
    await answer([sampleOrder({ clientOrderId: clientOrderId('t-other') })]);
    expect(ticket().inFlight).toEqual([]);
    expect(desk.sent('order.submit')).toHaveLength(1);
    expect(desk.said.at(-1)?.text).toBe(
      'Never placed: Buy 100 AAPL @ 187.26. It was not sent again',
    );
  });
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

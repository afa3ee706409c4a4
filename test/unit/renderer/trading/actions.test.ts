import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_ACCOUNT_SETTINGS } from '../../../../engine/contract/defaults.ts';
import { clientOrderId, orderId } from '../../../../engine/domain/ids.ts';
import { refusal } from '../../../../engine/domain/refusal.ts';
import { ConnectionLostError, RefusalError } from '../../../../renderer/client/errors.ts';
import type { TradingActions } from '../../../../renderer/trading/actions.ts';
import { useAccountStore } from '../../../../renderer/stores/account.ts';
import { editDraft, useTicket } from '../../../../renderer/trading/ticket-store.ts';
import type { FakeDesk } from './fake-desk.ts';
import { openDesk, samplePreview, settled } from './fake-desk.ts';
import { sampleOrder, sampleQuote } from './sample-orders.ts';

const STAGES = { receivedUs: 0, matchedUs: 1, committedUs: 2 };
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
  useAccountStore.setState({ settings: null });
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

  test('goes with the tag of the ticket, which stays for the next one', () => {
    useTicket.setState({ tag: ' opening range ' });
    for (const side of ['buy', 'sell'] as const) {
      actions.prepare({ ...TOUCH, side });
      actions.confirm();
    }
    const sent = desk.requests.flatMap(({ body }) => (body.type === 'order.submit' ? [body] : []));
    expect(sent.map(({ tag }) => tag)).toEqual(['opening range', 'opening range']);
    useTicket.setState({ tag: '' });
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

  test('measures it from the side of the quote that triggers it, where quotes do', () => {
    desk.quote = sampleQuote({ bidTicks: 1_800_000, askTicks: 1_900_000 });
    const settings = { ...DEFAULT_ACCOUNT_SETTINGS, stopTrigger: 'quote' } as const;
    useAccountStore.setState({ settings });
    actions.prepare({ ...AWAY, side: 'sell' });
    expect(ticket().draft.stopText).toBe('179.10');
    actions.prepare({ ...AWAY, side: 'buy' });
    expect(ticket().draft.stopText).toBe('190.95');
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

  test.each(['market', 'stop', 'trailing_stop'] as const)(
    'a limit order rests there after a stop limit and a %s between them, too',
    (between) => {
      editDraft({ side: 'sell' });
      actions.choose({ orderType: 'stop_limit' });
      actions.choose({ orderType: between });
      actions.choose({ orderType: 'limit' });
      expect(ticket().draft.priceText).toBe('187.26');
    },
  );

  test('and after a market order that a key has put in place of the stop limit', () => {
    editDraft({ side: 'sell' });
    actions.choose({ orderType: 'stop_limit' });
    actions.prepare({ symbol: 'AAPL', side: 'sell', orderType: 'market', price: 'touch' });
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

  test.each([
    ['answer', samplePreview({ queueAheadLots: 1 })],
    ['refusal', samplePreview({ refusal: LIMIT })],
  ])('never shows the %s to a draft that has changed since', async (_, old) => {
    actions.prepare({ ...TOUCH, side: 'buy' });
    actions.nudgePrice(1);
    desk.sent('order.preview')[0]?.resolve(old);
    await settled();
    expect(ticket()).toMatchObject({ preview: null, previewOf: null, problem: null });
    desk.tick();
    desk.sent('order.preview')[1]?.resolve(samplePreview({ queueAheadLots: 2 }));
    await settled();
    expect(ticket().preview?.queueAheadLots).toBe(2);
  });

  test('never shows what went wrong with a draft that has changed since', async () => {
    actions.prepare({ ...TOUCH, side: 'buy' });
    actions.nudgePrice(1);
    desk.sent('order.preview')[0]?.reject(new RefusalError(LIMIT));
    await settled();
    expect(ticket().problem).toBeNull();
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
    expect(ticket().problem).toMatchObject({
      field: 'quantity',
      rule: 'AAPL trades in whole shares',
    });
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

import { describe, expect, test } from 'vitest';
import { orderId } from '../../../../../engine/domain/ids.ts';
import { refusal } from '../../../../../engine/domain/refusal.ts';
import { priceTicks, qtyLots } from '../../../../../engine/domain/price.ts';
import { timeUs } from '../../../../../engine/domain/time.ts';
import { PLAIN_TERMS } from '../../../../../engine/domain/order.ts';
import type { Order } from '../../../../../engine/domain/order.ts';
import {
  changeEdit,
  changeOf,
  endEdit,
  losesPlace,
  startEdit,
  useOrderEdit,
} from '../../../../../renderer/panels/working-orders/edit-store.ts';
import type { OrderEdit } from '../../../../../renderer/panels/working-orders/edit-store.ts';
import {
  flagOf,
  orderRows,
  statusOf,
  stopCell,
} from '../../../../../renderer/panels/working-orders/order-rows.ts';
import type { OrderRow } from '../../../../../renderer/panels/working-orders/order-rows.ts';
import { AAPL, NOW_US, sampleOrder } from '../../trading/sample-orders.ts';

const TEXTS = { qtyText: '100', priceText: '187.25', stopText: '' };
const EDIT: OrderEdit = {
  ...{ orderId: 1, panel: 'working-orders', ...TEXTS, began: TEXTS, problem: null },
};
const STOP = sampleOrder({
  ...{ side: 'sell', type: 'stop', limitPriceTicks: null, stopPriceTicks: priceTicks(1_865_000) },
});
const TRAILING = sampleOrder({
  ...{ side: 'sell', type: 'trailing_stop', limitPriceTicks: null },
  ...{ stopPriceTicks: priceTicks(1_865_000), hwmTicks: priceTicks(1_870_000), trailTicks: 5_000 },
});

describe('modifying an order in its row', () => {
  const change = (patch: Partial<OrderEdit>) =>
    changeOf(AAPL, sampleOrder(), { ...EDIT, ...patch });

  test('asks only for what has changed', () => {
    expect(change({})).toBeNull();
    expect(change({ priceText: '187.2500' })).toBeNull();
    expect(change({ qtyText: '50' })).toEqual({ qtyLots: 50, limitPriceTicks: null });
    expect(change({ priceText: '187.3' })).toEqual({ qtyLots: null, limitPriceTicks: 1_873_000 });
  });

  test('refuses what is no quantity or price, naming the field', () => {
    expect(change({ qtyText: '0' })).toMatchObject({ field: 'quantity' });
    expect(change({ priceText: '187.255' })).toMatchObject({ field: 'price' });
  });

  test('keeps the place in the queue on a smaller quantity alone', () => {
    const order = sampleOrder();
    expect(losesPlace(order, { qtyLots: 50, limitPriceTicks: null })).toBe(false);
    expect(losesPlace(order, { qtyLots: 150, limitPriceTicks: null })).toBe(true);
    expect(losesPlace(order, { qtyLots: 50, limitPriceTicks: 1_873_000 })).toBe(true);
  });
});

describe('modifying a stop in its row', () => {
  test('asks for a new stop price, and only while it waits', () => {
    const edit = { ...EDIT, stopText: '186.40' };
    expect(changeOf(AAPL, STOP, edit)).toMatchObject({ stopPriceTicks: 1_864_000 });
    expect(changeOf(AAPL, STOP, { ...EDIT, stopText: '186.50' })).toBeNull();
    const began = { ...TEXTS, stopText: '186.50' };
    expect(changeOf(AAPL, STOP, { ...EDIT, began })).toMatchObject({ field: 'stop' });
    expect(changeOf(AAPL, { ...STOP, triggeredUs: timeUs(1) }, edit)).toBeNull();
  });

  test('asks for a new trail in the unit that it has', () => {
    expect(changeOf(AAPL, TRAILING, { ...EDIT, stopText: '0.60' })).toEqual({
      ...{ qtyLots: null, limitPriceTicks: null, trailTicks: 6_000 },
    });
    expect(changeOf(AAPL, TRAILING, { ...EDIT, stopText: '0.5' })).toBeNull();
    const percent = { ...TRAILING, trailTicks: null, trailBasisPoints: 50 };
    expect(changeOf(AAPL, percent, { ...EDIT, stopText: '0.6' })).toMatchObject({
      trailBasisPoints: 60,
    });
  });

  test('loses no place while it waits, for it has none', () => {
    expect(losesPlace(STOP, { qtyLots: 200, limitPriceTicks: null })).toBe(false);
  });
});

describe('an order that changes while it is modified', () => {
  /** What is asked for by an edit of `before` in which `typed` was typed, now that it is `now`. */
  const asked = (before: Order, now: Order, typed: Partial<OrderEdit>) => {
    startEdit(AAPL, before, 'working-orders');
    changeEdit(typed);
    const { edit } = useOrderEdit.getState();
    endEdit();
    return edit === null ? null : changeOf(AAPL, now, edit);
  };

  test('keeps the quantity that it has grown to when only its stop is typed', () => {
    const leg = { ...STOP, qtyLots: qtyLots(40) };
    expect(asked(leg, STOP, { stopText: '186.40' })).toEqual({
      ...{ qtyLots: null, limitPriceTicks: null, stopPriceTicks: 1_864_000 },
    });
  });

  test('keeps the prices that it was moved to when only its quantity is typed', () => {
    const only = { qtyLots: 50, limitPriceTicks: null };
    const moved = sampleOrder({ limitPriceTicks: priceTicks(1_873_000) });
    expect(asked(sampleOrder(), moved, { qtyText: '50' })).toEqual(only);
    const lower = { ...STOP, stopPriceTicks: priceTicks(1_860_000) };
    expect(asked(STOP, lower, { qtyText: '50' })).toEqual(only);
    const wider = { ...TRAILING, trailTicks: 6_000 };
    expect(asked(TRAILING, wider, { qtyText: '50' })).toEqual(only);
  });

  test('is asked for nothing where nothing was typed', () => {
    const other = sampleOrder({ qtyLots: qtyLots(70), limitPriceTicks: priceTicks(1_873_000) });
    expect(asked(sampleOrder(), other, {})).toBeNull();
  });
});

describe('the rows of orders', () => {
  const working = [sampleOrder(), sampleOrder({ orderId: orderId(2), symbol: 'MSFT' })];
  const ended = sampleOrder({ orderId: orderId(3), status: 'canceled', reason: 'cancel_all' });
  const all = new Map([...working, ended].map((order) => [order.orderId as number, order]));
  const rows = (patch: { symbol?: string; ended?: boolean }) =>
    orderRows({
      working,
      all,
      endedBefore: [ended, sampleOrder({ orderId: orderId(4), status: 'filled' })],
      inFlight: [],
      changes: new Map([[1, 'pending_cancel']]),
      symbol: patch.symbol ?? null,
      ended: patch.ended ?? false,
      instrumentOf: (symbol) => ({ ...AAPL, symbol }),
    });
  const row = (patch: Partial<OrderRow>): OrderRow => ({
    key: '1',
    instrument: AAPL,
    order: null,
    flight: null,
    change: null,
    ...patch,
  });

  test('are newest first, and of one symbol when asked for', () => {
    expect(rows({}).map(({ key }) => key)).toEqual(['2', '1']);
    expect(rows({ symbol: 'AAPL' }).map(({ key }) => key)).toEqual(['1']);
  });

  test('end with those that ended, each once, when asked for', () => {
    expect(rows({ ended: true }).map(({ key }) => key)).toEqual(['2', '1', '3', '4']);
  });

  test('start with the order that waits for its answer', () => {
    const flight = {
      clientOrderId: 't-9',
      status: 'pending_new',
      terms: {
        symbol: 'AAPL',
        side: 'buy',
        orderType: 'limit',
        timeInForce: 'day',
        qtyLots: 100,
        limitPriceTicks: 1_872_500,
        ...PLAIN_TERMS,
        postOnly: false,
      },
    } as const;
    const [first] = orderRows({
      working,
      all,
      endedBefore: [],
      inFlight: [flight],
      changes: new Map(),
      symbol: null,
      ended: false,
      instrumentOf: () => AAPL,
    });
    expect(first).toMatchObject({ key: 't-9', order: null });
    expect(statusOf(row({ flight }))).toMatchObject({ text: 'Pending new', tone: 'dim' });
  });

  test('say why an order ended or was rejected', () => {
    expect(statusOf(row({ order: ended })).text).toBe('Canceled: cancel all');
    const why = refusal('risk.max_order_qty', 'qtyLots', 20_000, 'at most 10000 lots an order');
    const rejected = sampleOrder({ status: 'rejected', refusal: why });
    expect(statusOf(row({ order: rejected }))).toMatchObject({
      text: 'Rejected: At most 10000 lots an order; quantity is 20,000',
      tone: 'error',
    });
  });

  test('say that a stop waits and at which price, until it was triggered', () => {
    expect(statusOf(row({ order: STOP })).text).toBe('Waiting, stop 186.50');
    expect(stopCell(row({ order: STOP }))).toMatchObject({ text: '186.50', waiting: true });
    const triggered = { ...STOP, triggeredUs: timeUs(NOW_US) };
    expect(statusOf(row({ order: triggered })).text).toBe('Working');
    const { title, waiting } = stopCell(row({ order: triggered }));
    expect([title, waiting]).toEqual([expect.stringMatching(/^Triggered .*10:00:00/), false]);
  });

  test('say of an exit which one it is, and that it is held until its entry fills', () => {
    const exit = { ...STOP, parentOrderId: orderId(4), legRole: 'stop_loss' } as const;
    expect(statusOf(row({ order: { ...exit, status: 'held' } }))).toMatchObject({
      text: 'Held',
      title: 'Held: works once order 4 fills, for what has filled',
    });
    expect(statusOf(row({ order: exit })).text).toBe('Waiting, stop 186.50');
    expect(flagOf(row({ order: exit }))).toEqual({ text: 'SL', title: 'Stop loss of order 4' });
  });

  test.each([
    ['opg', 'Waits for the opening'],
    ['cls', 'Waits for the close'],
    ['gtc', 'Waits for its session'],
  ] as const)('say what an accepted %s order waits for', (timeInForce, text) => {
    const order = sampleOrder({ status: 'accepted', timeInForce });
    expect(statusOf(row({ order }))).toMatchObject({ text, tone: 'plain' });
  });

  test('say what a trailing stop follows', () => {
    expect(stopCell(row({ order: TRAILING })).title).toBe(
      'Trails 0.50 below the highest price, 187.00',
    );
  });

  test('mark an iceberg with what it shows', () => {
    const iceberg = sampleOrder({ displayQtyLots: qtyLots(20) });
    expect(flagOf(row({ order: iceberg }))?.title).toBe('Iceberg: shows 20 at most');
    expect(flagOf(row({ order: sampleOrder() }))).toBeNull();
  });

  test('say that a cancel is under way', () => {
    expect(statusOf(row({ order: sampleOrder(), change: 'pending_cancel' })).text).toBe(
      'Canceling',
    );
  });
});

/** Entries with exits from acceptance to their end. Source of the rules: Alpaca's documentation. */
import { describe, expect, test } from 'vitest';
import { orderId } from '../../../engine/domain/ids.ts';
import { PLAIN_CHANGES } from '../../../engine/domain/order.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { US_PER_DAY, timeUs } from '../../../engine/domain/time.ts';
import { StoreModel } from '../../support/store-model.ts';
import { DOLLAR, bracket, filledBracket } from '../../support/group-orders.ts';
import {
  HUNDRED,
  openCore,
  orderOf,
  placed,
  refusalIn,
  told,
  traded,
} from '../../support/test-core.ts';

const unchanged = { qtyLots: null, limitPriceTicks: null, ...PLAIN_CHANGES };

describe('a bracket', () => {
  test('creates its exits at once, held, under ids of its own', () => {
    const core = openCore();
    const { clientOrderId } = bracket(core);
    expect(told(core)).toEqual([
      'accepted 1: buy 10 @ 100.00, 10 of 10 left, new',
      'accepted 2: sell 10 @ 105.00, 10 of 10 left, held',
      'accepted 3: sell 10 stop 95.00, 10 of 10 left, held',
    ]);
    const members = core.snapshot().workingOrders.map((one) => ({
      id: one.clientOrderId,
      type: one.type,
      parent: one.parentOrderId,
      role: one.legRole,
      orderClass: one.orderClass,
    }));
    const orderClass = 'bracket';
    expect(members).toEqual([
      { id: clientOrderId, type: 'limit', parent: null, role: null, orderClass },
      { id: `${clientOrderId}-tp`, type: 'limit', parent: 1, role: 'take_profit', orderClass },
      { id: `${clientOrderId}-sl`, type: 'stop', parent: 1, role: 'stop_loss', orderClass },
    ]);
  });

  test('lets its exits work when it has filled, and the one that fills cancels the other', () => {
    const core = openCore();
    bracket(core);
    told(core);
    core.house.take(0, SELL, HUNDRED, 10);
    expect(told(core)).toEqual([
      'filled 1: 10 @ 100.00 maker, 0 of 10 left, filled',
      'activated 3: 10 of 10 left, new',
      'activated 2: 10 of 10 left, new',
    ]);
    core.house.take(0, BUY, HUNDRED + 5 * DOLLAR, 10);
    expect(told(core)).toEqual([
      'filled 2: 10 @ 105.00 maker, 0 of 10 left, filled',
      'canceled 3: group, 0 of 10 left, canceled',
    ]);
  });

  test('sells at the market when the stop is reached, and takes the profit order away', () => {
    const core = openCore();
    bracket(core);
    core.house.take(0, SELL, HUNDRED, 10);
    told(core);
    core.house.limit(0, BUY, HUNDRED - 6 * DOLLAR, 50);
    traded(core, HUNDRED - 5 * DOLLAR);
    expect(told(core)).toEqual([
      'triggered 3: sell market, 10 of 10 left, new',
      'filled 3: 10 @ 94.00 taker, 0 of 10 left, filled',
      'canceled 2: group, 0 of 10 left, canceled',
    ]);
    expect(core.snapshot().workingOrders).toEqual([]);
    expect(core.house.restingOrders(0, SELL)).toBe(0);
  });
});

describe('a bracket that fills in parts', () => {
  test('lets its exits work for what has filled, and grow with each further fill', () => {
    const core = openCore();
    bracket(core);
    told(core);
    core.house.take(0, SELL, HUNDRED, 3);
    expect(told(core)).toEqual([
      'filled 1: 3 @ 100.00 maker, 7 of 10 left, partially_filled',
      'activated 3: 3 of 3 left, new',
      'activated 2: 3 of 3 left, new',
    ]);
    core.house.take(0, SELL, HUNDRED, 7);
    expect(told(core)).toEqual([
      'filled 1: 7 @ 100.00 maker, 0 of 10 left, filled',
      'restated 3: 10 of 10 left, new',
      'restated 2: 10 of 10 left, new',
    ]);
  });

  test('keeps its exits for what has filled when its entry is cancelled', () => {
    const core = openCore();
    const entry = bracket(core);
    core.house.take(0, SELL, HUNDRED, 3);
    told(core);
    core.cancel(entry.orderId);
    expect(told(core)).toEqual(['canceled 1: user, 0 of 10 left, canceled']);
    expect(core.snapshot().workingOrders.map((one) => one.leavesQtyLots)).toEqual([3, 3]);
  });

  test('shrinks the stop loss by what the take profit fills', () => {
    const core = openCore();
    filledBracket(core);
    core.house.take(0, BUY, HUNDRED + 5 * DOLLAR, 4);
    expect(told(core)).toEqual([
      'filled 2: 4 @ 105.00 maker, 6 of 10 left, partially_filled',
      'restated 3: 6 of 6 left, new',
    ]);
    core.house.limit(0, BUY, HUNDRED - 5 * DOLLAR, 50);
    core.house.take(0, SELL, HUNDRED - 5 * DOLLAR, 1);
    expect(told(core)).toEqual([
      'triggered 3: sell market, 6 of 6 left, new',
      'filled 3: 6 @ 95.00 taker, 0 of 6 left, filled',
      'canceled 2: group, 0 of 10 left, canceled',
    ]);
  });

  test('cancels the rest of its entry when an exit has done its work', () => {
    const core = openCore();
    bracket(core);
    core.house.take(0, SELL, HUNDRED, 3);
    told(core);
    core.house.take(0, BUY, HUNDRED + 5 * DOLLAR, 3);
    expect(told(core)).toEqual([
      'filled 2: 3 @ 105.00 maker, 0 of 3 left, filled',
      'canceled 1: group, 0 of 10 left, canceled',
      'canceled 3: group, 0 of 3 left, canceled',
    ]);
  });

  test('never meets its own entry with its stop loss', () => {
    const core = openCore();
    traded(core, HUNDRED);
    core.house.limit(0, SELL, HUNDRED - 6 * DOLLAR, 3);
    core.house.limit(0, BUY, HUNDRED - 7 * DOLLAR, 50);
    bracket(core);
    expect(told(core).slice(3)).toEqual([
      'filled 1: 3 @ 94.00 taker, 7 of 10 left, partially_filled',
      'activated 3: 3 of 3 left, new',
      'canceled 1: group, 0 of 10 left, canceled',
      'triggered 3: sell market, 3 of 3 left, new',
      'filled 3: 3 @ 93.00 taker, 0 of 3 left, filled',
      'canceled 2: group, 0 of 10 left, canceled',
    ]);
  });
});

describe('a stop loss of a bracket', () => {
  test('is executed at once when the market has passed it before its entry filled', () => {
    const core = openCore();
    bracket(core);
    told(core);
    core.house.limit(0, BUY, HUNDRED - 9 * DOLLAR, 50);
    // One call takes the bid at 100 and trades on to 91.
    core.house.take(0, SELL, HUNDRED - 9 * DOLLAR, 12);
    expect(told(core)).toEqual([
      'filled 1: 10 @ 100.00 maker, 0 of 10 left, filled',
      'activated 3: 10 of 10 left, new',
      'triggered 3: sell market, 10 of 10 left, new',
      'filled 3: 10 @ 91.00 taker, 0 of 10 left, filled',
      'canceled 2: group, 0 of 10 left, canceled',
    ]);
  });

  test('takes the take profit out of the book before it rests there itself', () => {
    const core = openCore();
    const limitPriceTicks = HUNDRED - 5 * DOLLAR;
    bracket(core, { stopLoss: { stopPriceTicks: HUNDRED - 5 * DOLLAR, limitPriceTicks } });
    core.house.take(0, SELL, HUNDRED, 10);
    told(core);
    core.house.limit(0, BUY, HUNDRED - 6 * DOLLAR, 1);
    core.house.take(0, SELL, HUNDRED - 6 * DOLLAR, 1);
    expect(told(core)).toEqual([
      'triggered 3: sell limit 95.00, 10 of 10 left, new',
      'canceled 2: group, 0 of 10 left, canceled',
    ]);
    expect(core.house.take(0, BUY, 0, 50)).toBe(10);
  });

  test('that finds nobody leaves the take profit for the rest', () => {
    const core = openCore();
    filledBracket(core);
    core.house.limit(0, BUY, HUNDRED - 5 * DOLLAR, 5);
    core.house.take(0, SELL, HUNDRED - 5 * DOLLAR, 1);
    expect(told(core)).toEqual([
      'triggered 3: sell market, 10 of 10 left, new',
      'filled 3: 4 @ 95.00 taker, 6 of 10 left, partially_filled',
      'canceled 3: no_liquidity, 0 of 10 left, canceled',
      'restated 2: 6 of 6 left, new',
    ]);
  });

  test('is not sold twice when one call reaches it and fills the take profit', () => {
    const core = openCore();
    filledBracket(core);
    // Asks at 94, at the stop's side, and the take profit at 105: one buyer takes all.
    core.house.limit(0, SELL, HUNDRED - 6 * DOLLAR, 1);
    core.house.limit(0, BUY, HUNDRED - 7 * DOLLAR, 50);
    core.house.take(0, BUY, HUNDRED + 5 * DOLLAR, 11);
    expect(told(core)).toEqual([
      'filled 2: 10 @ 105.00 maker, 0 of 10 left, filled',
      'canceled 3: group, 0 of 10 left, canceled',
    ]);
    expect(core.snapshot().positions[0]?.qtyLots).toBe(0);
  });
});

describe('cancelling in a bracket', () => {
  test('takes the held exits along with the entry', () => {
    const core = openCore();
    core.cancel(bracket(core).orderId);
    expect(told(core).slice(3)).toEqual([
      'canceled 1: user, 0 of 10 left, canceled',
      'canceled 3: group, 0 of 10 left, canceled',
      'canceled 2: group, 0 of 10 left, canceled',
    ]);
  });

  test.each([2, 3])('takes everything along with the held exit %i', (id) => {
    const core = openCore();
    bracket(core);
    told(core);
    core.cancel(orderId(id));
    expect(told(core)[0]).toBe(`canceled ${String(id)}: user, 0 of 10 left, canceled`);
    expect(core.snapshot().workingOrders).toEqual([]);
    expect(core.house.restingOrders(0, BUY)).toBe(0);
  });

  test('takes the other exit along with the one that works', () => {
    const core = openCore();
    filledBracket(core);
    core.cancel(orderId(2));
    expect(told(core)).toEqual([
      'canceled 2: user, 0 of 10 left, canceled',
      'canceled 3: group, 0 of 10 left, canceled',
    ]);
    expect(core.exchange.at(0).stops.count).toBe(0);
  });

  test('all of one side takes the other side of its groups along', () => {
    const core = openCore();
    bracket(core);
    placed(core, { side: 'sell', limitPriceTicks: HUNDRED + DOLLAR });
    told(core);
    expect(core.cancelAll('AAPL', 'buy', 'cancel_all')).toEqual([1]);
    expect(told(core)).toHaveLength(3);
    expect(core.snapshot().workingOrders.map((one) => one.orderId)).toEqual([4]);
  });

  test('happens to all of it when its day ends', () => {
    const core = openCore();
    bracket(core);
    told(core);
    core.setTime(timeUs(core.exchange.nowUs + US_PER_DAY));
    expect(told(core)).toEqual([
      'expired 1: session_end, 0 of 10 left, expired',
      'expired 2: session_end, 0 of 10 left, expired',
      'expired 3: session_end, 0 of 10 left, expired',
    ]);
  });
});

describe('replacing in a bracket', () => {
  test('gives held exits the new quantity of their entry', () => {
    const core = openCore();
    bracket(core);
    told(core);
    core.replace({ ...unchanged, orderId: 1, qtyLots: 4 });
    expect(told(core)).toEqual([
      'replaced 1: buy 4 @ 100.00, 4 of 4 left, new',
      'restated 3: 4 of 4 left, held',
      'restated 2: 4 of 4 left, held',
    ]);
  });

  test('moves held exits, and takes no other quantity for them', () => {
    const core = openCore();
    bracket(core);
    told(core);
    const stop = core.replace({ ...unchanged, orderId: 3, stopPriceTicks: HUNDRED - 3 * DOLLAR });
    expect(stop.ok).toBe(true);
    expect(told(core)).toEqual(['replaced 3: sell 10 stop 97.00, 10 of 10 left, held']);
    const more = refusalIn(core.replace({ ...unchanged, orderId: 2, qtyLots: 11 }));
    expect(more).toMatchObject({ code: 'book.exit_qty', field: 'qtyLots', value: '11' });
  });

  test('keeps stop, entry and take profit in their order', () => {
    const core = openCore();
    bracket(core);
    const past = { ...unchanged, orderId: 3, stopPriceTicks: HUNDRED };
    expect(refusalIn(core.replace(past))).toMatchObject({
      code: 'book.exit_prices',
      field: 'stopPriceTicks',
      rule: "a stop loss at least 0.01 below the entry's price of 100.00",
    });
    const low = { ...unchanged, orderId: 2, limitPriceTicks: HUNDRED - 5 * DOLLAR };
    expect(refusalIn(core.replace(low)).field).toBe('limitPriceTicks');
    const entry = { ...unchanged, orderId: 1, limitPriceTicks: HUNDRED - 5 * DOLLAR };
    expect(refusalIn(core.replace(entry)).code).toBe('book.exit_prices');
  });

  test('gives both exits the quantity that a trader gives one, up to what has filled', () => {
    const core = openCore();
    filledBracket(core);
    core.replace({ ...unchanged, orderId: 2, qtyLots: 6 });
    expect(told(core)).toEqual([
      'replaced 2: sell 6 @ 105.00, 6 of 6 left, new',
      'restated 3: 6 of 6 left, new',
    ]);
    core.replace({ ...unchanged, orderId: 3, qtyLots: 10 });
    expect(told(core)).toEqual([
      'replaced 3: sell 10 stop 95.00, 10 of 10 left, new',
      'restated 2: 10 of 10 left, new',
    ]);
    const more = refusalIn(core.replace({ ...unchanged, orderId: 3, qtyLots: 11 }));
    expect(more).toMatchObject({ code: 'book.exit_qty', value: '11' });
  });

  test('lets a take profit that moves into the market trade, and cancels the stop loss', () => {
    const core = openCore();
    filledBracket(core);
    core.house.limit(0, BUY, HUNDRED + DOLLAR, 50);
    core.replace({ ...unchanged, orderId: 2, limitPriceTicks: HUNDRED + DOLLAR });
    expect(told(core)).toEqual([
      'replaced 2: sell 10 @ 101.00, 10 of 10 left, new',
      'filled 2: 10 @ 101.00 taker, 0 of 10 left, filled',
      'canceled 3: group, 0 of 10 left, canceled',
    ]);
  });
});

describe('a bracket sent again', () => {
  test('gives the first answer and never a second group', () => {
    const core = openCore();
    const request = orderOf({
      orderClass: 'bracket',
      takeProfit: { limitPriceTicks: HUNDRED + DOLLAR },
      stopLoss: { stopPriceTicks: HUNDRED - DOLLAR, limitPriceTicks: null },
    });
    const first = core.submit(request, 'test');
    expect(core.submit(request, 'test')).toEqual({ ...first, duplicate: true });
    const leg = core.submit({ ...request, clientOrderId: `${request.clientOrderId}-tp` }, 'test');
    expect(leg).toMatchObject({ ok: true, duplicate: true, order: { legRole: 'take_profit' } });
    expect(core.snapshot().workingOrders).toHaveLength(3);
  });
});

describe('a core that starts again with brackets', () => {
  test('goes on with them in every state', () => {
    const store = new StoreModel();
    const first = openCore(store);
    bracket(first);
    store.fold(first.takeEvents());
    const held = openCore(store);
    expect(held.takeEvents()).toEqual([]);
    held.house.take(0, SELL, HUNDRED, 4);
    expect(held.snapshot().workingOrders).toHaveLength(3);
    store.fold(held.takeEvents());
    const part = openCore(store);
    expect(part.takeEvents()).toEqual([]);
    part.house.take(0, SELL, HUNDRED, 6);
    part.house.take(0, BUY, HUNDRED + 5 * DOLLAR, 3);
    store.fold(part.takeEvents());
    const working = openCore(store);
    expect(working.takeEvents()).toEqual([]);
    working.house.take(0, BUY, HUNDRED + 5 * DOLLAR, 7);
    expect(told(working)).toEqual([
      'filled 2: 7 @ 105.00 maker, 0 of 10 left, filled',
      'canceled 3: group, 0 of 7 left, canceled',
    ]);
  });

  test('cancels what the end of an order without a place has to take along', () => {
    const store = new StoreModel();
    const first = openCore(store);
    bracket(first, { symbol: 'MSFT' });
    store.fold(first.takeEvents());
    const second = openCore(store, { instruments: first.exchange.instruments.slice(0, 1) });
    expect(second.takeEvents().map(({ type, order }) => [type, order.reason])).toEqual([
      ['order.canceled', 'refused'],
      ['order.canceled', 'refused'],
      ['order.canceled', 'refused'],
    ]);
  });
});

import { describe, expect, test } from 'vitest';
import { usEquityCalendar } from '../../../engine/calendar/calendars.ts';
import { PLAIN_CHANGES } from '../../../engine/domain/order.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { StoreModel } from '../../support/store-model.ts';
import { CENT, HUNDRED, openCore, orderOf, placed, refusalIn } from '../../support/test-core.ts';
import { at, quotedCore, sessionCore, timed } from '../../support/session-core.ts';

const DOLLAR = 100 * CENT;
const HALTED = { kind: 'halted' } as const;
const OPEN = { kind: 'open' } as const;

describe('while an instrument is halted', () => {
  test('nothing of the house trades, rests or moves; its cancels work', () => {
    const core = quotedCore('10:00');
    const handle = core.house.limit(0, BUY, HUNDRED - 2 * CENT, 5);
    const id = core.house.lastOrderId();
    expect(core.setTradingState('AAPL', HALTED)).toBeNull();
    expect(core.exchange.at(0).quote().state).toBe('halted');
    expect(core.house.limit(0, BUY, HUNDRED, 5)).toBe(-1);
    expect(core.house.take(0, BUY, HUNDRED + DOLLAR, 5)).toBe(0);
    expect(core.house.replace(0, handle, id, HUNDRED + DOLLAR, 5)).toBe(false);
    // False means that it no longer rests.
    expect(core.house.leavesLots(0, handle, id)).toBe(0);
    expect(core.house.bestBidTicks(0)).toBe(HUNDRED - CENT);
    expect(core.house.limit(1, BUY, HUNDRED, 5)).toBeGreaterThanOrEqual(0);
  });

  test.each([
    ['a market order', { orderType: 'market' }, 'orderType', 'market'],
    ['an ioc', { timeInForce: 'ioc' }, 'timeInForce', 'ioc'],
    ['a fok', { timeInForce: 'fok' }, 'timeInForce', 'fok'],
  ] as const)('%s is refused', (_, fields, field, value) => {
    for (const state of [HALTED, { kind: 'paused', untilUs: at('11:00'), band: null } as const]) {
      const core = quotedCore('10:00');
      core.setTradingState('AAPL', state);
      const why = refusalIn(core.submit(orderOf(fields), 'test'));
      const rule = `trading is ${state.kind}: only orders that can wait, and cancels`;
      expect(why).toEqual({ code: 'venue.halted', field, value, rule });
      expect(core.preview({ ...orderOf(fields) })).toMatchObject({ refusal: { code: why.code } });
    }
  });

  test('a flatten is refused like any market order', () => {
    const core = quotedCore('10:00');
    placed(core, { limitPriceTicks: HUNDRED + CENT, qtyLots: 5 });
    core.setTradingState('AAPL', HALTED);
    expect(core.closePositions('flat', null, 'test')[0]?.refusal?.code).toBe('venue.halted');
  });

  test('limits and stops wait, what rests stays and may be reduced, a move waits too', () => {
    const core = quotedCore('10:00');
    const resting = placed(core, { limitPriceTicks: HUNDRED - 3 * CENT });
    timed(core);
    core.setTradingState('AAPL', HALTED);
    placed(core, { limitPriceTicks: HUNDRED + 5 * CENT });
    placed(core, { side: 'sell', orderType: 'stop', stopPriceTicks: HUNDRED - DOLLAR });
    const change = { ...PLAIN_CHANGES, orderId: resting.orderId, limitPriceTicks: null };
    core.replace({ ...change, qtyLots: 8 });
    core.replace({ ...change, qtyLots: null, limitPriceTicks: HUNDRED + CENT });
    expect(timed(core)).toEqual([
      '10:00 accepted 2: buy 10 @ 100.05, 10 of 10 left, accepted',
      '10:00 accepted 3: sell 10 stop 99.00, 10 of 10 left, accepted',
      '10:00 replaced 1: buy 8 @ 99.97, 8 of 8 left, new',
      '10:00 replaced 1: buy 8 @ 100.01, 8 of 8 left, accepted',
    ]);
    expect(core.exchange.at(0).matching.restingOrders(BUY)).toBe(1);
    core.cancelAll('AAPL', null, 'cancel_all');
    expect(timed(core)).toHaveLength(3);
  });

  test('every order says that it waits for the end of the halt', () => {
    const core = quotedCore('10:00');
    const ids = [placed(core, { limitPriceTicks: HUNDRED - DOLLAR })];
    core.setTradingState('AAPL', HALTED);
    ids.push(placed(core, { limitPriceTicks: HUNDRED - 2 * DOLLAR }));
    for (const { orderId } of ids) expect(core.explain(orderId)).toMatchObject({ rule: 'halt' });
  });

  test('orders expire as on any day, and a closing auction that falls into it is not held', () => {
    const core = quotedCore('10:00');
    placed(core, { limitPriceTicks: HUNDRED - DOLLAR });
    placed(core, { timeInForce: 'gtc', limitPriceTicks: HUNDRED - 2 * DOLLAR });
    placed(core, { timeInForce: 'cls', limitPriceTicks: HUNDRED + CENT });
    core.setTradingState('AAPL', HALTED);
    core.takeEvents();
    core.setTime(at('16:30'));
    expect(timed(core)).toEqual([
      '16:00 expired 1: session_end, 0 of 10 left, expired',
      '16:00 canceled 3: auction_end, 0 of 10 left, canceled',
    ]);
    core.setTradingState('AAPL', OPEN);
    expect(timed(core)).toEqual(['16:30 restated 2: 10 of 10 left, accepted']);
  });
});

describe('an opening that falls into a halt', () => {
  const OPG = { timeInForce: 'opg', limitPriceTicks: HUNDRED + 5 * CENT } as const;

  test.each([
    ['a halt', HALTED],
    ['a pause', { kind: 'paused', untilUs: at('09:45'), band: null } as const],
  ])('waits for the auction that ends %s, and its orders say so', (_, state) => {
    const core = quotedCore('09:00');
    const { orderId } = placed(core, { ...OPG, qtyLots: 7 });
    core.setTradingState('AAPL', state);
    timed(core);
    core.setTime(at('09:40'));
    expect(timed(core)).toEqual(['09:30 restated 1: 7 of 7 left, accepted']);
    expect(core.explain(orderId)).toMatchObject({ rule: 'halt', opensUs: null });
    core.setTime(at('09:45'));
    core.setTradingState('AAPL', OPEN);
    core.exchange.settle();
    expect(timed(core)).toEqual([
      '09:45 filled 1: 5 @ 100.01 maker, 2 of 7 left, partially_filled',
      '09:45 canceled 1: auction_end, 0 of 7 left, canceled',
    ]);
  });

  test('ends its orders with the session when nothing opens again, those for the next day stay', () => {
    const core = quotedCore('09:00');
    placed(core, OPG);
    core.setTradingState('AAPL', HALTED);
    core.setTime(at('19:30'));
    expect(timed(core).slice(1)).toEqual([
      '09:30 restated 1: 10 of 10 left, accepted',
      '16:00 canceled 1: auction_end, 0 of 10 left, canceled',
    ]);
    placed(core, OPG);
    timed(core);
    core.setTradingState('AAPL', OPEN);
    expect(timed(core)).toEqual([]);
  });

  test('leaves an order for tomorrow where it is when a halt ends today', () => {
    const core = quotedCore('19:10');
    const { expiresUs } = placed(core, OPG);
    core.setTradingState('AAPL', HALTED);
    core.setTradingState('AAPL', OPEN);
    expect(timed(core)).toHaveLength(1);
    expect(expiresUs).toBeGreaterThan(at('20:00'));
  });

  test('can be cancelled while it waits, and comes back after a restart', () => {
    const store = new StoreModel();
    const core = quotedCore('09:00', store);
    const first = placed(core, OPG);
    placed(core, { ...OPG, limitPriceTicks: HUNDRED - 50 * CENT });
    core.setTradingState('AAPL', HALTED);
    core.setTime(at('09:40'));
    expect(core.cancel(first.orderId).ok).toBe(true);
    store.fold(core.takeEvents());
    // A halt is not stored, so the market opens: with an auction, which is theirs.
    const again = openCore(store, { calendarOf: usEquityCalendar, nowUs: at('09:41') });
    expect(timed(again)).toEqual(['09:41 canceled 2: auction_end, 0 of 10 left, canceled']);
  });
});

describe('when a halt ends', () => {
  test('one auction at one price opens the market, and what it leaves rests', () => {
    const core = quotedCore('10:00');
    core.setTradingState('AAPL', HALTED);
    placed(core, { limitPriceTicks: HUNDRED + 5 * CENT, qtyLots: 7 });
    placed(core, { limitPriceTicks: HUNDRED + 6 * CENT, qtyLots: 3 });
    timed(core);
    core.setTradingState('AAPL', OPEN);
    expect(timed(core)).toEqual([
      '10:00 activated 1: 7 of 7 left, new',
      '10:00 activated 2: 3 of 3 left, new',
      '10:00 filled 2: 3 @ 100.01 maker, 0 of 3 left, filled',
      '10:00 filled 1: 2 @ 100.01 maker, 5 of 7 left, partially_filled',
    ]);
    expect(core.house.bestBidTicks(0)).toBe(HUNDRED + 5 * CENT);
    expect(core.exchange.at(0).quote().state).toBe('open');
  });

  test('stops are elected by its print', () => {
    const core = quotedCore('10:00');
    placed(core, { side: 'sell', orderType: 'stop', stopPriceTicks: HUNDRED - CENT, qtyLots: 2 });
    core.setTradingState('AAPL', HALTED);
    placed(core, { symbol: 'AAPL', side: 'sell', limitPriceTicks: HUNDRED - CENT, qtyLots: 4 });
    timed(core);
    core.setTradingState('AAPL', OPEN);
    expect(timed(core)).toEqual([
      '10:00 activated 2: 4 of 4 left, new',
      '10:00 filled 2: 4 @ 99.99 maker, 0 of 4 left, filled',
      '10:00 triggered 1: sell market, 2 of 2 left, new',
      '10:00 filled 1: 1 @ 99.99 taker, 1 of 2 left, partially_filled',
      '10:00 canceled 1: no_liquidity, 0 of 2 left, canceled',
    ]);
  });

  test('own orders that have waited on both sides do not trade with each other', () => {
    const core = sessionCore('10:00');
    core.setTradingState('AAPL', HALTED);
    placed(core, { limitPriceTicks: HUNDRED });
    placed(core, { side: 'sell', limitPriceTicks: HUNDRED });
    timed(core);
    core.setTradingState('AAPL', OPEN);
    expect(timed(core)).toEqual([
      '10:00 canceled 2: self_trade, 0 of 10 left, canceled',
      '10:00 activated 1: 10 of 10 left, new',
    ]);
  });

  test('in a market that is always open it goes on as before', () => {
    const core = openCore();
    core.setTradingState('AAPL', HALTED);
    placed(core);
    core.setTradingState('AAPL', OPEN);
    expect(core.house.take(0, SELL, HUNDRED, 10)).toBe(10);
  });

  test('a restart is an end too', () => {
    const store = new StoreModel();
    const core = openCore(store);
    core.setTradingState('AAPL', HALTED);
    placed(core);
    store.fold(core.takeEvents());
    const again = openCore(store);
    expect(again.takeEvents().map(({ type }) => type)).toEqual(['order.activated']);
    expect(again.house.take(0, SELL, HUNDRED, 10)).toBe(10);
  });
});

describe('a halt of a market known by quotes and prints', () => {
  test('lets none of them fill an order; the last quote counts when it ends', () => {
    const core = openCore(undefined, { fillModel: 'touch' });
    core.house.quoted?.quote(0, HUNDRED, 300, HUNDRED + 2 * CENT, 200);
    placed(core);
    core.setTradingState('AAPL', HALTED);
    core.takeEvents();
    core.house.quoted?.print(0, HUNDRED - CENT, 50, SELL);
    core.house.quoted?.quote(0, HUNDRED - 3 * CENT, 300, HUNDRED - 2 * CENT, 200);
    core.house.quoted?.quote(0, HUNDRED - CENT, 300, HUNDRED, 4);
    expect(core.takeEvents()).toEqual([]);
    expect(core.house.lastTradeTicks(0)).toBe(HUNDRED - CENT);
    core.setTradingState('AAPL', OPEN);
    expect(timed(core)).toEqual([
      '10:00 filled 1: 4 @ 100.00 maker, 6 of 10 left, partially_filled',
    ]);
    expect(core.house.bestAskTicks(0)).toBe(HUNDRED);
  });
});

describe('a pause', () => {
  test('ends by itself at its time and opens within its band', () => {
    const core = sessionCore('10:00');
    core.house.limit(0, SELL, HUNDRED + 8 * CENT, 5);
    const band = { lowTicks: HUNDRED, highTicks: HUNDRED + 4 * CENT };
    const untilUs = at('10:05');
    expect(core.setTradingState('AAPL', { kind: 'paused', untilUs, band })).toBeNull();
    placed(core, { limitPriceTicks: HUNDRED + 9 * CENT });
    core.setTime(timeUs(untilUs - 1));
    expect(core.exchange.at(0).quote().state).toBe('paused');
    timed(core);
    core.setTime(at('12:00'));
    // Nothing clears inside the band; the limit then trades at its own risk.
    expect(timed(core)).toEqual([
      '10:05 activated 1: 10 of 10 left, new',
      '10:05 filled 1: 5 @ 100.08 taker, 5 of 10 left, partially_filled',
    ]);
  });

  test.each([
    [{ kind: 'paused', untilUs: at('10:00'), band: null }, 'untilUs'],
    [{ kind: 'paused', untilUs: at('11:00'), band: { lowTicks: 2, highTicks: 1 } }, 'band'],
    [{ kind: 'paused', untilUs: at('11:00'), band: { lowTicks: 0, highTicks: 1 } }, 'band'],
  ] as const)('that makes no sense is refused: %j', (state, field) => {
    const core = sessionCore('10:00');
    expect(core.setTradingState('AAPL', state)?.field).toBe(field);
    expect(core.exchange.at(0).quote().state).toBe('open');
  });

  test('of an unknown instrument is refused', () => {
    expect(sessionCore('10:00').setTradingState('NONE', OPEN)?.code).toBe(
      'contract.unknown_symbol',
    );
  });
});

/** The core where only quotes and prints are known: one way of an order, filled by the model. */
import { describe, expect, test } from 'vitest';
import type { TradingCore } from '../../../engine/core.ts';
import { orderId } from '../../../engine/domain/ids.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import type { SideCode } from '../../../engine/domain/side.ts';
import { usEquityCalendar } from '../../../engine/calendar/calendars.ts';
import { at, timed } from '../../support/session-core.ts';
import { StoreModel } from '../../support/store-model.ts';
import { CENT, HUNDRED, openCore, placed, timeAt, told } from '../../support/test-core.ts';

/** 300 bid at 100.00, 200 offered at 100.02. */
function quoted(fillModel: 'touch' | 'through' | 'queue' = 'queue'): TradingCore {
  const core = openCore(undefined, { fillModel });
  core.house.quoted?.quote(0, HUNDRED, 300, HUNDRED + 2 * CENT, 200);
  return core;
}

function print(core: TradingCore, ticks: number, lots: number, aggressor: SideCode = SELL): void {
  core.house.quoted?.print(0, ticks, lots, aggressor);
}

describe('an order in a market known by quotes and prints', () => {
  test('waits for those ahead of it and fills as a maker', () => {
    const core = quoted();
    placed(core);
    print(core, HUNDRED, 295);
    expect(told(core)).toEqual(['accepted 1: buy 10 @ 100.00, 10 of 10 left, new']);
    print(core, HUNDRED, 9);
    expect(told(core)).toEqual(['filled 1: 4 @ 100.00 maker, 6 of 10 left, partially_filled']);
  });

  test('takes the quote, and its own trades are no prints', () => {
    const core = quoted();
    placed(core, { orderType: 'market', qtyLots: 250 });
    expect(told(core).slice(1)).toEqual([
      'filled 1: 200 @ 100.02 taker, 50 of 250 left, partially_filled',
      'filled 1: 50 @ 100.03 taker, 0 of 250 left, filled',
    ]);
    const market = core.exchange.at(0);
    expect(market.tape.lastNumber).toBe(0);
    expect(market.lastTradeTicks()).toBe(0);
    print(core, HUNDRED, 5);
    expect(market.quote()).toMatchObject({ lastTicks: HUNDRED, lastLots: 5, dayVolumeLots: 5 });
  });

  test('shows the quote as the whole book', () => {
    const core = quoted();
    placed(core, { limitPriceTicks: HUNDRED + CENT });
    const market = core.exchange.at(0);
    expect(market.depth(BUY, 5)).toEqual([{ priceTicks: HUNDRED, qtyLots: 300, orders: 0 }]);
    expect(market.depth(SELL, 5)).toEqual([
      { priceTicks: HUNDRED + 2 * CENT, qtyLots: 200, orders: 0 },
    ]);
  });

  test('is triggered by a print and then takes the quote', () => {
    const core = quoted();
    print(core, HUNDRED, 5);
    placed(core, { side: 'sell', orderType: 'stop', stopPriceTicks: HUNDRED - CENT });
    told(core);
    core.house.quoted?.quote(0, HUNDRED - CENT, 40, HUNDRED, 40);
    print(core, HUNDRED - CENT, 1);
    expect(told(core)).toEqual([
      'triggered 1: sell market, 10 of 10 left, new',
      'filled 1: 10 @ 99.99 taker, 0 of 10 left, filled',
    ]);
  });

  test('is cancelled and replaced like any other', () => {
    const core = quoted();
    placed(core);
    const change = { limitPriceTicks: HUNDRED + 2 * CENT, qtyLots: null };
    const none = { stopPriceTicks: null, trailTicks: null, trailBasisPoints: null };
    core.replace({ ...change, ...none, displayQtyLots: null, orderId: 1 });
    expect(told(core).at(-1)).toBe('filled 1: 10 @ 100.02 taker, 0 of 10 left, filled');
    placed(core);
    expect(core.cancel(orderId(2))).toMatchObject({ ok: true, order: { status: 'canceled' } });
    print(core, HUNDRED - CENT, 900);
    expect(told(core).at(-1)).toMatch(/^canceled 2/);
  });

  test('explains itself by its model', () => {
    const core = quoted();
    placed(core);
    print(core, HUNDRED, 100);
    core.house.quoted?.quote(0, HUNDRED, 100, HUNDRED + 2 * CENT, 200);
    expect(core.explain(orderId(1))).toMatchObject({
      rule: 'queue',
      betterLots: 0,
      queue: {
        aheadAtEntryLots: 300,
        aheadAtEntryOrders: null,
        tradedLots: 100,
        leftAheadLots: 100,
        aheadLots: 100,
        aheadOrders: null,
      },
    });
    placed(core, { limitPriceTicks: HUNDRED - CENT });
    expect(core.explain(orderId(2))).toMatchObject({
      betterLots: 100,
      queue: { aheadAtEntryLots: null, leftAheadLots: null, aheadLots: null },
    });
  });

  test.each(['touch', 'through'] as const)('knows no queue by %s', (model) => {
    const core = quoted(model);
    placed(core);
    print(core, HUNDRED, 1);
    expect(told(core)).toHaveLength(model === 'touch' ? 2 : 1);
    expect(core.explain(orderId(1))).toMatchObject({ rule: model, queue: { aheadLots: null } });
  });
});

describe('a session of which nobody has seen a quote', () => {
  const NEXT_OPEN = timeAt('2026-03-12T09:30:00-04:00');
  const DOLLAR = 100 * CENT;

  function hourly(clock: string, store: StoreModel = new StoreModel()): TradingCore {
    const calendarOf = usEquityCalendar;
    return openCore(store, { fillModel: 'queue', calendarOf, nowUs: at(clock) });
  }

  /** 300 bid, 200 offered two cents above. */
  function quote(core: TradingCore, bidTicks: number, quotedUs?: number): void {
    core.house.quoted?.quote(0, bidTicks, 300, bidTicks + 2 * CENT, 200, quotedUs);
  }

  /** Quoted at 100 until the evening of Wednesday, when the feed is lost. */
  function overnight(store: StoreModel = new StoreModel()): TradingCore {
    const core = hourly('15:00', store);
    quote(core, HUNDRED);
    core.setTime(at('19:00'));
    quote(core, HUNDRED);
    return core;
  }

  test('keeps what waited for it until the first quote, of its own time and with two sides', () => {
    const core = overnight();
    placed(core, { orderType: 'market' });
    placed(core, { limitPriceTicks: HUNDRED + 5 * DOLLAR });
    const { orderId: marketId } = placed(core, { orderType: 'market' });
    core.takeEvents();
    core.setTime(timeAt('2026-03-12T09:45:00-04:00'));
    // It lay in a queue while the machine slept.
    quote(core, HUNDRED, at('20:00'));
    core.house.quoted?.quote(0, 0, 0, HUNDRED + 3 * DOLLAR, 200);
    expect(timed(core)).toEqual([]);
    expect(core.explain(marketId)).toMatchObject({ rule: 'session', opensUs: null });
    quote(core, HUNDRED + 2 * DOLLAR, NEXT_OPEN);
    expect(timed(core).filter((line) => line.includes('filled '))).toEqual([
      '09:45 filled 1: 10 @ 102.02 taker, 0 of 10 left, filled',
      '09:45 filled 2: 10 @ 102.02 taker, 0 of 10 left, filled',
      '09:45 filled 3: 10 @ 102.02 taker, 0 of 10 left, filled',
    ]);
  });

  test('opens a market order beside own orders of the other side that it does not meet', () => {
    const core = overnight();
    placed(core, { timeInForce: 'gtc', limitPriceTicks: HUNDRED - 5 * DOLLAR });
    placed(core, { orderType: 'market', side: 'sell' });
    placed(core, { side: 'sell', limitPriceTicks: HUNDRED - 5 * DOLLAR, qtyLots: 300 });
    core.setTime(NEXT_OPEN);
    core.takeEvents();
    quote(core, HUNDRED);
    expect(timed(core).filter((line) => !line.includes('activated'))).toEqual([
      '09:30 filled 2: 10 @ 100.00 taker, 0 of 10 left, filled',
      '09:30 filled 3: 290 @ 100.00 taker, 10 of 300 left, partially_filled',
      '09:30 filled 3: 10 @ 99.99 taker, 0 of 300 left, filled',
    ]);
  });

  test('can be left by cancelling, and ends what it never saw', () => {
    const core = overnight();
    const { orderId: id } = placed(core, { orderType: 'market' });
    placed(core, { orderType: 'market' });
    core.setTime(NEXT_OPEN);
    core.takeEvents();
    core.cancel(id);
    core.setTime(timeAt('2026-03-12T16:00:00-04:00'));
    expect(timed(core)).toEqual([
      '09:30 canceled 1: user, 0 of 10 left, canceled',
      '16:00 expired 2: session_end, 0 of 10 left, expired',
    ]);
  });

  /** A stop at 99, and 95 bid in the evening, when no stop goes off. */
  function stopped(stopTrigger: 'last_trade' | 'quote'): TradingCore {
    const core = hourly('15:00');
    core.accounts.configure({ ...core.accounts.settings, stopTrigger });
    quote(core, HUNDRED);
    const stop = { side: 'sell', orderType: 'stop', stopPriceTicks: 99 * DOLLAR } as const;
    placed(core, { ...stop, timeInForce: 'gtc' });
    core.setTime(at('19:00'));
    quote(core, 95 * DOLLAR);
    core.setTime(NEXT_OPEN);
    core.takeEvents();
    return core;
  }

  test('fills no stop at an old quote', () => {
    const core = stopped('last_trade');
    print(core, 94 * DOLLAR, 1);
    quote(core, 96 * DOLLAR);
    expect(timed(core).at(-1)).toBe('09:30 filled 1: 10 @ 96.00 taker, 0 of 10 left, filled');
  });

  test('has no stop go off by an old quote', () => {
    const core = stopped('quote');
    core.exchange.settle();
    quote(core, 101 * DOLLAR);
    expect(timed(core)).toEqual([]);
    quote(core, 98 * DOLLAR);
    expect(timed(core).at(-1)).toBe('09:30 filled 1: 10 @ 98.00 taker, 0 of 10 left, filled');
  });

  test('lets what waits come through a restart in the middle of the session', () => {
    const store = new StoreModel();
    const core = overnight(store);
    placed(core, { orderType: 'market' });
    store.fold(core.takeEvents());
    const later = { fillModel: 'queue', calendarOf: usEquityCalendar } as const;
    const again = openCore(store, { ...later, nowUs: timeAt('2026-03-12T10:00:00-04:00') });
    expect(timed(again)).toEqual([]);
    quote(again, HUNDRED + DOLLAR);
    expect(timed(again).at(-1)).toBe('10:00 filled 1: 10 @ 101.02 taker, 0 of 10 left, filled');
  });
});

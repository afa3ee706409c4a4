/** Whatever traders, the house and the clock do: stops, the book and the store tell one story. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_ACCOUNT_SETTINGS } from '../../../engine/contract/defaults.ts';
import type { OrderEvent } from '../../../engine/contract/messages.ts';
import type { TradingCore } from '../../../engine/core.ts';
import { STOP_TRIGGERS, isWaitingStop } from '../../../engine/domain/order.ts';
import type { StopTrigger } from '../../../engine/domain/order.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { US_PER_SECOND, timeUs } from '../../../engine/domain/time.ts';
import { propertyFactor } from '../../support/property-runs.ts';
import { StoreModel } from '../../support/store-model.ts';
import { HUNDRED, openCore } from '../../support/test-core.ts';
import { command, perform } from './stop-commands.ts';

/** A core that has traded at 100 dollars, so that stops are taken. */
function tradedCore(by: StopTrigger, store: StoreModel = new StoreModel()): TradingCore {
  const core = openCore(store);
  core.accounts.configure({ ...DEFAULT_ACCOUNT_SETTINGS, stopTrigger: by });
  core.house.limit(0, SELL, HUNDRED, 1);
  core.house.take(0, BUY, HUNDRED, 1);
  return core;
}

const commands = fc.array(command, { minLength: 1, maxLength: 60 });

/** Own orders and stops against each other: each waits or rests exactly once, on its side. */
function checkPlaces(core: TradingCore): void {
  const { matching, stops } = core.exchange.at(0);
  matching.checkInvariants();
  stops.checkInvariants();
  const { workingOrders } = core.snapshot();
  const waiting = workingOrders.filter(isWaitingStop);
  expect(stops.count).toBe(waiting.length);
  for (const order of workingOrders) {
    expect(order.cumQtyLots + order.leavesQtyLots).toBe(order.qtyLots);
    expect(order.triggeredUs === null || order.type !== 'limit').toBe(true);
    if (!isWaitingStop(order)) expect(order.limitPriceTicks).not.toBeNull();
  }
}

/** Every triggered order was triggered once, and its restatements are a second apart but the last. */
function checkEvents(events: readonly OrderEvent[]): void {
  const restatedUs = new Map<number, number>();
  const triggered = new Set<number>();
  events.forEach((event, i) => {
    const { orderId } = event.order;
    if (event.type === 'order.triggered') {
      expect(triggered.has(orderId)).toBe(false);
      triggered.add(orderId);
    }
    if (event.type !== 'order.restated') return;
    expect(triggered.has(orderId)).toBe(false);
    const next = events[i + 1];
    const isBeforeTrigger = next?.type === 'order.triggered' && next.order.orderId === orderId;
    const sinceUs = event.atUs - (restatedUs.get(orderId) ?? -Infinity);
    if (!isBeforeTrigger) expect(sinceUs).toBeGreaterThanOrEqual(US_PER_SECOND);
    restatedUs.set(orderId, event.atUs);
  });
}

/** Stops that wait are those that the market has not reached, and what was triggered says by what. */
function checkTriggers(core: TradingCore, by: StopTrigger): void {
  const market = core.exchange.at(0);
  const bid = market.stopQuoteTicks(SELL);
  const ask = market.stopQuoteTicks(BUY);
  for (const order of core.snapshot().workingOrders) {
    if (order.triggeredUs !== null) expect(order.triggeredBy).toBe(by);
    if (by !== 'quote' || !isWaitingStop(order) || bid === 0 || ask === 0) continue;
    const { stopPriceTicks: stop } = order;
    // A trailing stop may have moved since it was told of.
    if (order.type === 'trailing_stop' || stop === null) continue;
    expect(order.side === 'sell' ? bid > stop : ask < stop).toBe(true);
  }
}

describe.each(STOP_TRIGGERS)('stops by %s among all else', (by) => {
  test('wait or rest in one place each, and their events fold to the state', () => {
    fc.assert(
      fc.property(commands, (list) => {
        const store = new StoreModel();
        const core = tradedCore(by, store);
        list.forEach((one, n) => {
          perform(core, one, n);
          checkPlaces(core);
          checkTriggers(core, by);
          store.fold(core.takeEvents());
        });
        checkEvents(store.events);
        const byId = (a: { orderId: number }, b: { orderId: number }) => a.orderId - b.orderId;
        const { workingOrders, positions, cashMicros } = core.snapshot();
        const kept = store.recovered();
        expect([...kept.workingOrders].sort(byId)).toEqual([...workingOrders].sort(byId));
        expect(kept.positions).toEqual(positions);
        expect(kept.cashMicros).toBe(cashMicros);
      }),
      { numRuns: 300 * propertyFactor() },
    );
  });

  test('come back after a kill at any moment as they were told of last, electing nothing', () => {
    fc.assert(
      fc.property(commands, (list) => {
        const store = new StoreModel();
        const core = tradedCore(by, store);
        list.forEach((one, n) => {
          perform(core, one, n);
          store.fold(core.takeEvents());
        });
        // Where the trailing stops are is told within a second.
        core.setTime(timeUs(core.exchange.nowUs + US_PER_SECOND));
        store.fold(core.takeEvents());
        const told = store.events.length;
        const account = { ...DEFAULT_ACCOUNT_SETTINGS, stopTrigger: by };
        const recovered = { ...store.recovered(), account };
        const again = openCore(store, { recovered, nowUs: core.exchange.nowUs });
        expect(again.takeEvents().filter(({ type }) => type !== 'order.expired')).toEqual([]);
        checkPlaces(again);
        expect(again.exchange.at(0).stops.stateHash()).toBe(core.exchange.at(0).stops.stateHash());
        const before = new Map(core.snapshot().workingOrders.map((one) => [one.orderId, one]));
        for (const order of again.snapshot().workingOrders) {
          expect(order).toEqual(before.get(order.orderId));
        }
        expect(store.events.length).toBe(told);
      }),
      { numRuns: 200 * propertyFactor() },
    );
  });

  test('do the same each time the same is done', () => {
    fc.assert(
      fc.property(commands, (list) => {
        const run = (): readonly OrderEvent[] => {
          const core = tradedCore(by);
          list.forEach((one, n) => perform(core, one, n));
          return core.takeEvents();
        };
        expect(run()).toEqual(run());
      }),
      { numRuns: 100 * propertyFactor() },
    );
  });
});

/** Whatever is ordered and whenever: orders trade in their sessions only, and time has no steps. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { usEquityCalendar } from '../../../engine/calendar/calendars.ts';
import type { OrderEvent } from '../../../engine/contract/messages.ts';
import type { TradingCore } from '../../../engine/core.ts';
import { isWaitingStop } from '../../../engine/domain/order.ts';
import type { Order } from '../../../engine/domain/order.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { TRADER_OWNER } from '../../../engine/ports.ts';
import { propertyFactor } from '../../support/property-runs.ts';
import { sessionCore } from '../../support/session-core.ts';
import { StoreModel } from '../../support/store-model.ts';
import { AAPL, HUNDRED, openCore } from '../../support/test-core.ts';
import { leap, perform, sessionCommands } from './session-commands.ts';
import type { SessionCommand, Walk } from './session-commands.ts';

const calendar = usEquityCalendar();

/** A core on Wednesday morning that has traded at 100 dollars. */
function tradedCore(store: StoreModel = new StoreModel()): TradingCore {
  const core = sessionCore('08:00', store);
  core.house.limit(0, SELL, HUNDRED, 1);
  core.house.take(0, BUY, HUNDRED, 1);
  return core;
}

/** Plays commands; returns all that was told. */
function play(list: readonly SessionCommand[], walk: Walk = leap): readonly OrderEvent[] {
  const core = tradedCore();
  list.forEach((one, n) => perform(core, one, n, walk));
  return core.takeEvents();
}

/** Own orders and their places: resting, waiting for a price, or waiting for their hour, each once. */
function checkPlaces(core: TradingCore): void {
  const market = core.exchange.at(0);
  const { matching, stops, state } = market;
  matching.checkInvariants();
  stops.checkInvariants();
  const { workingOrders } = core.snapshot();
  const resting = new Map<number, number>();
  for (const side of [BUY, SELL] as const) {
    matching.visitOrders(side, (id, owner, _price, lots) => {
      if (owner === TRADER_OWNER) resting.set(id, lots);
    });
  }
  const isParked = (order: Order) => order.status === 'accepted' || order.status === 'held';
  const inBook = workingOrders.filter((order) => !isParked(order) && !isWaitingStop(order));
  expect(inBook.map(({ orderId, leavesQtyLots }) => [orderId, leavesQtyLots]).sort()).toEqual(
    [...resting].sort(),
  );
  expect(stops.count).toBe(
    workingOrders.filter((order) => !isParked(order) && isWaitingStop(order)).length,
  );
  for (const order of workingOrders) {
    expect(order.cumQtyLots + order.leavesQtyLots).toBe(order.qtyLots);
    expect(order.expiresUs ?? Infinity).toBeGreaterThan(core.exchange.nowUs);
    const isForAuction = order.timeInForce === 'opg' || order.timeInForce === 'cls';
    if (isForAuction) expect(order.status).toBe('accepted');
    else if (order.status === 'accepted') expect(state === 'open').toBe(false);
    if (!isParked(order) && !isWaitingStop(order) && state === 'extended') {
      expect(order.extendedHours).toBe(true);
    }
  }
  if (state === 'closed') expect(resting.size).toBe(0);
}

/** Every fill lies in a session of its order; in an auction all have one price. */
function checkFills(events: readonly OrderEvent[]): void {
  const auctionPrices = new Map<number, number>();
  for (const { type, atUs, order, ...rest } of events) {
    if (type !== 'order.filled' || !('fill' in rest)) continue;
    const us = timeUs(atUs);
    const phase = calendar.sessionAt(us);
    const { regular } = calendar.dayAt(us);
    const { timeInForce } = order;
    // One whose opening fell into a halt has the auction after it, until the session's end.
    const isDelayed = order.expiresUs === regular.endUs;
    if (timeInForce === 'opg' && !isDelayed) expect(atUs).toBe(regular.startUs);
    else if (timeInForce === 'cls') expect(atUs).toBe(regular.endUs);
    else if (!order.extendedHours && atUs !== regular.endUs) expect(phase).toBe('regular');
    expect(phase).not.toBe('closed');
    if (timeInForce !== 'opg' && timeInForce !== 'cls') continue;
    const price = rest.fill.lastPriceTicks;
    expect(auctionPrices.get(atUs) ?? price).toBe(price);
    auctionPrices.set(atUs, price);
    expect(rest.fill.liquidity).toBe('maker');
  }
}

describe('orders in a market with hours', () => {
  test('trade in their sessions only, and are where their status says', () => {
    fc.assert(
      fc.property(sessionCommands, (list) => {
        const core = tradedCore();
        const events: OrderEvent[] = [];
        list.forEach((one, n) => {
          perform(core, one, n, leap);
          events.push(...core.takeEvents());
          checkPlaces(core);
        });
        checkFills(events);
        let atUs = 0;
        for (const event of events) {
          expect(event.atUs).toBeGreaterThanOrEqual(atUs);
          ({ atUs } = event);
        }
      }),
      { numRuns: 300 * propertyFactor() },
    );
  });

  test('are told the same whether time leaps or walks', () => {
    fc.assert(
      fc.property(
        sessionCommands,
        fc.infiniteStream(fc.integer({ min: 1, max: 97 })),
        (list, cut) => {
          const stroll: Walk = (core, us) => {
            const untilUs = core.exchange.nowUs + us;
            while (core.exchange.nowUs < untilUs) {
              const step = Math.ceil((us * (cut.next().value ?? 1)) / 300);
              core.setTime(timeUs(Math.min(untilUs, core.exchange.nowUs + step)));
            }
          };
          expect(play(list, stroll)).toEqual(play(list));
        },
      ),
      { numRuns: 150 * propertyFactor() },
    );
  });

  test('come back after a kill as they were told of last', () => {
    fc.assert(
      fc.property(sessionCommands, (list) => {
        const store = new StoreModel();
        const core = tradedCore(store);
        list.forEach((one, n) => perform(core, one, n, leap));
        // A halt is not stored: what waited for its end would work at once.
        core.setTradingState('AAPL', { kind: 'open' });
        store.fold(core.takeEvents());
        const again = openCore(store, {
          instruments: [AAPL],
          calendarOf: usEquityCalendar,
          nowUs: core.exchange.nowUs,
        });
        expect(again.takeEvents()).toEqual([]);
        checkPlaces(again);
        const byId = (a: Order, b: Order) => a.orderId - b.orderId;
        const sorted = (one: TradingCore) => [...one.snapshot().workingOrders].sort(byId);
        expect(sorted(again)).toEqual(sorted(core));
      }),
      { numRuns: 150 * propertyFactor() },
    );
  });
});

/** Whatever traders, the house and the clock do: groups of orders keep their word. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { usEquityCalendar } from '../../../engine/calendar/calendars.ts';
import type { OrderEvent } from '../../../engine/contract/messages.ts';
import type { TradingCore } from '../../../engine/core.ts';
import type { CoreOptions } from '../../../engine/orders/core-options.ts';
import { isWaitingStop } from '../../../engine/domain/order.ts';
import type { Order } from '../../../engine/domain/order.ts';
import { propertyFactor } from '../../support/property-runs.ts';
import { ReferenceGroups } from '../../support/reference-groups.ts';
import { StoreModel } from '../../support/store-model.ts';
import { HUNDRED, openCore, traded } from '../../support/test-core.ts';
import { groupCommand, performOfGroups } from './group-commands.ts';
import type { GroupCommand, HouseOrder } from './group-commands.ts';

const commands = fc.array(groupCommand, { minLength: 1, maxLength: 80, size: 'max' });

/** Own orders in the books, each in its place; held ones in none. */
function checkPlaces(core: TradingCore): void {
  const { matching, stops } = core.exchange.at(0);
  matching.checkInvariants();
  stops.checkInvariants();
  const [bid, ask] = [matching.bestBidTicks(), matching.bestAskTicks()];
  if (bid > 0 && ask > 0) expect(bid).toBeLessThan(ask);
  const { workingOrders } = core.snapshot();
  const isOut = ({ status }: Order) => status === 'held' || status === 'accepted';
  const waiting = workingOrders.filter((one) => isWaitingStop(one) && !isOut(one));
  expect(stops.count).toBe(waiting.length);
  for (const order of workingOrders) {
    expect(order.cumQtyLots + order.leavesQtyLots).toBe(order.qtyLots);
    expect(order.leavesQtyLots).toBeGreaterThan(0);
    if (isWaitingStop(order) || isOut(order)) continue;
    expect(order.limitPriceTicks).not.toBeNull();
  }
}

/** A day at the exchange: every command is followed by all checks. */
class GroupWalk {
  readonly store: StoreModel;
  readonly core: TradingCore;
  readonly groups: ReferenceGroups = new ReferenceGroups();
  /** Off after a restart: then its events are held to those of a core that went on. */
  isHeldToReference = true;
  readonly #house: HouseOrder[] = [];

  constructor(store: StoreModel, options: Partial<CoreOptions> = {}) {
    this.store = store;
    this.core = openCore(store, options);
  }

  /** `first` numbers the first command. */
  play(list: readonly GroupCommand[], first: number = 0): this {
    list.forEach((one, i) => {
      performOfGroups(this.core, one, first + i, this.#house);
      this.check();
    });
    return this;
  }

  /** The house leaves, as in a restart, and then both see the same trade. */
  standAlone(): void {
    for (const { handle, id } of this.#house) this.core.house.cancel(0, handle, id);
    traded(this.core, HUNDRED);
    this.check();
  }

  check(): void {
    const { core, store, groups } = this;
    const events = core.takeEvents();
    if (this.isHeldToReference) {
      groups.take(events);
      groups.check(core.snapshot().positions[0]?.qtyLots ?? 0);
    }
    checkPlaces(core);
    store.fold(events);
    store.write([{ kind: 'setting', key: 'risk', value: JSON.stringify(core.limits) }]);
  }
}

function walked(list: readonly GroupCommand[], options: Partial<CoreOptions> = {}): GroupWalk {
  const walk = new GroupWalk(new StoreModel(), options);
  traded(walk.core, HUNDRED);
  return walk.play(list);
}

/** Events but for the numbers of priority, which a restart gives again from where orders work. */
function comparable(events: readonly OrderEvent[]): unknown[] {
  return events.map(({ order, ...event }) => ({ ...event, order: { ...order, prioritySeq: 0 } }));
}

/** Not of all working orders, which are taken in order of priority after a restart. */
function isOfOne(one: GroupCommand): boolean {
  return (
    one.kind !== 'cancel_side' && one.kind !== 'later' && !(one.kind === 'flatten' && one.cancels)
  );
}

/** A second store with the same past. */
function copyOf(store: StoreModel): StoreModel {
  const copy = new StoreModel();
  copy.fold(store.events);
  const { limits } = store.recovered();
  copy.write([{ kind: 'setting', key: 'risk', value: JSON.stringify(limits) }]);
  return copy;
}

describe('groups among all else', () => {
  test('are as the naive group says after every command', () => {
    let activated = 0;
    fc.assert(
      fc.property(commands, (list) => {
        activated += walked(list).groups.activated;
      }),
      { numRuns: 300 * propertyFactor() },
    );
    expect(activated).toBeGreaterThan(400);
  });

  test('are so at a market with sessions, auctions and halts as well', () => {
    fc.assert(
      fc.property(commands, (list) => {
        walked(list, { calendarOf: usEquityCalendar });
      }),
      { numRuns: 200 * propertyFactor() },
    );
  });

  test('do the same each time the same is done', () => {
    fc.assert(
      fc.property(commands, (list) => {
        expect(walked(list).store.events).toEqual(walked(list).store.events);
      }),
      { numRuns: 50 * propertyFactor() },
    );
  });

  test('go on after a kill at any moment as if nothing had happened', () => {
    let continued = 0;
    fc.assert(
      fc.property(commands, commands, (before, after) => {
        const walk = walked(before);
        // A halt is not stored.
        walk.core.setTradingState('AAPL', { kind: 'open' });
        walk.check();
        const past = walk.store.events.length;
        const { nowUs } = walk.core.exchange;
        const again = new GroupWalk(copyOf(walk.store), { nowUs });
        expect(again.core.takeEvents()).toEqual([]);
        const byId = (a: Order, b: Order) => a.orderId - b.orderId;
        const open = again.core.snapshot().workingOrders.toSorted(byId);
        expect(open).toEqual(walk.core.snapshot().workingOrders.toSorted(byId));
        again.isHeldToReference = false;
        for (const one of [walk, again]) {
          one.standAlone();
          one.play(after.filter(isOfOne), before.length);
        }
        continued += walk.store.events.length - past;
        const told = comparable(walk.store.events.slice(past));
        expect(comparable(again.store.events.slice(past))).toEqual(told);
      }),
      { numRuns: 120 * propertyFactor() },
    );
    expect(continued).toBeGreaterThan(1_000);
  });
});

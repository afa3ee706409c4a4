/**
 * The naive group: what members of brackets, ocos and otos may be after a command, said as facts and
 * not as steps. It knows nothing but the events that were told, and looks at every group each time.
 */
import { expect } from 'vitest';
import type { OrderEvent } from '../../engine/contract/messages.ts';
import { isWaitingStop, isWorking } from '../../engine/domain/order.ts';
import type { Order, OrderReason } from '../../engine/domain/order.ts';

interface NaiveGroup {
  /** The entry; undefined in an oco. */
  entry: Order | undefined;
  takeProfit: Order | undefined;
  stopLoss: Order | undefined;
  /** Lots that a trader has taken off the exits, by giving one less or by closing without them. */
  offLots: number;
  /** Quantity of an oco. */
  ocoLots: number;
  activated: number;
  /** All of it has ended, and was looked at since. */
  isOver: boolean;
}

/** What leaves the other exit to protect the rest; every other end takes it along. */
const MARKET_REASONS: readonly (OrderReason | null)[] = [
  'no_liquidity',
  'price_collar',
  'self_trade',
  'book_full',
  'refused',
  'group',
];

const NOBODY: readonly (OrderReason | null)[] = ['no_liquidity', 'price_collar'];

export class ReferenceGroups {
  readonly #groups = new Map<number, NaiveGroup>();

  get count(): number {
    return this.#groups.size;
  }

  /** Exits that were activated so far: a walk that never does is no test. */
  get activated(): number {
    return [...this.#groups.values()].reduce((sum, { activated }) => sum + activated, 0);
  }

  take(events: readonly OrderEvent[]): void {
    for (const event of events) {
      const { order } = event;
      if (order.orderClass === 'simple' || event.type === 'order.rejected') continue;
      const group = this.#groupOf(order);
      const before = memberLike(group, order);
      if (order.legRole === 'take_profit') group.takeProfit = order;
      else if (order.legRole === 'stop_loss') group.stopLoss = order;
      else group.entry = order;
      if (event.type === 'order.activated') group.activated += 1;
      if (event.type === 'order.replaced' && before !== undefined)
        this.#resized(group, order, before);
      // A stop loss must not be stopped by its own entry.
      const isOwn = order.legRole === 'stop_loss' && order.reason === 'self_trade';
      if (isOwn) expect(group.entry !== undefined && isWorking(group.entry.status)).toBe(false);
      // Not even within a command do exits fill more than there is to close.
      expect(filled(group)).toBeLessThanOrEqual(covered(group));
    }
  }

  /** `heldLots`: the position, signed; all groups are of one symbol. */
  check(heldLots: number): void {
    const isCapped = { buy: false, sell: false };
    const rests = { buy: 0, sell: 0 };
    const all = [...this.#groups.values()].filter(({ isOver }) => !isOver);
    for (const group of all) {
      const [exit] = openExits(group);
      if (exit === undefined || exit.status === 'held') continue;
      rests[exit.side] += exit.leavesQtyLots;
      const missingLots = covered(group) - filled(group) - exit.leavesQtyLots;
      if (missingLots > 0) isCapped[exit.side] = true;
      if (missingLots > 0) takeOff(group, missingLots);
    }
    // After the cap, the market may have left a stop loss nobody to trade with.
    const hasLost = all.some((one) => openExits(one).length === 0 && covered(one) > filled(one));
    const isAllCovered = {
      buy: rests.buy === Math.max(0, -heldLots),
      sell: rests.sell === Math.max(0, heldLots),
    };
    for (const group of all) {
      const side = (group.takeProfit ?? group.stopLoss)?.side;
      checkGroup(group, side !== undefined && isAllCovered[side]);
      const members = [group.entry, group.takeProfit, group.stopLoss];
      group.isOver = members.every((one) => one === undefined || !isWorking(one.status));
    }
    // Exits never open a position the other way, and cover what they can.
    expect(rests.sell).toBeLessThanOrEqual(Math.max(0, heldLots));
    expect(rests.buy).toBeLessThanOrEqual(Math.max(0, -heldLots));
    for (const side of ['buy', 'sell'] as const) {
      if (isCapped[side] && !hasLost) expect(isAllCovered[side]).toBe(true);
    }
  }

  #resized(group: NaiveGroup, order: Order, before: Order): void {
    const lots = order.qtyLots - before.qtyLots;
    if (order.legRole === null || order.status === 'held') return;
    takeOff(group, -lots);
  }

  #groupOf(order: Order): NaiveGroup {
    const id = order.parentOrderId ?? order.orderId;
    const known = this.#groups.get(id);
    if (known !== undefined) return known;
    const ocoLots = order.orderClass === 'oco' ? order.qtyLots : 0;
    const members = { entry: undefined, takeProfit: undefined, stopLoss: undefined };
    const group = { ...members, offLots: 0, ocoLots, activated: 0, isOver: false };
    this.#groups.set(id, group);
    return group;
  }
}

function takeOff(group: NaiveGroup, lots: number): void {
  if (group.entry === undefined) group.ocoLots -= lots;
  else group.offLots += lots;
}

function openExits({ takeProfit, stopLoss }: NaiveGroup): Order[] {
  const exits = [takeProfit, stopLoss].filter((one) => one !== undefined);
  return exits.filter(({ status }) => isWorking(status));
}

function checkGroup(group: NaiveGroup, isAllCovered: boolean): void {
  const { entry, takeProfit, stopLoss } = group;
  const exits = [takeProfit, stopLoss].filter((one) => one !== undefined);
  const open = exits.filter(({ status }) => isWorking(status));
  const isEntryOpen = entry !== undefined && isWorking(entry.status);
  const [parent] = [entry, takeProfit].filter((one) => one !== undefined);
  expect(exits.length).toBe(parent?.orderClass === 'oto' ? 1 : 2);
  const wasReached = stopLoss !== undefined && stopLoss.triggeredUs !== null;
  if (isEntryOpen) expect([open.length, wasReached]).toEqual([exits.length, false]);
  if (entry !== undefined && !isEntryOpen && entry.cumQtyLots === 0) expect(open).toEqual([]);
  if (exits.some(isEndedByWill)) expect(open).toEqual([]);
  const restLots = covered(group) - filled(group);
  if (entry?.cumQtyLots === 0) {
    for (const held of open) {
      expect([held.status, held.cumQtyLots]).toEqual(['held', 0]);
      expect(held.qtyLots).toBe(entry.qtyLots);
    }
    return;
  }
  if (restLots === 0) expect(open).toEqual([]);
  if (wasReached)
    expect(takeProfit === undefined || !open.includes(takeProfit) || !open.includes(stopLoss)).toBe(
      true,
    );
  for (const exit of open) {
    const working = exit.cumQtyLots === 0 ? 'new' : 'partially_filled';
    // Or it waits for a session or the end of a halt.
    expect(['accepted', working]).toContain(exit.status);
    expect(exit.leavesQtyLots).toBe(restLots);
  }
  // Whoever has nothing to protect it any more has asked for that, or the market has left it no way.
  const isLeft = restLots > 0 && !isAllCovered;
  if (isLeft && open.length === 0) {
    const isAsked = exits.some(isEndedByWill);
    expect(isAsked || exits.every(({ reason }) => MARKET_REASONS.includes(reason))).toBe(true);
  }
  // A stop loss that finds nobody leaves the take profit for what is left of the position.
  if (isLeft && stopLoss !== undefined && NOBODY.includes(stopLoss.reason)) {
    expect(takeProfit?.reason).not.toBe('group');
  }
  // A take profit never disappears for a stop loss that still waits.
  if (stopLoss !== undefined && open.includes(stopLoss) && isWaitingStop(stopLoss)) {
    if (takeProfit !== undefined && !open.includes(takeProfit)) {
      expect(MARKET_REASONS.filter((one) => one !== 'group')).toContain(takeProfit.reason);
    }
  }
}

function isEndedByWill({ status, reason }: Order): boolean {
  return status === 'expired' || (status === 'canceled' && !MARKET_REASONS.includes(reason));
}

function memberLike(group: NaiveGroup, { legRole }: Order): Order | undefined {
  if (legRole === null) return group.entry;
  return legRole === 'take_profit' ? group.takeProfit : group.stopLoss;
}

function covered({ entry, offLots, ocoLots }: NaiveGroup): number {
  return entry === undefined ? ocoLots : entry.cumQtyLots - offLots;
}

function filled({ takeProfit, stopLoss }: NaiveGroup): number {
  return (takeProfit?.cumQtyLots ?? 0) + (stopLoss?.cumQtyLots ?? 0);
}

/**
 * Brackets, ocos and otos at work: who belongs to whom, and the steps that `group-steps.ts` decides.
 * Events of members only mark their group; `run` takes the steps when the call that caused them is
 * recorded, so that no matching call enters another. A group is forgotten when all of it has ended.
 */
import { assert } from '../domain/assert.ts';
import type { OrderId } from '../domain/ids.ts';
import { isWaitingStop, isWorking } from '../domain/order.ts';
import type { LegRole, Order, OrderReason } from '../domain/order.ts';
import { qtyLots } from '../domain/price.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Side } from '../domain/side.ts';
import type { Exchange } from '../market/exchange.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import { isRefused } from '../matching/result-codes.ts';
import type { SubmitResult } from '../matching/result-codes.ts';
import type { Account } from '../portfolio/account.ts';
import type { ExecutionReports } from './execution-reports.ts';
import {
  PROFIT_FIELD,
  STOP_FIELD,
  checkExitPrices,
  checkPosition,
  checkSteps,
  exitPrices,
  parentIdRefusal,
} from './group-checks.ts';
import { checkReplacedPrices, exitQtyRefusal, heldQtyRefusal } from './group-replace.ts';
import { nextStep } from './group-steps.ts';
import type { GroupStep, GroupView } from './group-steps.ts';
import { PARENT_ID_CHARS_MAX, legClientOrderId, legRoles, newLegs } from './new-legs.ts';
import type { Exits } from './new-legs.ts';
import type { SizedRequest } from './new-order.ts';
import type { OrderDraft } from './order-checks.ts';
import { capExits, exitLots } from './exit-cap.ts';
import { coveredOf, filledOf, groupOf, isOver } from './order-group.ts';
import type { OrderGroup } from './order-group.ts';
import type { OrderNumbers } from './order-numbers.ts';
import type { OrderRegistry } from './order-registry.ts';
import type { ReplacedTerms } from './replace-checks.ts';
import { stopsFull } from './stop-desk.ts';
import type { StopDesk } from './stop-desk.ts';
import { NO_HANDLE } from './waiting-orders.ts';
import type { WorkingOrder } from './working-order.ts';

/** What groups need from the core that they are a part of. */
export interface GroupPorts {
  readonly orders: OrderRegistry;
  readonly reports: ExecutionReports;
  readonly stops: StopDesk;
  readonly numbers: OrderNumbers;
  readonly account: Account;
  readonly exchange: Exchange;
  readonly cancel: (working: WorkingOrder, reason: OrderReason) => void;
  /** Gives an order that now works to its book and records what it did there. */
  readonly enter: (working: WorkingOrder) => void;
  /** Records what a matching call has done to the resting order in a slot. */
  readonly record: (slot: number, market: InstrumentMarket, result: SubmitResult) => void;
}

export class OrderGroups {
  readonly #ports: GroupPorts;
  /** By their parents' ids; at most as many as there are working orders. */
  readonly #groups = new Map<OrderId, OrderGroup>();
  readonly #marked: OrderGroup[] = [];
  /** Symbols whose positions have changed. */
  readonly #moved = new Set<string>();
  /** Whether there are some; asked after every order of the market, where a set is slow to tell. */
  #hasMoved = false;

  constructor(ports: GroupPorts) {
    this.#ports = ports;
    ports.reports.onGroupMember = (order) => this.#take(order);
    ports.reports.onPosition = (symbol) => {
      if (this.#groups.size === 0) return;
      this.#moved.add(symbol);
      this.#hasMoved = true;
    };
  }

  /** The group that a working order is a member of. */
  of(order: Order): OrderGroup | undefined {
    return this.#groups.get(order.parentOrderId ?? order.orderId);
  }

  /** Whether the client order ids of a request's legs are valid and new. */
  checkIds(request: SizedRequest): Refusal | null {
    if (request.orderClass === 'simple') return null;
    const id = request.clientOrderId;
    if (id.length > PARENT_ID_CHARS_MAX) return parentIdRefusal(id, null);
    for (const role of legRoles(request)) {
      const legId = legClientOrderId(id, role);
      if (this.#ports.orders.byClientOrderId(legId) !== null) return parentIdRefusal(id, legId);
    }
    return null;
  }

  /** Why the exits of a draft would be refused now: where the market, a position or room is; or null. */
  check(market: InstrumentMarket, draft: OrderDraft): Refusal | null {
    if (draft.orderClass === 'simple') return null;
    const { symbol, side, stopLoss } = draft;
    const { account, stops } = this.#ports;
    if (stopLoss !== null && !stops.hasRoom) return stopsFull('');
    const prices = [
      [PROFIT_FIELD, draft.takeProfit?.limitPriceTicks],
      [STOP_FIELD, stopLoss?.stopPriceTicks],
      ['stopLoss.limitPriceTicks', stopLoss?.limitPriceTicks],
    ] as const;
    return (
      checkSteps(market, prices) ??
      checkExitPrices(market.instrument, exitPrices(market, draft)) ??
      checkPosition(draft, account.qtyLots(symbol), this.#exitLots(symbol, side, null))
    );
  }

  /** Why a member cannot be given other terms, or null. */
  checkReplace(market: InstrumentMarket, order: Order, terms: ReplacedTerms): Refusal | null {
    const group = this.of(order);
    if (group === undefined) return null;
    return (
      this.#checkReplacedQty(group, order, terms.qtyLots) ??
      checkReplacedPrices(market, group, order, terms)
    );
  }

  /** Creates the legs of a parent that has just been accepted, and reports them. */
  open(parent: Order, exits: Exits): void {
    if (parent.orderClass === 'simple') return;
    const { orders, reports, stops, numbers } = this.#ports;
    const group = this.#add(parent);
    for (const leg of newLegs(parent, exits, numbers)) {
      if (isWaitingStop(leg)) stops.hold();
      orders.addWorking(leg, NO_HANDLE);
      reports.report('order.accepted', leg);
    }
    if (parent.legRole !== null) group.coveredLots = parent.qtyLots;
  }

  /** Puts a held exit of the last run back; true, since it needs no place. */
  restoreHeld(order: Order): boolean {
    if (isWaitingStop(order)) this.#ports.stops.hold();
    this.#ports.orders.addWorking(order, NO_HANDLE);
    return true;
  }

  /** Finds the groups of working orders again; to be called once all of them are known. */
  restore(): void {
    const { orders } = this.#ports;
    for (const { order } of orders.working()) {
      if (order.orderClass === 'simple' || this.of(order) !== undefined) continue;
      const parent = orders.byOrderId(order.parentOrderId ?? order.orderId);
      assert(parent !== null, 'the parent of a working order is stored');
      const group = this.#add(parent);
      group.takeProfit ??= this.#storedLeg(parent, 'take_profit');
      group.stopLoss ??= this.#storedLeg(parent, 'stop_loss');
      group.coveredLots = coveredOf(group);
    }
    // What had no place any more, or was cut off by a kill, has consequences.
    for (const group of this.#groups.values()) {
      this.#mark(group);
      // The fills of an import have told no group that the position has moved.
      const { symbol } = group.entry ?? group.takeProfit ?? {};
      if (symbol !== undefined) this.#moved.add(symbol);
    }
    this.#hasMoved = this.#moved.size > 0;
  }

  /** A leg of the last run, which may have ended; an order that only has the name of one is none. */
  #storedLeg({ orderId, clientOrderId }: Order, role: LegRole): Order | null {
    const leg = this.#ports.orders.byClientOrderId(legClientOrderId(clientOrderId, role));
    return leg?.parentOrderId === orderId && leg.legRole === role ? leg : null;
  }

  /** Exits never grow beyond what they close: the entry's fills, or of an oco the position. */
  #checkReplacedQty(group: OrderGroup, order: Order, lots: number): Refusal | null {
    if (order.legRole === null || lots === order.qtyLots) return null;
    if (order.status === 'held') return heldQtyRefusal(lots);
    const { symbol, side, cumQtyLots } = order;
    if (lots < order.qtyLots) return null;
    const freeLots = this.#heldAgainst(symbol, side) - this.#exitLots(symbol, side, group);
    const { entry } = group;
    const openLots = entry === null ? freeLots : entry.cumQtyLots - filledOf(group);
    const mostLots = cumQtyLots + Math.min(freeLots, openLots);
    return lots <= mostLots ? null : exitQtyRefusal(lots, mostLots);
  }

  #exitLots(symbol: string, side: Side, except: OrderGroup | null): number {
    return exitLots(this.#groups.values(), symbol, side, except);
  }

  /** Lots of a position that orders of this side close. */
  #heldAgainst(symbol: string, side: Side): number {
    const held = this.#ports.account.qtyLots(symbol);
    return Math.max(0, side === 'sell' ? held : -held);
  }

  /** Takes the quantity that a trader has given an exit for what both exits may fill. */
  cover(exit: Order): void {
    const group = this.of(exit);
    if (group === undefined || exit.legRole === null || exit.status === 'held') return;
    const own = group.takeProfit?.orderId === exit.orderId ? group.takeProfit : group.stopLoss;
    group.coveredLots = exit.qtyLots + filledOf(group) - (own?.cumQtyLots ?? 0);
  }

  /** Cancels what a stop loss must not meet in the book; to be called before it is executed. */
  prepareTrigger(stopLoss: Order): void {
    const group = this.of(stopLoss);
    if (group !== undefined) this.#mark(group);
    this.run();
  }

  /** Takes every step that groups have to take. It ends, since each brings them nearer. */
  run(): void {
    while (this.#hasMoved || this.#marked.length > 0) {
      this.#cap();
      // Grows while it is walked.
      for (const group of this.#marked) this.#settle(group);
      this.#marked.length = 0;
    }
  }

  #settle(group: OrderGroup): void {
    group.isMarked = false;
    for (let step = nextStep(this.#view(group)); step !== null;) {
      this.#do(step);
      step = nextStep(this.#view(group));
    }
    if (isOver(group)) this.#groups.delete(group.parentId);
  }

  /** Lets exits cover no more than there is to close, whoever has closed it. */
  #cap(): void {
    for (const symbol of this.#moved) {
      for (const side of ['buy', 'sell'] as const) {
        const held = this.#heldAgainst(symbol, side);
        for (const one of capExits(this.#groups.values(), symbol, side, held)) this.#mark(one);
      }
    }
    this.#moved.clear();
    this.#hasMoved = false;
  }

  #do({ kind, order, qtyLots: lots }: GroupStep): void {
    const working = this.#ports.orders.workingById(order.orderId);
    assert(working !== undefined, 'a member that works is known');
    const leaves = lots - order.cumQtyLots;
    const updatedUs = this.#ports.exchange.nowUs;
    const sized = { ...order, qtyLots: qtyLots(lots), leavesQtyLots: qtyLots(leaves), updatedUs };
    if (kind === 'cancel') this.#ports.cancel(working, 'group');
    else if (kind === 'activate') this.#activate(working, sized);
    else this.#resize(working, sized);
  }

  #activate(working: WorkingOrder, held: Order): void {
    const { reports, stops, numbers, exchange } = this.#ports;
    const prioritySeq = numbers.nextPrioritySeq();
    const order: Order = { ...held, status: 'new', prioritySeq };
    reports.report('order.activated', order);
    if (!isWaitingStop(order)) {
      this.#ports.enter(working);
      return;
    }
    if (stops.activate(working, this.#marketOf(order))) return;
    // The market has passed its stop already: the money is protected now.
    exchange.elect({ orderId: order.orderId, stopTicks: order.stopPriceTicks ?? 0, hwmTicks: 0 });
  }

  #resize(working: WorkingOrder, sized: Order): void {
    const { reports, numbers } = this.#ports;
    const { handle, order } = working;
    const { limitPriceTicks, leavesQtyLots } = sized;
    if (handle === NO_HANDLE || isWaitingStop(order)) {
      reports.report('order.restated', sized);
      return;
    }
    assert(limitPriceTicks !== null, 'an order that rests has a limit price');
    const market = this.#marketOf(order);
    const { matching } = market;
    const result = matching.replace(handle, order.orderId, limitPriceTicks, leavesQtyLots);
    assert(!isRefused(result), 'another quantity at the same price is possible');
    const keepsPlace = leavesQtyLots <= order.leavesQtyLots;
    const prioritySeq = keepsPlace ? order.prioritySeq : numbers.nextPrioritySeq();
    reports.report('order.restated', { ...sized, prioritySeq });
    this.#ports.record(working.slot, market, result);
  }

  /** Takes the newest state of a member. */
  #take(order: Order): void {
    const group = this.of(order);
    if (group === undefined) return;
    if (order.legRole === 'stop_loss') group.stopLoss = order;
    else if (order.legRole === 'take_profit') group.takeProfit = order;
    else {
      group.coveredLots += order.cumQtyLots - (group.entry?.cumQtyLots ?? 0);
      group.entry = order;
    }
    this.#mark(group);
  }

  #mark(group: OrderGroup): void {
    if (group.isMarked) return;
    group.isMarked = true;
    this.#marked.push(group);
  }

  #add(parent: Order): OrderGroup {
    const group = groupOf(parent);
    this.#groups.set(parent.orderId, group);
    return group;
  }

  #view(group: OrderGroup): GroupView {
    const { stopLoss } = group;
    return { ...group, isStopElected: stopLoss !== null && this.#isElected(stopLoss) };
  }

  /** Whether a stop that is not held has left the stop book and is to be executed. */
  #isElected(order: Order): boolean {
    if (order.status === 'held' || !isWorking(order.status) || !isWaitingStop(order)) return false;
    const handle = this.#ports.orders.workingById(order.orderId)?.handle ?? NO_HANDLE;
    return this.#marketOf(order).stops.stopTicks(handle, order.orderId) === 0;
  }

  #marketOf({ symbol }: Order): InstrumentMarket {
    const market = this.#ports.exchange.market(symbol);
    assert(market !== undefined, `the instrument ${symbol} of an order is traded here`);
    return market;
  }
}

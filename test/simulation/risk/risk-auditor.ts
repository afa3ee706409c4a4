/**
 * Holds what a core tells to the limits of its account, by arithmetic of its own: it knows orders and
 * positions from events only, counts the worst case by looking at every order, and orders a second by
 * looking at every time. The guard of the engine keeps sums instead.
 */
import type { OrderEvent, RiskLimits } from '../../../engine/contract/messages.ts';
import { isWorking } from '../../../engine/domain/order.ts';
import type { Order } from '../../../engine/domain/order.ts';
import type { Side } from '../../../engine/domain/side.ts';
import { check } from '../audited-client.ts';

const SECOND = 1_000_000;
/** Of equities: what a tick is worth on one share. */
const TICK_MICROS = 100;

/** What was so when a command was given, and what it was. */
export interface Circumstances {
  readonly limits: RiskLimits;
  /** Before the command, and after it. */
  readonly wasLocked: boolean;
  readonly isLocked: boolean;
  /** Last prices before it, by symbol; 0: none. */
  readonly refs: ReadonlyMap<string, number>;
  readonly nowUs: number;
  readonly clientName: string;
}

/** How much was tried. */
export interface Audited {
  accepted: number;
  reducing: number;
  replaced: number;
  fillsLocked: number;
}

export class RiskAuditor {
  readonly tried: Audited = { accepted: 0, reducing: 0, replaced: 0, fillsLocked: 0 };
  readonly #orders = new Map<number, Order>();
  readonly #held = new Map<string, number>();
  #refs = new Map<string, number>();
  /** Orders that count for the rates, of the last second. */
  #times: { readonly us: number; readonly clientName: string }[] = [];

  heldLots(symbol: string): number {
    return this.#held.get(symbol) ?? 0;
  }

  /** Orders that work now. */
  working(): readonly Order[] {
    return [...this.#orders.values()].filter(({ status }) => isWorking(status));
  }

  /** A new process has counted nothing yet, nor has a limit that was not there before. */
  countAnew(): void {
    this.#times = [];
  }

  /** What one command did. */
  took(events: readonly OrderEvent[], of: Circumstances): void {
    this.#refs = new Map(of.refs);
    for (const event of events) {
      const { order } = event;
      if (event.type === 'order.accepted' && order.status !== 'held') this.#accepted(order, of);
      if (event.type === 'order.replaced') this.#replaced(order, of);
      if (event.type === 'order.filled') this.#filled(event, of);
      this.#orders.set(order.orderId, order);
    }
  }

  #accepted(order: Order, of: Circumstances): void {
    if (/^(flat|kill|lock|close)-|-close$/.test(order.clientOrderId)) {
      // Closing by command is what no limit forbids; it never does more.
      check(this.#worst(order, order.qtyLots, false) <= 0, 'a closing order closes');
      return;
    }
    this.tried.accepted += 1;
    this.#checkOrder(order, order.qtyLots, of);
    this.#count(of);
    if (order.type === 'market' || order.timeInForce === 'ioc' || order.timeInForce === 'fok') {
      if (order.orderClass === 'simple') return;
    }
    const { openOrdersMax } = of.limits;
    if (openOrdersMax === null || this.#worst(order, order.qtyLots) <= 0) return;
    check(this.working().length + 1 <= openOrdersMax, 'open orders are within their limit');
  }

  #replaced(order: Order, of: Circumstances): void {
    const before = this.#orders.get(order.orderId);
    check(before !== undefined, 'a replaced order is known');
    const isSamePrice =
      before.limitPriceTicks === order.limitPriceTicks &&
      // A trailing stop is told of where it is by now.
      (order.hwmTicks !== null || before.stopPriceTicks === order.stopPriceTicks) &&
      before.trailTicks === order.trailTicks &&
      before.trailBasisPoints === order.trailBasisPoints;
    if (isSamePrice && order.qtyLots <= before.qtyLots) return;
    this.tried.replaced += 1;
    this.#count(of);
    if (order.legRole !== null) return;
    this.#orders.set(order.orderId, { ...before, status: 'replaced' });
    this.#checkOrder(order, order.leavesQtyLots, of);
  }

  /** The limits of an order that is accepted or changed, which has so many lots open. */
  #checkOrder(order: Order, leavesLots: number, of: Circumstances): void {
    const { limits } = of;
    const { symbol, qtyLots } = order;
    const ref = this.#refs.get(symbol) ?? 0;
    check(qtyLots <= limits.orderUnitsMax, 'order quantity is within its limit');
    const price = order.limitPriceTicks ?? order.stopPriceTicks ?? ref;
    const value = price * qtyLots * TICK_MICROS;
    check(value <= limits.orderValueMicrosMax, 'order value is within its limit');
    const worst = this.#worst(order, leavesLots);
    if (worst <= 0) {
      this.tried.reducing += 1;
      return;
    }
    check(!of.isLocked, 'a lock lets through only what reduces');
    check(limits.allowSymbols?.includes(symbol) ?? true, 'only allowed symbols are traded');
    check(!limits.denySymbols.includes(symbol), 'no denied symbol is traded');
    check(worst <= (limits.positionUnitsMax ?? Infinity), 'position is within its limit');
    const stake = worst * (ref || price) * TICK_MICROS;
    check(stake <= (limits.positionValueMicrosMax ?? Infinity), 'its value is within its limit');
  }

  #count({ nowUs, clientName, limits }: Circumstances): void {
    this.#times = this.#times.filter(({ us }) => nowUs - us < SECOND);
    this.#times.push({ us: nowUs, clientName });
    const own = this.#times.filter((one) => one.clientName === clientName).length;
    check(this.#times.length <= (limits.ordersPerSecondMax ?? Infinity), 'orders a second');
    check(own <= (limits.clientOrdersPerSecondMax ?? Infinity), 'orders a second of a client');
  }

  #filled({ fill }: Extract<OrderEvent, { type: 'order.filled' }>, of: Circumstances): void {
    const { symbol, side, lastQtyLots, lastPriceTicks } = fill;
    const before = this.heldLots(symbol);
    const after = before + (side === 'buy' ? lastQtyLots : -lastQtyLots);
    this.#held.set(symbol, after);
    this.#refs.set(symbol, lastPriceTicks);
    if (!of.wasLocked) return;
    this.tried.fillsLocked += 1;
    const reduces = Math.abs(after) < Math.abs(before) && before * after >= 0;
    check(reduces, 'under a lock every fill reduces a position');
  }

  /**
   * Position in the order's direction if it and (`withOthers`) all that works beside it is filled: of
   * exits that cancel each other the larger one, and none that is held.
   */
  #worst(order: Order, leavesLots: number, withOthers: boolean = true): number {
    const { symbol, side } = order;
    const held = side === 'buy' ? this.heldLots(symbol) : -this.heldLots(symbol);
    return held + leavesLots + (withOthers ? this.#openLots(symbol, side) : 0);
  }

  #openLots(symbol: string, side: Side): number {
    let lots = 0;
    const exits = new Map<number, number>();
    for (const one of this.working()) {
      if (one.symbol !== symbol || one.side !== side || one.status === 'held') continue;
      if (one.legRole === null && one.orderClass !== 'oco') lots += one.leavesQtyLots;
      else {
        const group = one.parentOrderId ?? one.orderId;
        exits.set(group, Math.max(exits.get(group) ?? 0, one.leavesQtyLots));
      }
    }
    for (const most of exits.values()) lots += most;
    return lots;
  }
}

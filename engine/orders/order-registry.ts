import { NIL } from '../book/order-pool.ts';
import { isWorking } from '../domain/order.ts';
import type { Order } from '../domain/order.ts';
import type { ClientOrderId, OrderId } from '../domain/ids.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { Side } from '../domain/side.ts';
import type { OrderLookup } from '../ports.ts';
import { OpenLots } from './open-lots.ts';
import { OrderIndex } from './order-index.ts';
import type { QueuePlace } from './queue-place.ts';

/**
 * Ended orders kept in memory, newest last. More than the journal can have waiting (its bound is
 * below 20,000), so an order that is not here is on disk and the look-up finds it.
 */
export const ENDED_ORDERS_KEPT = 50_000;

/** A working order with its place in its book. */
export interface WorkingOrder {
  order: Order;
  /** Handle of its resting part in the matching engine, or of a stop that waits in the stop book. */
  handle: number;
  /** Its place in the queue of its price while it rests; null before and on stops that wait. */
  place: QueuePlace | null;
}

/** All orders of the venue: working ones always, ended ones within a bound, the rest by look-up. */
export class OrderRegistry {
  /** What all working orders can still trade. */
  readonly openLots: OpenLots = new OpenLots();
  readonly #orders = new OrderIndex<WorkingOrder>();
  readonly #lookup: OrderLookup;
  readonly #openMicrosOf: (order: Order) => number;
  #openMicros = 0;

  /** `openMicrosOf`: the value of what an order has open, at its limit. */
  constructor(lookup: OrderLookup, openMicrosOf: (order: Order) => number) {
    this.#lookup = lookup;
    this.#openMicrosOf = openMicrosOf;
  }

  /** Value of what all working orders have open. */
  get openMicros(): number {
    return this.#openMicros;
  }

  get workingCount(): number {
    return this.#orders.workingCount;
  }

  /** Working orders in order of acceptance. */
  working(): IterableIterator<WorkingOrder> {
    return this.#orders.working();
  }

  /** Those of a symbol and side, null meaning any, as they are now. */
  workingIn(symbol: string | null, side: Side | null): WorkingOrder[] {
    return [...this.working()].filter(
      ({ order }) =>
        (symbol === null || order.symbol === symbol) && (side === null || order.side === side),
    );
  }

  workingById(id: OrderId): WorkingOrder | undefined {
    return this.#orders.workingByNumber(id);
  }

  byOrderId(id: OrderId): Order | null {
    return this.#orders.byNumber(id)?.order ?? this.#lookup.byOrderId(id);
  }

  byClientOrderId(id: ClientOrderId): Order | null {
    return this.#orders.byName(id)?.order ?? this.#lookup.byClientOrderId(id);
  }

  /** Makes an order known that rests or waits under `handle`. */
  addWorking(order: Order, handle: number): WorkingOrder {
    const working: WorkingOrder = { order, handle, place: null };
    this.#orders.add(working, false);
    this.#openMicros += this.#openMicrosOf(order);
    this.openLots.add(order);
    return working;
  }

  /** Stores an order's newest state; one that has ended leaves the working set. */
  update(order: Order): void {
    const working = this.#orders.workingByNumber(order.orderId);
    // A new one, which `addWorking` has counted already.
    if (working?.order === order && isWorking(order.status)) return;
    if (working !== undefined) {
      this.#openMicros -= this.#openMicrosOf(working.order);
      this.openLots.remove(working.order);
    }
    if (isWorking(order.status)) {
      if (working === undefined) return;
      working.order = order;
      this.#openMicros += this.#openMicrosOf(order);
      this.openLots.add(order);
      return;
    }
    if (working === undefined) this.#addEnded(order);
    else {
      working.place?.leave();
      working.order = order;
      this.#orders.end(order.orderId);
    }
    if (this.#orders.endedCount > ENDED_ORDERS_KEPT) this.#orders.forgetOldest();
  }

  /** Makes an order known that never worked, such as a rejected one. */
  #addEnded(order: Order): void {
    const known = this.#orders.byNumber(order.orderId);
    if (known === undefined) this.#orders.add({ order, handle: NIL, place: null }, true);
    else known.order = order;
  }
}

/**
 * Value of what an order has open, at its limit or stop price; 0 for a market order, which is over at
 * once.
 */
export function openMicros(
  instrument: Instrument,
  { limitPriceTicks, stopPriceTicks, leavesQtyLots }: Order,
): number {
  return (limitPriceTicks ?? stopPriceTicks ?? 0) * leavesQtyLots * instrument.tickValueMicros;
}

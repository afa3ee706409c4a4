import { isWorking } from '../domain/order.ts';
import type { Order } from '../domain/order.ts';
import type { ClientOrderId, OrderId } from '../domain/ids.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { OrderLookup } from '../ports.ts';
import { IdMap } from './id-map.ts';
import { OpenLots } from './open-lots.ts';
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
  readonly #working = new IdMap<WorkingOrder>();
  readonly #ended = new IdMap<Order>();
  /**
   * Ids of `#ended` in a ring, the oldest at `#oldestEnded` once it is full. The map's own order is
   * not asked: finding its first entry steps over all that were deleted before it, which made a
   * command ten times slower.
   */
  readonly #endedIds: OrderId[] = [];
  #oldestEnded = 0;
  readonly #byClientOrderId = new Map<ClientOrderId, OrderId>();
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
    return this.#working.size;
  }

  /** Working orders in order of acceptance. */
  working(): IterableIterator<WorkingOrder> {
    return this.#working.values();
  }

  workingById(id: OrderId): WorkingOrder | undefined {
    return this.#working.get(id);
  }

  byOrderId(id: OrderId): Order | null {
    return this.#working.get(id)?.order ?? this.#ended.get(id) ?? this.#lookup.byOrderId(id);
  }

  byClientOrderId(id: ClientOrderId): Order | null {
    const known = this.#byClientOrderId.get(id);
    if (known !== undefined) return this.byOrderId(known);
    return this.#lookup.byClientOrderId(id);
  }

  /** Makes an order known that rests or waits under `handle`. */
  addWorking(order: Order, handle: number): WorkingOrder {
    const working: WorkingOrder = { order, handle, place: null };
    this.#working.set(order.orderId, working);
    this.#openMicros += this.#openMicrosOf(order);
    this.openLots.add(order);
    this.#byClientOrderId.set(order.clientOrderId, order.orderId);
    return working;
  }

  /** Stores an order's newest state; one that has ended leaves the working set. */
  update(order: Order): void {
    const working = this.#working.get(order.orderId);
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
    working?.place?.leave();
    this.#working.delete(order.orderId);
    this.#byClientOrderId.set(order.clientOrderId, order.orderId);
    this.#keepEnded(order);
  }

  /** Keeps an ended order in the place of the oldest one, once there are enough. */
  #keepEnded(order: Order): void {
    const at = this.#oldestEnded;
    const oldest = this.#endedIds.length < ENDED_ORDERS_KEPT ? undefined : this.#endedIds[at];
    if (oldest !== undefined) {
      const forgotten = this.#ended.get(oldest);
      if (forgotten !== undefined) this.#byClientOrderId.delete(forgotten.clientOrderId);
      this.#ended.delete(oldest);
    }
    this.#endedIds[at] = order.orderId;
    this.#oldestEnded = (at + 1) % ENDED_ORDERS_KEPT;
    this.#ended.set(order.orderId, order);
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

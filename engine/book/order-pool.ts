import { grownIntegers, grownReals } from './columns.ts';

/** No order: ends of queues and of the free list. */
export const NIL: number = -1;

/** Most orders that can rest at a time: 2^20 slots of 32 bytes are 32 MiB. */
export const RESTING_ORDERS_MAX: number = 2 ** 20;

/** Owners are 0 (the house) to this. */
export const OWNER_MAX: number = 2 ** 30 - 1;

const SLOTS_AT_START = 256;

/**
 * Resting orders as columns of typed arrays, indexed by slot; the slot is the order's handle. The
 * columns are replaced when they grow. One 32-byte record an order in a shared buffer was no faster
 * on either workload of test/bench/matching; measured again by processor time, it took 7 % off
 * operations on orders picked anywhere among a million (264 to 244 ns, where a thousand take 40: the
 * neighbours in the queue and the caller's own notes are elsewhere in memory too), and cost `deep` 15 %.
 */
export class OrderPool {
  /** 0 when the slot is free. */
  orderIds: Float64Array = new Float64Array(SLOTS_AT_START);
  /** What is shown: all that is open, unless the order is an iceberg (iceberg-lots.ts). */
  leavesLots: Float64Array = new Float64Array(SLOTS_AT_START);
  /** Next order of the level's queue, NIL at its end; in a free slot the next free one. */
  nexts: Int32Array = new Int32Array(SLOTS_AT_START);
  previous: Int32Array = new Int32Array(SLOTS_AT_START);
  levels: Int32Array = new Int32Array(SLOTS_AT_START);
  /** Owner, with bits for post-only and iceberg above it. */
  owners: Int32Array = new Int32Array(SLOTS_AT_START);
  private free: number = NIL;
  private slots: number = SLOTS_AT_START;

  constructor() {
    this.chainFree(0);
  }

  /** Takes a slot off the free list; NIL when `RESTING_ORDERS_MAX` orders rest. */
  take(): number {
    if (this.free === NIL && !this.grow()) return NIL;
    const slot = this.free;
    this.free = this.nexts[slot] ?? NIL;
    return slot;
  }

  /** Gives a slot back; its handle is stale from now on. */
  release(slot: number): void {
    this.orderIds[slot] = 0;
    this.nexts[slot] = this.free;
    this.free = slot;
  }

  /** Whether the order with this id rests in this slot. Ids are never reused, so a stale handle fails. */
  holds(slot: number, orderId: number): boolean {
    return slot >= 0 && slot < this.slots && orderId > 0 && this.orderIds[slot] === orderId;
  }

  private grow(): boolean {
    if (this.slots >= RESTING_ORDERS_MAX) return false;
    const before = this.slots;
    const after = before * 2;
    this.orderIds = grownReals(this.orderIds, after);
    this.leavesLots = grownReals(this.leavesLots, after);
    this.nexts = grownIntegers(this.nexts, after);
    this.previous = grownIntegers(this.previous, after);
    this.levels = grownIntegers(this.levels, after);
    this.owners = grownIntegers(this.owners, after);
    this.slots = after;
    this.chainFree(before);
    return true;
  }

  /** Puts the slots from `first` on into the free list, lowest first. */
  private chainFree(first: number): void {
    for (let slot = first; slot < this.slots; slot += 1) {
      this.nexts[slot] = slot + 1 < this.slots ? slot + 1 : NIL;
    }
    this.free = first;
  }
}

/** No order: ends of queues and of the free list. */
export const NIL: number = -1;

/** Most orders that can rest at a time: 2^22 records of 32 bytes are 128 MiB. */
export const RESTING_ORDERS_MAX: number = 2 ** 22;

/** Owners are 0 (the house) to this. */
export const OWNER_MAX: number = 2 ** 30 - 1;

const SLOTS_AT_START = 256;

/**
 * Records of resting orders in one buffer, 32 bytes each, so that an order is one cache line: its
 * fields as separate arrays cost five. Slot `s` is `reals[4s..]`: order id, leaves; and
 * `links[8s + 4 ..]`: next, previous, level, owner. The slot is the order's handle.
 */
export class OrderPool {
  /** [slot * 4 + 0] order id, 0 when the slot is free; [+ 1] leaves in lots. */
  reals: Float64Array;
  /** [slot * 8 + 4] next, [+ 5] previous, [+ 6] level, [+ 7] owner and the post-only bit. */
  links: Int32Array;
  private free: number;
  private slots: number;

  constructor() {
    const buffer = new ArrayBuffer(SLOTS_AT_START * 32);
    this.reals = new Float64Array(buffer);
    this.links = new Int32Array(buffer);
    this.slots = SLOTS_AT_START;
    this.free = NIL;
    this.chainFree(0);
  }

  /** Takes a slot off the free list; NIL when `RESTING_ORDERS_MAX` orders rest. */
  take(): number {
    if (this.free === NIL && !this.grow()) return NIL;
    const slot = this.free;
    this.free = this.links[slot * 8 + 4] ?? NIL;
    return slot;
  }

  /** Gives a slot back; its handle is stale from now on. */
  release(slot: number): void {
    this.reals[slot * 4] = 0;
    this.links[slot * 8 + 4] = this.free;
    this.free = slot;
  }

  /** Whether the order with this id rests in this slot. Ids are never reused, so a stale handle fails. */
  holds(slot: number, orderId: number): boolean {
    return slot >= 0 && slot < this.slots && orderId > 0 && this.reals[slot * 4] === orderId;
  }

  private grow(): boolean {
    if (this.slots >= RESTING_ORDERS_MAX) return false;
    const before = this.slots;
    const buffer = new ArrayBuffer(before * 2 * 32);
    const links = new Int32Array(buffer);
    links.set(this.links);
    this.links = links;
    this.reals = new Float64Array(buffer);
    this.slots = before * 2;
    this.chainFree(before);
    return true;
  }

  /** Puts the slots from `first` on into the free list, lowest first. */
  private chainFree(first: number): void {
    for (let slot = first; slot < this.slots; slot += 1) {
      this.links[slot * 8 + 4] = slot + 1 < this.slots ? slot + 1 : NIL;
    }
    this.free = first;
  }
}

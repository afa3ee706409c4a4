import { grownIntegers, grownReals } from '../book/columns.ts';
import { NIL } from '../book/order-pool.ts';

/** Most stops that can wait in one instrument: 2^16 slots of 60 bytes are 4 MiB. */
export const STOPS_MAX: number = 2 ** 16;

const SLOTS_AT_START = 64;

/** Waiting stops as columns of typed arrays, indexed by slot; the slot is the order's handle. */
export class StopPool {
  /** 0 when the slot is free. */
  orderIds: Float64Array = new Float64Array(SLOTS_AT_START);
  /** Price at which the order is elected. */
  stopTicks: Float64Array = new Float64Array(SLOTS_AT_START);
  /** Order of entry; decides among equal prices. */
  entries: Float64Array = new Float64Array(SLOTS_AT_START);
  /** Distance of a trailing stop in price; 0 when it has none in price. */
  trailTicks: Float64Array = new Float64Array(SLOTS_AT_START);
  /** Best price since entry of a trailing stop: highest for a sell, lowest for a buy. */
  hwmTicks: Float64Array = new Float64Array(SLOTS_AT_START);
  /** Distance of a trailing stop in basis points; 0 when it has none in percent. */
  trailBps: Int32Array = new Int32Array(SLOTS_AT_START);
  /** BUY or SELL. */
  sides: Int32Array = new Int32Array(SLOTS_AT_START);
  /** Place in the side's heap. */
  places: Int32Array = new Int32Array(SLOTS_AT_START);
  /** Place among the trailing stops; NIL for a plain stop. In a free slot the next free one. */
  trailPlaces: Int32Array = new Int32Array(SLOTS_AT_START);
  private free: number = NIL;
  private slots: number = SLOTS_AT_START;

  constructor() {
    this.chainFree(0);
  }

  /** Takes a slot off the free list; NIL when `STOPS_MAX` stops wait. */
  take(): number {
    if (this.free === NIL && !this.grow()) return NIL;
    const slot = this.free;
    this.free = this.trailPlaces[slot] ?? NIL;
    return slot;
  }

  /** Gives a slot back; its handle is stale from now on. */
  release(slot: number): void {
    this.orderIds[slot] = 0;
    this.trailPlaces[slot] = this.free;
    this.free = slot;
  }

  /** Whether the order with this id waits in this slot. */
  holds(slot: number, orderId: number): boolean {
    return slot >= 0 && slot < this.slots && orderId > 0 && this.orderIds[slot] === orderId;
  }

  private grow(): boolean {
    if (this.slots >= STOPS_MAX) return false;
    const before = this.slots;
    const after = before * 2;
    this.orderIds = grownReals(this.orderIds, after);
    this.stopTicks = grownReals(this.stopTicks, after);
    this.entries = grownReals(this.entries, after);
    this.trailTicks = grownReals(this.trailTicks, after);
    this.hwmTicks = grownReals(this.hwmTicks, after);
    this.trailBps = grownIntegers(this.trailBps, after);
    this.sides = grownIntegers(this.sides, after);
    this.places = grownIntegers(this.places, after);
    this.trailPlaces = grownIntegers(this.trailPlaces, after);
    this.slots = after;
    this.chainFree(before);
    return true;
  }

  private chainFree(first: number): void {
    for (let slot = first; slot < this.slots; slot += 1) {
      this.trailPlaces[slot] = slot + 1 < this.slots ? slot + 1 : NIL;
    }
    this.free = first;
  }
}

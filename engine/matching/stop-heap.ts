import { grownIntegers } from '../book/columns.ts';
import { NIL } from '../book/order-pool.ts';
import { assert } from '../domain/assert.ts';
import { BUY } from '../domain/side.ts';
import type { SideCode } from '../domain/side.ts';
import type { StopPool } from './stop-pool.ts';

/**
 * One side's stops at a fixed price with the next to be elected on top: buys from the lowest stop price up, sells
 * from the highest down, equal prices in order of entry. A binary heap of slots that know their
 * places, so that a cancel costs O(log n).
 */
export class StopHeap {
  size: number = 0;
  private slots: Int32Array = new Int32Array(64);
  private readonly pool: StopPool;
  private readonly side: SideCode;

  constructor(pool: StopPool, side: SideCode) {
    this.pool = pool;
    this.side = side;
  }

  /** The slot to be elected next, NIL when there is none. */
  top(): number {
    return this.size === 0 ? NIL : this.at(0);
  }

  push(slot: number): void {
    if (this.size === this.slots.length) this.slots = grownIntegers(this.slots, this.size * 2);
    this.size += 1;
    this.rise(this.size - 1, slot);
  }

  remove(slot: number): void {
    const place = this.pool.places[slot] ?? 0;
    this.size -= 1;
    const last = this.at(this.size);
    if (last === slot) return;
    this.put(place, last);
    this.moved(last);
  }

  /** Finds a slot's new place after its price or entry has changed. */
  moved(slot: number): void {
    const place = this.pool.places[slot] ?? 0;
    if (place > 0 && this.isBefore(slot, this.at((place - 1) >> 1))) this.rise(place, slot);
    else this.sink(place, slot);
  }

  /** The heap's slots and others of its side in order of election. O(n log n), allocates. */
  inOrderWith(others: readonly number[]): number[] {
    const slots = [...this.slots.subarray(0, this.size), ...others];
    return slots.sort((a, b) => (this.isBefore(a, b) ? -1 : 1));
  }

  /** Throws when a slot lies above one that is to be elected before it. */
  check(): void {
    for (let place = 0; place < this.size; place += 1) {
      const slot = this.at(place);
      assert(this.pool.places[slot] === place, 'a stop knows its place');
      assert(this.pool.sides[slot] === this.side, 'a heap holds the stops of one side');
      const parent = place > 0 ? this.at((place - 1) >> 1) : NIL;
      assert(parent === NIL || this.isBefore(parent, slot), 'the next to be elected is on top');
    }
  }

  private isBefore(a: number, b: number): boolean {
    const { stopTicks, entries } = this.pool;
    const stopA = stopTicks[a] ?? 0;
    const stopB = stopTicks[b] ?? 0;
    if (stopA !== stopB) return this.side === BUY ? stopA < stopB : stopA > stopB;
    return (entries[a] ?? 0) < (entries[b] ?? 0);
  }

  private rise(from: number, slot: number): void {
    let place = from;
    while (place > 0) {
      const parent = this.at((place - 1) >> 1);
      if (!this.isBefore(slot, parent)) break;
      this.put(place, parent);
      place = (place - 1) >> 1;
    }
    this.put(place, slot);
  }

  private sink(from: number, slot: number): void {
    let place = from;
    for (;;) {
      let child = place * 2 + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size && this.isBefore(this.at(child + 1), this.at(child))) child += 1;
      if (!this.isBefore(this.at(child), slot)) break;
      this.put(place, this.at(child));
      place = child;
    }
    this.put(place, slot);
  }

  private at(place: number): number {
    return this.slots[place] ?? NIL;
  }

  private put(place: number, slot: number): void {
    this.slots[place] = slot;
    this.pool.places[slot] = place;
  }
}

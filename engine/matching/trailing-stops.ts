import { NIL } from '../book/order-pool.ts';
import { assert } from '../domain/assert.ts';
import { BUY, SELL } from '../domain/side.ts';
import type { SideCode } from '../domain/side.ts';
import type { StopPool } from './stop-pool.ts';
import { trailedStopTicks } from './trail.ts';

/**
 * Most trailing stops of one instrument. All of them are looked at when a price goes beyond the best
 * that one of them has seen, which this bounds to some 50 microseconds.
 */
export const TRAILING_STOPS_MAX: number = 4_096;

/**
 * The stops that trail, in no order: when the market runs, all of a side move with each trade, and
 * one pass over columns is faster than keeping them sorted (4,096 stops at a new high: 50 us in
 * one pass, 1.4 ms in a heap). The bounds may make a price look as if it mattered, never the other way round.
 */
export class TrailingStops {
  size: number = 0;
  /** A bid or trade above it moves a sell stop. */
  sellHwmLowest: number = Infinity;
  /** An ask or trade below it moves a buy stop. */
  buyHwmHighest: number = -Infinity;
  /** A bid or trade down to it reaches a sell stop. */
  sellStopHighest: number = -Infinity;
  /** An ask or trade up to it reaches a buy stop. */
  buyStopLowest: number = Infinity;
  private readonly slots: Int32Array = new Int32Array(TRAILING_STOPS_MAX);
  private readonly pool: StopPool;
  private readonly stepTicks: number;

  constructor(pool: StopPool, stepTicks: number) {
    this.pool = pool;
    this.stepTicks = stepTicks;
  }

  at(place: number): number {
    return this.slots[place] ?? NIL;
  }

  /** Takes a slot in; there must be room. */
  add(slot: number): void {
    this.slots[this.size] = slot;
    this.pool.trailPlaces[slot] = this.size;
    this.size += 1;
    this.widen(slot);
  }

  /** Takes a slot out, the last one taking its place; it no longer trails. */
  remove(slot: number): void {
    const { trailPlaces } = this.pool;
    const place = trailPlaces[slot] ?? 0;
    this.size -= 1;
    const last = this.at(this.size);
    this.slots[place] = last;
    trailPlaces[last] = place;
    trailPlaces[slot] = NIL;
  }

  /** Moves the stops of a side for which a price is the best so far. */
  follow(side: SideCode, ticks: number): void {
    const { hwmTicks, stopTicks, trailTicks, trailBps, sides } = this.pool;
    for (let place = 0; place < this.size; place += 1) {
      const slot = this.at(place);
      if (sides[slot] !== side) continue;
      const best = hwmTicks[slot] ?? 0;
      if (side === SELL ? ticks <= best : ticks >= best) continue;
      const distance = trailTicks[slot] ?? 0;
      const bps = trailBps[slot] ?? 0;
      hwmTicks[slot] = ticks;
      stopTicks[slot] = trailedStopTicks(side, ticks, distance, bps, this.stepTicks);
    }
    this.measure();
  }

  /** Finds the bounds again after prices have moved. */
  measure(): void {
    this.sellHwmLowest = Infinity;
    this.buyHwmHighest = -Infinity;
    this.sellStopHighest = -Infinity;
    this.buyStopLowest = Infinity;
    for (let place = 0; place < this.size; place += 1) this.widen(this.at(place));
  }

  /** The slots of a side. */
  ofSide(side: SideCode): number[] {
    return [...this.slots.subarray(0, this.size)].filter((slot) => this.pool.sides[slot] === side);
  }

  /** Throws when a slot does not know its place or a bound would miss something. */
  check(): void {
    const { sellHwmLowest, buyHwmHighest, sellStopHighest, buyStopLowest } = this;
    this.measure();
    assert(sellHwmLowest <= this.sellHwmLowest, 'no best price of a sell is missed');
    assert(buyHwmHighest >= this.buyHwmHighest, 'no best price of a buy is missed');
    assert(sellStopHighest >= this.sellStopHighest, 'no sell stop is missed');
    assert(buyStopLowest <= this.buyStopLowest, 'no buy stop is missed');
    for (let place = 0; place < this.size; place += 1) {
      assert(this.pool.trailPlaces[this.at(place)] === place, 'a trailing stop knows its place');
    }
  }

  private widen(slot: number): void {
    const best = this.pool.hwmTicks[slot] ?? 0;
    const stop = this.pool.stopTicks[slot] ?? 0;
    if (this.pool.sides[slot] === BUY) {
      if (best > this.buyHwmHighest) this.buyHwmHighest = best;
      if (stop < this.buyStopLowest) this.buyStopLowest = stop;
    } else {
      if (best < this.sellHwmLowest) this.sellHwmLowest = best;
      if (stop > this.sellStopHighest) this.sellStopHighest = stop;
    }
  }
}

import { NIL } from '../book/order-pool.ts';
import { assert } from '../domain/assert.ts';
import { BUY, SELL } from '../domain/side.ts';
import type { SideCode } from '../domain/side.ts';
import { ElectedStops } from './elected-stops.ts';
import { StopHeap } from './stop-heap.ts';
import { StopPool } from './stop-pool.ts';
import { TRAILING_STOPS_MAX, TrailingStops } from './trailing-stops.ts';

/**
 * The stops of one instrument by price and entry, and which of them trail. It keeps orders and
 * refuses none but for room: what is allowed is decided above it (stop-book.ts).
 */
export class WaitingStops {
  readonly pool: StopPool = new StopPool();
  readonly elected: ElectedStops = new ElectedStops();
  readonly heaps: readonly [buys: StopHeap, sells: StopHeap];
  readonly trailing: TrailingStops;
  /** An ask or trade from here up elects a buy stop; Infinity when none waits. */
  buyFrom: number = Infinity;
  /** A bid or trade down to here elects a sell stop; -Infinity when none waits. */
  sellFrom: number = -Infinity;
  private entry: number = 0;

  /** Stops that wait. */
  get count(): number {
    return this.heaps[BUY].size + this.heaps[SELL].size + this.trailing.size;
  }

  constructor(stepTicks: number) {
    this.heaps = [new StopHeap(this.pool, BUY), new StopHeap(this.pool, SELL)];
    this.trailing = new TrailingStops(this.pool, stepTicks);
  }

  /** Takes a stop and returns its slot, NIL when there is no room; `hwmTicks` > 0 makes it trail. */
  enter(
    orderId: number,
    side: SideCode,
    stopTicks: number,
    hwmTicks: number,
    trailTicks: number,
    trailBps: number,
  ): number {
    if (hwmTicks > 0 && this.trailing.size === TRAILING_STOPS_MAX) return NIL;
    const { pool } = this;
    const slot = pool.take();
    if (slot === NIL) return NIL;
    this.entry += 1;
    pool.orderIds[slot] = orderId;
    pool.sides[slot] = side;
    pool.stopTicks[slot] = stopTicks;
    pool.entries[slot] = this.entry;
    pool.hwmTicks[slot] = hwmTicks;
    pool.trailTicks[slot] = trailTicks;
    pool.trailBps[slot] = trailBps;
    pool.trailPlaces[slot] = NIL;
    if (hwmTicks > 0) this.trailing.add(slot);
    else this.heaps[side].push(slot);
    this.watch();
    return slot;
  }

  /** Takes a slot out for good. */
  leave(slot: number): void {
    if (this.trails(slot)) this.trailing.remove(slot);
    else this.heaps[this.sideOf(slot)].remove(slot);
    this.pool.release(slot);
    this.watch();
  }

  /** Gives a slot another price; it counts as entered now. */
  enterAgain(slot: number, stopTicks: number): void {
    this.entry += 1;
    this.pool.entries[slot] = this.entry;
    this.pool.stopTicks[slot] = stopTicks;
    if (this.trails(slot)) this.trailing.measure();
    else this.heaps[this.sideOf(slot)].moved(slot);
    this.watch();
  }

  /** Moves the stops of a side that trail a price beyond the best they have seen. */
  follow(side: SideCode, ticks: number): void {
    const { trailing } = this;
    const isBeyond =
      side === SELL ? ticks > trailing.sellHwmLowest : ticks < trailing.buyHwmHighest;
    if (!isBeyond) return;
    trailing.follow(side, ticks);
    this.watch();
  }

  /** Takes out the stops of a side that a price reaches, in order, into `elected`. */
  elect(side: SideCode, ticks: number): void {
    this.endTrails(side, ticks);
    const heap = this.heaps[side];
    for (let slot = heap.top(); slot !== NIL; slot = heap.top()) {
      if (!this.isReached(slot, side, ticks)) break;
      const { orderIds, stopTicks, hwmTicks } = this.pool;
      this.elected.add(orderIds[slot] ?? 0, stopTicks[slot] ?? 0, hwmTicks[slot] ?? 0);
      heap.remove(slot);
      this.pool.release(slot);
    }
    this.watch();
  }

  /** A side's slots in order of election. O(n log n), allocates. */
  inOrder(side: SideCode): number[] {
    return this.heaps[side].inOrderWith(this.trailing.ofSide(side));
  }

  trails(slot: number): boolean {
    return (this.pool.trailPlaces[slot] ?? NIL) !== NIL;
  }

  sideOf(slot: number): SideCode {
    return this.pool.sides[slot] === BUY ? BUY : SELL;
  }

  /** Throws when heaps, bounds and the trailing stops contradict each other. */
  check(): void {
    for (const heap of this.heaps) heap.check();
    const { buyFrom, sellFrom } = this;
    this.trailing.check();
    this.watch();
    assert(buyFrom <= this.buyFrom && sellFrom >= this.sellFrom, 'the next stops are watched');
  }

  /** Puts the trailing stops that a price reaches among the others, to be elected in one order. */
  private endTrails(side: SideCode, ticks: number): void {
    const { trailing } = this;
    const isReached =
      side === SELL ? ticks <= trailing.sellStopHighest : ticks >= trailing.buyStopLowest;
    if (!isReached) return;
    for (let place = trailing.size - 1; place >= 0; place -= 1) {
      const slot = trailing.at(place);
      if (this.sideOf(slot) !== side || !this.isReached(slot, side, ticks)) continue;
      trailing.remove(slot);
      this.heaps[side].push(slot);
    }
    trailing.measure();
  }

  private isReached(slot: number, side: SideCode, ticks: number): boolean {
    const stopTicks = this.pool.stopTicks[slot] ?? 0;
    return side === BUY ? ticks >= stopTicks : ticks <= stopTicks;
  }

  private watch(): void {
    const { pool, trailing } = this;
    const buy = this.heaps[BUY].top();
    const sell = this.heaps[SELL].top();
    const buyTicks = buy === NIL ? Infinity : (pool.stopTicks[buy] ?? 0);
    const sellTicks = sell === NIL ? -Infinity : (pool.stopTicks[sell] ?? 0);
    this.buyFrom = Math.min(buyTicks, trailing.buyStopLowest);
    this.sellFrom = Math.max(sellTicks, trailing.sellStopHighest);
  }
}

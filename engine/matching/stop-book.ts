/**
 * Stop, stop-limit and trailing-stop orders of one instrument that wait for their price. Alpaca's
 * rules: a sell stop is elected by a price at or below it, a buy stop by one at or above it; a
 * trailing stop follows the best price since its entry at its distance and moves one way only. What
 * an elected order becomes (market, limit, Alpaca's buy stop with its limit of +4 % below $50 and
 * +2.5 % from there) and which prints may elect are the caller's rules.
 *
 * Election is by price, nearest first, then by entry, buys before sells. A trade that elects and
 * moves nothing costs two comparisons and allocates nothing.
 */
import { NIL } from '../book/order-pool.ts';
import { HASH_START, hashed } from '../book/state-hash.ts';
import { assert } from '../domain/assert.ts';
import { BUY, SELL } from '../domain/side.ts';
import type { SideCode } from '../domain/side.ts';
import type { ElectedStops } from './elected-stops.ts';
import {
  RESULT_REFUSED_NO_REFERENCE,
  RESULT_REFUSED_PRICE_RANGE,
  RESULT_REFUSED_PRICE_STEP,
  RESULT_REFUSED_STOPS_FULL,
  RESULT_REFUSED_STOP_SIDE,
  RESULT_REFUSED_UNKNOWN,
} from './result-codes.ts';
import type { ReplaceResult, SubmitResult } from './result-codes.ts';
import { BASIS_POINTS_WHOLE, trailedStopTicks } from './trail.ts';
import { WaitingStops } from './waiting-stops.ts';

/** A trailing stop. Exactly one distance is above 0. */
export interface TrailingStop {
  readonly orderId: number;
  readonly side: SideCode;
  /** Distance in price. */
  readonly trailTicks: number;
  /** Distance in basis points, 1 to 9,999, of the best price. */
  readonly trailBps: number;
  /** Best price so far, for an order put back after a restart; the price of now if absent. */
  readonly hwmTicks?: number;
}

/** Called once for each waiting stop; hwm and trail are 0 for one that does not trail. */
export type StopVisitor = (
  orderId: number,
  stopTicks: number,
  hwmTicks: number,
  trailTicks: number,
  trailBps: number,
  handle: number,
) => void;

export class StopBook {
  /** The orders that the last price elected, in order; they no longer wait. */
  readonly elected: ElectedStops;
  private readonly stepTicks: number;
  private readonly stops: WaitingStops;
  /** Last price for buys and sells: the last trade, or ask and bid; 0 when none is known. */
  private readonly reference: Float64Array = new Float64Array(2);
  /** Trades strictly between these elect and move nothing. */
  private quietLow: number = -Infinity;
  private quietHigh: number = Infinity;

  /** Prices are multiples of `priceStepTicks`. */
  constructor(priceStepTicks: number) {
    assert(Number.isSafeInteger(priceStepTicks) && priceStepTicks > 0, 'a step is at least 1');
    this.stepTicks = priceStepTicks;
    this.stops = new WaitingStops(priceStepTicks);
    this.elected = this.stops.elected;
  }

  /** Stops that wait. */
  get count(): number {
    return this.stops.count;
  }

  /**
   * Takes a stop; its handle, or why it is refused. On the wrong side of the last price (a buy at or
   * below it, a sell at or above it) it is refused, unless no price is known yet: so a restart puts
   * its orders back first, in their order of entry, and then names the price.
   */
  add(orderId: number, side: SideCode, stopTicks: number): SubmitResult {
    const refused = this.refusalOf(side, stopTicks);
    return refused === 0 ? this.enter(orderId, side, stopTicks, 0, 0, 0) : refused;
  }

  /** Takes a trailing stop; its handle, or why it is refused. */
  addTrailing(stop: TrailingStop): SubmitResult {
    const { orderId, side, trailTicks, trailBps } = stop;
    const hwmTicks = stop.hwmTicks ?? this.reference[side] ?? 0;
    assertTrail(trailTicks, trailBps);
    assert(Number.isSafeInteger(hwmTicks) && hwmTicks >= 0, 'a best price is a price');
    if (hwmTicks === 0) return RESULT_REFUSED_NO_REFERENCE;
    const stopTicks = trailedStopTicks(side, hwmTicks, trailTicks, trailBps, this.stepTicks);
    const refused = this.refusalOfTrailed(side, stopTicks);
    if (refused !== 0) return refused;
    return this.enter(orderId, side, stopTicks, hwmTicks, trailTicks, trailBps);
  }

  /** Takes a waiting stop out; false when it does not wait. */
  cancel(handle: number, orderId: number): boolean {
    if (!this.stops.pool.holds(handle, orderId)) return false;
    this.stops.leave(handle);
    this.watch();
    return true;
  }

  /** Changes the price of a plain stop, which then counts as entered now; the handle stays. */
  replace(handle: number, orderId: number, stopTicks: number): ReplaceResult {
    const { stops } = this;
    const isWaiting = stops.pool.holds(handle, orderId) && !stops.trails(handle);
    if (!isWaiting) return RESULT_REFUSED_UNKNOWN;
    const refused = this.refusalOf(stops.sideOf(handle), stopTicks);
    if (refused !== 0) return refused;
    if (stops.pool.stopTicks[handle] !== stopTicks) stops.enterAgain(handle, stopTicks);
    this.watch();
    return handle;
  }

  /**
   * Changes the distance of a trailing stop, from price to price or from percent to percent; the
   * best price stays, the order counts as entered now. The one way in which a stop may move back.
   */
  replaceTrail(handle: number, orderId: number, trail: number): ReplaceResult {
    const { stops, stepTicks } = this;
    const { pool } = stops;
    if (!pool.holds(handle, orderId) || !stops.trails(handle)) return RESULT_REFUSED_UNKNOWN;
    const isPercent = (pool.trailBps[handle] ?? 0) > 0;
    const trailTicks = isPercent ? 0 : trail;
    const trailBps = isPercent ? trail : 0;
    assertTrail(trailTicks, trailBps);
    const side = stops.sideOf(handle);
    const hwmTicks = pool.hwmTicks[handle] ?? 0;
    const stopTicks = trailedStopTicks(side, hwmTicks, trailTicks, trailBps, stepTicks);
    const refused = this.refusalOfTrailed(side, stopTicks);
    if (refused !== 0) return refused;
    pool.trailTicks[handle] = trailTicks;
    pool.trailBps[handle] = trailBps;
    stops.enterAgain(handle, stopTicks);
    this.watch();
    return handle;
  }

  /** Takes a trade's price, which need not be on the step; how many orders it elected. */
  onTrade(ticks: number): number {
    this.elected.count = 0;
    this.reference[BUY] = ticks;
    this.reference[SELL] = ticks;
    if (ticks > this.quietLow && ticks < this.quietHigh) return 0;
    this.takeAsk(ticks);
    this.takeBid(ticks);
    this.watch();
    return this.elected.count;
  }

  /**
   * Takes a quote instead of trades: the bid is the price of sell stops, the ask that of buy stops,
   * 0 for a side that is empty and then does nothing. How many orders it elected.
   */
  onQuote(bidTicks: number, askTicks: number): number {
    this.elected.count = 0;
    if (askTicks > 0) {
      this.reference[BUY] = askTicks;
      this.takeAsk(askTicks);
    }
    if (bidTicks > 0) {
      this.reference[SELL] = bidTicks;
      this.takeBid(bidTicks);
    }
    this.watch();
    return this.elected.count;
  }

  /** Names the prices of now after a restart, the last trade or ask and bid, without electing. */
  setReference(buyTicks: number, sellTicks: number): void {
    this.reference[BUY] = buyTicks;
    this.reference[SELL] = sellTicks;
  }

  /** Price at which an order is elected as of now; 0 when it does not wait. */
  stopTicks(handle: number, orderId: number): number {
    const { pool } = this.stops;
    return pool.holds(handle, orderId) ? (pool.stopTicks[handle] ?? 0) : 0;
  }

  /** Best price that a trailing stop has seen; 0 for others. */
  hwmTicks(handle: number, orderId: number): number {
    const { pool } = this.stops;
    return pool.holds(handle, orderId) ? (pool.hwmTicks[handle] ?? 0) : 0;
  }

  /** Walks a side's stops in order of election. O(n log n). */
  visit(side: SideCode, visit: StopVisitor): void {
    const { orderIds, stopTicks, hwmTicks, trailTicks, trailBps } = this.stops.pool;
    for (const slot of this.stops.inOrder(side)) {
      const trail = [hwmTicks[slot] ?? 0, trailTicks[slot] ?? 0, trailBps[slot] ?? 0] as const;
      visit(orderIds[slot] ?? 0, stopTicks[slot] ?? 0, ...trail, slot);
    }
  }

  /** Hash of all that waits, in order of election. O(n log n). */
  stateHash(): number {
    let hash = HASH_START;
    for (const side of [BUY, SELL] as const) {
      hash = hashed(hash, side);
      this.visit(side, (orderId, ...stop) => {
        hash = hashed(hash, orderId);
        for (const value of stop.slice(0, 4)) hash = hashed(hash, value);
      });
    }
    return hash;
  }

  /** Throws when the book contradicts itself. O(n). */
  checkInvariants(): void {
    this.stops.check();
    const { quietLow, quietHigh } = this;
    this.watch();
    const isWatched = quietLow >= this.quietLow && quietHigh <= this.quietHigh;
    assert(isWatched, 'no price that matters is quiet');
  }

  private enter(
    orderId: number,
    side: SideCode,
    stopTicks: number,
    hwmTicks: number,
    trailTicks: number,
    trailBps: number,
  ): SubmitResult {
    assert(Number.isSafeInteger(orderId) && orderId > 0, 'ids start at 1');
    const slot = this.stops.enter(orderId, side, stopTicks, hwmTicks, trailTicks, trailBps);
    this.watch();
    return slot === NIL ? RESULT_REFUSED_STOPS_FULL : slot;
  }

  /** The price of buy stops: trailing ones follow it down, then it elects from below. */
  private takeAsk(ticks: number): void {
    this.stops.follow(BUY, ticks);
    if (ticks >= this.stops.buyFrom) this.stops.elect(BUY, ticks);
  }

  private takeBid(ticks: number): void {
    this.stops.follow(SELL, ticks);
    if (ticks <= this.stops.sellFrom) this.stops.elect(SELL, ticks);
  }

  private watch(): void {
    const { buyFrom, sellFrom, trailing } = this.stops;
    this.quietLow = Math.max(sellFrom, trailing.buyHwmHighest - 1);
    this.quietHigh = Math.min(buyFrom, trailing.sellHwmLowest + 1);
  }

  private refusalOfTrailed(side: SideCode, stopTicks: number): number {
    const isPrice = Number.isSafeInteger(stopTicks) && stopTicks > 0;
    return isPrice ? this.refusalOf(side, stopTicks) : RESULT_REFUSED_PRICE_RANGE;
  }

  /** Why a stop price is refused, 0 when it is not. */
  private refusalOf(side: SideCode, stopTicks: number): number {
    const isPrice = Number.isSafeInteger(stopTicks) && stopTicks > 0;
    if (!isPrice || stopTicks % this.stepTicks !== 0) return RESULT_REFUSED_PRICE_STEP;
    const reference = this.reference[side] ?? 0;
    if (reference === 0) return 0;
    const isAhead = side === BUY ? stopTicks > reference : stopTicks < reference;
    return isAhead ? 0 : RESULT_REFUSED_STOP_SIDE;
  }
}

function assertTrail(trailTicks: number, trailBps: number): void {
  const isPrice = trailBps === 0 && Number.isSafeInteger(trailTicks) && trailTicks > 0;
  const isPercent = trailTicks === 0 && Number.isInteger(trailBps) && trailBps > 0;
  const isDistance = isPrice || (isPercent && trailBps < BASIS_POINTS_WHOLE);
  assert(isDistance, 'a trail is a distance in price or 1 to 9,999 basis points');
}

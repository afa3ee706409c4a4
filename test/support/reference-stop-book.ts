import { HASH_START, hashed } from '../../engine/book/state-hash.ts';
import { BUY, SELL } from '../../engine/domain/side.ts';
import type { SideCode } from '../../engine/domain/side.ts';
import * as result from '../../engine/matching/result-codes.ts';
import type { TrailingStop } from '../../engine/matching/stop-book.ts';

/** A waiting stop as the reference keeps it; hwm and trail are 0 for one that does not trail. */
export interface ReferenceStop {
  readonly orderId: number;
  readonly side: SideCode;
  stopTicks: number;
  hwmTicks: number;
  trailTicks: number;
  trailBps: number;
}

/**
 * The specification of the stop book: one array of objects in order of entry, looked through for
 * each price. Slow and plain on purpose; it shares only codes and constants with the engine.
 */
export class ReferenceStopBook {
  /** In order of entry. */
  stops: ReferenceStop[] = [];
  private readonly stepTicks: number;
  private askTicks = 0;
  private bidTicks = 0;

  constructor(stepTicks: number) {
    this.stepTicks = stepTicks;
  }

  /** 0, or why the stop is refused. */
  add(orderId: number, side: SideCode, stopTicks: number): number {
    const refused = this.refusal(side, stopTicks);
    const plain = { hwmTicks: 0, trailTicks: 0, trailBps: 0 };
    if (refused === 0) this.stops.push({ orderId, side, stopTicks, ...plain });
    return refused;
  }

  addTrailing(order: TrailingStop): number {
    const { side } = order;
    const hwmTicks = order.hwmTicks ?? (side === BUY ? this.askTicks : this.bidTicks);
    if (hwmTicks === 0) return result.RESULT_REFUSED_NO_REFERENCE;
    const stop = { ...order, hwmTicks, stopTicks: 0 };
    stop.stopTicks = this.trailed(stop);
    const refused = this.trailedRefusal(stop);
    if (refused === 0) this.stops.push(stop);
    return refused;
  }

  cancel(orderId: number): boolean {
    const before = this.stops.length;
    this.stops = this.stops.filter((stop) => stop.orderId !== orderId);
    return this.stops.length < before;
  }

  replace(orderId: number, stopTicks: number): number {
    const stop = this.stops.find((one) => one.orderId === orderId);
    if (stop === undefined || stop.hwmTicks > 0) return result.RESULT_REFUSED_UNKNOWN;
    const refused = this.refusal(stop.side, stopTicks);
    if (refused !== 0 || stop.stopTicks === stopTicks) return refused;
    this.cancel(orderId);
    this.stops.push({ ...stop, stopTicks });
    return 0;
  }

  replaceTrail(orderId: number, trail: number): number {
    const stop = this.stops.find((one) => one.orderId === orderId);
    if (stop === undefined || stop.hwmTicks === 0) return result.RESULT_REFUSED_UNKNOWN;
    const changed = {
      ...stop,
      ...(stop.trailBps > 0 ? { trailBps: trail } : { trailTicks: trail }),
    };
    changed.stopTicks = this.trailed(changed);
    const refused = this.trailedRefusal(changed);
    if (refused !== 0) return refused;
    this.cancel(orderId);
    this.stops.push(changed);
    return 0;
  }

  /** Ids elected by a trade, in order. */
  onTrade(ticks: number): number[] {
    return this.onQuote(ticks, ticks);
  }

  /** Ids elected by a quote, in order; 0 for an empty side. */
  onQuote(bidTicks: number, askTicks: number): number[] {
    if (askTicks > 0) this.askTicks = askTicks;
    if (bidTicks > 0) this.bidTicks = bidTicks;
    for (const stop of this.stops) {
      const ticks = stop.side === BUY ? askTicks : bidTicks;
      if (stop.hwmTicks === 0 || ticks === 0) continue;
      const best = stop.side === BUY ? Math.min : Math.max;
      stop.hwmTicks = best(stop.hwmTicks, ticks);
      stop.stopTicks = this.trailed(stop);
    }
    const elected = [
      ...this.inOrder(BUY).filter((stop) => askTicks > 0 && askTicks >= stop.stopTicks),
      ...this.inOrder(SELL).filter((stop) => bidTicks > 0 && bidTicks <= stop.stopTicks),
    ].map((stop) => stop.orderId);
    for (const orderId of elected) this.cancel(orderId);
    return elected;
  }

  /** A side's stops in order of election; sorting keeps the order of entry among equal prices. */
  inOrder(side: SideCode): ReferenceStop[] {
    const direction = side === BUY ? 1 : -1;
    return this.stops
      .filter((stop) => stop.side === side)
      .sort((a, b) => (a.stopTicks - b.stopTicks) * direction);
  }

  /** As the engine's state hash. */
  stateHash(): number {
    let hash = HASH_START;
    for (const side of [BUY, SELL] as const) {
      hash = hashed(hash, side);
      for (const stop of this.inOrder(side)) {
        const { orderId, stopTicks, hwmTicks, trailTicks, trailBps } = stop;
        for (const value of [orderId, stopTicks, hwmTicks, trailTicks, trailBps]) {
          hash = hashed(hash, value);
        }
      }
    }
    return hash;
  }

  /** The last ask and bid, or trade twice; 0 when unknown. */
  reference(): [askTicks: number, bidTicks: number] {
    return [this.askTicks, this.bidTicks];
  }

  /** In integers without bound: rounded to the step, away from the market. */
  private trailed({ side, hwmTicks, trailTicks, trailBps }: ReferenceStop): number {
    const whole = 10_000n * BigInt(this.stepTicks);
    const distance = BigInt(hwmTicks) * BigInt(trailBps) + BigInt(trailTicks) * 10_000n;
    const direction = side === BUY ? 1n : -1n;
    let exact = BigInt(hwmTicks) * 10_000n + direction * distance;
    while (exact % whole !== 0n) exact += direction;
    return Number(exact / 10_000n);
  }

  private trailedRefusal({ side, stopTicks }: ReferenceStop): number {
    const isPrice = Number.isSafeInteger(stopTicks) && stopTicks > 0;
    return isPrice ? this.refusal(side, stopTicks) : result.RESULT_REFUSED_PRICE_RANGE;
  }

  private refusal(side: SideCode, stopTicks: number): number {
    if (!Number.isSafeInteger(stopTicks) || stopTicks <= 0 || stopTicks % this.stepTicks !== 0) {
      return result.RESULT_REFUSED_PRICE_STEP;
    }
    const now = side === BUY ? this.askTicks : this.bidTicks;
    const isAhead = now === 0 || (side === BUY ? stopTicks > now : stopTicks < now);
    return isAhead ? 0 : result.RESULT_REFUSED_STOP_SIDE;
  }
}

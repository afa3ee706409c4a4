/** What this window knows of its own orders' times, the newest ones. */

/** Times in milliseconds of performance.now(). */
export interface OrderTiming {
  /** When the engine took it, by its own clock in microseconds; joins it to the engine's stages. */
  readonly receivedUs: number;
  /** Key press; null when it was sent otherwise. */
  readonly keyMs: number | null;
  readonly sentMs: number;
  readonly answeredMs: number;
  /** The frame after the answer; null until it is there. */
  paintedMs: number | null;
}

/** As many as the engine keeps stages of. */
export const TIMINGS_KEPT = 512;

/** Newest last. */
const timings: OrderTiming[] = [];

/** Keeps the times of an order that was just answered. */
export function keepOrderTiming(timing: OrderTiming): void {
  timings.push(timing);
  if (timings.length > TIMINGS_KEPT) timings.shift();
}

/** By when the engine took them. */
export function orderTimings(): ReadonlyMap<number, OrderTiming> {
  return new Map(timings.map((timing) => [timing.receivedUs, timing]));
}

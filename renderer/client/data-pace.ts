/**
 * How often a window takes market data, and when it lets it wait. Numbers that change more often than
 * thirty times a second cannot be read, but each frame of them costs layout and paint; what a person has
 * pressed a key for can be read, and has the window to itself for a moment.
 */

/** Two display frames of 60 a second: every other one is free for what people do. */
const PACE_MS = 33;
const PACE_HIDDEN_MS = 1_000;
/** A window that is slower still shows the market, five times a second. */
const PACE_SLOW_MS = 200;
/** A window is to spend at most the inverse of this of its time on market data. */
const SHARE = 2;
/** Longest that data waits for a press: about as long as an order takes to disk and back. */
const PRESS_MS = 50;

/** Milliseconds from one frame of data to the next, where the last one took `tookMs` to be painted. */
export function nextPaceMs(tookMs: number, hidden: boolean): number {
  if (hidden) return PACE_HIDDEN_MS;
  return Math.round(Math.min(PACE_SLOW_MS, Math.max(PACE_MS, tookMs * SHARE)));
}

/** Milliseconds that data which came at `arrivedMs` waits, for something pressed at `pressedMs`; 0 for none. */
export function dataWaitMs(arrivedMs: number, pressedMs: number): number {
  const leftMs = pressedMs + PRESS_MS - arrivedMs;
  return Math.max(0, Math.min(PRESS_MS, leftMs));
}

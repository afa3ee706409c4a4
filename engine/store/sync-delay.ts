/** A slow disk for developers: the writer's thread sleeps in every COMMIT. 0 in all ordinary running. */
let delayMs = 0;
const cell = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
/** Longest sleep; a disk slower than this is one that does not answer. */
const DELAY_MS_MAX = 1_000;

/** From the next COMMIT of this thread on. */
export function delaySync(ms: number): void {
  delayMs = Math.min(DELAY_MS_MAX, Math.max(0, ms));
}

/** Sleeps as long as was asked for. */
export function waitForSlowDisk(): void {
  sleepThread(delayMs);
}

/** Lets this thread stand still. */
export function sleepThread(ms: number): void {
  if (ms > 0) Atomics.wait(cell, 0, 0, Math.min(DELAY_MS_MAX, ms));
}

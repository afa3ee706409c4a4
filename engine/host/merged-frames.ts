/**
 * Counts what a slow client costs it: frames that would have gone out, had it taken the last one, and are merged
 * into a later one. What is followed is a number that moves whenever there is something new to tell.
 */
export class MergedFrames {
  #count = 0;
  /** What was followed when the last frame was made, or would have been. */
  #version = 0;
  /** When the next one may go out, in milliseconds. */
  #dueMs = 0;
  /** Whether one would have gone out since the last one did. */
  #isOneMissing = false;

  /** Frames since the connection was opened. */
  get count(): number {
    return this.#count;
  }

  /** A frame is made; it holds those that are missing and, where there is something new again, its own. */
  made(version: number, nowMs: number, paceMs: number): void {
    if (this.#isOneMissing && version !== this.#version && nowMs >= this.#dueMs) this.#count += 1;
    this.#isOneMissing = false;
    this.#next(version, nowMs, paceMs);
  }

  /** A turn at which the client still has not taken the last frame. */
  awaited(versionNow: () => number, nowMs: number, paceMs: number): void {
    if (nowMs < this.#dueMs) return;
    const version = versionNow();
    if (version === this.#version) return;
    if (this.#isOneMissing) this.#count += 1;
    this.#isOneMissing = true;
    this.#next(version, nowMs, paceMs);
  }

  #next(version: number, nowMs: number, paceMs: number): void {
    this.#version = version;
    this.#dueMs = nowMs + paceMs;
  }
}

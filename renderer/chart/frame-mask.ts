/**
 * Goal: however often something changes, it is painted at most once a display frame. Method: changes
 * are bits of a mask; the first one asks for a frame, later ones join it, and the frame's callback
 * gets all of them at once.
 */

import { browserEnvironment } from '../client/environment.ts';
import { PacedTurns } from '../client/paced-turns.ts';

/** Asks the display for its next frame; `cancel` takes the request back. */
export interface FrameClock {
  request(callback: () => void): number;
  cancel(handle: number): void;
  /** Calls back once what runs now is done, and before the next frame. */
  soon(callback: () => void): void;
  /** Calls back after so many milliseconds; returns what cancels it. */
  after(ms: number, callback: () => void): () => void;
}

/** The display's own frames. */
export const displayFrames: FrameClock = {
  request: (callback) => requestAnimationFrame(callback),
  cancel: (handle) => {
    cancelAnimationFrame(handle);
  },
  soon: (callback) => {
    queueMicrotask(callback);
  },
  after: browserEnvironment.after,
};

/** Merges change bits until the next frame and then hands them to `paint`. Owned by one painter. */
export class FrameMask {
  #mask = 0;
  /** What waits for its turn, or for a frame that comes earlier. */
  #ticks = 0;
  #isTurn = false;
  #handle: number | null = null;
  #isSoon = false;
  #disposed = false;
  readonly #paint: (mask: number) => void;
  readonly #frames: FrameClock;
  readonly #turns: PacedTurns;

  constructor(paint: (mask: number) => void, frames: FrameClock = displayFrames) {
    this.#paint = paint;
    this.#frames = frames;
    this.#turns = new PacedTurns(() => {
      this.#isTurn = true;
      this.#askSoon();
    }, frames.after.bind(frames));
  }

  /** Adds the bits of `change` to the next frame. Does nothing once disposed. */
  invalidate(change: number): void {
    if (this.#disposed) return;
    this.#mask |= change;
    this.#handle ??= this.#frames.request(() => {
      this.#handle = null;
      this.#isTurn = true;
      this.#flush();
    });
  }

  /**
   * The same for a painter that only notes what another one draws with a frame that it asks for itself:
   * called within a frame's callback it would miss that frame and take one more. Ticks do not come along, which
   * may have been noted since the frame was drawn that this one follows.
   */
  invalidateSoon(change: number): void {
    if (this.#disposed) return;
    this.#mask |= change;
    this.#askSoon();
  }

  /** The same for what changes with every tick: at the pace of `PacedTurns`, or with an earlier frame. */
  invalidateTick(change: number): void {
    if (this.#disposed) return;
    this.#ticks |= change;
    if (this.#handle === null) this.#turns.ask();
  }

  /** Takes back the requested frame; nothing is painted from here on. */
  dispose(): void {
    this.#disposed = true;
    this.#turns.dispose();
    if (this.#handle !== null) this.#frames.cancel(this.#handle);
    this.#handle = null;
  }

  #askSoon(): void {
    if (this.#isSoon || this.#handle !== null) return;
    this.#isSoon = true;
    this.#frames.soon(() => {
      this.#isSoon = false;
      this.#flush();
    });
  }

  #flush(): void {
    const mask = this.#isTurn ? this.#mask | this.#ticks : this.#mask;
    if (this.#isTurn) this.#ticks = 0;
    this.#isTurn = false;
    this.#mask = 0;
    if (mask !== 0 && !this.#disposed) this.#paint(mask);
  }
}

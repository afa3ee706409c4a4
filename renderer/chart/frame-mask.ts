/**
 * Goal: however often something changes, it is painted at most once a display frame. Method: changes
 * are bits of a mask; the first one asks for a frame, later ones join it, and the frame's callback
 * gets all of them at once.
 */

/** Asks the display for its next frame; `cancel` takes the request back. */
export interface FrameClock {
  request(callback: () => void): number;
  cancel(handle: number): void;
  /** Calls back after so many milliseconds; returns what cancels it. */
  after(ms: number, callback: () => void): () => void;
}

/** The display's own frames. */
export const displayFrames: FrameClock = {
  request: (callback) => requestAnimationFrame(callback),
  cancel: (handle) => {
    cancelAnimationFrame(handle);
  },
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};

/** Merges change bits until the next frame and then hands them to `paint`. Owned by one painter. */
export class FrameMask {
  #mask = 0;
  #handle: number | null = null;
  #stopWaiting: (() => void) | null = null;
  #disposed = false;
  readonly #paint: (mask: number) => void;
  readonly #frames: FrameClock;

  constructor(paint: (mask: number) => void, frames: FrameClock = displayFrames) {
    this.#paint = paint;
    this.#frames = frames;
  }

  /** Adds the bits of `change` to the next frame. Does nothing once disposed. */
  invalidate(change: number): void {
    if (this.#disposed) return;
    this.#mask |= change;
    this.#handle ??= this.#frames.request(() => {
      this.#flush();
    });
  }

  /**
   * Adds the bits of `change` to a frame that comes at most `ms` later; with an earlier one if that is
   * asked for meanwhile. For what changes with every tick and costs much to paint.
   */
  invalidateWithin(ms: number, change: number): void {
    if (this.#disposed) return;
    this.#mask |= change;
    if (this.#handle !== null) return;
    this.#stopWaiting ??= this.#frames.after(ms, () => {
      this.#stopWaiting = null;
      this.invalidate(0);
    });
  }

  /** Takes back the requested frame; nothing is painted from here on. */
  dispose(): void {
    this.#disposed = true;
    this.#stopWaiting?.();
    if (this.#handle !== null) this.#frames.cancel(this.#handle);
    this.#handle = null;
  }

  #flush(): void {
    const mask = this.#mask;
    this.#mask = 0;
    this.#handle = null;
    this.#stopWaiting?.();
    this.#stopWaiting = null;
    this.#paint(mask);
  }
}

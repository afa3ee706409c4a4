/**
 * Goal: however often something changes, it is painted at most once a display frame. Method: changes
 * are bits of a mask; the first one asks for a frame, later ones join it, and the frame's callback
 * gets all of them at once.
 */

/** Asks the display for its next frame; `cancel` takes the request back. */
export interface FrameClock {
  request(callback: () => void): number;
  cancel(handle: number): void;
}

/** The display's own frames. */
export const displayFrames: FrameClock = {
  request: (callback) => requestAnimationFrame(callback),
  cancel: (handle) => {
    cancelAnimationFrame(handle);
  },
};

/** Merges change bits until the next frame and then hands them to `paint`. Owned by one painter. */
export class FrameMask {
  #mask = 0;
  #handle: number | null = null;
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

  /** Takes back the requested frame; nothing is painted from here on. */
  dispose(): void {
    this.#disposed = true;
    if (this.#handle !== null) this.#frames.cancel(this.#handle);
    this.#handle = null;
  }

  #flush(): void {
    const mask = this.#mask;
    this.#mask = 0;
    this.#handle = null;
    this.#paint(mask);
  }
}

import type { FrameClock } from '../../../renderer/chart/frame-mask.ts';

/** Display frames that come when a test says so. */
export class ManualFrames implements FrameClock {
  readonly #waiting = new Map<number, () => void>();
  readonly #later = new Map<number, () => void>();
  readonly #soon: (() => void)[] = [];
  #lastHandle = 0;

  get waiting(): number {
    return this.#waiting.size;
  }

  request(callback: () => void): number {
    this.#lastHandle += 1;
    this.#waiting.set(this.#lastHandle, callback);
    return this.#lastHandle;
  }

  cancel(handle: number): void {
    this.#waiting.delete(handle);
  }

  soon(callback: () => void): void {
    this.#soon.push(callback);
  }

  /** Runs what was to run soon. */
  settle(): void {
    for (const callback of this.#soon.splice(0)) callback();
  }

  /** Waiting is over when a test says so, too. */
  after(_ms: number, callback: () => void): () => void {
    this.#lastHandle += 1;
    const handle = this.#lastHandle;
    this.#later.set(handle, callback);
    return () => {
      this.#later.delete(handle);
    };
  }

  /** Ends all waiting. */
  wait(): void {
    const due = [...this.#later.values()];
    this.#later.clear();
    for (const callback of due) callback();
  }

  /** Runs what was asked for before this call. */
  next(): void {
    const due = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const callback of due) callback();
  }
}

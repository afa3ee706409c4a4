import type { ClientEnvironment } from '../../../../renderer/client/environment.ts';

interface Timer {
  readonly dueMs: number;
  readonly callback: () => void;
}

/** A clock that moves when the test says so, with frames and chance to match. */
export class FakeEnvironment implements ClientEnvironment {
  timeMs = 1_000;
  isHidden = false;
  pressMs = Number.NEGATIVE_INFINITY;
  readonly #timers = new Set<Timer>();
  #frames: (() => void)[] = [];

  readonly nowMs = (): number => this.timeMs;
  readonly hidden = (): boolean => this.isHidden;
  readonly random = (): number => 0.5;
  readonly pressedMs = (): number => this.pressMs;

  readonly after = (ms: number, callback: () => void): (() => void) => {
    const timer: Timer = { dueMs: this.timeMs + ms, callback };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  };

  readonly nextFrame = (callback: () => void): void => {
    this.#frames.push(callback);
  };

  get timers(): number {
    return this.#timers.size;
  }

  /** Paints: calls what waits for the next frame. */
  paint(): void {
    const frames = this.#frames;
    this.#frames = [];
    for (const callback of frames) callback();
  }

  /** Moves the clock, calls the timers due on the way in order, and lets promises go on. */
  async pass(ms: number): Promise<void> {
    const endMs = this.timeMs + ms;
    for (let next = this.#next(endMs); next !== null; next = this.#next(endMs)) {
      this.timeMs = next.dueMs;
      this.#timers.delete(next);
      next.callback();
      await settle();
    }
    this.timeMs = endMs;
    await settle();
  }

  #next(endMs: number): Timer | null {
    let first: Timer | null = null;
    for (const timer of this.#timers) {
      if (timer.dueMs <= endMs && (first === null || timer.dueMs < first.dueMs)) first = timer;
    }
    return first;
  }
}

/** Lets everything that waits only for promises run. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

import type { Timers } from '../../engine/alpaca/access.ts';

interface Due {
  readonly atMs: number;
  readonly run: () => void;
}

/** Timers under a clock that only `run` moves. */
export class FakeTimers implements Timers {
  nowMs = 0;
  readonly #due = new Set<Due>();

  after(ms: number, run: () => void): () => void {
    const due = { atMs: this.nowMs + ms, run };
    this.#due.add(due);
    return () => {
      this.#due.delete(due);
    };
  }

  /** Moves the clock, running what falls due in order of time and letting promises settle after each. */
  async run(ms: number): Promise<void> {
    const endMs = this.nowMs + ms;
    await settled();
    for (let due = this.#next(endMs); due !== null; due = this.#next(endMs)) {
      this.#due.delete(due);
      this.nowMs = Math.max(this.nowMs, due.atMs);
      due.run();
      await settled();
    }
    this.nowMs = endMs;
  }

  #next(endMs: number): Due | null {
    let first: Due | null = null;
    for (const due of this.#due) {
      if (due.atMs <= endMs && (first === null || due.atMs < first.atMs)) first = due;
    }
    return first;
  }
}

/** Resolves when promises that are ready have run their continuations. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

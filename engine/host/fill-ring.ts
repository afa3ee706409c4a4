import { SNAPSHOT_FILLS_MAX } from '../contract/bounds.ts';
import type { ReplyMap, RequestOf } from '../contract/messages.ts';
import type { CacheFigures } from '../contract/store-figures.ts';
import type { Fill } from '../domain/order.ts';

/** Fills kept: as many as a page keeps on screen, some 0.6 MB. */
export const RING_FILLS_MAX = 2_000;

/** The newest fills in a ring: what a snapshot shows, and the first pages of the fills screen. */
export class FillRing {
  readonly #fills: (Fill | undefined)[] = new Array<Fill | undefined>(RING_FILLS_MAX);
  #count = 0;
  /** Fills that were let go before they were the oldest, and those before them. */
  #gone = 0;
  #hits = 0;
  #misses = 0;

  /** `recent`: newest first, as the store gives them at start. */
  constructor(recent: readonly Fill[]) {
    for (const fill of recent.slice(0, RING_FILLS_MAX).reverse()) this.push(fill);
  }

  push(fill: Fill): void {
    this.#fills[this.#count % RING_FILLS_MAX] = fill;
    this.#count += 1;
  }

  /** At most `limit`, newest first. */
  newest(limit: number): Fill[] {
    return Array.from({ length: Math.min(limit, this.#size()) }, (_, i) => this.#at(i)).flatMap(
      (fill) => fill ?? [],
    );
  }

  /**
   * The page, where all of it and one fill more are here; null where the store must be asked. It may hold
   * fills that are not on disk yet: whoever tells it waits for them.
   */
  page(query: RequestOf<'fills.page'>): ReplyMap['fills.page'] | null {
    const { symbol, beforeExecutionId, limit } = query;
    const below = beforeExecutionId ?? Number.MAX_SAFE_INTEGER;
    const fills: Fill[] = [];
    for (let i = 0; i < this.#size() && fills.length <= limit; i += 1) {
      const fill = this.#at(i);
      if (fill === undefined || fill.executionId >= below) continue;
      if (symbol === null || fill.symbol === symbol) fills.push(fill);
    }
    if (fills.length <= limit) {
      this.#misses += 1;
      return null;
    }
    this.#hits += 1;
    return { fills: fills.slice(0, limit), more: true };
  }

  /** Lets go of all but those that a snapshot shows; pages of older ones are read from the store. Returns how many. */
  trim(): number {
    const size = this.#size();
    for (let i = SNAPSHOT_FILLS_MAX; i < size; i += 1) this.#fills[this.#place(i)] = undefined;
    this.#gone = Math.max(this.#gone, this.#count - SNAPSHOT_FILLS_MAX);
    return size - this.#size();
  }

  figures(): CacheFigures {
    const sizes = { entries: this.#size(), bound: RING_FILLS_MAX };
    return { name: 'fills', ...sizes, hits: this.#hits, misses: this.#misses };
  }

  /** The i-th newest, from 0. */
  #at(i: number): Fill | undefined {
    return this.#fills[this.#place(i)];
  }

  #place(i: number): number {
    return (this.#count - 1 - i) % RING_FILLS_MAX;
  }

  #size(): number {
    return Math.min(this.#count - this.#gone, RING_FILLS_MAX);
  }
}

/** Answers that are good for a while; asking for one that is on its way waits for it. */

export interface TtlCacheOptions {
  readonly ttlMs: number;
  /** Answers kept; the oldest go first. */
  readonly bound: number;
  readonly monotonicMs: () => number;
}

interface Kept<Value> {
  readonly value: Promise<Value>;
  readonly untilMs: number;
}

export class TtlCache<Value> {
  readonly #options: TtlCacheOptions;
  readonly #kept = new Map<string, Kept<Value>>();
  #hits = 0;
  #misses = 0;

  constructor(options: TtlCacheOptions) {
    this.#options = options;
  }

  get figures(): { readonly entries: number; readonly hits: number; readonly misses: number } {
    return { entries: this.#kept.size, hits: this.#hits, misses: this.#misses };
  }

  /** What is kept and still good, counted as a hit; else undefined, counted as a miss. */
  get(key: string): Promise<Value> | undefined {
    const kept = this.#kept.get(key);
    if (kept !== undefined && kept.untilMs > this.#options.monotonicMs()) {
      this.#hits += 1;
      return kept.value;
    }
    this.#misses += 1;
    return undefined;
  }

  /** The same without counting, whether it is still good or not. */
  peek(key: string): Promise<Value> | undefined {
    return this.#kept.get(key)?.value;
  }

  /** Keeps an answer from now on; one that fails, or that `isGood` denies, is forgotten. */
  put(key: string, value: Promise<Value>, isGood: (value: Value) => boolean = () => true): void {
    const { ttlMs, bound, monotonicMs } = this.#options;
    this.#kept.delete(key);
    const kept: Kept<Value> = { value, untilMs: monotonicMs() + ttlMs };
    this.#kept.set(key, kept);
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > bound && oldest.done !== true) this.#kept.delete(oldest.value);
    const forget = (): void => {
      if (this.#kept.get(key) === kept) this.#kept.delete(key);
    };
    value.then((came) => {
      if (!isGood(came)) forget();
    }, forget);
  }

  /** What is kept, or what `load` gives, once for all who ask meanwhile. */
  load(
    key: string,
    load: () => Promise<Value>,
    isGood?: (value: Value) => boolean,
  ): Promise<Value> {
    const kept = this.get(key);
    if (kept !== undefined) return kept;
    const value = load();
    this.put(key, value, isGood);
    return value;
  }
}

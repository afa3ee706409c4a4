/** Counts of one quantity in bins of equal width, old ones forgotten slowly. Memory is bounded by the range. */

/** Width of a bin in natural logarithms: 5 percent. */
const BIN = 0.05;
/** Above this many counts all are halved: what was usual hours ago weighs less than today. */
const COUNT_MAX = 20_000;
/** New values after which the figures are made again. */
const STALE_AFTER = 32;
/** The middle 68 percent of a normal distribution are two standard deviations wide. */
const LOWER_SIGMA = 0.1587;
const UPPER_SIGMA = 0.8413;
const TOP = 0.995;
/** Values that have to be above the top: of few values one wild one says nothing. */
const ABOVE_TOP_MIN = 3;

export interface Spread {
  readonly median: number;
  /** Robust standard deviations below and above it, without any least value. */
  readonly sigma: number;
  /** All but one in two hundred are below it, or all but three where there are few. */
  readonly top: number;
  /** Share of the values below the top, 0 to 1. */
  readonly topShare: number;
}

/** [bin, count] pairs, as they are stored. */
export type StoredHistogram = readonly (readonly [number, number])[];

export class LogHistogram {
  readonly #bins = new Map<number, number>();
  #count = 0;
  #spread: Spread | null = null;
  #sinceSpread = 0;

  get count(): number {
    return this.#count;
  }

  add(value: number): void {
    const bin = Math.round(value / BIN);
    this.#bins.set(bin, (this.#bins.get(bin) ?? 0) + 1);
    this.#count += 1;
    this.#sinceSpread += 1;
    if (this.#count > COUNT_MAX) this.#halve();
  }

  /** Median and robust spread, at most some dozens of values old; of an empty one 0 and 0. */
  spread(): Spread {
    if (this.#spread !== null && this.#sinceSpread < Math.min(STALE_AFTER, this.#count / 8 + 1)) {
      return this.#spread;
    }
    this.#sinceSpread = 0;
    const sorted = [...this.#bins].sort(([a], [b]) => a - b);
    const quantile = (share: number): number => quantileOf(sorted, this.#count * share);
    const sigma = (quantile(UPPER_SIGMA) - quantile(LOWER_SIGMA)) / 2;
    const topShare = Math.max(0.5, Math.min(TOP, 1 - ABOVE_TOP_MIN / Math.max(1, this.#count)));
    this.#spread = { median: quantile(0.5), sigma, top: quantile(topShare), topShare };
    return this.#spread;
  }

  stored(): StoredHistogram {
    return [...this.#bins];
  }

  static from(stored: StoredHistogram): LogHistogram {
    const histogram = new LogHistogram();
    for (const [bin, count] of stored) {
      histogram.#bins.set(bin, count);
      histogram.#count += count;
    }
    return histogram;
  }

  #halve(): void {
    this.#count = 0;
    for (const [bin, count] of this.#bins) {
      const half = count >> 1;
      if (half === 0) this.#bins.delete(bin);
      else this.#bins.set(bin, half);
      this.#count += half;
    }
    this.#spread = null;
  }
}

function quantileOf(sorted: readonly (readonly [number, number])[], rank: number): number {
  let below = 0;
  for (const [bin, count] of sorted) {
    // Within a bin the values are taken as spread evenly, so that narrow distributions have a width.
    if (below + count >= rank) return (bin - 0.5 + (rank - below) / count) * BIN;
    below += count;
  }
  return 0;
}

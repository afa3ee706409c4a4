/**
 * Distribution of durations in buckets whose width grows with their value, so that any percentile is
 * known within `HDR_ERROR` from a nanosecond to over an hour. Recording is an index and an addition: no
 * allocation, some nanoseconds. Bucket `i` below 64 is `i` nanoseconds; above, each doubling has 32
 * buckets of equal width.
 */

/** A bucket's width against its lower end; percentiles are upper ends, at most so much too high. */
export const HDR_ERROR = 1 / 32;

const SUB_BITS = 5;
const SUB_BUCKETS = 2 ** SUB_BITS;
/** Durations from 2^42 ns on (73 minutes) are counted as the longest. */
const BITS = 42;
export const HDR_BUCKETS = SUB_BUCKETS * (BITS - SUB_BITS) + SUB_BUCKETS;
const INT_LIMIT = 2 ** 31;
const HIGH_SHIFT = 16;
const HIGH_UNIT = 2 ** HIGH_SHIFT;
const NS_PER_US = 1_000;

/** Occupied buckets as [gap, count, gap, count, ...]: `gap` empty buckets, then one with `count`. */
export type SparseBuckets = readonly number[];

/** A distribution that can be sent, stored and merged. */
export interface HistogramSnapshot {
  readonly buckets: SparseBuckets;
  readonly count: number;
  readonly sumUs: number;
  /** Exact; 0 when there is none. */
  readonly maxUs: number;
}

export const EMPTY_SNAPSHOT: HistogramSnapshot = { buckets: [], count: 0, sumUs: 0, maxUs: 0 };

/** Upper end of a bucket in microseconds. */
export function bucketEndUs(index: number): number {
  return bucketStartNs(index + 1) / NS_PER_US;
}

/** Lower end of a bucket in microseconds. */
export function bucketStartUs(index: number): number {
  return bucketStartNs(index) / NS_PER_US;
}

function bucketStartNs(index: number): number {
  if (index < 2 * SUB_BUCKETS) return index;
  const doubling = Math.floor(index / SUB_BUCKETS) - 1;
  return (index - SUB_BUCKETS * doubling) * 2 ** doubling;
}

/** The bucket that counts a duration of so many whole nanoseconds (>= 0). */
function bucketOf(ns: number): number {
  if (ns < 2 * SUB_BUCKETS) return ns;
  if (ns < INT_LIMIT) {
    const doubling = 31 - Math.clz32(ns) - SUB_BITS;
    return SUB_BUCKETS * doubling + (ns >>> doubling);
  }
  const high = Math.floor(ns / HIGH_UNIT);
  if (high >= INT_LIMIT) return HDR_BUCKETS - 1;
  const doubling = 31 - Math.clz32(high) + HIGH_SHIFT - SUB_BITS;
  const index = SUB_BUCKETS * doubling + (high >>> (doubling - HIGH_SHIFT));
  return Math.min(HDR_BUCKETS - 1, index);
}

export class HdrHistogram {
  /** Count of each bucket. Doubles: a run of weeks at 10,000 events/s exceeds 2^32. */
  readonly #counts = new Float64Array(HDR_BUCKETS);
  #count = 0;
  #sumUs = 0;
  #maxUs = 0;

  get count(): number {
    return this.#count;
  }

  get maxUs(): number {
    return this.#maxUs;
  }

  get meanUs(): number {
    return this.#count === 0 ? 0 : this.#sumUs / this.#count;
  }

  /** Adds one duration in microseconds; fractions count, one below 0 (a clock that stepped) is 0. */
  record(us: number): void {
    const from0 = us > 0 ? us : 0;
    const bucket = bucketOf(Math.floor(from0 * NS_PER_US));
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#count += 1;
    this.#sumUs += from0;
    if (from0 > this.#maxUs) this.#maxUs = from0;
  }

  /** Adds `times` durations of the same length. */
  recordMany(us: number, times: number): void {
    const from0 = us > 0 ? us : 0;
    const bucket = bucketOf(Math.floor(from0 * NS_PER_US));
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + times;
    this.#count += times;
    this.#sumUs += from0 * times;
    if (times > 0 && from0 > this.#maxUs) this.#maxUs = from0;
  }

  /** Adds everything of another one. */
  add(snapshot: HistogramSnapshot): void {
    if (snapshot.count === 0) return;
    const { buckets } = snapshot;
    let index = -1;
    for (let i = 0; i + 1 < buckets.length; i += 2) {
      index += (buckets[i] ?? 0) + 1;
      this.#counts[index] = (this.#counts[index] ?? 0) + (buckets[i + 1] ?? 0);
    }
    this.#count += snapshot.count;
    this.#sumUs += snapshot.sumUs;
    this.#maxUs = Math.max(this.#maxUs, snapshot.maxUs);
  }

  /**
   * Upper end of the bucket that holds the duration of that rank, never above the longest, in
   * microseconds; 0 when there is none. `share`: 0 to 1.
   */
  percentile(share: number): number {
    if (this.#count === 0) return 0;
    const rank = Math.max(1, Math.ceil(this.#count * share));
    let seen = 0;
    for (let bucket = 0; bucket < HDR_BUCKETS; bucket += 1) {
      seen += this.#counts[bucket] ?? 0;
      if (seen >= rank) return Math.min(this.#maxUs, bucketEndUs(bucket));
    }
    return this.#maxUs;
  }

  snapshot(): HistogramSnapshot {
    if (this.#count === 0) return EMPTY_SNAPSHOT;
    const buckets: number[] = [];
    let gap = 0;
    let left = this.#count;
    for (let bucket = 0; left > 0; bucket += 1) {
      const count = this.#counts[bucket] ?? 0;
      if (count === 0) {
        gap += 1;
        continue;
      }
      buckets.push(gap, count);
      gap = 0;
      left -= count;
    }
    return { buckets, count: this.#count, sumUs: this.#sumUs, maxUs: this.#maxUs };
  }

  reset(): void {
    if (this.#count === 0) return;
    this.#counts.fill(0);
    this.#count = this.#sumUs = this.#maxUs = 0;
  }
}

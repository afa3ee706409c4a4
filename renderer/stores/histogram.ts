import type { LatencySummary } from '../../engine/contract/messages.ts';

/** Buckets a doubling: neighbours differ by under 5 %, which is the error of a percentile. */
const BUCKETS_PER_DOUBLING = 16;
/** 2^26 us is 67 s; what is longer counts as that. */
const DOUBLINGS = 26;

/**
 * Distribution of durations in fixed memory (417 counters). Written here because hdr-histogram-js
 * brings a WebAssembly loader with direct `eval` into the page, which the page's content security
 * policy forbids, and 250 KB.
 */
export class DurationHistogram {
  /** Count of durations by logarithm of their microseconds. */
  readonly #counts = new Uint32Array(BUCKETS_PER_DOUBLING * DOUBLINGS + 1);
  #count = 0;
  #maxUs = 0;

  /** Adds one duration in microseconds; a negative one (a clock that stepped) counts as 0. */
  record(us: number): void {
    const bucket = bucketOf(us, this.#counts.length - 1);
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#count += 1;
    this.#maxUs = Math.max(this.#maxUs, us);
  }

  summary(): LatencySummary {
    return {
      count: this.#count,
      p50Us: this.#percentile(0.5),
      p95Us: this.#percentile(0.95),
      p99Us: this.#percentile(0.99),
      maxUs: Math.round(this.#maxUs),
    };
  }

  reset(): void {
    this.#counts.fill(0);
    this.#count = 0;
    this.#maxUs = 0;
  }

  /** Upper end of the bucket that holds the duration of that rank, and never above the longest. */
  #percentile(share: number): number {
    const rank = Math.ceil(this.#count * share);
    let seen = 0;
    for (const [bucket, count] of this.#counts.entries()) {
      seen += count;
      if (seen < rank || count === 0) continue;
      return Math.round(Math.min(this.#maxUs, 2 ** ((bucket + 1) / BUCKETS_PER_DOUBLING)));
    }
    return 0;
  }
}

function bucketOf(us: number, last: number): number {
  if (us < 1) return 0;
  return Math.min(last, Math.floor(Math.log2(us) * BUCKETS_PER_DOUBLING));
}

import { createHistogram } from 'node:perf_hooks';
import type { RecordableHistogram } from 'node:perf_hooks';
import type { LatencySummary } from '../contract/messages.ts';

/** Length of one window; a summary covers the running one and the one before it. */
export const LATENCY_WINDOW_MS = 10_000;
const NS_PER_US = 1_000;
/** An hour in nanoseconds: longer durations are counted as this. */
const NS_MAX = 3_600_000_000_000;

export const EMPTY_LATENCY: LatencySummary = { count: 0, p50Us: 0, p95Us: 0, p99Us: 0, maxUs: 0 };

/** Distribution of one duration over the last 10 to 20 seconds, at 3 significant digits. */
export class LatencyRecorder {
  #current: RecordableHistogram = newHistogram();
  #previous: RecordableHistogram = newHistogram();

  /** Records one duration in microseconds; fractions count, negative ones become 0. */
  record(us: number): void {
    this.#current.record(Math.min(NS_MAX, Math.max(1, Math.round(us * NS_PER_US))));
  }

  /** Ends the running window; called once a `LATENCY_WINDOW_MS` by the owner's timer. */
  rotate(): void {
    const spare = this.#previous;
    spare.reset();
    this.#previous = this.#current;
    this.#current = spare;
  }

  summary(): LatencySummary {
    const both = newHistogram();
    both.add(this.#previous);
    both.add(this.#current);
    if (both.count === 0) return EMPTY_LATENCY;
    return {
      count: both.count,
      p50Us: both.percentile(50) / NS_PER_US,
      p95Us: both.percentile(95) / NS_PER_US,
      p99Us: both.percentile(99) / NS_PER_US,
      maxUs: both.max / NS_PER_US,
    };
  }
}

function newHistogram(): RecordableHistogram {
  return createHistogram({ lowest: 1, highest: NS_MAX, figures: 3 });
}

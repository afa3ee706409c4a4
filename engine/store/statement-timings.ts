import { createHistogram } from 'node:perf_hooks';
import type { LatencySummary, StatementTiming } from '../contract/messages.ts';

/** Samples after which the older half of a window is dropped. */
const GENERATION_SAMPLES = 4_096;

type Histogram = ReturnType<typeof createHistogram>;
type Generations = [current: Histogram, previous: Histogram | null];

/** Durations by statement name over the last 4,096 to 8,192 calls of each. */
export class StatementTimings {
  readonly #byName = new Map<string, Generations>();

  /** Notes one call that took `us` microseconds. */
  record(name: string, us: number): void {
    let generations = this.#byName.get(name);
    if (generations === undefined) {
      generations = [createHistogram(), null];
      this.#byName.set(name, generations);
    } else if (generations[0].count >= GENERATION_SAMPLES) {
      generations[1] = generations[0];
      generations[0] = createHistogram();
    }
    // The histogram counts from 1; a statement is never faster than it can tell.
    generations[0].record(Math.max(1, Math.round(us)));
  }

  /** One line for each statement that has been called, by name. */
  timings(): StatementTiming[] {
    return [...this.#byName]
      .map(([name, generations]) => ({ name, latency: summary(generations) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

function summary([current, previous]: Generations): LatencySummary {
  const all = createHistogram();
  all.add(current);
  if (previous !== null) all.add(previous);
  return {
    count: all.count,
    p50Us: all.percentile(50),
    p95Us: all.percentile(95),
    p99Us: all.percentile(99),
    p999Us: all.percentile(99.9),
    maxUs: all.max,
  };
}

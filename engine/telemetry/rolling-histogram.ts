import { WINDOWS_S } from '../contract/metrics.ts';
import type { WindowName } from '../contract/metrics.ts';
import { EMPTY_LATENCY } from '../contract/telemetry.ts';
import type { LatencySummary } from '../contract/telemetry.ts';
import { EMPTY_SNAPSHOT, HdrHistogram } from '../domain/hdr-histogram.ts';
import type { HistogramSnapshot } from '../domain/hdr-histogram.ts';

/** Slices kept: of a second for the windows up to a minute, of a minute for the longer one. */
const SECONDS_KEPT = 60;
const MINUTES_KEPT = 15;

/** Merges slices; what it holds is read before anything else is put in. */
const scratch = new HdrHistogram();

/** One duration over all rolling windows. Slices hold occupied buckets only: some kilobytes in all. */
export class RollingHistogram {
  readonly #current = new HdrHistogram();
  readonly #run = new HdrHistogram();
  /** Newest last. */
  readonly #seconds: HistogramSnapshot[] = [];
  readonly #minutes: HistogramSnapshot[] = [];
  #secondsOfMinute = 0;

  /** Adds one duration in microseconds. */
  record(us: number): void {
    this.#current.record(us);
  }

  /** Adds durations that were counted elsewhere. */
  recordMany(us: number, times: number): void {
    this.#current.recordMany(us, times);
  }

  /** Ends the running second; called once a second. */
  tick(): void {
    const slice = this.#current.snapshot();
    this.#current.reset();
    this.#run.add(slice);
    this.#seconds.push(slice);
    if (this.#seconds.length > SECONDS_KEPT) this.#seconds.shift();
    this.#secondsOfMinute += 1;
    if (this.#secondsOfMinute < SECONDS_KEPT) return;
    this.#secondsOfMinute = 0;
    this.#minutes.push(merged(this.#seconds));
    if (this.#minutes.length > MINUTES_KEPT) this.#minutes.shift();
  }

  /** The second that has ended last. */
  lastSecond(): HistogramSnapshot {
    return this.#seconds.at(-1) ?? EMPTY_SNAPSHOT;
  }

  /** Whole seconds that have ended; `run` too. Of the longest window, whole minutes and what follows. */
  window(name: WindowName): HistogramSnapshot {
    if (name === 'run') return this.#run.snapshot();
    const seconds = WINDOWS_S[name];
    if (seconds <= SECONDS_KEPT) return merged(this.#seconds.slice(-seconds));
    const since = this.#secondsOfMinute;
    const rest = since === 0 ? [] : this.#seconds.slice(-since);
    return merged([...this.#minutes, ...rest]);
  }

  summary(name: WindowName): LatencySummary {
    if (name === 'run') return summaryOf(this.#run);
    return summaryOfSnapshot(this.window(name));
  }
}

function merged(slices: readonly HistogramSnapshot[]): HistogramSnapshot {
  scratch.reset();
  for (const slice of slices) scratch.add(slice);
  return scratch.snapshot();
}

/** The figures of a distribution; percentiles are at most `HDR_ERROR` too high. */
export function summaryOfSnapshot(snapshot: HistogramSnapshot): LatencySummary {
  if (snapshot.count === 0) return EMPTY_LATENCY;
  scratch.reset();
  scratch.add(snapshot);
  return summaryOf(scratch);
}

function summaryOf(histogram: HdrHistogram): LatencySummary {
  if (histogram.count === 0) return EMPTY_LATENCY;
  return {
    count: histogram.count,
    p50Us: histogram.percentile(0.5),
    p95Us: histogram.percentile(0.95),
    p99Us: histogram.percentile(0.99),
    p999Us: histogram.percentile(0.999),
    maxUs: histogram.maxUs,
  };
}

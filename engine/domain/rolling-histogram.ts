import { EMPTY_SNAPSHOT, HdrHistogram } from './hdr-histogram.ts';
import type { HistogramSnapshot } from './hdr-histogram.ts';

/** Slices kept: of a second for the windows up to a minute, of a minute for the longer one. */
const SECONDS_KEPT = 60;
const MINUTES_KEPT = 15;

/** Merges slices; what it holds is read before anything else is put in. */
const scratch = new HdrHistogram();

/** One duration over rolling windows. Slices hold occupied buckets only: some kilobytes in all. */
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

  /** All durations since it was made, those of the running second too. */
  soFar(): HistogramSnapshot {
    return merged([this.#run.snapshot(), this.#current.snapshot()]);
  }

  /** The second that has ended last. */
  lastSecond(): HistogramSnapshot {
    return this.#seconds.at(-1) ?? EMPTY_SNAPSHOT;
  }

  /**
   * The last `seconds` that have ended, up to a minute; of more as many whole minutes as they take, a quarter of an
   * hour at most, and what follows those. null: all seconds since it was made.
   */
  window(seconds: number | null): HistogramSnapshot {
    if (seconds === null) return this.#run.snapshot();
    if (seconds <= SECONDS_KEPT) return merged(this.#seconds.slice(-seconds));
    const since = this.#secondsOfMinute;
    const rest = since === 0 ? [] : this.#seconds.slice(-since);
    const minutes = Math.ceil((seconds - since) / SECONDS_KEPT);
    return merged([...this.#minutes.slice(-minutes), ...rest]);
  }
}

function merged(slices: readonly HistogramSnapshot[]): HistogramSnapshot {
  scratch.reset();
  for (const slice of slices) scratch.add(slice);
  return scratch.snapshot();
}

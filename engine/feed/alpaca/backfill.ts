/**
 * Bars that were missed while nothing was connected: after a gap the minutes from before it are asked
 * for over REST, again and again until they come. What cannot be had stays a gap that is shown.
 */
import type { DataApi } from '../../alpaca/data-api.ts';
import type { Timers } from '../../alpaca/access.ts';
import type { RestFault } from '../../alpaca/rest-faults.ts';
import type { Bar } from '../../domain/bar.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { US_PER_DAY, US_PER_MINUTE, US_PER_MS } from '../../domain/time.ts';
import { feedUnits } from './feed-units.ts';
import { barOf, tradingDayUs } from './market-applier.ts';

/** Bars wait here until the market takes them: a day of minutes of thirty symbols. */
const WAITING_MAX = 50_000;

/** Gaps that are remembered; beyond it the oldest two become one. */
const GAPS_MAX = 32;

/** First wait after a failed attempt; doubles to the last. */
const RETRY_FIRST_MS = 2_000;
const RETRY_LAST_MS = 60_000;

/** Days of the past that are asked for with the first gap: a year, whose last close quotes need. */
const PAST_DAYS_US = 365 * US_PER_DAY;

/** Stretch of time without data. */
export interface FeedGap {
  readonly fromUs: number;
  readonly toUs: number;
}

/** A bar for an instrument, by its place in the list of instruments. */
export interface MissedBar {
  readonly i: number;
  readonly timeframe: '1m' | '1d';
  readonly bar: Bar;
}

export interface BackfillOptions {
  readonly api: DataApi;
  readonly feed: string;
  readonly instruments: readonly Instrument[];
  readonly timers: Timers;
  /** Wait after the first failed attempt, in milliseconds. */
  readonly retryMs?: number;
}

export class Backfill {
  readonly #options: BackfillOptions;
  #gaps: readonly FeedGap[] = [];
  #waiting: MissedBar[] = [];
  #isRunning = false;
  #hasDays = false;
  #attempts = 0;
  #problem = '';
  #problemStatus = 0;
  #cancelTimer: () => void = () => undefined;
  #stopped = new AbortController();

  constructor(options: BackfillOptions) {
    this.#options = options;
  }

  /** What is not filled yet, oldest first. */
  get gaps(): readonly FeedGap[] {
    return this.#gaps;
  }

  /** Why the oldest gap could not be filled; '' when nothing has gone wrong. */
  get problem(): string {
    return this.#problem;
  }

  /** HTTP status behind `problem`; 0: there was no answer. */
  get problemStatus(): number {
    return this.#problemStatus;
  }

  /** Notes a gap and begins to fill it. The minutes at its ends are asked for too. */
  fill(gap: FeedGap): void {
    const gaps = [...this.#gaps, gap];
    const [first = gap, second = gap, ...rest] = gaps;
    const joined = { fromUs: first.fromUs, toUs: second.toUs };
    this.#gaps = gaps.length > GAPS_MAX ? [joined, ...rest] : gaps;
    this.#attempts = 0;
    this.#run();
  }

  /** Bars that have come, at most `max`; each once. */
  take(max: number): readonly MissedBar[] {
    if (this.#waiting.length === 0) return NONE;
    const taken = this.#waiting.slice(0, max);
    this.#waiting = this.#waiting.slice(max);
    return taken;
  }

  stop(): void {
    this.#cancelTimer();
    this.#stopped.abort(new Error('the feed was stopped'));
  }

  #run(): void {
    const gap = this.#gaps[0];
    if (gap === undefined || this.#isRunning || this.#stopped.signal.aborted) return;
    this.#cancelTimer();
    this.#isRunning = true;
    this.#fetch(gap)
      .then((problem) => {
        if (problem === null) {
          this.#attempts = 0;
          this.#problem = '';
          this.#gaps = this.#gaps.filter((one) => one !== gap);
          return;
        }
        this.#problem = problem;
        this.#attempts += 1;
      })
      .catch((error: unknown) => {
        this.#problem = String(error);
        this.#attempts += 1;
      })
      .finally(() => {
        this.#isRunning = false;
        if (this.#attempts === 0) this.#run();
        else this.#runLater();
      });
  }

  #runLater(): void {
    if (this.#stopped.signal.aborted) return;
    const firstMs = this.#options.retryMs ?? RETRY_FIRST_MS;
    const ms = Math.min(RETRY_LAST_MS, firstMs * 2 ** (this.#attempts - 1));
    this.#cancelTimer = this.#options.timers.after(ms, () => {
      this.#run();
    });
  }

  /** Fetches the bars of a gap; null, or what went wrong. Nothing is kept of an attempt that fails. */
  async #fetch(gap: FeedGap): Promise<string | null> {
    const found: MissedBar[] = [];
    // The day's own bar has missed what its minutes have.
    const daysFromUs = this.#hasDays ? gap.fromUs - US_PER_DAY : gap.toUs - PAST_DAYS_US;
    const problems = await Promise.all([
      this.#fetchBars(gap, '1m', found),
      this.#fetchBars({ fromUs: daysFromUs, toUs: gap.toUs }, '1d', found),
    ]);
    const problem = problems.find((one) => one !== null) ?? null;
    if (problem !== null) return problem;
    this.#hasDays = true;
    this.#waiting = [...this.#waiting, ...found].slice(-WAITING_MAX);
    return null;
  }

  async #fetchBars(
    { fromUs, toUs }: FeedGap,
    timeframe: MissedBar['timeframe'],
    found: MissedBar[],
  ): Promise<string | null> {
    const { api, feed, instruments } = this.#options;
    const query = {
      symbols: instruments.map(({ symbol }) => symbol),
      start: minuteText(fromUs),
      end: minuteText(toUs),
      feed,
      priority: 'state',
      signal: this.#stopped.signal,
    } as const;
    const followed = new Map(
      instruments.map((instrument, i) => [
        instrument.symbol,
        { i, units: feedUnits(instrument), zone: instrument.zone },
      ]),
    );
    for await (const page of api.bars(query, timeframe === '1m' ? '1Min' : '1Day')) {
      if (!page.ok) {
        this.#problemStatus = page.fault.status;
        return problemText(page.fault);
      }
      for (const [symbol, bars] of page.value) {
        const one = followed.get(symbol);
        if (one === undefined) continue;
        const { i, units, zone } = one;
        for (const wire of bars) {
          const startUs = timeframe === '1m' ? wire.t : tradingDayUs(zone, wire.t);
          const bar = barOf(wire, units, startUs);
          if (bar !== null) found.push({ i, timeframe, bar });
        }
      }
      if (found.length > WAITING_MAX) break;
    }
    return null;
  }
}

/** What keeps missed bars away, as a user is told. */
function problemText({ status, refusal }: RestFault): string {
  if (status === 429) return 'Alpaca has had too many requests this minute; what was missed waits.';
  return `Bars that were missed could not be fetched yet: ${refusal.value}.`;
}

const NONE: readonly MissedBar[] = [];

/** The start of a minute, as Alpaca takes times. */
function minuteText(us: number): string {
  return new Date((us - (us % US_PER_MINUTE)) / US_PER_MS).toISOString();
}

/**
 * Bars that were missed while nothing was connected: after a gap the minutes from before it are asked
 * for over REST, again and again until they come. What cannot be had stays a gap that is shown.
 */
import type { DataApi } from '../../alpaca/data-api.ts';
import type { Timers } from '../../alpaca/access.ts';
import type { RestFault } from '../../alpaca/rest-faults.ts';
import type { Bar } from '../../domain/bar.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { US_PER_DAY, US_PER_MINUTE, US_PER_MS, US_PER_SECOND } from '../../domain/time.ts';
import { feedUnits } from './feed-units.ts';
import { barOf, tradingDayUs } from './market-applier.ts';

/** Bars wait here until the market takes them: a day of minutes of thirty symbols. */
const WAITING_MAX = 50_000;

/** Gaps that are remembered; beyond it the oldest two become one. */
const GAPS_MAX = 32;

/** Stretches that wait to be taken; the source takes them every few milliseconds. */
const TRADED_MAX = 1_000;

/** First wait after a failed attempt; doubles to the last. */
const RETRY_FIRST_MS = 2_000;
const RETRY_LAST_MS = 60_000;

/** Days of the past that are asked for with the first gap: a year, whose last close quotes need. */
const PAST_DAYS_US = 365 * US_PER_DAY;

/** What was corrected while nothing was connected: as long before a gap, bars are asked for again. */
const CORRECTED_BACK_US = 15 * US_PER_MINUTE;

/** By then Alpaca's history has the minute that has just ended. */
export const COUNTED_AFTER_US: number = 5 * US_PER_SECOND;

/** Corrections come in groups; those of some seconds are one request. */
const REFRESH_MS = 5_000;

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

/** Minutes that there were in a stretch of time, by their starts: any other had no trades. */
export interface TradedMinutes {
  readonly i: number;
  readonly fromUs: number;
  readonly toUs: number;
  readonly startsUs: ReadonlySet<number>;
}

export interface BackfillOptions {
  readonly api: DataApi;
  readonly feed: string;
  readonly instruments: readonly Instrument[];
  readonly timers: Timers;
  /** Wait after the first failed attempt, in milliseconds. */
  readonly retryMs?: number;
  /** How long corrections are gathered, in milliseconds. */
  readonly refreshMs?: number;
}

/** `isGap`: nothing is there yet, which is shown; else bars are there that are not right any more. */
interface Task extends FeedGap {
  readonly isGap: boolean;
  /** The one instrument whose whole past is missing; null: what all have missed. */
  readonly only: Instrument | null;
}

/** An instrument and its place. */
interface Asked {
  readonly i: number;
  readonly instrument: Instrument;
}

export class Backfill {
  readonly #options: BackfillOptions;
  readonly #instruments: Instrument[];
  #tasks: readonly Task[] = [];
  #corrected: FeedGap | null = null;
  #waiting: MissedBar[] = [];
  /** Of stretches whose bars have come; told when these were taken. */
  #traded: TradedMinutes[] = [];
  #isRunning = false;
  #hasDays = false;
  #attempts = 0;
  #problem = '';
  #problemStatus = 0;
  #cancelTimer: () => void = () => undefined;
  #stopped = new AbortController();

  constructor(options: BackfillOptions) {
    this.#options = options;
    this.#instruments = [...options.instruments];
  }

  /** What is not filled yet, oldest first. */
  get gaps(): readonly FeedGap[] {
    return this.#tasks.filter(({ isGap }) => isGap).map(({ fromUs, toUs }) => ({ fromUs, toUs }));
  }

  /** Whether nothing has to be asked for any more, what was corrected included. */
  get isWhole(): boolean {
    return this.#tasks.length === 0 && this.#corrected === null && this.#traded.length === 0;
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
    this.#add({ ...gap, isGap: true, only: null });
  }

  /** Takes in one more instrument, behind the others. */
  follow(instrument: Instrument): void {
    this.#instruments.push(instrument);
  }

  /** Fetches the past of one instrument that was not followed until now. */
  begin(instrument: Instrument, { fromUs, toUs }: FeedGap): void {
    this.#add({ fromUs, toUs, isGap: true, only: instrument });
  }

  /**
   * Asks again for the bars of a stretch whose trades were corrected, after some seconds. All its minutes
   * have to be over and counted.
   */
  refresh({ fromUs, toUs }: FeedGap): void {
    const { timers, refreshMs = REFRESH_MS } = this.#options;
    const known = this.#corrected;
    this.#corrected = {
      fromUs: Math.min(known?.fromUs ?? fromUs, fromUs),
      toUs: Math.max(known?.toUs ?? toUs, toUs),
    };
    if (known !== null) return;
    this.#cancelRefresh = timers.after(refreshMs, () => {
      const corrected = this.#corrected;
      this.#corrected = null;
      if (corrected !== null) this.#add({ ...corrected, isGap: false, only: null });
    });
  }
  #cancelRefresh: () => void = () => undefined;

  /** Bars that have come, at most `max`; each once. */
  take(max: number): readonly MissedBar[] {
    if (this.#waiting.length === 0) return NONE;
    const taken = this.#waiting.slice(0, max);
    this.#waiting = this.#waiting.slice(max);
    return taken;
  }

  /** What is known once all bars that have come were taken, and empty until then; each once. */
  takeTraded(): readonly TradedMinutes[] {
    if (this.#waiting.length > 0 || this.#traded.length === 0) return NOTHING;
    const traded = this.#traded;
    this.#traded = [];
    return traded;
  }

  stop(): void {
    this.#cancelTimer();
    this.#cancelRefresh();
    this.#stopped.abort(new Error('the feed was stopped'));
  }

  #add(task: Task): void {
    const tasks = [...this.#tasks, task];
    const [first = task, second = task, ...rest] = tasks;
    const joined = {
      fromUs: Math.min(first.fromUs, second.fromUs),
      toUs: Math.max(first.toUs, second.toUs),
      isGap: first.isGap || second.isGap,
      only: first.only === second.only ? first.only : null,
    };
    this.#tasks = tasks.length > GAPS_MAX ? [joined, ...rest] : tasks;
    this.#attempts = 0;
    this.#run();
  }

  #run(): void {
    const gap = this.#tasks[0];
    if (gap === undefined || this.#isRunning || this.#stopped.signal.aborted) return;
    this.#cancelTimer();
    this.#isRunning = true;
    this.#fetch(gap)
      .then((problem) => {
        if (problem === null) {
          this.#attempts = 0;
          this.#problem = '';
          this.#tasks = this.#tasks.filter((one) => one !== gap);
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
  async #fetch({ fromUs, toUs, isGap, only }: Task): Promise<string | null> {
    const found: MissedBar[] = [];
    const hasDays = this.#hasDays && only === null;
    const asked = this.#instruments.flatMap((instrument, i) =>
      only === null || instrument === only ? [{ i, instrument }] : [],
    );
    // The day's own bar has missed what its minutes have.
    const daysFromUs = hasDays ? fromUs - US_PER_DAY : toUs - PAST_DAYS_US;
    const minutesFromUs = isGap ? fromUs - CORRECTED_BACK_US : fromUs;
    const problems = await Promise.all([
      this.#fetchBars(asked, { fromUs: minutesFromUs, toUs }, '1m', found),
      this.#fetchBars(asked, { fromUs: daysFromUs, toUs }, '1d', found),
    ]);
    const problem = problems.find((one) => one !== null) ?? null;
    if (problem !== null) return problem;
    this.#hasDays ||= only === null;
    this.#waiting = [...this.#waiting, ...found].slice(-WAITING_MAX);
    // A gap ends now, so that Alpaca may not have counted its newest minutes yet.
    const countedUs = isGap ? toUs - US_PER_MINUTE - COUNTED_AFTER_US : toUs;
    this.#noteTraded(asked, found, { fromUs: minutesFromUs, toUs: countedUs });
    return null;
  }

  #noteTraded(
    asked: readonly Asked[],
    found: readonly MissedBar[],
    { fromUs, toUs }: FeedGap,
  ): void {
    const minutes = found.filter(({ timeframe }) => timeframe === '1m');
    // The answer may have been cut short.
    if (found.length > WAITING_MAX) return;
    for (const { i } of asked) {
      const own = minutes.filter((one) => one.i === i);
      const startsUs = new Set(own.map(({ bar }) => Number(bar.startUs)));
      this.#traded.push({ i, fromUs: fromUs - (fromUs % US_PER_MINUTE), toUs, startsUs });
    }
    this.#traded = this.#traded.slice(-TRADED_MAX);
  }

  async #fetchBars(
    asked: readonly Asked[],
    { fromUs, toUs }: FeedGap,
    timeframe: MissedBar['timeframe'],
    found: MissedBar[],
  ): Promise<string | null> {
    const { api, feed } = this.#options;
    const query = {
      symbols: asked.map(({ instrument }) => instrument.symbol),
      start: minuteText(fromUs),
      end: minuteText(toUs),
      feed,
      priority: 'state',
      signal: this.#stopped.signal,
    } as const;
    const followed = new Map(
      asked.map(({ instrument, i }) => [
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
const NOTHING: readonly TradedMinutes[] = [];

/** The start of a minute, as Alpaca takes times. */
function minuteText(us: number): string {
  return new Date((us - (us % US_PER_MINUTE)) / US_PER_MS).toISOString();
}

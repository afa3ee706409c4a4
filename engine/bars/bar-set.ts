import { TIMEFRAMES, TIMEFRAME_US, mergeBars, tradesOfBar } from '../domain/bar.ts';
import type { Bar, PastTrade, Timeframe } from '../domain/bar.ts';
import { timeUs } from '../domain/time.ts';
import type { TimeUs } from '../domain/time.ts';
import { BarSeries } from './bar-series.ts';

/** Timeframes that the store keeps; shorter ones live in memory only, within their bound. */
export const STORED_TIMEFRAMES = [
  '1m',
  '3m',
  '5m',
  '15m',
  '1h',
  '1d',
] as const satisfies Timeframe[];
const STORED: ReadonlySet<Timeframe> = new Set(STORED_TIMEFRAMES);

/** Timeframes that are whole minutes of a day, made of the minute's bars where those are corrected. */
const OF_MINUTES = ['3m', '5m', '15m', '1h'] as const satisfies Timeframe[];

const MADE_OF_MINUTES: ReadonlySet<Timeframe> = new Set(['1m', ...OF_MINUTES]);

/**
 * All timeframes of one instrument. A trade of the time that all forming bars have in common, which is that
 * of the shortest one, is added up once for all of them, until somebody looks or the next bar begins: nine
 * series a trade were a twentieth of an order's whole path (`npm run bench -- core`).
 */
export class BarSet {
  readonly #series: readonly BarSeries[];
  /** Those of times, and those of numbers of trades, which take every trade. */
  readonly #clocked: readonly BarSeries[];
  readonly #counted: readonly BarSeries[];
  readonly #zone: string;
  /** Time that all forming bars have in common, from and until; nothing is added up outside. */
  #commonFromUs = Number.POSITIVE_INFINITY;
  #commonUntilUs = Number.NEGATIVE_INFINITY;
  /** What has been added up. */
  #sumTrades = 0;
  #sumLots = 0;
  #sumHigh = 0;
  #sumLow = 0;
  #sumClose = 0;
  /** Stored timeframes whose forming bar has traded since `takeUnstored`. */
  readonly #unstored = new Map<BarSeries, Bar[]>();
  /** Starts of stored bars that were taken away since `takeUnstored`: corrections are rare. */
  readonly #removed = new Map<BarSeries, Set<TimeUs>>();

  constructor(zone: string) {
    this.#zone = zone;
    const settle = (): void => {
      this.#settle();
    };
    this.#series = TIMEFRAMES.map((timeframe) => new BarSeries(timeframe, zone, settle));
    this.#clocked = this.#series.filter(({ timeframe }) => tradesOfBar(timeframe) === null);
    this.#counted = this.#series.filter(({ timeframe }) => tradesOfBar(timeframe) !== null);
  }

  /** Closed bars of the timeframe that keeps most of them. */
  get keptMost(): number {
    return this.#series.reduce((most, { kept }) => Math.max(most, kept), 0);
  }

  /** Takes a trade. What the market has counted in a bar of its own already is only in shorter ones. */
  addTrade(priceTicks: number, qtyLots: number, us: TimeUs): void {
    if (us >= this.#commonFromUs && us < this.#commonUntilUs) {
      this.#addUp(priceTicks, qtyLots);
      for (const series of this.#counted) series.addCounted(priceTicks, qtyLots, us);
    } else {
      const isToldAlready = us < this.#countedUpToUs;
      for (const series of this.#series) {
        if (isToldAlready && MADE_OF_MINUTES.has(series.timeframe)) continue;
        const closed = series.addTrade(priceTicks, qtyLots, us);
        if (closed !== null && STORED.has(series.timeframe)) this.#unstoredOf(series).push(closed);
      }
      this.#findCommonTime();
    }
    this.#traded = true;
  }

  #addUp(priceTicks: number, qtyLots: number): void {
    if (this.#sumTrades === 0) {
      this.#sumHigh = this.#sumLow = priceTicks;
      this.#sumLots = 0;
    } else if (priceTicks > this.#sumHigh) this.#sumHigh = priceTicks;
    else if (priceTicks < this.#sumLow) this.#sumLow = priceTicks;
    this.#sumClose = priceTicks;
    this.#sumLots += qtyLots;
    this.#sumTrades += 1;
  }

  /** To be called when nothing is added up. */
  #findCommonTime(): void {
    let fromUs = this.#countedUpToUs;
    let untilUs = Number.POSITIVE_INFINITY;
    for (const { formingUs } of this.#clocked) {
      fromUs = Math.max(fromUs, formingUs.startUs);
      untilUs = Math.min(untilUs, formingUs.endUs);
    }
    this.#commonFromUs = fromUs;
    this.#commonUntilUs = untilUs;
  }

  /** Gives the bars what has been added up; the next trade goes to each by itself. */
  #settle(): void {
    this.#commonUntilUs = Number.NEGATIVE_INFINITY;
    const trades = this.#sumTrades;
    if (trades === 0) return;
    this.#sumTrades = 0;
    for (const series of this.#clocked) {
      series.addSum(this.#sumHigh, this.#sumLow, this.#sumClose, this.#sumLots, trades);
    }
  }
  #traded = false;
  /** End of the newest minute that the market has told itself. */
  #countedUpToUs = Number.NEGATIVE_INFINITY;

  /**
   * Takes a bar of a minute or a day as its market counts it, see `BarSeries.put`. The longer bars
   * that a minute is part of are made anew, as far as their minutes are kept.
   */
  put(timeframe: '1m' | '1d', bar: Bar): void {
    this.#put(this.of(timeframe), bar);
    if (timeframe === '1d') return;
    this.#countedUpToUs = Math.max(this.#countedUpToUs, bar.startUs + TIMEFRAME_US['1m']);
    this.#remakeLonger(bar.startUs);
  }

  /**
   * Makes the bars of less than a day around a time anew, of the trades that stand, in the order in
   * which they came; from `wholeFromUs` on these are all. False when the minute could not be: trades of
   * it are missing, or the market has told it itself, which knows better than they do. Tick bars are counted
   * anew; `takenBack`: trades that do not stand any more since the last time.
   */
  remake(
    trades: readonly PastTrade[],
    wholeFromUs: number,
    atUs: TimeUs,
    takenBack: number,
  ): boolean {
    let isMinuteMade = false;
    for (const series of this.#series) {
      const { timeframe } = series;
      if (tradesOfBar(timeframe) !== null) {
        series.recount(trades, takenBack);
        continue;
      }
      const isMinute = timeframe === '1m';
      const startUs = startOf(timeframe, atUs);
      const isTold = isMinute && startUs < this.#countedUpToUs;
      if (timeframe === '1d' || (MADE_OF_MINUTES.has(timeframe) && !isMinute)) continue;
      if (startUs < wholeFromUs || isTold) continue;
      const own = new BarSeries(timeframe, this.#zone);
      for (const { priceTicks, qtyLots, us } of trades) {
        if (us >= startUs) own.addTrade(priceTicks, qtyLots, us);
      }
      const [bar] = own.from(startUs);
      if (bar?.startUs === startUs) this.#put(series, bar);
      else this.#remove(series, startUs);
      if (isMinute) isMinuteMade = true;
    }
    if (isMinuteMade) this.#remakeLonger(startOf('1m', atUs));
    return isMinuteMade;
  }

  /** Takes minutes away that begin between two times, both included, and are not among these. */
  keepOnly(fromUs: number, toUs: number, startsUs: ReadonlySet<number>): void {
    for (const { startUs } of this.of('1m').from(fromUs)) {
      if (startUs > toUs || startsUs.has(startUs)) continue;
      this.#remove(this.of('1m'), startUs);
      this.#remakeLonger(startUs);
    }
  }

  /** Bars that a minute is part of, as far as their minutes are kept. */
  #remakeLonger(minuteUs: TimeUs): void {
    for (const longer of OF_MINUTES) {
      const startUs = startOf(longer, minuteUs);
      if (this.of('1m').isCutAfter(startUs)) continue;
      const minutes = this.of('1m').from(startUs);
      const endUs = startUs + TIMEFRAME_US[longer];
      const inside = minutes.filter((minute) => minute.startUs < endUs);
      if (inside.length > 0) this.#put(this.of(longer), mergeBars(startUs, inside));
      else this.#remove(this.of(longer), startUs);
    }
  }

  of(timeframe: Timeframe): BarSeries {
    const series = this.#series[TIMEFRAMES.indexOf(timeframe)];
    if (series === undefined) throw new RangeError(`no timeframe ${timeframe}`);
    return series;
  }

  /**
   * Bars to store: closed since the last call, and the forming ones if anything has traded; and the starts of
   * those that are no more.
   */
  takeUnstored(): { timeframe: Timeframe; bars: Bar[]; removedUs: readonly TimeUs[] }[] {
    if (!this.#traded) return [];
    this.#traded = false;
    const taken = [];
    for (const series of this.#series) {
      if (!STORED.has(series.timeframe)) continue;
      const forming = series.forming();
      const removed = this.#removed.get(series) ?? new Set();
      const closed = (this.#unstored.get(series) ?? []).filter((bar) => !removed.has(bar.startUs));
      const bars = [...closed, ...(forming === null ? [] : [forming])];
      const removedUs = [...removed].filter((us) => us !== forming?.startUs);
      if (bars.length + removedUs.length > 0) {
        taken.push({ timeframe: series.timeframe, bars, removedUs });
      }
    }
    this.#unstored.clear();
    this.#removed.clear();
    return taken;
  }

  #remove(series: BarSeries, startUs: TimeUs): void {
    if (!series.remove(startUs) || !STORED.has(series.timeframe)) return;
    this.#traded = true;
    const known = this.#removed.get(series);
    if (known === undefined) this.#removed.set(series, new Set([startUs]));
    else known.add(startUs);
  }

  #put(series: BarSeries, bar: Bar): void {
    this.#traded = true;
    this.#removed.get(series)?.delete(bar.startUs);
    if (series.put(bar)) this.#unstoredOf(series).push(bar);
  }

  #unstoredOf(series: BarSeries): Bar[] {
    const known = this.#unstored.get(series);
    if (known !== undefined) return known;
    const fresh: Bar[] = [];
    this.#unstored.set(series, fresh);
    return fresh;
  }
}

/** Start of the bar that a time is in; days, whose length differs, are none of its business. */
function startOf(timeframe: Timeframe, us: number): TimeUs {
  const lengthUs = TIMEFRAME_US[timeframe];
  return timeUs(Math.floor(us / lengthUs) * lengthUs);
}

import { TIMEFRAMES } from '../domain/bar.ts';
import type { Bar, Timeframe } from '../domain/bar.ts';
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

/** All timeframes of one instrument. */
export class BarSet {
  readonly #series: readonly BarSeries[];
  /** Stored timeframes whose forming bar has traded since `takeUnstored`. */
  readonly #unstored = new Map<BarSeries, Bar[]>();

  constructor(zone: string) {
    this.#series = TIMEFRAMES.map((timeframe) => new BarSeries(timeframe, zone));
  }

  addTrade(priceTicks: number, qtyLots: number, us: TimeUs): void {
    for (const series of this.#series) {
      const closed = series.addTrade(priceTicks, qtyLots, us);
      if (closed !== null && STORED.has(series.timeframe)) this.#unstoredOf(series).push(closed);
    }
    this.#traded = true;
  }
  #traded = false;

  of(timeframe: Timeframe): BarSeries {
    const series = this.#series[TIMEFRAMES.indexOf(timeframe)];
    if (series === undefined) throw new RangeError(`no timeframe ${timeframe}`);
    return series;
  }

  /** Bars to store: closed since the last call, and the forming ones if anything has traded. */
  takeUnstored(): { timeframe: Timeframe; bars: Bar[] }[] {
    if (!this.#traded) return [];
    this.#traded = false;
    const taken = [];
    for (const series of this.#series) {
      if (!STORED.has(series.timeframe)) continue;
      const forming = series.forming();
      const bars = [...(this.#unstored.get(series) ?? []), ...(forming === null ? [] : [forming])];
      if (bars.length > 0) taken.push({ timeframe: series.timeframe, bars });
    }
    this.#unstored.clear();
    return taken;
  }

  #unstoredOf(series: BarSeries): Bar[] {
    const known = this.#unstored.get(series);
    if (known !== undefined) return known;
    const fresh: Bar[] = [];
    this.#unstored.set(series, fresh);
    return fresh;
  }
}

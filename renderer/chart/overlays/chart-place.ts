/**
 * Where times and prices lie on a chart, for everything that is drawn over its bars. A time between two
 * bars lies between them, one after the last is counted on in lengths of a bar.
 */
import type { IChartApiBase, ISeriesApi, Logical, SeriesType } from 'lightweight-charts';
import type { Timeframe } from '../../../engine/domain/bar.ts';
import { TIMEFRAME_US } from '../../../engine/domain/bar.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import type { BarSeries } from '../bar-series.ts';
import { axisPrice } from '../order-lines.ts';

/** A place on the chart in CSS pixels from its top left corner. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** The room of the bars' pane, in CSS pixels. */
export interface PaneSize {
  readonly width: number;
  readonly height: number;
}

/** Times and prices of one chart as pixels and back. Follows its symbol, timeframe and type. */
export class ChartPlace {
  readonly #chart: IChartApiBase;
  readonly #bars: BarSeries;
  readonly #seriesOf: () => ISeriesApi<SeriesType>;
  #instrument: Instrument | null = null;
  #barUs = TIMEFRAME_US['1m'];
  /** Index of the first bar that the library has; its own indexes begin there. */
  firstDrawn = 0;

  constructor(chart: IChartApiBase, bars: BarSeries, seriesOf: () => ISeriesApi<SeriesType>) {
    this.#chart = chart;
    this.#bars = bars;
    this.#seriesOf = seriesOf;
  }

  follow(instrument: Instrument, timeframe: Timeframe): void {
    this.#instrument = instrument;
    this.#barUs = TIMEFRAME_US[timeframe];
  }

  get size(): PaneSize {
    const height = this.#chart.panes()[0]?.getHeight() ?? 0;
    return { width: this.#chart.timeScale().width(), height };
  }

  /** Width of a bar with the gap to the next. */
  get spacing(): number {
    return this.#chart.timeScale().options().barSpacing;
  }

  /** First and last index of the bars in view, those that are half in it included; null without any. */
  visible(): { readonly from: number; readonly to: number } | null {
    const range = this.#chart.timeScale().getVisibleLogicalRange();
    if (range === null || this.#bars.length === 0) return null;
    const from = Math.max(0, Math.floor(range.from) + this.firstDrawn);
    return { from, to: Math.min(this.#bars.length - 1, Math.ceil(range.to) + this.firstDrawn) };
  }

  /** Middle of the bar with this index, which may lie before the first or after the last. */
  xOfIndex(index: number): number | null {
    // The library brands its indexes, which may be fractions.
    return this.#chart.timeScale().logicalToCoordinate((index - this.firstDrawn) as Logical);
  }

  x(us: number): number | null {
    return this.xOfIndex(this.indexOf(us));
  }

  y(ticks: number): number | null {
    const instrument = this.#instrument;
    if (instrument === null) return null;
    return this.#seriesOf().priceToCoordinate(axisPrice(instrument, ticks));
  }

  /** Index of a time, fractions between two bars included. */
  indexOf(us: number): number {
    const bars = this.#bars.bars;
    const at = this.#bars.indexAt(us);
    const here = bars[at]?.startUs;
    if (here === undefined) {
      const first = bars[0]?.startUs;
      return first === undefined ? 0 : (us - first) / this.#barUs;
    }
    const next = bars[at + 1]?.startUs;
    const length = next === undefined ? this.#barUs : next - here;
    return at + (us - here) / length;
  }

  /** Time at a distance from the left, in microseconds; null without bars. */
  usAt(x: number): number | null {
    const drawn = this.#chart.timeScale().coordinateToLogical(x);
    const bars = this.#bars.bars;
    const [first, last] = [bars[0], bars.at(-1)];
    if (drawn === null || first === undefined || last === undefined) return null;
    const index = drawn + this.firstDrawn;
    if (index < 0) return Math.round(first.startUs + index * this.#barUs);
    const end = bars.length - 1;
    if (index >= end) return Math.round(last.startUs + (index - end) * this.#barUs);
    return bars[Math.round(index)]?.startUs ?? last.startUs;
  }

  /** Price at a distance from the top in ticks, fractions included; null where there is no scale. */
  ticksAt(y: number): number | null {
    const instrument = this.#instrument;
    const price = this.#seriesOf().coordinateToPrice(y);
    return instrument === null || price === null ? null : price / axisPrice(instrument, 1);
  }
}

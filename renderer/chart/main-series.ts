/** The bars themselves, drawn in one of several ways, and their volume below them. */
import {
  AreaSeries,
  BarSeries as OhlcBars,
  CandlestickSeries,
  HistogramSeries,
  LineSeries,
} from 'lightweight-charts';
import type { CandlestickData, IChartApiBase, ISeriesApi, SeriesType } from 'lightweight-charts';
import type { Bar } from '../../engine/domain/bar.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import { incrementTicksAt } from '../../engine/domain/instrument.ts';
import { HeikinAshi } from '../../engine/indicators/heikin-ashi.ts';
import { IndicatorSeries } from '../../engine/indicators/indicator-series.ts';
import type { ChartType } from './chart-look.ts';
import type { BarRange } from './drawn-window.ts';
import { axisText, candlePoint, volumePoint } from './chart-points.ts';
import {
  VOLUME_MARGINS,
  areaOptions,
  barOptions,
  candleOptions,
  lineOptions,
} from './chart-theme.ts';
import type { ChartColours } from './chart-theme.ts';
import { axisPrice } from './order-lines.ts';

/** A point of any of the types; the library takes what its series needs of it. */
interface MainPoint extends CandlestickData {
  readonly value: number;
}

/** Owned by one chart; ends with it. */
export class MainSeries {
  readonly #chart: IChartApiBase;
  readonly #volume: ISeriesApi<'Histogram'>;
  readonly #averaged = new IndicatorSeries(
    () => new HeikinAshi(),
    4,
    () => 0,
  );
  #colours: ChartColours;
  #type: ChartType = 'candles';
  #api: ISeriesApi<SeriesType>;
  #instrument: Instrument | null = null;
  #nearTicks = 0;
  /** Start of the last bar that is drawn. */
  #lastUs = Number.NEGATIVE_INFINITY;

  constructor(chart: IChartApiBase, colours: ChartColours) {
    this.#chart = chart;
    this.#colours = colours;
    this.#api = this.#make();
    this.#volume = chart.addSeries(HistogramSeries, {
      priceScaleId: 'volume',
      priceFormat: { type: 'volume' },
      lastValueVisible: false,
      priceLineVisible: false,
    });
    this.#volume.priceScale().applyOptions({ scaleMargins: VOLUME_MARGINS });
  }

  /** What lines, marks and drawings are attached to; another one after `use` has said so. */
  get api(): ISeriesApi<SeriesType> {
    return this.#api;
  }

  /**
   * Draws in another way. True when `api` has changed: what was attached to the old one is gone, and
   * the new one has no data yet.
   */
  use(type: ChartType): boolean {
    if (type === this.#type) return false;
    const before = this.#api;
    this.#type = type;
    this.#api = this.#make();
    this.#chart.removeSeries(before);
    // The newest series is in front; bars belong behind what is drawn over them.
    this.#api.setSeriesOrder(0);
    this.#format();
    return true;
  }

  showVolume(visible: boolean): void {
    this.#volume.applyOptions({ visible });
  }

  /** Prices from now on are those of `instrument`, about `nearTicks`. */
  follow(instrument: Instrument, nearTicks: number): void {
    this.#instrument = instrument;
    this.#nearTicks = nearTicks;
    this.#format();
  }

  applyTheme(colours: ChartColours): void {
    this.#colours = colours;
    // Options of one type are harmless to another.
    this.#api.applyOptions(this.#options());
  }

  /** Takes in all bars anew, without drawing them. */
  followBars(bars: readonly Bar[]): void {
    this.#averaged.update(bars, 0);
  }

  /** Draws these of the bars that are known and no others. */
  setAll(bars: readonly Bar[], { from, to }: BarRange): void {
    const drawn = bars.slice(from, to);
    this.#api.setData(drawn.map((bar, at) => this.#point(bar, from + at)));
    this.#volume.setData(drawn.map((bar) => volumePoint(this.#colours, bar)));
    this.#lastUs = drawn.at(-1)?.startUs ?? Number.NEGATIVE_INFINITY;
  }

  /** Bars from `from` on, which is one of the last two or follows them. */
  update(bars: readonly Bar[], from: number): void {
    this.#averaged.update(bars, from);
    for (let at = from; at < bars.length; at += 1) {
      const bar = bars[at];
      if (bar === undefined) continue;
      const late = bar.startUs < this.#lastUs;
      if (!late) this.#lastUs = bar.startUs;
      this.#api.update(this.#point(bar, at), late);
      this.#volume.update(volumePoint(this.#colours, bar), late);
    }
  }

  #point(bar: Bar, at: number): MainPoint {
    const instrument = this.#instrument;
    if (instrument === null) throw new RangeError('bars before their instrument');
    const point = candlePoint(instrument, bar);
    if (this.#type !== 'heikin-ashi') return { ...point, value: point.close };
    const price = (line: number): number => axisPrice(instrument, this.#averaged.at(at, line));
    const close = price(3);
    return { time: point.time, open: price(0), high: price(1), low: price(2), close, value: close };
  }

  #make(): ISeriesApi<SeriesType> {
    switch (this.#type) {
      case 'candles':
      case 'heikin-ashi':
        return this.#chart.addSeries(CandlestickSeries, candleOptions(this.#colours));
      case 'bars':
        return this.#chart.addSeries(OhlcBars, barOptions(this.#colours));
      case 'line':
        return this.#chart.addSeries(LineSeries, lineOptions(this.#colours));
      case 'area':
        return this.#chart.addSeries(AreaSeries, areaOptions(this.#colours));
    }
  }

  #options(): object {
    switch (this.#type) {
      case 'candles':
      case 'heikin-ashi':
        return candleOptions(this.#colours);
      case 'bars':
        return barOptions(this.#colours);
      case 'line':
        return lineOptions(this.#colours);
      case 'area':
        return areaOptions(this.#colours);
    }
  }

  #format(): void {
    const instrument = this.#instrument;
    if (instrument === null) return;
    this.#api.applyOptions({
      priceFormat: {
        type: 'custom',
        formatter: (price: number) => axisText(instrument, price),
        minMove: axisPrice(instrument, incrementTicksAt(instrument, this.#nearTicks)),
      },
    });
  }
}

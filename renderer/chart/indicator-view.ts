/**
 * Indicators of one chart: their values beside its bars and their lines over them or in panes of their
 * own. A tick changes the last point of each line, nothing else.
 */
import { HistogramSeries, LineSeries, LineStyle, PriceScaleMode } from 'lightweight-charts';
import type {
  HistogramData,
  IChartApiBase,
  ISeriesApi,
  LineData,
  WhitespaceData,
} from 'lightweight-charts';
import type { Bar } from '../../engine/domain/bar.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import { INDICATOR_FORMS, createIndicator } from '../../engine/indicators/catalogue.ts';
import type { IndicatorLine } from '../../engine/indicators/catalogue.ts';
import { IndicatorSeries } from '../../engine/indicators/indicator-series.ts';
import { isOnPrice } from './chart-look.ts';
import type { ChartIndicator } from './chart-look.ts';
import type { BarRange } from './drawn-window.ts';
import { axisTime } from './chart-points.ts';
import { faded, lineColour } from './chart-theme.ts';
import type { ChartColours } from './chart-theme.ts';
import { indicatorText } from './indicator-words.ts';
import { axisPrice } from './order-lines.ts';

type DrawnSeries = ISeriesApi<'Line'> | ISeriesApi<'Histogram'>;

/** Marks of the RSI's scale: above is bought, below is sold too eagerly (Wilder, 1978). */
const INDEX_MARKS = [70, 30];
/** Height of a pane against that of the bars. */
const PANE_SHARE = 0.25;

interface Drawn {
  readonly indicator: ChartIndicator;
  readonly series: IndicatorSeries;
  readonly lines: readonly DrawnSeries[];
}

/** An indicator at one bar, as the legend and the table tell it. */
export interface IndicatorReading {
  readonly id: number;
  /** Pane it is in; 0 is that of the bars. */
  readonly pane: number;
  /** Of each of its lines; '' where there is no value yet. */
  readonly values: readonly { readonly text: string; readonly colour: string }[];
}

/** Owned by one chart; ends with it. */
export class IndicatorView {
  readonly #chart: IChartApiBase;
  #drawn: readonly Drawn[] = [];
  #colours: ChartColours;
  #instrument: Instrument | null = null;
  /** Start of the last bar that is drawn. */
  #lastUs = Number.NEGATIVE_INFINITY;
  #sessionOf: (startUs: number) => number = () => 0;

  constructor(chart: IChartApiBase, colours: ChartColours) {
    this.#chart = chart;
    this.#colours = colours;
  }

  /** Values from now on are those of other bars; they come with `setAll`. */
  follow(instrument: Instrument, sessionOf: (startUs: number) => number): void {
    this.#instrument = instrument;
    this.#sessionOf = sessionOf;
    this.#rebuild(this.#drawn.map(({ indicator }) => indicator));
  }

  /** Draws these and no others; their data comes with the next `setAll`. True when any changed. */
  show(indicators: readonly ChartIndicator[]): boolean {
    const held = this.#drawn;
    const same =
      held.length === indicators.length &&
      held.every(({ indicator }, at) => indicator === indicators[at]);
    if (same) return false;
    this.#rebuild(indicators);
    return true;
  }

  applyTheme(colours: ChartColours): void {
    this.#colours = colours;
    this.#rebuild(this.#drawn.map(({ indicator }) => indicator));
  }

  /** Takes in all bars anew, without drawing them. */
  followBars(bars: readonly Bar[]): void {
    for (const { series } of this.#drawn) series.update(bars, 0);
  }

  /** Draws these of the bars that are known and no others. */
  setAll(bars: readonly Bar[], { from, to }: BarRange): void {
    const shown = bars.slice(from, to);
    for (const drawn of this.#drawn) {
      drawn.lines.forEach((line, at) => {
        line.setData(shown.map((bar, index) => this.#point(drawn, bar, from + index, at)));
      });
    }
    this.#lastUs = shown.at(-1)?.startUs ?? Number.NEGATIVE_INFINITY;
  }

  /** As the main series': bars from `from` on, one of the last two or what follows them. */
  update(bars: readonly Bar[], from: number): void {
    for (const drawn of this.#drawn) {
      drawn.series.update(bars, from);
      drawn.lines.forEach((line, at) => {
        for (let index = from; index < bars.length; index += 1) {
          const bar = bars[index];
          if (bar === undefined) continue;
          line.update(this.#point(drawn, bar, index, at), bar.startUs < this.#lastUs);
        }
      });
    }
    this.#lastUs = Math.max(this.#lastUs, bars.at(-1)?.startUs ?? this.#lastUs);
  }

  /** What the indicators say at a bar. */
  readings(index: number): readonly IndicatorReading[] {
    const instrument = this.#instrument;
    if (instrument === null) return [];
    return this.#drawn.map(({ indicator, series, lines }) => ({
      id: indicator.id,
      pane: lines[0]?.getPane().paneIndex() ?? 0,
      values: INDICATOR_FORMS[indicator.spec.kind].lines.map((line, at) => ({
        text: indicatorText(instrument, indicator.spec.kind, series.at(index, at)),
        colour: this.#colourOf(indicator, line),
      })),
    }));
  }

  #rebuild(indicators: readonly ChartIndicator[]): void {
    for (const { lines } of this.#drawn) {
      for (const line of lines) this.#chart.removeSeries(line);
    }
    let pane = 0;
    this.#drawn = indicators.map((indicator) => {
      if (!isOnPrice(indicator.spec)) pane += 1;
      return this.#draw(indicator, isOnPrice(indicator.spec) ? 0 : pane);
    });
    for (const [at, shown] of this.#chart.panes().entries()) {
      shown.setStretchFactor(at === 0 ? 1 : PANE_SHARE);
    }
  }

  #draw(indicator: ChartIndicator, pane: number): Drawn {
    const { spec } = indicator;
    const form = INDICATOR_FORMS[spec.kind];
    const make = (): ReturnType<typeof createIndicator> => createIndicator(spec);
    const series = new IndicatorSeries(make, form.lines.length, this.#sessionOf);
    const lines = form.lines.map((line) => this.#addLine(indicator, line, pane));
    if (form.unit === 'index') {
      for (const price of INDEX_MARKS) {
        lines[0]?.createPriceLine({
          price,
          color: faded(this.#colours.faint, 0.6),
          lineStyle: LineStyle.Dotted,
          axisLabelVisible: false,
        });
      }
    }
    return { indicator, series, lines };
  }

  #addLine(indicator: ChartIndicator, line: IndicatorLine, pane: number): DrawnSeries {
    const { kind } = indicator.spec;
    const instrument = this.#instrument;
    const common = {
      color: this.#colourOf(indicator, line),
      priceLineVisible: false,
      lastValueVisible: pane > 0 && line !== 'histogram',
      priceFormat: {
        type: 'custom' as const,
        formatter: (value: number) =>
          instrument === null
            ? ''
            : indicatorText(instrument, kind, ticksOf(instrument, kind, value)),
        minMove: 0.000_001,
      },
    };
    const series =
      line === 'histogram'
        ? this.#chart.addSeries(HistogramSeries, common, pane)
        : this.#chart.addSeries(
            LineSeries,
            { ...common, lineWidth: 1, crosshairMarkerVisible: false },
            pane,
          );
    // A new pane takes over the scale of the prices, which may be logarithmic: values below zero have no logarithm.
    if (pane > 0) series.priceScale().applyOptions({ mode: PriceScaleMode.Normal });
    return series;
  }

  #point(
    { indicator, series }: Drawn,
    bar: Bar,
    index: number,
    line: number,
  ): LineData | HistogramData | WhitespaceData {
    const time = axisTime(bar.startUs);
    const value = series.at(index, line);
    const instrument = this.#instrument;
    if (Number.isNaN(value) || instrument === null) return { time };
    const isTicks = INDICATOR_FORMS[indicator.spec.kind].unit === 'ticks';
    return { time, value: isTicks ? axisPrice(instrument, value) : value };
  }

  #colourOf(indicator: ChartIndicator, line: IndicatorLine): string {
    const colour = lineColour(this.#colours, indicator.id - 1);
    switch (line) {
      case 'signal':
        return lineColour(this.#colours, indicator.id);
      case 'histogram':
        return faded(this.#colours.faint, 0.5);
      default:
        return colour;
    }
  }
}

function ticksOf(
  instrument: Instrument,
  kind: ChartIndicator['spec']['kind'],
  value: number,
): number {
  return INDICATOR_FORMS[kind].unit === 'index' ? value : value / axisPrice(instrument, 1);
}

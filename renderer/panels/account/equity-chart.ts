/** The equity curve as a line above or below the period's first value, outside React. */
import { BaselineSeries, createChartEx } from 'lightweight-charts';
import type { IChartApiBase, ISeriesApi, Time } from 'lightweight-charts';
import { axisTime } from '../../chart/chart-points.ts';
import { chartOptions, faded, readColours } from '../../chart/chart-theme.ts';
import { ExchangeTimeScale } from '../../chart/exchange-time-scale.ts';
import { formatMoney } from '../../format/number.ts';
import type { CurvePoint } from './equity-points.ts';

const MICROS = 1_000_000;
const FILL_OPACITY = 0.16;

/** Owns a chart in one element. Must be disposed. */
export class EquityChart {
  readonly #host: HTMLElement;
  readonly #timeScale = new ExchangeTimeScale();
  readonly #chart: IChartApiBase;
  readonly #series: ISeriesApi<'Baseline'>;
  #points: readonly CurvePoint[] = [];

  constructor(host: HTMLElement) {
    this.#host = host;
    this.#chart = createChartEx<Time, ExchangeTimeScale>(host, this.#timeScale, {
      autoSize: true,
    });
    this.#chart.applyOptions({
      localization: { timeFormatter: this.#timeScale.pointText },
      timeScale: {
        fixLeftEdge: true,
        fixRightEdge: true,
        lockVisibleTimeRangeOnResize: true,
        minBarSpacing: 0.01,
      },
      rightPriceScale: { scaleMargins: { top: 0.1, bottom: 0.1 } },
    });
    this.#series = this.#chart.addSeries(BaselineSeries, {
      lineWidth: 1,
      priceLineVisible: false,
      priceFormat: {
        type: 'custom',
        formatter: (value: number) => formatMoney(Math.round(value * MICROS)),
        minMove: 0.01,
      },
    });
    this.applyTheme();
  }

  /** Reads the colours anew after the theme has changed. */
  applyTheme(): void {
    // Of the document: a panel that is not in front yet has no style of its own.
    const colours = readColours(this.#host.ownerDocument.documentElement);
    const { layout, grid, crosshair, timeScale } = chartOptions(colours);
    this.#chart.applyOptions({
      ...(layout === undefined ? {} : { layout }),
      ...(grid === undefined ? {} : { grid }),
      ...(crosshair === undefined ? {} : { crosshair }),
      ...(timeScale === undefined ? {} : { timeScale }),
      rightPriceScale: { borderColor: colours.line },
    });
    this.#series.applyOptions({
      topLineColor: colours.buy,
      topFillColor1: faded(colours.buy, FILL_OPACITY),
      topFillColor2: faded(colours.buy, 0),
      bottomLineColor: colours.sell,
      bottomFillColor1: faded(colours.sell, 0),
      bottomFillColor2: faded(colours.sell, FILL_OPACITY),
    });
  }

  /** Shows a curve whole; one that has only grown at its end keeps the view. */
  show(points: readonly CurvePoint[], zone: string): void {
    const first = points[0];
    const isSame = first !== undefined && this.#points[0]?.atUs === first.atUs;
    this.#points = points;
    this.#timeScale.follow(zone, '1m');
    this.#chart.applyOptions({
      // The library's own type leaves the label of a mark to the behaviour of its axis.
      timeScale: { timeVisible: true, ...{ tickMarkFormatter: this.#timeScale.markText } },
    });
    if (first !== undefined) {
      this.#series.applyOptions({
        baseValue: { type: 'price', price: first.equityMicros / MICROS },
      });
    }
    this.#series.setData(bySecond(points));
    if (!isSame) this.#chart.timeScale().fitContent();
  }

  dispose(): void {
    this.#chart.remove();
  }
}

/** The axis counts whole seconds; the last value of each stands for it. */
function bySecond(points: readonly CurvePoint[]) {
  return points
    .map((point) => ({ time: axisTime(point.atUs), value: point.equityMicros / MICROS }))
    .filter((point, at, all) => point.time !== all[at + 1]?.time);
}

/**
 * Goal: a candle chart that costs React nothing. This class owns a lightweight-charts instance and is
 * driven by plain calls; what changes is noted as bits of a mask and applied once a display frame.
 * The legend's text goes the same way, through a callback.
 */
import {
  CandlestickSeries,
  HistogramSeries,
  createChartEx,
  createSeriesMarkers,
} from 'lightweight-charts';
import type {
  IChartApiBase,
  ISeriesApi,
  ISeriesMarkersPluginApi,
  LogicalRange,
  SeriesMarker,
  Time,
} from 'lightweight-charts';
import type { Bar, Timeframe } from '../../engine/domain/bar.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import { incrementTicksAt } from '../../engine/domain/instrument.ts';
import { US_PER_SECOND } from '../../engine/domain/time.ts';
import type { BarChange } from './bar-feed.ts';
import type { BarSeries } from './bar-series.ts';
import { axisText, axisTime, candlePoint, volumePoint } from './chart-points.ts';
import { VOLUME_MARGINS, candleOptions, chartOptions, readColours } from './chart-theme.ts';
import type { ChartColours } from './chart-theme.ts';
import { ExchangeTimeScale } from './exchange-time-scale.ts';
import type { FillMarker } from './fill-markers.ts';
import { FrameMask, displayFrames } from './frame-mask.ts';
import type { FrameClock } from './frame-mask.ts';
import { axisPrice } from './order-lines.ts';
import type { LineSpec } from './order-lines.ts';
import { PriceLines } from './price-lines.ts';

const CHANGED_TAIL = 1;
const CHANGED_ALL = 2;
const CHANGED_LINES = 4;
const CHANGED_MARKERS = 8;
const CHANGED_THEME = 16;
const CHANGED_LEGEND = 32;
const CHANGED_VIEW = 64;

/** Bars left of the visible part at which the page before them is asked for. */
const LOAD_OLDER_BARS = 100;
/** Changed bars beyond which one whole `setData` is cheaper than single updates. */
const SINGLE_UPDATES_MAX = 50;
/** Width of a bar at first, and the room right of the last one: enough for the lines' titles. */
const BAR_SPACING_PX = 6;
const RIGHT_OFFSET_PX = 100;

/** What the chart tells its owner. */
export interface CandleChartEvents {
  /** The bar under the crosshair, else the last one, with the one before it and the own fills in
   * it. Once a frame at most. */
  onLegend(bar: Bar | undefined, previous: Bar | undefined, own: readonly FillMarker[]): void;
  /** The view comes near the oldest bar. */
  onNearStart(): void;
}

/** Bars, volume, order lines and fill markers in one element. Must be disposed. */
export class CandleChart {
  readonly timeScale = new ExchangeTimeScale();
  readonly #host: HTMLElement;
  readonly #series: BarSeries;
  readonly #events: CandleChartEvents;
  readonly #chart: IChartApiBase;
  readonly #candles: ISeriesApi<'Candlestick'>;
  readonly #volume: ISeriesApi<'Histogram'>;
  readonly #markersPlugin: ISeriesMarkersPluginApi<Time>;
  readonly #mask: FrameMask;
  readonly #lines: PriceLines;
  #colours: ChartColours;
  #instrument: Instrument | null = null;
  #lineSpecs: readonly LineSpec[] = [];
  #markers: readonly FillMarker[] = [];
  #tailIndex = Number.POSITIVE_INFINITY;
  #shift = 0;
  #fresh = true;
  #hoverUs: number | null = null;

  constructor(
    host: HTMLElement,
    series: BarSeries,
    events: CandleChartEvents,
    frames: FrameClock = displayFrames,
  ) {
    this.#host = host;
    this.#series = series;
    this.#events = events;
    this.#colours = readColours(host);
    this.#mask = new FrameMask((mask) => {
      this.#paint(mask);
    }, frames);
    this.#chart = createChartEx<Time, ExchangeTimeScale>(host, this.timeScale, {
      autoSize: true,
      ...chartOptions(this.#colours),
    });
    this.#chart.applyOptions({
      localization: { timeFormatter: this.timeScale.pointText },
      timeScale: {
        barSpacing: BAR_SPACING_PX,
        rightOffsetPixels: RIGHT_OFFSET_PX,
        minBarSpacing: 0.5,
      },
    });
    this.#candles = this.#chart.addSeries(CandlestickSeries, candleOptions(this.#colours));
    this.#lines = new PriceLines(this.#candles);
    this.#volume = this.#chart.addSeries(HistogramSeries, {
      priceScaleId: 'volume',
      priceFormat: { type: 'volume' },
      lastValueVisible: false,
      priceLineVisible: false,
    });
    this.#volume.priceScale().applyOptions({ scaleMargins: VOLUME_MARGINS });
    this.#markersPlugin = createSeriesMarkers(this.#candles, []);
    this.#chart.timeScale().subscribeVisibleLogicalRangeChange(this.#onRange);
    // The library tells nobody but its primitives when the prices in view have changed.
    this.#candles.attachPrimitive({
      updateAllViews: () => {
        if (this.#lineSpecs.length > 0) this.#mask.invalidate(CHANGED_VIEW);
      },
    });
    this.#chart.subscribeCrosshairMove((event) => {
      this.#hoverUs = typeof event.time === 'number' ? event.time * US_PER_SECOND : null;
      this.#mask.invalidate(CHANGED_LEGEND);
    });
  }

  /** Shows another instrument or timeframe; its bars come through `applyChange`. */
  show(instrument: Instrument, timeframe: Timeframe, nearTicks: number): void {
    this.#instrument = instrument;
    this.#fresh = true;
    // Keys of another instrument's lines may be the same.
    this.#lines.clear();
    this.timeScale.follow(instrument.zone, timeframe);
    this.#candles.applyOptions({
      priceFormat: {
        type: 'custom',
        formatter: (price: number) => axisText(instrument, price),
        minMove: axisPrice(instrument, incrementTicksAt(instrument, nearTicks)),
      },
    });
    this.#chart.applyOptions({
      timeScale: {
        timeVisible: timeframe !== '1d',
        secondsVisible: timeframe.endsWith('s'),
        // The library's own type leaves the label of a mark to the behaviour of its axis.
        ...{ tickMarkFormatter: this.timeScale.markText },
      },
    });
    this.#mask.invalidate(CHANGED_ALL | CHANGED_LINES | CHANGED_MARKERS);
  }

  /** Notes what changed in the bars; painted with the next frame. */
  applyChange(change: BarChange): void {
    if (change.kind === 'tail') {
      this.#tailIndex = Math.min(this.#tailIndex, change.index);
      this.#mask.invalidate(CHANGED_TAIL);
      return;
    }
    if (change.kind === 'shift') this.#shift += change.shift;
    this.#mask.invalidate(CHANGED_ALL);
  }

  setLines(specs: readonly LineSpec[]): void {
    this.#lineSpecs = specs;
    this.#mask.invalidate(CHANGED_LINES);
  }

  setMarkers(markers: readonly FillMarker[]): void {
    this.#markers = markers;
    this.#mask.invalidate(CHANGED_MARKERS);
  }

  /** Reads the colours anew after the theme has changed. */
  applyTheme(): void {
    this.#mask.invalidate(CHANGED_THEME | CHANGED_ALL | CHANGED_LINES | CHANGED_MARKERS);
  }

  /** Brings the newest bar back into view. */
  showNewest(): void {
    this.#chart.timeScale().scrollToRealTime();
  }

  /** The chart as it is drawn, without the crosshair. */
  picture(): HTMLCanvasElement {
    return this.#chart.takeScreenshot(true, false);
  }

  dispose(): void {
    this.#mask.dispose();
    this.#chart.timeScale().unsubscribeVisibleLogicalRangeChange(this.#onRange);
    this.#markersPlugin.detach();
    this.#chart.remove();
  }

  readonly #onRange = (range: LogicalRange | null): void => {
    if (range !== null && range.from < LOAD_OLDER_BARS && this.#series.length > 0) {
      this.#events.onNearStart();
    }
  };

  #paint(mask: number): void {
    if (mask & CHANGED_THEME) this.#paintTheme();
    if (mask & CHANGED_ALL) this.#paintAll();
    else if (mask & CHANGED_TAIL) this.#paintTail();
    const instrument = this.#instrument;
    if (instrument !== null && mask & (CHANGED_ALL | CHANGED_TAIL)) {
      this.#lines.showLast(instrument, this.#colours, this.#series.last);
    }
    if (instrument !== null && mask & CHANGED_LINES) {
      this.#lines.show(instrument, this.#colours, this.#lineSpecs);
    }
    if (instrument !== null && mask & (CHANGED_VIEW | CHANGED_LINES)) {
      const height = this.#chart.panes()[0]?.getHeight() ?? 0;
      this.#lines.showLabels(instrument, this.#colours, height);
    }
    if (mask & CHANGED_MARKERS) this.#paintMarkers();
    if (mask !== CHANGED_VIEW) this.#paintLegend();
  }

  #paintTheme(): void {
    this.#colours = readColours(this.#host);
    this.#chart.applyOptions(chartOptions(this.#colours));
    this.#candles.applyOptions(candleOptions(this.#colours));
    // Drawn anew in their new colours by what follows.
    this.#lines.clear();
  }

  #paintAll(): void {
    const instrument = this.#instrument;
    if (instrument === null) return;
    const scale = this.#chart.timeScale();
    const range = scale.getVisibleLogicalRange();
    const bars = this.#series.bars;
    this.#candles.setData(bars.map((bar) => candlePoint(instrument, bar)));
    this.#volume.setData(bars.map((bar) => volumePoint(this.#colours, bar)));
    if (this.#fresh && bars.length > 0) {
      scale.resetTimeScale();
      this.#candles.priceScale().applyOptions({ autoScale: true });
      this.#fresh = false;
    } else if (this.#shift !== 0 && range !== null) {
      scale.setVisibleLogicalRange({ from: range.from + this.#shift, to: range.to + this.#shift });
    }
    // Bars that fill the view can't be scrolled out of it; fewer keep to the right.
    scale.applyOptions({ fixLeftEdge: bars.length * this.#barSpacing() > scale.width() });
    this.#shift = 0;
    this.#tailIndex = Number.POSITIVE_INFINITY;
  }

  #paintTail(): void {
    const instrument = this.#instrument;
    if (instrument === null) return;
    const bars = this.#series.bars;
    const from = this.#tailIndex;
    if (this.#fresh || bars.length - from > SINGLE_UPDATES_MAX || from < bars.length - 2) {
      this.#paintAll();
      return;
    }
    for (const bar of bars.slice(from)) this.#update(instrument, bar);
    this.#tailIndex = Number.POSITIVE_INFINITY;
  }

  #update(instrument: Instrument, bar: Bar): void {
    const shown = this.#candles.data().at(-1)?.time;
    const late = typeof shown === 'number' && axisTime(bar.startUs) < shown;
    this.#candles.update(candlePoint(instrument, bar), late);
    this.#volume.update(volumePoint(this.#colours, bar), late);
  }

  /** Arrows clear of the bars; what they stand for is in the legend of their bar. */
  #paintMarkers(): void {
    const markers = this.#markers.map((marker): SeriesMarker<Time> => {
      const buy = marker.side === 'buy';
      return {
        time: axisTime(marker.barStartUs),
        position: buy ? 'belowBar' : 'aboveBar',
        shape: buy ? 'arrowUp' : 'arrowDown',
        color: buy ? this.#colours.buy : this.#colours.sell,
      };
    });
    this.#markersPlugin.setMarkers(markers);
  }

  #paintLegend(): void {
    const bars = this.#series.bars;
    const hovered = this.#hoverUs === null ? -1 : this.#series.indexAt(this.#hoverUs);
    const index = hovered < 0 ? bars.length - 1 : hovered;
    const bar = bars[index];
    const own = this.#markers.filter((marker) => marker.barStartUs === bar?.startUs);
    this.#events.onLegend(bar, bars[index - 1], own);
  }

  #barSpacing(): number {
    return this.#chart.timeScale().options().barSpacing;
  }
}

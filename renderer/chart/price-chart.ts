/**
 * Goal: a chart that costs React nothing. This class owns a lightweight-charts instance and is
 * driven by plain calls; what changes is noted as bits of a mask and applied once a display frame.
 * The legend's text goes the same way, through a callback.
 */
import { PriceScaleMode, createChartEx } from 'lightweight-charts';
import type {
  IChartApiBase,
  ISeriesPrimitive,
  LogicalRange,
  SeriesMarker,
  Time,
} from 'lightweight-charts';
import type { Timeframe } from '../../engine/domain/bar.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import { US_PER_DAY } from '../../engine/domain/time.ts';
import type { BarChange } from './bar-feed.ts';
import type { BarSeries } from './bar-series.ts';
import { BarDrawer } from './bar-drawer.ts';
import { INITIAL_LOOK } from './chart-look.ts';
import { axisZone } from './chart-zone.ts';
import { ZoneClock } from './zone-clock.ts';
import type { ChartLook } from './chart-look.ts';
import { axisTime, axisUs } from './chart-points.ts';
import { chartOptions, readColours } from './chart-theme.ts';
import type { ChartColours } from './chart-theme.ts';
import { ExchangeTimeScale } from './exchange-time-scale.ts';
import type { FillMarker } from './fill-markers.ts';
import { FrameMask, displayFrames } from './frame-mask.ts';
import type { FrameClock } from './frame-mask.ts';
import { IndicatorView } from './indicator-view.ts';
import type { IndicatorReading } from './indicator-view.ts';
import { MainSeries } from './main-series.ts';
import type { LineSpec } from './order-lines.ts';
import type { TimeGap } from './overlays/backdrop.ts';
import { ChartPlace } from './overlays/chart-place.ts';
import type { FillLink } from './overlays/fill-links.ts';
import { OverlaySet } from './overlays/overlay-set.ts';
import type { PriceChartEvents } from './price-chart-events.ts';
import { paneTopsOf } from './pane-tops.ts';
import { PriceLines } from './price-lines.ts';
import { attachMarks } from './series-marks.ts';
import type { SeriesMarks } from './series-marks.ts';
import { ShownSize } from './shown-size.ts';

const CHANGED_TAIL = 1;
const CHANGED_ALL = 2;
const CHANGED_LINES = 4;
const CHANGED_MARKERS = 8;
const CHANGED_THEME = 16;
const CHANGED_LEGEND = 32;
const CHANGED_VIEW = 64;
const CHANGED_LOOK = 128;
const CHANGED_OVERLAYS = 256;
const CHANGED_SIZE = 512;
/** Other bars are loaded; those that are drawn may have stayed. */
const CHANGED_BARS = 1_024;
const CHANGED_DATA = CHANGED_TAIL | CHANGED_ALL | CHANGED_BARS;

/** Bars beside the visible part at which the page beyond them is asked for: two seconds of a fast wheel. */
const LOAD_PAGE_BARS = 1_500;
/** Width of a bar at first, and the room right of the last one: enough for the lines' titles. */
const BAR_SPACING_PX = 6;
const RIGHT_OFFSET_PX = 100;
/** Frames that panes just made are waited for, until the library has laid them out. */
const LOOKS_MAX = 30;

/** Bars, volume, indicators, order lines and fill markers in one element. Must be disposed. */
export class PriceChart {
  readonly timeScale = new ExchangeTimeScale();
  readonly #host: HTMLElement;
  readonly #series: BarSeries;
  readonly #events: PriceChartEvents;
  readonly place: ChartPlace;
  readonly #chart: IChartApiBase;
  readonly #main: MainSeries;
  readonly #indicators: IndicatorView;
  readonly #drawer: BarDrawer;
  readonly #overlays: OverlaySet;
  readonly #shown: ShownSize;
  readonly #mask: FrameMask;
  #lines: PriceLines;
  #marks: SeriesMarks;
  #look = INITIAL_LOOK;
  #exchange = new ZoneClock('UTC');
  #timeframe: Timeframe = '1m';
  #colours: ChartColours;
  #instrument: Instrument | null = null;
  #lineSpecs: readonly LineSpec[] = [];
  #markers: readonly FillMarker[] = [];
  /** Frames in which the panes were not laid out, one after another. */
  #looks = 0;
  #hoverUs: number | null = null;

  constructor(
    host: HTMLElement,
    series: BarSeries,
    events: PriceChartEvents,
    frames: FrameClock = displayFrames,
  ) {
    this.#host = host;
    this.#series = series;
    this.#events = events;
    this.#colours = readColours(host);
    this.#mask = new FrameMask((mask) => {
      this.#paint(mask);
    }, frames);
    this.#shown = new ShownSize(host, () => {
      this.#mask.invalidate(CHANGED_SIZE);
    });
    const { width, height } = this.#shown;
    this.#chart = createChartEx<Time, ExchangeTimeScale>(host, this.timeScale, {
      ...{ width, height },
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
    this.#main = new MainSeries(this.#chart, this.#colours);
    this.#indicators = new IndicatorView(this.#chart, this.#colours);
    this.place = new ChartPlace(this.#chart, series, () => this.#main.api);
    const { place } = this;
    this.#drawer = new BarDrawer({
      ...{ chart: this.#chart, series, place },
      ...{ main: this.#main, indicators: this.#indicators },
    });
    this.#overlays = new OverlaySet(this.place, series, this.#colours, () => {
      if (this.#lineSpecs.length > 0) this.#mask.invalidateSoon(CHANGED_VIEW);
    });
    this.#overlays.attachTo(this.#main.api);
    this.#lines = new PriceLines(this.#main.api);
    this.#marks = attachMarks(this.#main.api);
    this.#chart.timeScale().subscribeVisibleLogicalRangeChange(this.#onRange);
    host.addEventListener('pointerdown', this.#hold);
    window.addEventListener('pointerup', this.#letGo);
    window.addEventListener('pointercancel', this.#letGo);
    this.#chart.subscribeCrosshairMove((event) => {
      this.#hoverUs = typeof event.time === 'number' ? axisUs(event.time) : null;
      this.#mask.invalidate(CHANGED_LEGEND);
    });
  }

  get colours(): ChartColours {
    return this.#colours;
  }

  /** Draws something over the bars as long as the chart is there. */
  attach(overlay: ISeriesPrimitive): void {
    this.#overlays.add(overlay);
  }

  /** Has the overlays drawn anew, with the next frame. */
  redraw(): void {
    this.#mask.invalidate(CHANGED_OVERLAYS);
  }

  /** Draws the bars in another way, or other things with them. */
  setLook(look: ChartLook): void {
    if (look === this.#look) return;
    this.#look = look;
    this.#mask.invalidate(CHANGED_LOOK);
  }

  /** Shows another instrument or timeframe; its bars come through `applyChange`. */
  show(instrument: Instrument, timeframe: Timeframe, nearTicks: number): void {
    this.#instrument = instrument;
    this.#timeframe = timeframe;
    this.#drawer.startOver();
    // Keys of another instrument's lines may be the same.
    this.#lines.clear();
    this.#exchange = new ZoneClock(instrument.zone);
    this.#followZone();
    this.place.follow(instrument, timeframe);
    this.#main.follow(instrument, nearTicks);
    this.#indicators.follow(instrument, this.#sessionOf);
    this.#showSessions();
    this.#chart.applyOptions({
      timeScale: {
        timeVisible: timeframe !== '1d',
        secondsVisible: /[st]$/.test(timeframe),
        // The library's own type leaves the label of a mark to the behaviour of its axis.
        ...{ tickMarkFormatter: this.timeScale.markText },
      },
    });
    this.#mask.invalidate(CHANGED_ALL | CHANGED_LINES | CHANGED_MARKERS);
  }

  /** Notes what changed in the bars; painted with the next frame. */
  applyChange(change: BarChange): void {
    if (change.kind === 'tail') {
      this.#drawer.noteTail(change.index);
      // Seven canvases are painted anew, and nobody sees more of a bar that moves by a pixel.
      this.#mask.invalidateTick(CHANGED_TAIL);
      return;
    }
    if (change.kind === 'away') {
      this.#mask.invalidate(CHANGED_LINES);
      return;
    }
    if (change.kind === 'shift') {
      this.#drawer.noteShift(change.shift);
      this.#mask.invalidate(CHANGED_BARS);
      return;
    }
    this.#drawer.noteReset();
    this.#mask.invalidate(CHANGED_ALL);
  }

  setLines(specs: readonly LineSpec[]): void {
    this.#lineSpecs = specs;
    this.#mask.invalidateSoon(CHANGED_LINES);
  }

  setMarkers(markers: readonly FillMarker[], links: readonly FillLink[]): void {
    this.#markers = markers;
    this.#overlays.fillLinks.links = this.#look.fillLinks ? links : [];
    this.#mask.invalidateSoon(CHANGED_MARKERS | CHANGED_OVERLAYS);
  }

  /** Times without data. */
  setGaps(gaps: readonly TimeGap[]): void {
    this.#overlays.backdrop.gaps = gaps;
    this.#mask.invalidate(CHANGED_OVERLAYS);
  }

  /** What the indicators say at a bar. */
  readings(index: number): readonly IndicatorReading[] {
    return this.#indicators.readings(index);
  }

  /** Moves the view by so many bars; to the right if positive. */
  scroll(bars: number): void {
    const scale = this.#chart.timeScale();
    scale.scrollToPosition(scale.scrollPosition() + bars, false);
  }

  /** Makes bars `factor` times as wide, from the right edge of the view. */
  zoom(factor: number): void {
    const scale = this.#chart.timeScale();
    scale.applyOptions({ barSpacing: Math.min(60, Math.max(0.5, this.place.spacing * factor)) });
  }

  /** Reads the colours anew after the theme has changed. */
  applyTheme(): void {
    this.#mask.invalidate(CHANGED_THEME | CHANGED_ALL | CHANGED_LINES | CHANGED_MARKERS);
  }

  /** Shows what comes next as if it were the first: its newest bars, whatever was in view. */
  startOver(): void {
    this.#drawer.startOver();
  }

  /** Brings the newest bar back into view. */
  showNewest(): void {
    this.#drawer.drawNewest();
    this.#chart.timeScale().scrollToRealTime();
  }

  /** The chart as it is drawn, without the crosshair. */
  picture(): HTMLCanvasElement {
    return this.#chart.takeScreenshot(true, false);
  }

  dispose(): void {
    this.#mask.dispose();
    this.#shown.dispose();
    this.#host.removeEventListener('pointerdown', this.#hold);
    window.removeEventListener('pointerup', this.#letGo);
    window.removeEventListener('pointercancel', this.#letGo);
    this.#chart.timeScale().unsubscribeVisibleLogicalRangeChange(this.#onRange);
    this.#marks.detach();
    this.#chart.remove();
  }

  readonly #hold = (): void => {
    this.#drawer.isHeld = true;
  };

  readonly #letGo = (): void => {
    if (!this.#drawer.isHeld) return;
    this.#drawer.isHeld = false;
    this.#mask.invalidate(CHANGED_BARS);
  };

  readonly #onRange = (range: LogicalRange | null): void => {
    const view = this.#drawer.viewOf(range);
    if (view === null) return;
    if (view.from < LOAD_PAGE_BARS) this.#events.onNearStart();
    if (view.to > this.#series.length - LOAD_PAGE_BARS) this.#events.onNearEnd();
    if (this.#drawer.isOutgrown(view)) this.#mask.invalidate(CHANGED_BARS);
  };

  #paint(changed: number): void {
    let mask = this.#shown.take(changed);
    if (mask === 0) return;
    if (mask & CHANGED_SIZE) this.#chart.resize(this.#shown.width, this.#shown.height);
    if (mask & CHANGED_LOOK) mask |= this.#paintLook();
    if (mask & CHANGED_THEME) this.#paintTheme();
    if (this.#instrument === null) mask &= ~CHANGED_DATA;
    if (mask & CHANGED_ALL) this.#drawer.paintAll();
    else if (mask & CHANGED_BARS) this.#drawer.paintBars();
    else if (mask & CHANGED_TAIL) this.#drawer.paintTail();
    const instrument = this.#instrument;
    if (instrument !== null && mask & (CHANGED_DATA | CHANGED_LINES)) {
      this.#lines.showLast(instrument, this.#colours, this.#events.newest());
    }
    if (instrument !== null && mask & CHANGED_LINES) {
      this.#lines.show(instrument, this.#colours, this.#lineSpecs);
    }
    if (instrument !== null && mask & (CHANGED_VIEW | CHANGED_LINES)) {
      this.#lines.showLabels(instrument, this.#colours, this.place.size.height);
    }
    if (mask & CHANGED_MARKERS) this.#paintMarkers();
    if (mask & CHANGED_OVERLAYS) this.#overlays.redraw();
    if (mask !== CHANGED_VIEW) this.#paintLegend();
    // The library lays panes out with its next frame, and what is written in them follows.
    const isLaidOut = mask & (CHANGED_LOOK | CHANGED_SIZE | CHANGED_THEME);
    if (isLaidOut !== 0) this.#mask.invalidate(CHANGED_LEGEND);
  }

  /** Returns what else changes with the look. */
  #paintLook(): number {
    const look = this.#look;
    const mode = look.logarithmic ? PriceScaleMode.Logarithmic : PriceScaleMode.Normal;
    let mask = CHANGED_OVERLAYS;
    if (this.#main.use(look.type)) {
      this.#lines = new PriceLines(this.#main.api);
      this.#marks = attachMarks(this.#main.api);
      this.#overlays.attachTo(this.#main.api);
      mask |= CHANGED_ALL | CHANGED_LINES | CHANGED_MARKERS;
    }
    this.#main.api.priceScale().applyOptions({ mode });
    this.#main.showVolume(look.volume);
    if (this.#indicators.show(look.indicators)) mask |= CHANGED_ALL;
    if (this.#followZone()) {
      // Marks of the axis are weighed with the data: it is drawn from its first bar again.
      this.#drawer.startOver();
      mask |= CHANGED_ALL;
    }
    this.#showSessions();
    return mask;
  }

  #paintTheme(): void {
    this.#colours = readColours(this.#host);
    this.#chart.applyOptions(chartOptions(this.#colours));
    this.#main.applyTheme(this.#colours);
    this.#indicators.applyTheme(this.#colours);
    this.#overlays.applyTheme(this.#colours);
    // Drawn anew in their new colours by what follows.
    this.#lines.clear();
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
    this.#marks.set(markers);
  }

  #paintLegend(): void {
    const bars = this.#series.bars;
    const hovered = this.#hoverUs === null ? -1 : this.#series.indexAt(this.#hoverUs);
    const index = hovered < 0 ? bars.length - 1 : hovered;
    const bar = bars[index];
    const own = this.#markers.filter((marker) => marker.barStartUs === bar?.startUs);
    const readings = this.#indicators.readings(index);
    const { paneTops, isLaidOut } = paneTopsOf(this.#chart);
    this.#looks = isLaidOut ? 0 : this.#looks + 1;
    if (this.#looks > 0 && this.#looks < LOOKS_MAX) this.#mask.invalidate(CHANGED_LEGEND);
    this.#events.onLegend({ bar, previous: bars[index - 1], own, readings, paneTops });
  }

  #showSessions(): void {
    const isWanted = this.#look.sessionBreaks && this.#timeframe !== '1d';
    this.#overlays.backdrop.sessionOf = isWanted ? this.#sessionOf : null;
  }

  /** Number of the trading date that a bar belongs to. */
  readonly #sessionOf = (startUs: number): number =>
    Math.floor(this.#exchange.barWallUs(startUs, '1d') / US_PER_DAY);

  /** Reads the axis in the zone that the look asks for; whether that is another than before. */
  #followZone(): boolean {
    const zone = axisZone(this.#look.zone, this.#exchange.zone, this.#timeframe);
    return this.timeScale.follow(zone, this.#timeframe);
  }
}

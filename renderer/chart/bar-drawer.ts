/**
 * Gives the library the bars about those in view, of all that are loaded, and moves that window when
 * the view nears its end (drawn-window.ts). What is in view stays where it is.
 */
import type { IChartApiBase, LogicalRange } from 'lightweight-charts';
import type { BarSeries } from './bar-series.ts';
import { isOutgrown, windowFor } from './drawn-window.ts';
import type { BarRange } from './drawn-window.ts';
import type { IndicatorView } from './indicator-view.ts';
import type { MainSeries } from './main-series.ts';
import type { ChartPlace } from './overlays/chart-place.ts';

/** Changed bars beyond which one whole `setData` is cheaper than single updates. */
const SINGLE_UPDATES_MAX = 50;

/** What it draws with. */
export interface DrawerParts {
  readonly chart: IChartApiBase;
  readonly series: BarSeries;
  readonly main: MainSeries;
  readonly indicators: IndicatorView;
  readonly place: ChartPlace;
}

/** Owned by one chart; ends with it. */
export class BarDrawer {
  /** A gesture is under way, which counts from where the last drawn bar was when it began. */
  isHeld = false;
  readonly #parts: DrawerParts;
  /** Bars that the library has, by their index in the series. */
  #drawn: BarRange = { from: 0, to: 0 };
  #fresh = true;
  #isReset = false;
  /** Other bars are loaded than what is counted from them knows of. */
  #isStale = false;
  /** The library is being given other bars: what it says of its range meanwhile means nothing. */
  #isSwapping = false;
  #isFixedLeft: boolean | null = null;
  #tailIndex = Number.POSITIVE_INFINITY;

  constructor(parts: DrawerParts) {
    this.#parts = parts;
  }

  /** Shows what comes next as if it were the first: its newest bars, whatever was in view. */
  startOver(): void {
    this.#fresh = true;
  }

  /** Bars from `index` on are new or different. */
  noteTail(index: number): void {
    this.#tailIndex = Math.min(this.#tailIndex, index);
  }

  /** All bars are others. */
  noteReset(): void {
    this.#isReset = true;
  }

  /** All indexes have moved. At once, since what lies over the bars asks by the new ones. */
  noteShift(shift: number): void {
    this.#isStale = true;
    this.#place({ from: this.#drawn.from + shift, to: this.#drawn.to + shift });
  }

  /** What is in view, as indexes of the series; null while that means nothing. */
  viewOf(range: LogicalRange | null): BarRange | null {
    if (range === null || this.#isSwapping || this.#parts.series.length === 0) return null;
    return { from: range.from + this.#drawn.from, to: range.to + this.#drawn.from };
  }

  /** Whether the library needs other bars for a view. */
  isOutgrown(view: BarRange): boolean {
    return isOutgrown(this.#drawn, view, this.#parts.series.length);
  }

  /** Has the newest bars drawn, if they are not. */
  drawNewest(): void {
    const { length } = this.#parts.series;
    if (this.#drawn.to < length) this.#draw({ from: length - this.#width(), to: length });
  }

  paintAll(): void {
    this.#follow();
    // Other bars keep their distance from the newest.
    const { length } = this.#parts.series;
    const { from, to } = this.#drawn;
    if (this.#isReset) this.#place({ from: from + length - to, to: length });
    this.#isReset = false;
    const newest = { from: length - this.#width(), to: length };
    const view = this.viewOf(this.#parts.chart.timeScale().getVisibleLogicalRange());
    this.#draw(this.#fresh ? newest : (view ?? newest));
  }

  /** Other bars are loaded beside those that are drawn, or the view nears the end of these. */
  paintBars(): void {
    const { length } = this.#parts.series;
    const { from, to } = this.#drawn;
    const view = this.viewOf(this.#parts.chart.timeScale().getVisibleLogicalRange());
    if (this.#fresh || this.#isReset || view === null || from < 0 || to > length) {
      this.paintAll();
      return;
    }
    const isTailDrawn = this.#tailIndex <= to;
    if (this.#isStale || this.#tailIndex < length) this.#follow();
    if (isTailDrawn || (this.isOutgrown(view) && !this.isHeld)) this.#draw(view);
    else this.#fixLeft();
  }

  paintTail(): void {
    const { bars } = this.#parts.series;
    const from = this.#tailIndex;
    if (this.#fresh || bars.length - from > SINGLE_UPDATES_MAX || from < bars.length - 2) {
      // Who looks at the newest bar goes along, as the library has it with single ones.
      if (this.#showsNewest(from)) this.#isReset = true;
      this.paintAll();
      return;
    }
    this.#tailIndex = Number.POSITIVE_INFINITY;
    // The view is elsewhere: what is new is drawn when that comes near.
    if (this.#drawn.to < from) return;
    this.#parts.main.update(bars, from);
    this.#parts.indicators.update(bars, from);
    this.#place({ from: this.#drawn.from, to: bars.length });
  }

  /** Whether the last bar before those from `index` on is in view. */
  #showsNewest(index: number): boolean {
    return this.#drawn.to >= index && this.#parts.chart.timeScale().scrollPosition() > -1;
  }

  /** Counts anew what is counted from the bars. */
  #follow(): void {
    const { series, main, indicators } = this.#parts;
    main.followBars(series.bars);
    indicators.followBars(series.bars);
    this.#isStale = false;
    this.#tailIndex = Number.POSITIVE_INFINITY;
  }

  #draw(view: BarRange): void {
    const { chart, series, main, indicators } = this.#parts;
    const { bars } = series;
    const scale = chart.timeScale();
    const right = this.#drawn.to + scale.scrollPosition();
    this.#isSwapping = true;
    this.#place(windowFor(view, bars.length));
    main.setAll(bars, this.#drawn);
    indicators.setAll(bars, this.#drawn);
    if (this.#fresh && bars.length > 0) {
      scale.resetTimeScale();
      main.api.priceScale().applyOptions({ autoScale: true });
      this.#fresh = false;
    } else scale.scrollToPosition(right - this.#drawn.to, false);
    this.#isSwapping = false;
    this.#fixLeft();
  }

  /** Bars that fill the view can't be scrolled out of it; fewer keep to the right. */
  #fixLeft(): void {
    const { chart, series } = this.#parts;
    const isFixed = this.#drawn.from === 0 && series.length > this.#width();
    if (isFixed === this.#isFixedLeft) return;
    this.#isFixedLeft = isFixed;
    chart.timeScale().applyOptions({ fixLeftEdge: isFixed });
  }

  /** Bars that the view has room for. */
  #width(): number {
    return this.#parts.chart.timeScale().width() / this.#parts.place.spacing;
  }

  #place(drawn: BarRange): void {
    this.#drawn = drawn;
    this.#parts.place.firstDrawn = drawn.from;
  }
}

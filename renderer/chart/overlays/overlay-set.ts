/** All that is drawn with the bars by this program and not by the library; survives a change of series. */
import type { ISeriesApi, ISeriesPrimitive, SeriesType } from 'lightweight-charts';
import type { BarSeries } from '../bar-series.ts';
import type { ChartColours } from '../chart-theme.ts';
import { Backdrop } from './backdrop.ts';
import type { ChartPlace } from './chart-place.ts';
import { FillLinkLines } from './fill-links.ts';

/** Owned by one chart; ends with it. */
export class OverlaySet {
  readonly backdrop: Backdrop;
  readonly fillLinks: FillLinkLines;
  readonly #all: ISeriesPrimitive[];
  #series: ISeriesApi<SeriesType> | null = null;

  /** `onView`: the prices or times in view may have changed. */
  constructor(place: ChartPlace, bars: BarSeries, colours: ChartColours, onView: () => void) {
    this.backdrop = new Backdrop(place, bars, colours);
    this.fillLinks = new FillLinkLines(place, colours);
    // The library tells nobody but its primitives when the prices in view have changed.
    this.#all = [{ updateAllViews: onView }, this.backdrop, this.fillLinks];
  }

  /** Draws with another series; what was attached to the one before is gone with it. */
  attachTo(series: ISeriesApi<SeriesType>): void {
    this.#series = series;
    for (const overlay of this.#all) series.attachPrimitive(overlay);
  }

  /** Draws something more from now on. */
  add(overlay: ISeriesPrimitive): void {
    this.#all.push(overlay);
    this.#series?.attachPrimitive(overlay);
  }

  applyTheme(colours: ChartColours): void {
    this.backdrop.colours = colours;
    this.fillLinks.colours = colours;
  }

  /** Has all of it drawn anew. */
  redraw(): void {
    // An option that is as it was makes the library draw.
    this.#series?.applyOptions({});
  }
}

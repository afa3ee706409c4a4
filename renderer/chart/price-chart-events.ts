import type { Bar } from '../../engine/domain/bar.ts';
import type { FillMarker } from './fill-markers.ts';
import type { IndicatorReading } from './indicator-view.ts';

/** What the chart tells its owner. */
export interface PriceChartEvents {
  /** What the legend is to say. Once a frame at most. */
  onLegend(legend: LegendBar): void;
  /** The view comes near the oldest bar. */
  onNearStart(): void;
  /** The view comes near the last bar that is held. */
  onNearEnd(): void;
  /** The newest bar of the market, held or not; null before the first. */
  newest(): Bar | null;
}

/** The bar under the crosshair, else the last one, and what belongs to it. */
export interface LegendBar {
  readonly bar: Bar | undefined;
  readonly previous: Bar | undefined;
  /** Own fills in it. */
  readonly own: readonly FillMarker[];
  /** What the indicators say at it. */
  readonly readings: readonly IndicatorReading[];
  /** Tops of the panes in px, that of the bars first. */
  readonly paneTops: readonly number[];
}

/** What lies behind the bars: where a session begins, and times of which no data came. */
import type { IPrimitivePaneView, ISeriesPrimitive } from 'lightweight-charts';
import type { BarSeries } from '../bar-series.ts';
import { faded } from '../chart-theme.ts';
import type { ChartColours } from '../chart-theme.ts';
import { chartText } from '../../text/chart.ts';
import { label, verticalLine } from './canvas.ts';
import type { DrawingTarget } from './canvas.ts';
import type { ChartPlace } from './chart-place.ts';

/** A stretch of time, in microseconds; `toUs` null: it goes on. */
export interface TimeGap {
  readonly fromUs: number;
  readonly toUs: number | null;
}

/** Sessions nearer to each other than this are not told apart by lines, in px. */
const BREAKS_APART = 24;
/** Room that the word in a gap needs, in px. */
const WORD_ROOM = 34;

/**
 * Indexes from `from` to `to` of bars that begin another session than the bar before them. `sessionOf`
 * is the same number for all bars of one session.
 */
export function sessionStarts(
  bars: BarSeries['bars'],
  from: number,
  to: number,
  sessionOf: (startUs: number) => number,
): readonly number[] {
  const starts: number[] = [];
  for (let at = Math.max(1, from); at <= to; at += 1) {
    const [before, bar] = [bars[at - 1], bars[at]];
    if (before === undefined || bar === undefined) continue;
    if (sessionOf(before.startUs) !== sessionOf(bar.startUs)) starts.push(at);
  }
  return starts;
}

/** Attached to the bars' series; its owner asks the chart to draw after a change. */
export class Backdrop implements ISeriesPrimitive {
  /** null: no session breaks. */
  sessionOf: ((startUs: number) => number) | null = null;
  gaps: readonly TimeGap[] = [];
  colours: ChartColours;
  readonly #place: ChartPlace;
  readonly #bars: BarSeries;
  readonly #views: readonly IPrimitivePaneView[];

  constructor(place: ChartPlace, bars: BarSeries, colours: ChartColours) {
    this.#place = place;
    this.#bars = bars;
    this.colours = colours;
    const renderer = {
      draw: (target: DrawingTarget): void => {
        target.useMediaCoordinateSpace(({ context }) => {
          this.#drawGaps(context);
          this.#drawBreaks(context);
        });
      },
    };
    this.#views = [{ zOrder: () => 'bottom', renderer: () => renderer }];
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return this.#views;
  }

  #drawBreaks(context: CanvasRenderingContext2D): void {
    const visible = this.#place.visible();
    if (visible === null || this.sessionOf === null) return;
    const starts = sessionStarts(this.#bars.bars, visible.from, visible.to, this.sessionOf);
    const { height } = this.#place.size;
    const spacing = this.#place.spacing;
    context.strokeStyle = faded(this.colours.faint, 0.45);
    context.lineWidth = 1;
    context.setLineDash([2, 3]);
    let last = Number.NEGATIVE_INFINITY;
    for (const start of starts) {
      const x = this.#place.xOfIndex(start);
      if (x === null || x - last < BREAKS_APART) continue;
      verticalLine(context, x - spacing / 2, height);
      last = x;
    }
    context.setLineDash([]);
  }

  #drawGaps(context: CanvasRenderingContext2D): void {
    const { width, height } = this.#place.size;
    const last = this.#bars.last;
    if (last === undefined) return;
    for (const gap of this.gaps) {
      const from = this.#place.x(gap.fromUs);
      const to = this.#place.x(gap.toUs ?? Math.max(gap.fromUs, last.startUs));
      if (from === null || to === null || to < 0 || from > width) continue;
      const left = Math.max(0, Math.min(from, to) - this.#place.spacing / 2);
      const wide = Math.max(2, Math.min(width, to + this.#place.spacing / 2) - left);
      context.fillStyle = faded(this.colours.warn, 0.14);
      context.fillRect(left, 0, wide, height);
      context.strokeStyle = faded(this.colours.warn, 0.6);
      context.lineWidth = 1;
      verticalLine(context, left, height);
      verticalLine(context, left + wide - 1, height);
      if (wide < WORD_ROOM) continue;
      const { surface, warn, font } = this.colours;
      label(
        context,
        chartText.gap,
        { x: left + 2, y: height - 12 },
        { font, text: warn, plate: surface },
      );
    }
  }
}

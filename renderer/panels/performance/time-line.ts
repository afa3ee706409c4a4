/** A chart of one or two metrics over time, outside React. */
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { readColours } from '../../chart/chart-theme.ts';
import { NO_VALUE } from '../../format/number.ts';
import { performancePagesText } from '../../text/performance-pages.ts';
import { lonelyOf } from './time-line-data.ts';
import type { TimeLineData } from './time-line-data.ts';
import { axisMoment, axisTimes, markSpace } from './time-axis.ts';

const HEIGHT = 168;
/** Of a value by itself: an order in a quiet minute. */
const LONELY_PX = 4;
/** Of a mark's words: more would cover the marks after it. */
const MARK_CHARS = 32;
/** Lines on which marks that are near each other take turns, and their height. */
const MARK_LINES = 4;
const MARK_LINE_PX = 11;

/** A moment with words, drawn as a line from top to bottom. */
export interface TimeLineMark {
  readonly atS: number;
  readonly text: string;
}

/** In seconds since 1970. */
export interface TimeLinePeriod {
  readonly fromS: number;
  readonly toS: number;
}

/** Owns a chart in one element. Must be disposed. */
export class TimeLine {
  readonly #plot: uPlot;
  readonly #resize: ResizeObserver;
  #marks: readonly TimeLineMark[] = [];

  /** `format`: a value as text. `names`: of the lines, which stay as many. `zone`: IANA, of the times. */
  constructor(
    host: HTMLElement,
    names: readonly string[],
    format: (value: number) => string,
    zone: string,
  ) {
    const colours = readColours(host.ownerDocument.documentElement);
    const font = `11px ${colours.font}`;
    const axis = {
      stroke: colours.faint,
      font,
      grid: { stroke: colours.line, width: 1 },
      ticks: { stroke: colours.line, width: 1, size: 4 },
    };
    const strokes = [colours.accent, colours.warn, colours.faint];
    this.#plot = new uPlot(
      {
        width: Math.max(120, host.clientWidth),
        height: HEIGHT,
        tzDate: (s) => uPlot.tzDate(new Date(s * 1_000), zone),
        legend: { live: true },
        cursor: { drag: { x: true, y: false } },
        scales: { y: { range: (_plot, _min, max) => [0, max > 0 ? max * 1.1 : 1] } },
        series: [
          {
            label: performancePagesText.time,
            value: (_plot: uPlot, atS: number | null) =>
              atS === null ? NO_VALUE : axisMoment(atS, zone),
          },
          ...names.map((label, at) => ({
            label,
            stroke: strokes[at % strokes.length] ?? colours.text,
            width: 1,
            points: {
              show: true,
              size: LONELY_PX,
              filter: (plot: uPlot, series: number) => lonelyOf(plot.data[series] ?? []),
            },
            spanGaps: false,
            value: (_plot: uPlot, value: number | null) => (value === null ? '–' : format(value)),
          })),
        ],
        axes: [
          {
            ...axis,
            size: 24,
            space: (_plot, _at, fromS, toS, px) => markSpace(toS - fromS, px),
            values: (_plot, marks, _at, _space, everyS) => [...axisTimes(marks, everyS, zone)],
          },
          { ...axis, size: 64, values: (_plot, values) => values.map(format) },
        ],
        hooks: {
          draw: [
            (plot) => {
              this.#drawMarks(plot, colours.warn, font);
            },
          ],
        },
      },
      [[], ...names.map(() => [])],
      host,
    );
    this.#resize = new ResizeObserver(() => {
      this.#plot.setSize({ width: Math.max(120, host.clientWidth), height: HEIGHT });
    });
    this.#resize.observe(host);
  }

  /** `period`: what the axis spans; null: what was measured. */
  show(
    { times, lines }: TimeLineData,
    marks: readonly TimeLineMark[],
    period: TimeLinePeriod | null,
  ): void {
    this.#marks = marks;
    this.#plot.batch(() => {
      this.#plot.setData([[...times], ...lines.map(({ values }) => [...values])]);
      if (period !== null) this.#plot.setScale('x', { min: period.fromS, max: period.toS });
    });
  }

  dispose(): void {
    this.#resize.disconnect();
    this.#plot.destroy();
  }

  #drawMarks(plot: uPlot, colour: string, font: string): void {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.strokeStyle = colour;
    ctx.fillStyle = colour;
    ctx.textAlign = 'left';
    ctx.textBaseline = 'alphabetic';
    // The canvas is as fine as the display; text is not scaled for it.
    ctx.font = font.replace(/^\d+/, (px) => String(Number(px) * uPlot.pxRatio));
    const gap = 3 * uPlot.pxRatio;
    const right = bbox.left + bbox.width;
    for (const [at, { atS, text }] of this.#marks.entries()) {
      const x = plot.valToPos(atS, 'x', true);
      if (x < bbox.left || x > right) continue;
      const words = text.length > MARK_CHARS ? `${text.slice(0, MARK_CHARS - 1)}…` : text;
      const { width } = ctx.measureText(words);
      const isOutside = x + gap + width > right;
      const left = Math.max(bbox.left, isOutside ? x - gap - width : x + gap);
      const line = 1 + (at % MARK_LINES);
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
      ctx.fillText(words, left, bbox.top + line * MARK_LINE_PX * uPlot.pxRatio);
    }
    ctx.restore();
  }
}

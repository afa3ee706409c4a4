/**
 * Values of one indicator beside the bars of a chart. A tick costs one `peek`, a new bar one `push`;
 * only bars that change further back (a page of history, a late correction) make it start over.
 */
import type { Indicator, IndicatorBar } from './indicator.ts';

/** Bars of a chart, in order, each of a session. */
export interface SessionBar extends IndicatorBar {
  readonly startUs: number;
}

export class IndicatorSeries {
  readonly #make: () => Indicator;
  readonly #lines: number;
  readonly #sessionOf: (startUs: number) => number;
  #indicator: Indicator;
  /** Bars that are pushed: all but the forming one. */
  #pushed = 0;
  #lastSession = Number.NaN;
  /** Line by line of the newest bar. */
  readonly #out: Float64Array;
  /** Values bar by bar, `lines` numbers each. */
  #values: number[] = [];

  /** `sessionOf` tells sessions apart: a number that is the same for all bars of one. */
  constructor(make: () => Indicator, lines: number, sessionOf: (startUs: number) => number) {
    this.#make = make;
    this.#lines = lines;
    this.#sessionOf = sessionOf;
    this.#indicator = make();
    this.#out = new Float64Array(lines);
  }

  /** Bars that have values. */
  get length(): number {
    return this.#values.length / this.#lines;
  }

  /** Value of a line at a bar; NaN where there is none. */
  at(index: number, line: number): number {
    return this.#values[index * this.#lines + line] ?? Number.NaN;
  }

  /** Follows bars of which those from `changedFrom` on are new or different. */
  update(bars: readonly SessionBar[], changedFrom: number): void {
    if (changedFrom < this.#pushed || bars.length < this.#pushed) this.#restart();
    for (let i = this.#pushed; i < bars.length; i += 1) {
      const bar = bars[i];
      if (bar === undefined) continue;
      const session = this.#sessionOf(bar.startUs);
      const starts = session !== this.#lastSession;
      this.#indicator.peek(bar, starts, this.#out);
      for (let line = 0; line < this.#lines; line += 1) {
        this.#values[i * this.#lines + line] = this.#out[line] ?? Number.NaN;
      }
      if (i === bars.length - 1) break;
      this.#indicator.push(bar, starts);
      this.#lastSession = session;
      this.#pushed = i + 1;
    }
    this.#values.length = bars.length * this.#lines;
  }

  #restart(): void {
    this.#indicator = this.#make();
    this.#pushed = 0;
    this.#lastSession = Number.NaN;
    this.#values = [];
  }
}

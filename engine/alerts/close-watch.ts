import type { AlertCondition, AlertConditionOf, AlertTimeframe } from '../contract/alerts.ts';
import type { Bar } from '../domain/bar.ts';
import { createIndicator } from '../indicators/catalogue.ts';
import type { Indicator } from '../indicators/indicator.ts';

export type CloseCondition = AlertConditionOf<'average'> | AlertConditionOf<'rsi'>;

/** Closed bars of one instrument and timeframe, as the bar series gives them. */
export interface ClosedBars {
  /** Oldest first, the forming one last. */
  from(us: number): readonly Bar[];
  lastClosed(): Bar | null;
}

/** Hundredths of an index in the value that is told. */
const INDEX_PARTS = 100;

export function isCloseCondition(condition: AlertCondition): condition is CloseCondition {
  return condition.kind === 'average' || condition.kind === 'rsi';
}

/**
 * Whether closes of bars cross what the condition names: each closed bar is folded once, so a look
 * without a new one costs a comparison. Bars from before it began only make its history.
 */
export class CloseWatch {
  readonly timeframe: AlertTimeframe;
  readonly #condition: CloseCondition;
  readonly #indicator: Indicator;
  readonly #out = new Float64Array(1);
  #lastStartUs = -1;
  /** Whether the last close was beyond, by the condition's direction; null: not known yet. */
  #wasBeyond: boolean | null = null;

  constructor(condition: CloseCondition, past: ClosedBars) {
    this.#condition = condition;
    this.timeframe = condition.timeframe;
    this.#indicator = createIndicator({
      kind: condition.kind === 'average' ? condition.average : 'rsi',
      numbers: [condition.period],
      source: 'close',
    });
    this.take(past);
  }

  /** Value at the close that crossed (ticks, or hundredths of the index), or null when none did. */
  take(bars: ClosedBars): number | null {
    const last = bars.lastClosed();
    if (last === null || last.startUs <= this.#lastStartUs) return null;
    let crossed: number | null = null;
    for (const bar of bars.from(this.#lastStartUs + 1)) {
      if (bar.startUs > last.startUs) break;
      crossed = this.#close(bar) ?? crossed;
    }
    return crossed;
  }

  #close(bar: Bar): number | null {
    this.#lastStartUs = bar.startUs;
    this.#indicator.peek(bar, false, this.#out);
    this.#indicator.push(bar, false);
    const value = this.#out[0] ?? Number.NaN;
    if (Number.isNaN(value)) return null;
    const distance = this.#distance(bar, value);
    const isBeyond = this.#condition.direction === 'above' ? distance > 0 : distance < 0;
    const crosses = isBeyond && this.#wasBeyond === false;
    this.#wasBeyond = isBeyond;
    if (!crosses) return null;
    return this.#condition.kind === 'rsi' ? Math.round(value * INDEX_PARTS) : bar.closeTicks;
  }

  #distance(bar: Bar, value: number): number {
    return this.#condition.kind === 'rsi' ? value - this.#condition.level : bar.closeTicks - value;
  }
}

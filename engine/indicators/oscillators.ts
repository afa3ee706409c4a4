/** Indicators with a scale of their own: RSI, MACD and ATR. */
import { sourceTicks } from './indicator.ts';
import type { Indicator, IndicatorBar, PriceSource } from './indicator.ts';
import { Smoothed } from './smoothed.ts';

/** Wilder's relative strength index, 0 to 100; 50 where nothing has moved. */
export class RelativeStrength implements Indicator {
  readonly #source: PriceSource;
  readonly #gains: Smoothed;
  readonly #losses: Smoothed;
  #previous = Number.NaN;

  constructor(period: number, source: PriceSource) {
    this.#source = source;
    this.#gains = Smoothed.wilder(period);
    this.#losses = Smoothed.wilder(period);
  }

  peek(bar: IndicatorBar, _startsSession: boolean, out: Float64Array): void {
    const change = sourceTicks(bar, this.#source) - this.#previous;
    if (Number.isNaN(change)) {
      out[0] = Number.NaN;
      return;
    }
    const gain = this.#gains.peek(Math.max(0, change));
    const moved = gain + this.#losses.peek(Math.max(0, -change));
    out[0] = moved === 0 ? 50 : (100 * gain) / moved;
  }

  push(bar: IndicatorBar): void {
    const value = sourceTicks(bar, this.#source);
    const change = value - this.#previous;
    this.#previous = value;
    if (Number.isNaN(change)) return;
    this.#gains.push(Math.max(0, change));
    this.#losses.push(Math.max(0, -change));
  }
}

/** Difference of a fast and a slow average, its own average (signal), and what lies between them. */
export class MovingAverageConvergence implements Indicator {
  readonly #source: PriceSource;
  readonly #fast: Smoothed;
  readonly #slow: Smoothed;
  readonly #signal: Smoothed;

  constructor(fast: number, slow: number, signal: number, source: PriceSource) {
    this.#source = source;
    this.#fast = Smoothed.ema(fast);
    this.#slow = Smoothed.ema(slow);
    this.#signal = Smoothed.ema(signal);
  }

  peek(bar: IndicatorBar, _startsSession: boolean, out: Float64Array): void {
    const difference = this.#difference(bar);
    const signal = Number.isNaN(difference) ? Number.NaN : this.#signal.peek(difference);
    out[0] = difference;
    out[1] = signal;
    out[2] = difference - signal;
  }

  push(bar: IndicatorBar): void {
    const difference = this.#difference(bar);
    if (!Number.isNaN(difference)) this.#signal.push(difference);
    const value = sourceTicks(bar, this.#source);
    this.#fast.push(value);
    this.#slow.push(value);
  }

  #difference(bar: IndicatorBar): number {
    const value = sourceTicks(bar, this.#source);
    return this.#fast.peek(value) - this.#slow.peek(value);
  }
}

/** Wilder's average true range, in ticks. The first bar's range is its own. */
export class AverageTrueRange implements Indicator {
  readonly #average: Smoothed;
  #previousClose = Number.NaN;

  constructor(period: number) {
    this.#average = Smoothed.wilder(period);
  }

  peek(bar: IndicatorBar, _startsSession: boolean, out: Float64Array): void {
    out[0] = this.#average.peek(this.#range(bar));
  }

  push(bar: IndicatorBar): void {
    this.#average.push(this.#range(bar));
    this.#previousClose = bar.closeTicks;
  }

  #range(bar: IndicatorBar): number {
    const before = this.#previousClose;
    if (Number.isNaN(before)) return bar.highTicks - bar.lowTicks;
    return Math.max(bar.highTicks, before) - Math.min(bar.lowTicks, before);
  }
}

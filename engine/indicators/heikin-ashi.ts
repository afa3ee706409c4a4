import { sourceTicks } from './indicator.ts';
import type { Indicator, IndicatorBar } from './indicator.ts';

/**
 * Averaged candles: open, high, low and close in ticks, fractions included. The close is the mean of
 * the bar's four prices, the open the middle of the candle before; the first opens in its own middle.
 */
export class HeikinAshi implements Indicator {
  #open = Number.NaN;
  #close = Number.NaN;

  peek(bar: IndicatorBar, _startsSession: boolean, out: Float64Array): void {
    const open = this.#nextOpen(bar);
    const close = sourceTicks(bar, 'ohlc4');
    out[0] = open;
    out[1] = Math.max(bar.highTicks, open, close);
    out[2] = Math.min(bar.lowTicks, open, close);
    out[3] = close;
  }

  push(bar: IndicatorBar): void {
    this.#open = this.#nextOpen(bar);
    this.#close = sourceTicks(bar, 'ohlc4');
  }

  #nextOpen(bar: IndicatorBar): number {
    if (Number.isNaN(this.#open)) return (bar.openTicks + bar.closeTicks) / 2;
    return (this.#open + this.#close) / 2;
  }
}

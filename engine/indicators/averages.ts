/** Lines that lie on the price: moving averages, VWAP and Bollinger bands. Values in ticks. */
import { SOURCE_PARTS, sourceSum, sourceTicks } from './indicator.ts';
import type { Indicator, IndicatorBar, PriceSource } from './indicator.ts';
import { Smoothed } from './smoothed.ts';
import { WindowSums } from './window-sums.ts';

/** Mean of the newest `period` prices. */
export class SimpleAverage implements Indicator {
  readonly #source: PriceSource;
  readonly #window: WindowSums;

  constructor(period: number, source: PriceSource) {
    this.#source = source;
    this.#window = new WindowSums(period);
  }

  peek(bar: IndicatorBar, _startsSession: boolean, out: Float64Array): void {
    out[0] = this.#window.mean(sourceSum(bar, this.#source)) / SOURCE_PARTS[this.#source];
  }

  push(bar: IndicatorBar): void {
    this.#window.push(sourceSum(bar, this.#source));
  }
}

/** Exponential average. */
export class ExponentialAverage implements Indicator {
  readonly #source: PriceSource;
  readonly #average: Smoothed;

  constructor(period: number, source: PriceSource) {
    this.#source = source;
    this.#average = Smoothed.ema(period);
  }

  peek(bar: IndicatorBar, _startsSession: boolean, out: Float64Array): void {
    out[0] = this.#average.peek(sourceTicks(bar, this.#source));
  }

  push(bar: IndicatorBar): void {
    this.#average.push(sourceTicks(bar, this.#source));
  }
}

/** Middle, upper and lower band: a simple average and so many standard deviations around it. */
export class BollingerBands implements Indicator {
  readonly #source: PriceSource;
  readonly #deviations: number;
  readonly #window: WindowSums;

  constructor(period: number, deviations: number, source: PriceSource) {
    this.#source = source;
    this.#deviations = deviations;
    this.#window = new WindowSums(period);
  }

  peek(bar: IndicatorBar, _startsSession: boolean, out: Float64Array): void {
    const parts = SOURCE_PARTS[this.#source];
    const value = sourceSum(bar, this.#source);
    const middle = this.#window.mean(value) / parts;
    const width = (this.#window.deviation(value) / parts) * this.#deviations;
    out[0] = middle;
    out[1] = middle + width;
    out[2] = middle - width;
  }

  push(bar: IndicatorBar): void {
    this.#window.push(sourceSum(bar, this.#source));
  }
}

/**
 * Price weighted by volume since the session began; each bar counts with its typical price, the mean
 * of high, low and close. NaN until something has traded in the session.
 */
export class SessionVwap implements Indicator {
  /** Three times price times volume. */
  #weighted = 0;
  #volume = 0;

  peek(bar: IndicatorBar, startsSession: boolean, out: Float64Array): void {
    const weighted = (startsSession ? 0 : this.#weighted) + weightOf(bar);
    const volume = (startsSession ? 0 : this.#volume) + bar.volumeLots;
    out[0] = volume === 0 ? Number.NaN : weighted / volume / 3;
  }

  push(bar: IndicatorBar, startsSession: boolean): void {
    if (startsSession) this.#weighted = this.#volume = 0;
    this.#weighted += weightOf(bar);
    this.#volume += bar.volumeLots;
  }
}

function weightOf(bar: IndicatorBar): number {
  return sourceSum(bar, 'hlc3') * bar.volumeLots;
}

/**
 * Average that forgets exponentially, begun with the plain mean of its first `period` values, as
 * charting programs do. `weight` is that of a new value: 2 / (period + 1) for an EMA, 1 / period for
 * Wilder's averages (New Concepts in Technical Trading Systems, 1978).
 */
export class Smoothed {
  readonly #period: number;
  readonly #weight: number;
  #count = 0;
  #sum = 0;
  #value = Number.NaN;

  constructor(period: number, weight: number) {
    this.#period = period;
    this.#weight = weight;
  }

  /** An average of closing prices and the like. */
  static ema(period: number): Smoothed {
    return new Smoothed(period, 2 / (period + 1));
  }

  /** Wilder's average of ranges, gains and losses. */
  static wilder(period: number): Smoothed {
    return new Smoothed(period, 1 / period);
  }

  /** The average with `value` as the newest; NaN while there are fewer than `period`. */
  peek(value: number): number {
    if (this.#count >= this.#period) return this.#value + (value - this.#value) * this.#weight;
    return this.#count + 1 === this.#period ? (this.#sum + value) / this.#period : Number.NaN;
  }

  push(value: number): void {
    this.#value = this.peek(value);
    if (this.#count >= this.#period) return;
    this.#sum += value;
    this.#count += 1;
  }
}

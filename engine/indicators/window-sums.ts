/**
 * Sum and sum of squares of the newest `period` integers. Values are counted from an anchor near them,
 * so that the squares stay exact; each time round the ring the anchor moves to the newest value and
 * the sums are taken anew, which costs one addition a value on average.
 */
export class WindowSums {
  readonly #period: number;
  readonly #ring: Float64Array;
  #count = 0;
  #next = 0;
  #anchor = 0;
  #sum = 0;
  #squares = 0;

  constructor(period: number) {
    this.#period = period;
    this.#ring = new Float64Array(period);
  }

  /** Mean of the window that ends with `value`; NaN while there are fewer than `period`. */
  mean(value: number): number {
    if (this.#count + 1 < this.#period) return Number.NaN;
    return this.#anchor + (this.#sum - this.#leaving() + value - this.#anchor) / this.#period;
  }

  /** Standard deviation of the whole window (divided by `period`) that ends with `value`. */
  deviation(value: number): number {
    if (this.#count + 1 < this.#period) return Number.NaN;
    const gone = this.#leaving();
    const come = value - this.#anchor;
    const sum = this.#sum - gone + come;
    const squares = this.#squares - gone * gone + come * come;
    return Math.sqrt(Math.max(0, squares - (sum * sum) / this.#period) / this.#period);
  }

  push(value: number): void {
    if (this.#count === 0) this.#anchor = value;
    const gone = this.#leaving();
    const come = value - this.#anchor;
    this.#ring[this.#next] = value;
    this.#sum += come - gone;
    this.#squares += come * come - gone * gone;
    if (this.#count < this.#period) this.#count += 1;
    this.#next = (this.#next + 1) % this.#period;
    if (this.#next === 0) this.#moveAnchor(value);
  }

  /** What the oldest value counts for that a full window gives up; 0 before it is full. */
  #leaving(): number {
    return this.#count < this.#period ? 0 : (this.#ring[this.#next] ?? 0) - this.#anchor;
  }

  #moveAnchor(anchor: number): void {
    this.#anchor = anchor;
    this.#sum = 0;
    this.#squares = 0;
    for (const value of this.#ring) {
      this.#sum += value - anchor;
      this.#squares += (value - anchor) ** 2;
    }
  }
}

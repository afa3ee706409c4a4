/**
 * Finds that a metric has left what is usual and stays away: a one-sided cumulative sum (CUSUM, Page
 * 1954) of standardised residuals, each cut to a few standard deviations so that no single spike can
 * raise the alarm.
 *
 * False alarms: for independent normal residuals the mean time between two is about
 * exp(2 * ALLOWANCE * DECISION) seconds (Siegmund 1985), with the values below more than 10^9 years
 * for one metric. Real residuals are neither normal nor independent; what that leaves is measured on
 * clean runs by `npm run bench -- advisor`.
 */

/** Standard deviations that a second may be above the usual without adding to the sum. */
const ALLOWANCE = 1.25;
/** The sum at which the alarm is raised: five seconds far outside, or many a little. */
const DECISION = 14;
/** The sum from which on something is taken to have begun: below, noise comes and goes. */
const BEGUN = 2;
/** The sum is held here, so that it comes down within seconds after the trouble has ended. */
const SUM_MAX = 21;
/** Largest residual that one second may add, in standard deviations. */
const RESIDUAL_MAX = 4.5;
/** Weight of the newest second in the mean shift: a memory of some five seconds. */
const SHIFT_WEIGHT = 0.2;

export class StepDetector {
  #sum = 0;
  #shift = 0;
  #score = 0;
  #sinceS: number | null = null;
  #isAlarmed = false;
  readonly #shiftMin: number;

  /** `factor`: least ratio to the usual that matters. */
  constructor(factor: number) {
    this.#shiftMin = Math.log(factor);
  }

  /** Mean difference of logarithms over the last seconds. */
  get shift(): number {
    return this.#shift;
  }

  /** By how much that is more than the least that matters; of logarithms too, below 0 where it is less. */
  get excess(): number {
    return this.#shift - this.#shiftMin;
  }

  get isAlarmed(): boolean {
    return this.#isAlarmed;
  }

  /** When what raises the sum now has begun; null while that is noise. */
  get sinceS(): number | null {
    return this.#sinceS;
  }

  /** How surely the metric is above the usual and by enough to matter, 0 to 1. */
  get strength(): number {
    return squash((this.#score - 2.2) / 0.5) * squash((this.#shift - 0.75 * this.#shiftMin) / 0.08);
  }

  /** Takes one second: the logarithm and what is usual of it. */
  add(atS: number, log: number, median: number, sigma: number): void {
    const difference = log - median;
    const residual = Math.min(RESIDUAL_MAX, Math.max(-RESIDUAL_MAX, difference / sigma));
    this.#shift += SHIFT_WEIGHT * (clamp(difference, 3) - this.#shift);
    this.#score += SHIFT_WEIGHT * (residual - this.#score);
    const sum = Math.min(SUM_MAX, Math.max(0, this.#sum + residual - ALLOWANCE));
    if (sum < BEGUN) this.#sinceS = null;
    else this.#sinceS ??= atS;
    this.#sum = sum;
    if (sum >= DECISION && this.#shift >= this.#shiftMin) this.#isAlarmed = true;
    else if (sum === 0 || this.#shift < this.#shiftMin / 2) this.#isAlarmed = false;
  }

  /** Takes a second in which the metric was not measured: what it was fades. */
  skip(): void {
    this.#sum = Math.max(0, this.#sum - ALLOWANCE / 4);
    if (this.#sum === 0) {
      this.#sinceS = null;
      this.#isAlarmed = false;
    }
  }

  /** Forgets everything. */
  reset(): void {
    this.#sum = this.#shift = this.#score = 0;
    this.#sinceS = null;
    this.#isAlarmed = false;
  }
}

function clamp(value: number, bound: number): number {
  return Math.min(bound, Math.max(-bound, value));
}

function squash(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

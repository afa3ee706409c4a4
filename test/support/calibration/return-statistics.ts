/** How prices move in a measured market: from the middle of the best quotes, once every few seconds. */

/** Lags at which absolute returns are compared with themselves, in samples. */
export const RETURN_LAGS = [1, 2, 4, 8, 16] as const;
/** Microseconds between two samples. */
export const SAMPLE_US = 5_000_000;

export interface ReturnStatistics {
  /** Standard deviation of the change from sample to sample, in ticks. */
  readonly returnTicks: number;
  /** Fourth moment of it by the square of the second; 3 is normal, more has fat tails. */
  readonly returnKurtosis: number;
  /** Autocorrelation of absolute changes by lag, which is what volatility clustering shows as. */
  readonly absoluteReturnCorrelation: Readonly<Record<string, number>>;
  /** Autocorrelation of the changes themselves at lag 1; about 0 where nothing is to be foreseen. */
  readonly returnCorrelation: number;
}

/** Samples the middle price as time goes on. */
export class ReturnMeter {
  readonly #middles: number[] = [];
  #nextUs = -Infinity;
  #lastTicks = 0;

  /** Takes the middle price that holds from `us` on. */
  note(us: number, middleTicks: number): void {
    if (this.#nextUs === -Infinity) this.#nextUs = us + SAMPLE_US;
    for (; us >= this.#nextUs; this.#nextUs += SAMPLE_US) this.#middles.push(this.#lastTicks);
    this.#lastTicks = middleTicks;
  }

  statistics(): ReturnStatistics {
    const returns = this.#middles.slice(1).map((ticks, i) => ticks - (this.#middles[i] ?? 0));
    const absolute = returns.map(Math.abs);
    const second = moment(returns, 2);
    return {
      returnTicks: round(Math.sqrt(second)),
      returnKurtosis: round(moment(returns, 4) / second ** 2),
      absoluteReturnCorrelation: Object.fromEntries(
        RETURN_LAGS.map((lag) => [String(lag), round(correlation(absolute, lag))]),
      ),
      returnCorrelation: round(correlation(returns, 1)),
    };
  }
}

function moment(values: readonly number[], power: number): number {
  const middle = mean(values);
  return mean(values.map((value) => (value - middle) ** power));
}

function correlation(values: readonly number[], lag: number): number {
  const middle = mean(values);
  const products = values
    .slice(lag)
    .map((value, i) => (value - middle) * ((values[i] ?? 0) - middle));
  return (mean(products) * products.length) / (moment(values, 2) * values.length);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

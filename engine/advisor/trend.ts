/**
 * Growth of a metric: the median of the slopes between all pairs of points (Theil 1950, Sen 1968), which
 * a third of wild points does not move, with Sen's interval from the variance of Kendall's statistic.
 */

export interface Trend {
  /** Change a second: most likely, and the ends of its interval. */
  readonly slope: number;
  readonly low: number;
  readonly high: number;
  /** Kendall's tau, -1 to 1: how many of the pairs rise, less how many fall. */
  readonly tau: number;
}

/** Standard deviations of a two-sided interval of 95 percent. */
const Z = 1.96;

/** Of points in order of time, at least three; at most some 60, since pairs are counted. */
export function trendOf(times: readonly number[], values: readonly number[]): Trend | null {
  const n = Math.min(times.length, values.length);
  if (n < 3) return null;
  const slopes = new Float64Array((n * (n - 1)) / 2);
  let pairs = 0;
  let rises = 0;
  for (let i = 0; i < n; i += 1) {
    for (let j = i + 1; j < n; j += 1) {
      const span = (times[j] ?? 0) - (times[i] ?? 0);
      if (span <= 0) continue;
      const slope = ((values[j] ?? 0) - (values[i] ?? 0)) / span;
      slopes[pairs] = slope;
      pairs += 1;
      rises += Math.sign(slope);
    }
  }
  if (pairs === 0) return null;
  const sorted = slopes.subarray(0, pairs).sort();
  const spread = Z * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
  const at = (rank: number): number =>
    sorted[Math.min(pairs - 1, Math.max(0, Math.round(rank)))] ?? 0;
  return {
    slope: at((pairs - 1) / 2),
    low: at((pairs - spread) / 2),
    high: at((pairs + spread) / 2),
    tau: rises / pairs,
  };
}

/**
 * When something that has a rate began to be used faster, and how fast: the one rise of the mean of its
 * increments that explains most of them (least squares; Hinkley 1970). What is counted one by one is a random
 * walk, of which only the increments are independent: their mean since the rise is its best slope, and its
 * newest value the best place to go on from, where a line through the points would lag behind.
 */

/** The mean rate between two points. */
export interface Rate {
  readonly startS: number;
  readonly startValue: number;
  /** Change a second, and the standard error of that. */
  readonly slope: number;
  readonly error: number;
  /** Variance of the change in one second. */
  readonly variance: number;
}

/** Fewest seconds of a rate of its own: fewer are a burst, and know no variance. */
const SECONDS_MIN = 5;
/**
 * Standard deviations from which on a rise is one: it is looked for every second and at every point, and by
 * chance no normal deviate of a year is further out.
 */
export const SURE_SIGMAS = 5;

/** The rate since it rose; since the first point where it did not. Points in order of time; null: too few. */
export function rateSinceRise(times: readonly number[], values: readonly number[]): Rate | null {
  const last = Math.min(times.length, values.length) - 1;
  const at = (i: number): number => times[i] ?? 0;
  if (last < 1 || at(last) - at(0) < SECONDS_MIN) return null;
  let start = 0;
  let most = 0;
  for (let i = 1; i < last; i += 1) {
    const before = at(i) - at(0);
    const after = at(last) - at(i);
    if (before < SECONDS_MIN || after < SECONDS_MIN) continue;
    const rise = slopeOf(times, values, i, last) - slopeOf(times, values, 0, i);
    const explained = ((before * after) / (before + after)) * rise * Math.abs(rise);
    if (explained <= most) continue;
    most = explained;
    start = i;
  }
  // What is counted varies the more the faster it comes: since the rise at least as much as before.
  const before = rateOf(times.slice(0, start + 1), values.slice(0, start + 1));
  const rate = rateOf(times.slice(start), values.slice(start), before?.variance);
  const isRise = rate !== null && most >= SURE_SIGMAS * SURE_SIGMAS * rate.variance;
  return isRise ? rate : rateOf(times, values);
}

/** The mean rate of all points, which vary by `varianceMin` at least; null: too few of them. */
export function rateOf(
  times: readonly number[],
  values: readonly number[],
  varianceMin = 0,
): Rate | null {
  const last = Math.min(times.length, values.length) - 1;
  const startS = times[0] ?? 0;
  const seconds = (times[last] ?? 0) - startS;
  if (last < 2 || seconds < SECONDS_MIN) return null;
  const slope = slopeOf(times, values, 0, last);
  let sum = 0;
  for (let i = 1; i <= last; i += 1) {
    const span = (times[i] ?? 0) - (times[i - 1] ?? 0);
    const residual = (values[i] ?? 0) - (values[i - 1] ?? 0) - slope * span;
    sum += (residual * residual) / span;
  }
  const variance = Math.max(varianceMin, sum / (last - 1));
  return {
    startS,
    startValue: values[0] ?? 0,
    slope,
    error: Math.sqrt(variance / seconds),
    variance,
  };
}

function slopeOf(
  times: readonly number[],
  values: readonly number[],
  from: number,
  to: number,
): number {
  return ((values[to] ?? 0) - (values[from] ?? 0)) / ((times[to] ?? 0) - (times[from] ?? 0));
}

import type { MetricName, MetricSample } from '../../../engine/contract/metrics.ts';

const US_PER_S = 1_000_000;
/** From so many times the usual distance on nothing was measured in between. */
const GAP_FACTOR = 3;

/** Values over time; `null` where nothing was measured. */
export interface TimeLineData {
  /** Seconds since 1970, ascending. */
  readonly times: readonly number[];
  readonly lines: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
}

/** Samples as lines, which break where samples are missing: an engine that was off was not at the mean of its neighbours. */
export function timeLineData(
  samples: readonly MetricSample[],
  metrics: readonly { readonly name: string; readonly metric: MetricName }[],
): TimeLineData {
  const usualUs = usualDistanceUs(samples);
  const points: (MetricSample | { readonly atUs: number; readonly values: null })[] = [];
  for (const sample of samples) {
    const last = points.at(-1);
    if (last !== undefined && sample.atUs - last.atUs > GAP_FACTOR * usualUs) {
      points.push({ atUs: last.atUs + usualUs, values: null });
    }
    points.push(sample);
  }
  return {
    times: points.map(({ atUs }) => atUs / US_PER_S),
    lines: metrics.map(({ name, metric }) => ({
      name,
      values: points.map(({ values }) => values?.[metric] ?? null),
    })),
  };
}

/** Places of values between two that are missing: a line has nothing to draw there. */
export function lonelyOf(values: ArrayLike<number | null | undefined>): number[] {
  const isThere = (at: number): boolean => typeof values[at] === 'number';
  return Array.from(values, (_value, at) => at).filter(
    (at) => isThere(at) && !isThere(at - 1) && !isThere(at + 1),
  );
}

/** The middle one of the distances. */
function usualDistanceUs(samples: readonly MetricSample[]): number {
  const distances = samples.slice(1).map(({ atUs }, at) => atUs - (samples[at]?.atUs ?? atUs));
  distances.sort((a, b) => a - b);
  return distances[distances.length >> 1] ?? Infinity;
}

/**
 * What the product promises of itself, checked against what was measured. Source of the figures: the
 * product description, section 1.
 */
import type { EngineStage, LatencySummary } from '../../../engine/contract/messages.ts';
import { TAIL_SAMPLES_MIN } from '../../../engine/contract/telemetry.ts';
import { formatDurationUs } from '../../format/time.ts';
import type { WindowStage } from '../../../engine/contract/metrics.ts';

/** Upper bounds of a distribution in microseconds; null where nothing is promised. */
export interface LatencyTarget {
  readonly p50Us: number | null;
  readonly p99Us: number | null;
}

/** `measuring`: too little has been measured to say. */
export type Verdict = 'pass' | 'fail' | 'measuring' | 'none';

/** Durations that a percentile needs: of fewer it is the largest of them, which says nothing of the others. */
export const SAMPLES_NEEDED = { p50Us: 10, p99Us: TAIL_SAMPLES_MIN } as const;
/** Fewer that already say that a 99th percentile is missed: where half of them, or more than one of these, are over. */
const HALF_OVER_MIN = 3;
const TWENTIETH_OVER_MIN = 20;

/** Targets by stage; the others have none of their own. */
export const LATENCY_TARGETS: Readonly<Partial<Record<EngineStage | WindowStage, LatencyTarget>>> =
  {
    'key.paint': { p50Us: 5_000, p99Us: 16_000 },
    'order.total': { p50Us: 1_000, p99Us: 3_000 },
    'market.publish': { p50Us: null, p99Us: 1_000 },
    'store.read': { p50Us: null, p99Us: 2_000 },
    'api.overhead': { p50Us: null, p99Us: 5_000 },
  };

/** Engine memory in bytes, CPU in cores, and the window's frame time in microseconds. */
export const RSS_BYTES_MAX = 200e6;
/** All processes of the terminal together, in bytes. */
export const APP_BYTES_MAX = 500e6;
export const CPU_CORES_MAX = 0.25;
export const FRAME_P99_US_MAX = 17_000;

/** Whether a percentile keeps below a bound; misses that so few cannot have by chance are told at once. */
export function judge(
  latency: LatencySummary,
  figure: keyof typeof SAMPLES_NEEDED,
  maxUs: number,
): Verdict {
  const { count, p50Us, p95Us } = latency;
  if (count === 0) return 'none';
  if (count >= SAMPLES_NEEDED[figure]) return latency[figure] < maxUs ? 'pass' : 'fail';
  if (figure === 'p50Us') return 'measuring';
  const isHalfOver = count >= HALF_OVER_MIN && p50Us >= maxUs;
  return isHalfOver || (count >= TWENTIETH_OVER_MIN && p95Us >= maxUs) ? 'fail' : 'measuring';
}

/** The worst of both bounds; `none` without a target or without data. */
export function verdictOf(latency: LatencySummary, target: LatencyTarget | undefined): Verdict {
  if (target === undefined || latency.count === 0) return 'none';
  const { p50Us, p99Us } = target;
  const verdicts = [
    p50Us === null ? 'none' : judge(latency, 'p50Us', p50Us),
    p99Us === null ? 'none' : judge(latency, 'p99Us', p99Us),
  ];
  return (['fail', 'measuring', 'pass'] as const).find((one) => verdicts.includes(one)) ?? 'none';
}

/** `p50 1 ms, p99 3 ms`, both upper bounds; '' without a target. */
export function targetText(target: LatencyTarget | undefined): string {
  if (target === undefined) return '';
  const parts: string[] = [];
  if (target.p50Us !== null) parts.push(`p50 ${short(target.p50Us)}`);
  if (target.p99Us !== null) parts.push(`p99 ${short(target.p99Us)}`);
  return parts.join(', ');
}

/** Limits are round numbers: 5 ms, not 5.00 ms. */
function short(us: number): string {
  return us % 1_000 === 0 ? `${us / 1_000} ms` : formatDurationUs(us);
}

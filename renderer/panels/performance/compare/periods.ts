/** Two stretches of time beside each other, by what the store has kept of them. */
import { HISTORY_KEPT_S, RESOLUTIONS_S } from '../../../../engine/contract/telemetry.ts';
import type { ResolutionS } from '../../../../engine/contract/telemetry.ts';
import type { MetricName, MetricSample } from '../../../../engine/contract/metrics.ts';
import { wallToUtc } from '../../../../engine/domain/session.ts';
import { formatDate, formatTime } from '../../../format/time.ts';

/** From, inclusive, and to, in microseconds since 1970. */
export interface Period {
  readonly fromUs: number;
  readonly toUs: number;
}

export interface Periods {
  readonly a: Period;
  readonly b: Period;
}

/** What a metric was in a period: the middle one of its samples and the highest; null: not measured in it. */
export interface PeriodFigures {
  readonly middle: number;
  readonly highest: number;
  readonly samples: number;
}

/** Samples of one answer. */
export const SAMPLES_MAX = 3_000;
const US_PER_S = 1_000_000;
/** A sample shorter ago than this may not be stored yet. */
const BEHIND_S = 20;

/** What is compared, in the order of the screen. */
export const COMPARED: readonly MetricName[] = [
  'key.paint.p50',
  'key.paint.p99',
  'order.total.p50',
  'order.total.p99',
  'order.match.p99',
  'store.sync.p50',
  'store.sync.p99',
  'store.read.p99',
  'market.process.p99',
  'market.publish.p99',
  'loop.delay.p99',
  'loop.own',
  'gc.pause.max',
  'window.fps',
  'engine.cpu',
  'engine.cpu_wait',
  'machine.others',
  'engine.rss',
  'engine.heap',
  'app.memory',
  'wal.bytes',
  'store.statistics_drift',
  'market.events',
  'orders.rate',
  'subscriptions',
  'frames.ack_max',
  'frames.conflated',
];

/** The last `seconds` as B, and as many before it as A. */
export function lastAgainstBefore(nowUs: number, seconds: number): Periods {
  const us = seconds * US_PER_S;
  // Whole seconds, as the fields have them.
  const toUs = Math.floor(nowUs / US_PER_S) * US_PER_S;
  return {
    a: { fromUs: toUs - 2 * us, toUs: toUs - us },
    b: { fromUs: toUs - us, toUs },
  };
}

/** What is wrong with a period, as a word for it; null: nothing. */
export function faultOf({ fromUs, toUs }: Period): 'unknown' | 'backwards' | null {
  if (!Number.isSafeInteger(fromUs) || !Number.isSafeInteger(toUs)) return 'unknown';
  return fromUs < toUs ? null : 'backwards';
}

/**
 * The finest resolution in which both are still kept and fit an answer, the same for both: the slowest of ten
 * seconds and the slowest of fifteen minutes are not to be compared.
 */
export function resolutionFor({ a, b }: Periods, nowUs: number): ResolutionS {
  const oldestS = (nowUs - Math.min(a.fromUs, b.fromUs)) / US_PER_S;
  const longestS = Math.max(a.toUs - a.fromUs, b.toUs - b.fromUs) / US_PER_S;
  const fits = (each: ResolutionS): boolean =>
    oldestS <= HISTORY_KEPT_S[each] + BEHIND_S && longestS / each <= SAMPLES_MAX;
  return RESOLUTIONS_S.find(fits) ?? 900;
}

export function figuresOf(
  samples: readonly MetricSample[],
  metric: MetricName,
): PeriodFigures | null {
  const values = samples.flatMap(({ values: of }) => of[metric] ?? []).sort((x, y) => x - y);
  const highest = values.at(-1);
  if (highest === undefined) return null;
  return { middle: values[(values.length - 1) >> 1] ?? highest, highest, samples: values.length };
}

/** How much B is above A, as a share of A; null where that says nothing. */
export function changeOf(a: PeriodFigures | null, b: PeriodFigures | null): number | null {
  if (a === null || b === null || a.middle === 0) return null;
  return b.middle / a.middle - 1;
}

const FIELD = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2})?$/;

/** As a field has it, by the zone's clocks, to the second: 2026-03-04 15:02:11. */
export function toField(us: number, zone: string): string {
  return `${formatDate(us, zone)} ${formatTime(us, { zone })}`;
}

/** The time that such a field says by the zone's clocks, seconds left out or not; NaN where it says none. */
export function fromField(text: string, zone: string): number {
  const trimmed = text.trim();
  const wallMs = FIELD.test(trimmed) ? Date.parse(`${trimmed.replace(' ', 'T')}Z`) : NaN;
  return Number.isNaN(wallMs) ? NaN : wallToUtc(zone, wallMs * 1_000);
}

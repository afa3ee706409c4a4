/** The equity curve as the panel keeps it: loaded points and what the account says since. */
import type { AccountState, EquityPoint } from '../../../engine/contract/account.ts';
import { US_PER_DAY, US_PER_MINUTE } from '../../../engine/domain/time.ts';

/** Periods that can be shown. */
export const EQUITY_RANGES = ['day', 'week', 'month', 'all'] as const;
export type EquityRange = (typeof EQUITY_RANGES)[number];

const DAYS: Readonly<Record<EquityRange, number | null>> = {
  day: 1,
  week: 7,
  month: 31,
  all: null,
};

/** Points kept: two weeks by the minute, and twenty years by the day. */
export const EQUITY_POINTS_MAX = 25_000;

/** Start of a period that ends at `nowUs`; null: open. */
export function rangeStartUs(range: EquityRange, nowUs: number): number | null {
  const days = DAYS[range];
  return days === null ? null : nowUs - days * US_PER_DAY;
}

/** One value of the curve. */
export interface CurvePoint {
  readonly atUs: number;
  readonly equityMicros: number;
}

/** Loaded pages, oldest first, as one curve: in order of time, one point at each. */
export function curveOf(points: readonly EquityPoint[]): readonly CurvePoint[] {
  const sorted = [...points].sort((a, b) => a.atUs - b.atUs);
  return sorted.filter((point, at) => point.atUs !== sorted[at + 1]?.atUs);
}

/**
 * The curve with the account's value of now at its end, as the store will have it: one point a minute.
 * Unchanged while nothing has changed since the last point, since a quiet night has no points either.
 */
export function withNow(curve: readonly CurvePoint[], now: AccountState): readonly CurvePoint[] {
  const last = curve.at(-1);
  if (last !== undefined && now.atUs <= last.atUs) return curve;
  if (last?.equityMicros === now.equityMicros) return curve;
  const point = { atUs: now.atUs, equityMicros: now.equityMicros };
  const minute = (us: number): number => Math.floor(us / US_PER_MINUTE);
  const kept =
    last !== undefined && minute(last.atUs) === minute(now.atUs) ? curve.slice(0, -1) : curve;
  return [...kept, point].slice(-EQUITY_POINTS_MAX);
}

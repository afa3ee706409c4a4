import { US_PER_HOUR } from '../../domain/time.ts';

/** Hours of one stretch of each level; the level above the last covers all time in one stretch. */
export const SPAN_HOURS = [1, 16, 256, 4_096] as const;
export const ALL_TIME_LEVEL: number = SPAN_HOURS.length;

/** Number of the stretch of a level that holds `us`. */
export function spanOf(level: number, us: number): number {
  const hours = SPAN_HOURS[level];
  return hours === undefined ? 0 : Math.floor(us / (hours * US_PER_HOUR));
}

/** Stretches `first` up to before `end` of one level. */
export interface SpanRun {
  readonly level: number;
  readonly first: number;
  readonly end: number;
}

/**
 * The whole hours [fromHour, toHour) as runs of the longest stretches that fit: at most 30 of each
 * level but the last, of which there are two a year.
 */
export function spanRuns(fromHour: number, toHour: number): SpanRun[] {
  const runs: SpanRun[] = [];
  const cover = (from: number, to: number, level: number): void => {
    if (from >= to) return;
    const longer = SPAN_HOURS[level + 1];
    const own = SPAN_HOURS[level] ?? 1;
    const first = longer === undefined ? to : Math.ceil(from / longer) * longer;
    const end = longer === undefined ? to : Math.floor(to / longer) * longer;
    if (longer === undefined || first >= end) {
      runs.push({ level, first: from / own, end: to / own });
      return;
    }
    if (from < first) runs.push({ level, first: from / own, end: first / own });
    cover(first, end, level + 1);
    if (end < to) runs.push({ level, first: end / own, end: to / own });
  };
  cover(fromHour, toHour, 0);
  return runs;
}

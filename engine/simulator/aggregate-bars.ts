import { TIMEFRAME_US, mergeBars } from '../domain/bar.ts';
import type { Bar, Timeframe } from '../domain/bar.ts';
import { tradeDayAt } from '../domain/session.ts';
import { timeUs } from '../domain/time.ts';
import type { TimeUs } from '../domain/time.ts';

/** Bars of a longer timeframe from shorter ones, oldest first. Days begin as in `tradeDayAt`. */
export function aggregateBars(bars: readonly Bar[], timeframe: Timeframe, zone: string): Bar[] {
  const longer: Bar[] = [];
  let endUs = -Infinity;
  let startUs = timeUs(0);
  let group: Bar[] = [];
  for (const bar of bars) {
    if (bar.startUs >= endUs) {
      if (group.length > 0) longer.push(mergeBars(startUs, group));
      group = [];
      ({ startUs, endUs } = spanAt(timeframe, zone, bar.startUs));
    }
    group.push(bar);
  }
  if (group.length > 0) longer.push(mergeBars(startUs, group));
  return longer;
}

function spanAt(
  timeframe: Timeframe,
  zone: string,
  us: TimeUs,
): { startUs: TimeUs; endUs: number } {
  if (timeframe === '1d') return tradeDayAt(zone, us);
  const length = TIMEFRAME_US[timeframe];
  const startUs = timeUs(Math.floor(us / length) * length);
  return { startUs, endUs: startUs + length };
}

import { TIMEFRAME_US } from '../domain/bar.ts';
import type { Bar, Timeframe } from '../domain/bar.ts';
import { priceTicks, qtyLots } from '../domain/price.ts';
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
      if (group.length > 0) longer.push(merge(startUs, group));
      group = [];
      ({ startUs, endUs } = spanAt(timeframe, zone, bar.startUs));
    }
    group.push(bar);
  }
  if (group.length > 0) longer.push(merge(startUs, group));
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

function merge(startUs: TimeUs, group: readonly Bar[]): Bar {
  return {
    startUs,
    openTicks: group[0]?.openTicks ?? priceTicks(0),
    highTicks: priceTicks(Math.max(...group.map((bar) => bar.highTicks))),
    lowTicks: priceTicks(Math.min(...group.map((bar) => bar.lowTicks))),
    closeTicks: group.at(-1)?.closeTicks ?? priceTicks(0),
    volumeLots: qtyLots(group.reduce((sum, bar) => sum + bar.volumeLots, 0)),
    trades: group.reduce((sum, bar) => sum + bar.trades, 0),
  };
}

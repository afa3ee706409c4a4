/** Zones that a chart's times may be read in, whatever zone the rest of the screen has. */
import type { Timeframe } from '../../engine/domain/bar.ts';

export const CHART_ZONES = ['exchange', 'local', 'utc'] as const;
export type ChartZone = (typeof CHART_ZONES)[number];

const LOCAL_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** IANA zone of the axis. Bars of a day keep that of the exchange: they are its trading dates. */
export function axisZone(zone: ChartZone, exchange: string, timeframe: Timeframe): string {
  if (zone === 'exchange' || timeframe === '1d') return exchange;
  return zone === 'utc' ? 'UTC' : LOCAL_ZONE;
}

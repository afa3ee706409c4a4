import { formatDate, formatTime, zoneLabel } from '../format/time.ts';

/** Time of day in the exchange's zone; on another day than today's month, day, hour and minute. */
export function shortTime(us: number, zone: string, nowUs: number): string {
  const date = formatDate(us, zone);
  const time = formatTime(us, { zone });
  return date === formatDate(nowUs, zone) ? time : `${date.slice(5)} ${time.slice(0, 5)}`;
}

/** Date and time with milliseconds and zone, for tooltips. */
export function fullTime(us: number, zone: string): string {
  return `${formatDate(us, zone)} ${formatTime(us, { zone, ms: true })} ${zoneLabel(zone, us)}`;
}

import { formatDate, formatTime, zoneLabel } from '../format/time.ts';

/** Time of day in the exchange's zone, with month and day in front when that is not today's. */
export function shortTime(us: number, zone: string, nowUs: number): string {
  const date = formatDate(us, zone);
  const time = formatTime(us, { zone });
  return date === formatDate(nowUs, zone) ? time : `${date.slice(5)} ${time}`;
}

/** Date and time with milliseconds and zone, for tooltips. */
export function fullTime(us: number, zone: string): string {
  return `${formatDate(us, zone)} ${formatTime(us, { zone, ms: true })} ${zoneLabel(zone, us)}`;
}

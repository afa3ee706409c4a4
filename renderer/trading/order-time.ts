import { formatDate, formatTime, zoneLabel } from '../format/time.ts';

/**
 * Time of day in the exchange's zone; on another day than today's month, day, hour and minute, of another year its
 * last two digits too, for which tables have just the room.
 */
export function shortTime(us: number, zone: string, nowUs: number): string {
  const date = formatDate(us, zone);
  const time = formatTime(us, { zone });
  const today = formatDate(nowUs, zone);
  if (date === today) return time;
  const isThisYear = date.slice(0, 4) === today.slice(0, 4);
  return `${date.slice(isThisYear ? 5 : 2)} ${time.slice(0, 5)}`;
}

/** Date and time with milliseconds and zone, for tooltips. */
export function fullTime(us: number, zone: string): string {
  return `${formatDate(us, zone)} ${formatTime(us, { zone, ms: true })} ${zoneLabel(zone, us)}`;
}

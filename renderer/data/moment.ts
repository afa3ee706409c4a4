import { formatDate, formatTime } from '../format/time.ts';

/** Date and time of day in the exchange's zone: 2026-03-04 10:02:11. */
export function momentText(us: number, zone: string): string {
  return `${formatDate(us, zone)} ${formatTime(us, { zone })}`;
}

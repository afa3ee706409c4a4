import { formatDate, formatTime } from '../../format/time.ts';

const US_PER_S = 1_000_000;
const S_PER_MINUTE = 60;
const S_PER_DAY = 86_400;
/** Of a date: month and day. */
const YEAR_CHARS = 5;
const MINUTE_CHARS = 5;

/** Least room of a mark that is a minute, and of one that has seconds. */
const MINUTE_PX = 48;
const SECOND_PX = 64;

/** Least pixels from one mark to the next on an axis of so many seconds: its marks are minutes where those have room. */
export function markSpace(seconds: number, px: number): number {
  const pxPerMinute = (px * S_PER_MINUTE) / Math.max(1, seconds);
  return pxPerMinute >= MINUTE_PX && pxPerMinute < 2 * MINUTE_PX ? MINUTE_PX : SECOND_PX;
}

/** Marks of a time axis, as the rest of the screen writes times; `everyS`: between two of them, `zone`: IANA. */
export function axisTimes(
  marksS: readonly number[],
  everyS: number,
  zone: string,
): readonly string[] {
  return marksS.map((atS) => {
    const us = atS * US_PER_S;
    const day = formatDate(us, zone).slice(YEAR_CHARS);
    const time = formatTime(us, { zone });
    if (everyS >= S_PER_DAY) return day;
    if (everyS < S_PER_MINUTE) return time;
    const minute = time.slice(0, MINUTE_CHARS);
    return minute === '00:00' ? day : minute;
  });
}

/** A moment in full: 2026-03-04 15:02:11. */
export function axisMoment(atS: number, zone: string): string {
  const us = atS * US_PER_S;
  return `${formatDate(us, zone)} ${formatTime(us, { zone })}`;
}

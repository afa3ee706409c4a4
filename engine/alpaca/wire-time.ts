/**
 * Alpaca's times: RFC 3339, 0 to 9 fraction digits with trailing zeros dropped. Nanoseconds since 1970
 * do not fit 2^53, so a time is whole microseconds and the nanoseconds beyond them.
 */
import { US_PER_DAY, US_PER_MINUTE, US_PER_SECOND } from '../domain/time.ts';

const ZERO = 48;
const DOT = 46;
const MINUS = 45;

/** A day's text and its start, as nearly every time of a feed is of the same day. */
let lastDate = '';
let lastDateUs = Number.NaN;

/** Microseconds since 1970, nanoseconds cut off; NaN when it is not such a time. */
export function wireTimeUs(text: string): number {
  const date = text.slice(0, 10);
  if (date !== lastDate) {
    lastDateUs = dateUs(date);
    lastDate = date;
  }
  const hours = pair(text, 11);
  const minutes = pair(text, 14);
  const seconds = pair(text, 17);
  const isTime = hours < 24 && minutes < 60 && seconds <= 60 && text.length >= 20;
  if (!isTime || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return Number.NaN;
  const end = fractionEnd(text);
  let fraction = 0;
  for (let i = 20; i < 26; i += 1) {
    fraction = fraction * 10 + (i < end ? text.charCodeAt(i) - ZERO : 0);
  }
  const us = ((hours * 60 + minutes) * 60 + seconds) * US_PER_SECOND + fraction;
  return lastDateUs + us - offsetUs(text, end);
}

/** Nanoseconds beyond the microsecond, 0 to 999, of a time that `wireTimeUs` reads. */
export function wireNanos(text: string): number {
  const end = fractionEnd(text);
  let nanos = 0;
  for (let i = 26; i < 29; i += 1) nanos = nanos * 10 + (i < end ? text.charCodeAt(i) - ZERO : 0);
  return nanos;
}

function dateUs(date: string): number {
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return Number.NaN;
  return (Date.parse(`${date}T00:00:00Z`) / 86_400_000) * US_PER_DAY;
}

/** Two digits as a number; NaN when they are not. */
function pair(text: string, at: number): number {
  const tens = text.charCodeAt(at) - ZERO;
  const ones = text.charCodeAt(at + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** Index behind the last fraction digit; 19, that of the zone, where there is no fraction. */
function fractionEnd(text: string): number {
  if (text.charCodeAt(19) !== DOT) return 19;
  let end = 20;
  while (end < text.length && text.charCodeAt(end) >= ZERO && text.charCodeAt(end) <= 57) end += 1;
  return end;
}

/** What local time is ahead of UTC by; NaN when the zone is neither Z nor an offset. */
function offsetUs(text: string, at: number): number {
  const sign = text[at];
  if (sign === 'Z' && text.length === at + 1) return 0;
  if ((sign !== '+' && sign !== '-') || text.length !== at + 6) return Number.NaN;
  const minutes = pair(text, at + 1) * 60 + pair(text, at + 4);
  return (text.charCodeAt(at) === MINUS ? -minutes : minutes) * US_PER_MINUTE;
}

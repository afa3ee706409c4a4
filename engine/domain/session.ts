import { daysOfIsoDate, isoDateOf } from './civil-date.ts';
import { US_PER_DAY, US_PER_HOUR, US_PER_SECOND, timeUs } from './time.ts';
import type { TimeUs } from './time.ts';

/** Hour at which the trading date turns on an exchange with hours: the end of its late session. */
const EXCHANGE_TURN_HOUR = 20;
const MIDDAY_US = 12 * US_PER_HOUR;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}

/** What must be added to UTC to get the zone's wall time at `us`, in microseconds. */
export function zoneOffsetUs(zone: string, us: TimeUs): number {
  const day = Math.floor(us / US_PER_DAY);
  const offset = offsetAtStart(zone, day);
  // No zone changes its clocks twice within a day.
  return offset === offsetAtStart(zone, day + 1) ? offset : askedOffsetUs(zone, us);
}

/** Offsets at the start of UTC days by zone: the platform takes some 20 us to answer, and days come again. */
const offsetsAtStart = new Map<string, Map<number, number>>();
/** Ten years of a zone; then it starts over. */
const OFFSET_DAYS_MAX = 4_096;

function offsetAtStart(zone: string, day: number): number {
  let offsets = offsetsAtStart.get(zone);
  if (offsets === undefined) {
    offsets = new Map();
    offsetsAtStart.set(zone, offsets);
  }
  let offset = offsets.get(day);
  if (offset === undefined) {
    if (offsets.size >= OFFSET_DAYS_MAX) offsets.clear();
    offset = askedOffsetUs(zone, day * US_PER_DAY);
    offsets.set(day, offset);
  }
  return offset;
}

function askedOffsetUs(zone: string, us: number): number {
  const wholeSecondMs = Math.floor(us / US_PER_SECOND) * 1_000;
  const part: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(wholeSecondMs)) {
    part[type] = Number(value);
  }
  const wallMs = Date.UTC(
    part['year'] ?? 0,
    (part['month'] ?? 1) - 1,
    part['day'] ?? 1,
    part['hour'] ?? 0,
    part['minute'] ?? 0,
    part['second'] ?? 0,
  );
  return (wallMs - wholeSecondMs) * 1_000;
}

/** Where one trading date begins and ends (both UTC) and its name, YYYY-MM-DD. */
export interface TradeDay {
  readonly date: string;
  readonly startUs: TimeUs;
  readonly endUs: TimeUs;
}

/** The last answer by zone: times come in order, and asking the platform takes some 20 us. */
const latestDays = new Map<string, TradeDay>();

/**
 * Hour of the zone's day at which the trading date turns: 20 at an exchange, from when on trades
 * count for the date that follows (source: Alpaca's session times), and midnight in UTC, which is
 * the zone of markets that never close.
 */
export function tradeDateTurnHour(zone: string): number {
  return zone === 'UTC' ? 0 : EXCHANGE_TURN_HOUR;
}

/**
 * The trading date that holds `us`, from turn to turn. Every date has one: weekends, holidays and
 * hours are the calendar's matter (engine/calendar), and while a session is open both agree.
 */
export function tradeDayAt(zone: string, us: TimeUs): TradeDay {
  const latest = latestDays.get(zone);
  if (latest !== undefined && us >= latest.startUs && us < latest.endUs) return latest;
  const turnUs = tradeDateTurnHour(zone) * US_PER_HOUR;
  const wall = us + zoneOffsetUs(zone, us);
  const startWall = Math.floor((wall - turnUs) / US_PER_DAY) * US_PER_DAY + turnUs;
  const endWall = startWall + US_PER_DAY;
  const day: TradeDay = {
    date: isoDateOf(Math.floor((endWall - 1) / US_PER_DAY)),
    startUs: wallToUtc(zone, startWall),
    endUs: wallToUtc(zone, endWall),
  };
  latestDays.set(zone, day);
  return day;
}

/** The trading day of a date, YYYY-MM-DD; null for what is no date. */
export function tradeDayOn(zone: string, date: string): TradeDay | null {
  const days = daysOfIsoDate(date);
  return days === null ? null : tradeDayAt(zone, wallToUtc(zone, days * US_PER_DAY + MIDDAY_US));
}

/** `sinceMidnightUs` by the zone's clocks after the midnight that began their date at `us`. */
export function zoneTimeOn(zone: string, us: TimeUs, sinceMidnightUs: number): TimeUs {
  const midnight = Math.floor((us + zoneOffsetUs(zone, us)) / US_PER_DAY) * US_PER_DAY;
  return wallToUtc(zone, midnight + sinceMidnightUs);
}

/**
 * UTC time of a wall time in the zone, both in microseconds since 1970; correct across a change of offset away
 * from the hour.
 */
export function wallToUtc(zone: string, wallUs: number): TimeUs {
  const guess = timeUs(wallUs - zoneOffsetUs(zone, timeUs(wallUs)));
  return timeUs(wallUs - zoneOffsetUs(zone, guess));
}

/** Numbers of two digits as text, 00 to 99. */
const TWO_DIGITS = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'));
/** The last day that was asked for: exports write times in order, millions of them. */
let latestIsoDay = Number.NaN;
let latestIsoDate = '';

/** ISO 8601 with milliseconds and Z, without a Date: 2026-03-04T15:02:11.004Z. */
export function isoTimeUtc(us: number): string {
  const days = Math.floor(us / US_PER_DAY);
  if (days !== latestIsoDay) {
    latestIsoDay = days;
    latestIsoDate = isoDateOf(days);
  }
  const dayMs = Math.floor((us - days * US_PER_DAY) / 1_000);
  const daySeconds = Math.floor(dayMs / 1_000);
  const hour = twoDigits(Math.floor(daySeconds / 3_600));
  const minute = twoDigits(Math.floor(daySeconds / 60) % 60);
  const second = twoDigits(daySeconds % 60);
  const ms = dayMs % 1_000;
  const tenths = twoDigits(Math.floor(ms / 10));
  return `${latestIsoDate}T${hour}:${minute}:${second}.${tenths}${String(ms % 10)}Z`;
}

function twoDigits(value: number): string {
  return TWO_DIGITS[value] ?? '';
}

import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE, US_PER_SECOND, timeUs } from './time.ts';
import type { TimeUs } from './time.ts';

/** Hour of the exchange's day at which the trading date turns and day orders expire. */
export const TRADE_DATE_TURN_HOUR: number = 20;

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

/**
 * The trading day that holds `us`: it turns at 20:00 in the exchange's zone, the end of the
 * extended session. Holidays are not known here. Source of the hour: Alpaca's session times.
 */
export function tradeDayAt(zone: string, us: TimeUs): TradeDay {
  const turnUs = TRADE_DATE_TURN_HOUR * US_PER_HOUR;
  const wall = us + zoneOffsetUs(zone, us);
  const dayStartWall = Math.floor((wall - turnUs) / US_PER_DAY) * US_PER_DAY + turnUs;
  const startUs = wallToUtc(zone, dayStartWall);
  const endUs = wallToUtc(zone, dayStartWall + US_PER_DAY);
  const date = isoDate(dayStartWall + US_PER_DAY - 1);
  return { date, startUs, endUs };
}

/** UTC time of a wall time in the zone; correct across a change of offset away from the hour. */
function wallToUtc(zone: string, wallUs: number): TimeUs {
  const guess = timeUs(wallUs - zoneOffsetUs(zone, timeUs(wallUs)));
  return timeUs(wallUs - zoneOffsetUs(zone, guess));
}

function isoDate(us: number): string {
  return isoTimeUtc(us).slice(0, 10);
}

/** ISO 8601 with milliseconds and Z, without a Date: 2026-03-04T15:02:11.004Z. */
export function isoTimeUtc(us: number): string {
  const days = Math.floor(us / US_PER_DAY);
  const { year, month, day } = civilFromDays(days);
  const rest = us - days * US_PER_DAY;
  const ms = Math.floor(rest / 1_000) % 1_000;
  return (
    `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` +
    `T${pad(Math.floor(rest / US_PER_HOUR), 2)}:${pad(Math.floor(rest / US_PER_MINUTE) % 60, 2)}` +
    `:${pad(Math.floor(rest / US_PER_SECOND) % 60, 2)}.${pad(ms, 3)}Z`
  );
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

/** Proleptic Gregorian date of a day number since 1970. Source: H. Hinnant, civil_from_days. */
function civilFromDays(days: number): { year: number; month: number; day: number } {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const doe = z - era * 146_097;
  const yoe = Math.floor(
    (doe - Math.floor(doe / 1_460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365,
  );
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const day = doy - Math.floor((153 * mp + 2) / 5) + 1;
  const month = mp < 10 ? mp + 3 : mp - 9;
  return { year: yoe + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

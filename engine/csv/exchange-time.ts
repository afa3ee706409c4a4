import { assert } from '../domain/assert.ts';
import { daysOfIsoDate } from '../domain/civil-date.ts';
import { isoTimeUtc, tradeDayAt, zoneOffsetUs } from '../domain/session.ts';
import { US_PER_MINUTE, timeUs } from '../domain/time.ts';
import type { TimeUs } from '../domain/time.ts';

/** Offsets change on quarters of an hour only, so one look-up serves all times within one. */
const OFFSET_STEP_US = 15 * US_PER_MINUTE;

export interface ExchangeTime {
  /** ISO 8601 with milliseconds and offset: 2026-03-04T10:02:11.004-05:00. */
  text(us: TimeUs): string;
  /** The trading date, YYYY-MM-DD. */
  tradeDate(us: TimeUs): string;
  /** The same as days since 1970. */
  tradeDay(us: TimeUs): number;
}

/** Times of one zone. Remembers the last stretch, because exports come in the order of time. */
export function exchangeTime(zone: string): ExchangeTime {
  let step = Number.NaN;
  let offsetUs = 0;
  let suffix = '';
  let date = '';
  let day = 0;
  return {
    text(us) {
      const of = Math.floor(us / OFFSET_STEP_US);
      if (of !== step) {
        step = of;
        offsetUs = zoneOffsetUs(zone, us);
        suffix = offsetText(offsetUs);
      }
      return isoTimeUtc(timeUs(us + offsetUs)).slice(0, -1) + suffix;
    },
    tradeDate(us) {
      return tradeDayAt(zone, us).date;
    },
    tradeDay(us) {
      const next = tradeDayAt(zone, us).date;
      if (next !== date) {
        const number = daysOfIsoDate(next);
        assert(number !== null, 'a trading date is a date');
        date = next;
        day = number;
      }
      return day;
    },
  };
}

function offsetText(offsetUs: number): string {
  const minutes = Math.abs(Math.round(offsetUs / US_PER_MINUTE));
  const hours = String(Math.floor(minutes / 60)).padStart(2, '0');
  return `${offsetUs < 0 ? '-' : '+'}${hours}:${String(minutes % 60).padStart(2, '0')}`;
}

/**
 * Hours of US equities. A date's hours are laid out from the evening before it, 20:00 in New York,
 * when its overnight session starts. Clocks change in the small hours of Sundays only, which no
 * trading date contains, so every date with trading has 24 hours and the hours are plain distances.
 * Source: NYSE and Nasdaq hours; overnight and order entry as Alpaca has them.
 */
import { assert } from '../domain/assert.ts';
import { daysOfIsoDate } from '../domain/civil-date.ts';
import type { TradeDay } from '../domain/session.ts';
import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE, timeUs } from '../domain/time.ts';
import type { TimeUs } from '../domain/time.ts';
import type { CalendarRules } from './trading-calendar.ts';
import type { Session, SessionPhase, TradingDay } from './trading-day.ts';
import { isUsHalfDay, usClosureOn } from './us-closures.ts';

const START_HOUR = 20;
/** Distance of a time of the date's own day from the start of the date, the evening before. */
function sinceStart(hour: number, minute: number = 0): number {
  return (24 - START_HOUR + hour) * US_PER_HOUR + minute * US_PER_MINUTE;
}

const PRE = sinceStart(4);
const OPEN = sinceStart(9, 30);
const CLOSE = sinceStart(16);
const POST_END = sinceStart(20);
const HALF_DAY_CLOSE = sinceStart(13);
const HALF_DAY_POST_END = sinceStart(17);
/** Auction orders are taken until two minutes before the open, ten before the close. */
const OPENING_ENTRY_ENDS = sinceStart(9, 28);
const CLOSING_ENTRY_LEAD = 10 * US_PER_MINUTE;
const ENTRY_RESUMES = sinceStart(19);

/** NYSE and Nasdaq with the sessions around their own: 20:00 on the eve to 20:00, New York. */
export const US_EQUITY_RULES: CalendarRules = {
  zone: 'America/New_York',
  isTradingDate: (date) => usClosureOn(dayNumberOf(date)) === null,
  hoursOf,
};

function hoursOf({ date, startUs, endUs }: TradeDay): Omit<TradingDay, keyof TradeDay> {
  assert(endUs - startUs === US_PER_DAY, 'no clock changes on a date with trading');
  const isHalfDay = isUsHalfDay(dayNumberOf(date));
  const close = isHalfDay ? HALF_DAY_CLOSE : CLOSE;
  const postEnd = isHalfDay ? HALF_DAY_POST_END : POST_END;
  const at = (distance: number): TimeUs => timeUs(startUs + distance);
  const session = (phase: SessionPhase, start: number, end: number): Session => ({
    phase,
    startUs: at(start),
    endUs: at(end),
  });
  const regular = session('regular', OPEN, close);
  return {
    isHalfDay,
    regular,
    sessions: [
      session('overnight', 0, PRE),
      session('pre', PRE, OPEN),
      regular,
      session('post', close, postEnd),
    ],
    auctions: [
      {
        timeInForce: 'opg',
        clearsUs: regular.startUs,
        entryEndsUs: at(OPENING_ENTRY_ENDS),
        entryResumesUs: at(ENTRY_RESUMES),
      },
      {
        timeInForce: 'cls',
        clearsUs: regular.endUs,
        entryEndsUs: at(close - CLOSING_ENTRY_LEAD),
        entryResumesUs: at(ENTRY_RESUMES),
      },
    ],
  };
}

function dayNumberOf(date: string): number {
  const days = daysOfIsoDate(date);
  assert(days !== null, `${date} is a date`);
  return days;
}

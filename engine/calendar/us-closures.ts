/**
 * Days on which NYSE and Nasdaq do not trade, or close early. Holidays follow rules, so any year from
 * 2010 on has them; what was decided for a single day is listed. Source: NYSE rule 7.2 and its notices
 * of holidays and trading hours.
 */
import { civilFromDays, daysFromCivil, isoDateOf, weekdayOf } from '../domain/civil-date.ts';
import { easterSunday } from './easter.ts';

/** Why the exchanges are closed all day. */
export type UsClosure =
  | 'new_year'
  | 'martin_luther_king'
  | 'presidents'
  | 'good_friday'
  | 'memorial'
  | 'juneteenth'
  | 'independence'
  | 'labor'
  | 'thanksgiving'
  | 'christmas'
  | 'weekend'
  | 'mourning'
  | 'storm';

const SUNDAY = 0;
const MONDAY = 1;
const THURSDAY = 4;
const FRIDAY = 5;
const SATURDAY = 6;

/** The exchanges took up Juneteenth a year after it became a federal holiday. */
const JUNETEENTH_SINCE = 2022;

/** Closures outside the rules, since 2010. */
const ONE_OFF: ReadonlyMap<string, UsClosure> = new Map([
  ['2012-10-29', 'storm'], // Hurricane Sandy
  ['2012-10-30', 'storm'],
  ['2018-12-05', 'mourning'], // George H. W. Bush
  ['2025-01-09', 'mourning'], // Jimmy Carter
]);

/** Why there is no trading on a day (a number of days since 1970); null when there is. */
export function usClosureOn(days: number): UsClosure | null {
  const weekday = weekdayOf(days);
  if (weekday === SATURDAY || weekday === SUNDAY) return 'weekend';
  for (const [closure, day] of holidaysOf(civilFromDays(days).year)) {
    if (day === days) return closure;
  }
  return ONE_OFF.get(isoDateOf(days)) ?? null;
}

/**
 * Whether a trading day ends at 13:00: the day after Thanksgiving, and the eves of Independence Day
 * and Christmas if those are kept on their own weekday and the eve is a weekday too.
 */
export function isUsHalfDay(days: number): boolean {
  const { year, month, day } = civilFromDays(days);
  const weekday = weekdayOf(days);
  const isEve = (month === 7 && day === 3) || (month === 12 && day === 24);
  if (isEve) return weekday >= MONDAY && weekday <= THURSDAY;
  return month === 11 && days === thanksgiving(year) + 1;
}

/** The holidays of a year as they are observed; each lies in the year it belongs to. */
function holidaysOf(year: number): readonly (readonly [UsClosure, number])[] {
  const newYear = daysFromCivil(year, 1, 1);
  const holidays: (readonly [UsClosure, number])[] = [
    // On a Saturday it is not moved to the Friday, which ends a month and year of accounts.
    ['new_year', weekdayOf(newYear) === SUNDAY ? newYear + 1 : newYear],
    ['martin_luther_king', nthWeekday(year, 1, MONDAY, 3)],
    ['presidents', nthWeekday(year, 2, MONDAY, 3)],
    ['good_friday', easterSunday(year) - 2],
    ['memorial', nthWeekday(year, 6, MONDAY, 1) - 7],
    ['independence', observed(daysFromCivil(year, 7, 4))],
    ['labor', nthWeekday(year, 9, MONDAY, 1)],
    ['thanksgiving', thanksgiving(year)],
    ['christmas', observed(daysFromCivil(year, 12, 25))],
  ];
  if (year >= JUNETEENTH_SINCE) {
    holidays.push(['juneteenth', observed(daysFromCivil(year, 6, 19))]);
  }
  return holidays;
}

function thanksgiving(year: number): number {
  return nthWeekday(year, 11, THURSDAY, 4);
}

/** The weekday on which a holiday is kept: Friday for a Saturday, Monday for a Sunday. */
function observed(days: number): number {
  const weekday = weekdayOf(days);
  if (weekday === SATURDAY) return days - (SATURDAY - FRIDAY);
  return weekday === SUNDAY ? days + 1 : days;
}

/** The `nth` (from 1) such weekday of a month. */
function nthWeekday(year: number, month: number, weekday: number, nth: number): number {
  const first = daysFromCivil(year, month, 1);
  return first + ((weekday - weekdayOf(first) + 7) % 7) + (nth - 1) * 7;
}

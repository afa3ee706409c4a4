import { describe, expect, test } from 'vitest';
import { daysFromCivil, daysOfIsoDate, isoDateOf } from '../../../engine/domain/civil-date.ts';
import { easterSunday } from '../../../engine/calendar/easter.ts';
import { isUsHalfDay, usClosureOn } from '../../../engine/calendar/us-closures.ts';
import type { UsClosure } from '../../../engine/calendar/us-closures.ts';

const YEARS = Array.from({ length: 2035 - 2010 + 1 }, (_, i) => 2010 + i);

/** Dates of a year for which `picks` holds. */
function datesOf(year: number, picks: (days: number) => boolean): readonly string[] {
  const dates: string[] = [];
  for (let days = daysFromCivil(year, 1, 1); days < daysFromCivil(year + 1, 1, 1); days += 1) {
    if (picks(days)) dates.push(isoDateOf(days).slice(5));
  }
  return dates;
}

const isOpen = (days: number): boolean => usClosureOn(days) === null;
const isWeekdayOff = (days: number): boolean => !isOpen(days) && usClosureOn(days) !== 'weekend';
const isShort = (days: number): boolean => isOpen(days) && isUsHalfDay(days);

function closureOn(date: string): UsClosure | null {
  return usClosureOn(daysOfIsoDate(date) ?? Number.NaN);
}

test('Easter Sunday is where the church has it', () => {
  const dates = YEARS.map((year) => isoDateOf(easterSunday(year)).slice(5)).join(' ');
  expect(dates).toBe(
    '04-04 04-24 04-08 03-31 04-20 04-05 03-27 04-16 04-01 04-21 04-12 04-04 04-17 ' +
      '04-09 03-31 04-20 04-05 03-28 04-16 04-01 04-21 04-13 03-28 04-17 04-09 03-25',
  );
});

describe('a US holiday', () => {
  // As the exchanges published them.
  const HOLIDAYS: Readonly<Record<number, string>> = {
    2010: '01-01 01-18 02-15 04-02 05-31 07-05 09-06 11-25 12-24',
    2011: '01-17 02-21 04-22 05-30 07-04 09-05 11-24 12-26',
    2012: '01-02 01-16 02-20 04-06 05-28 07-04 09-03 10-29 10-30 11-22 12-25',
    2013: '01-01 01-21 02-18 03-29 05-27 07-04 09-02 11-28 12-25',
    2015: '01-01 01-19 02-16 04-03 05-25 07-03 09-07 11-26 12-25',
    2016: '01-01 01-18 02-15 03-25 05-30 07-04 09-05 11-24 12-26',
    2018: '01-01 01-15 02-19 03-30 05-28 07-04 09-03 11-22 12-05 12-25',
    2020: '01-01 01-20 02-17 04-10 05-25 07-03 09-07 11-26 12-25',
    2021: '01-01 01-18 02-15 04-02 05-31 07-05 09-06 11-25 12-24',
    2022: '01-17 02-21 04-15 05-30 06-20 07-04 09-05 11-24 12-26',
    2023: '01-02 01-16 02-20 04-07 05-29 06-19 07-04 09-04 11-23 12-25',
    2024: '01-01 01-15 02-19 03-29 05-27 06-19 07-04 09-02 11-28 12-25',
    2025: '01-01 01-09 01-20 02-17 04-18 05-26 06-19 07-04 09-01 11-27 12-25',
    2026: '01-01 01-19 02-16 04-03 05-25 06-19 07-03 09-07 11-26 12-25',
    2027: '01-01 01-18 02-15 03-26 05-31 06-18 07-05 09-06 11-25 12-24',
    2028: '01-17 02-21 04-14 05-29 06-19 07-04 09-04 11-23 12-25',
  };

  test.each(Object.entries(HOLIDAYS))('of %s is known', (year, dates) => {
    expect(datesOf(Number(year), isWeekdayOff).join(' ')).toBe(dates);
  });

  test('on a Sunday is kept on Monday, on a Saturday on Friday', () => {
    expect(closureOn('2021-07-05')).toBe('independence');
    expect(closureOn('2020-07-03')).toBe('independence');
    expect(closureOn('2027-06-18')).toBe('juneteenth');
    expect(closureOn('2022-06-20')).toBe('juneteenth');
  });

  test('that is a New Year on a Saturday is not kept at all', () => {
    for (const year of [2011, 2022, 2028, 2033]) {
      expect(closureOn(`${String(year - 1)}-12-31`)).toBeNull();
      expect(closureOn(`${String(year)}-01-01`)).toBe('weekend');
      expect(closureOn(`${String(year)}-01-03`)).toBeNull();
    }
    expect(closureOn('2023-01-02')).toBe('new_year');
  });

  test('called Juneteenth is kept since 2022', () => {
    expect(closureOn('2020-06-19')).toBeNull();
    expect(closureOn('2021-06-18')).toBeNull();
    expect(closureOn('2023-06-19')).toBe('juneteenth');
  });

  test('may be decided for one day alone', () => {
    expect(closureOn('2012-10-29')).toBe('storm');
    expect(closureOn('2012-10-30')).toBe('storm');
    expect(closureOn('2018-12-05')).toBe('mourning');
    expect(closureOn('2025-01-09')).toBe('mourning');
  });
});

describe('a US half day', () => {
  const HALF_DAYS: Readonly<Record<number, string>> = {
    2010: '11-26',
    2011: '11-25',
    2012: '07-03 11-23 12-24',
    2013: '07-03 11-29 12-24',
    2014: '07-03 11-28 12-24',
    2015: '11-27 12-24',
    2016: '11-25',
    2017: '07-03 11-24',
    2018: '07-03 11-23 12-24',
    2019: '07-03 11-29 12-24',
    2020: '11-27 12-24',
    2021: '11-26',
    2022: '11-25',
    2023: '07-03 11-24',
    2024: '07-03 11-29 12-24',
    2025: '07-03 11-28 12-24',
    2026: '11-27 12-24',
    2027: '11-26',
    2028: '07-03 11-24',
  };

  test.each(Object.entries(HALF_DAYS))('of %s is known', (year, dates) => {
    expect(datesOf(Number(year), isShort).join(' ')).toBe(dates);
  });

  test('is never a day without trading', () => {
    for (const year of YEARS) {
      expect(datesOf(year, (days) => isUsHalfDay(days) && !isOpen(days))).toEqual([]);
    }
  });
});

test('years have as many trading days as the exchanges counted', () => {
  const counts = YEARS.slice(0, 17).map((year) => datesOf(year, isOpen).length);
  expect(counts.join(' ')).toBe(
    '252 252 250 252 252 252 252 251 251 252 253 252 251 250 252 250 251',
  );
});

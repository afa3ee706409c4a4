import { describe, expect, test } from 'vitest';
import {
  civilFromDays,
  daysFromCivil,
  daysOfIsoDate,
  isoDateOf,
  weekdayOf,
} from '../../../engine/domain/civil-date.ts';
import {
  isoTimeUtc,
  tradeDayAt,
  tradeDayOn,
  zoneOffsetUs,
} from '../../../engine/domain/session.ts';
import { timeUs } from '../../../engine/domain/time.ts';

function utc(text: string) {
  return timeUs(Date.parse(text) * 1_000);
}

function spanOf(zone: string, us: number): readonly string[] {
  const { date, startUs, endUs } = tradeDayAt(zone, timeUs(us));
  return [date, isoTimeUtc(startUs), isoTimeUtc(endUs)];
}

describe('a day number', () => {
  test('and its date turn into each other, as Date has them', () => {
    for (let days = -200_000; days <= 200_000; days += 17) {
      const { year, month, day } = civilFromDays(days);
      const date = new Date(days * 86_400_000);
      expect([year, month, day]).toEqual([
        date.getUTCFullYear(),
        date.getUTCMonth() + 1,
        date.getUTCDate(),
      ]);
      expect(daysFromCivil(year, month, day)).toBe(days);
      expect(weekdayOf(days)).toBe(date.getUTCDay());
    }
  });

  test('is read from an ISO date that exists, and from nothing else', () => {
    expect(daysOfIsoDate('1970-01-02')).toBe(1);
    expect(isoDateOf(daysOfIsoDate('2028-02-29') ?? 0)).toBe('2028-02-29');
    for (const text of ['', '2026-02-29', '2026-13-01', '2026-1-1', '2026-01-01T00:00', 'today']) {
      expect(daysOfIsoDate(text)).toBeNull();
    }
  });
});

describe('the offset of a zone', () => {
  const HOUR_US = 3_600_000_000;

  test.each([
    ['America/New_York', '2026-03-08T07:00:00Z', -5, -4],
    ['America/New_York', '2026-11-01T06:00:00Z', -4, -5],
    ['Australia/Lord_Howe', '2026-04-04T15:00:00Z', 11, 10.5],
    // A whole day is left out: the zone went to the other side of the date line.
    ['Pacific/Apia', '2011-12-30T10:00:00Z', -10, 14],
    ['UTC', '2026-03-08T07:00:00Z', 0, 0],
  ])('%s changes at %s to the microsecond, and not before or after', (zone, at, before, after) => {
    const changeUs = utc(at);
    for (const hours of [-24, -8, -1, 0, 1, 8, 24]) {
      const us = changeUs + hours * HOUR_US;
      const expected = [us <= changeUs ? before : after, us < changeUs ? before : after];
      const told = [us - 1, us].map((time) => zoneOffsetUs(zone, timeUs(time)) / HOUR_US);
      expect(told, `${String(hours)} hours from it`).toEqual(expected);
    }
  });

  test('is what the platform tells over fifteen years, more days than are remembered', () => {
    const zone = 'Europe/London';
    const platform = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      timeZoneName: 'longOffset',
    });
    const stepMs = 61 * 60_000 * 37;
    for (let ms = Date.UTC(2012, 0, 1); ms < Date.UTC(2027, 0, 1); ms += stepMs) {
      const hours = Number(/GMT\+?(.*?)(:00)?$/.exec(platform.format(ms))?.[1] ?? Number.NaN);
      expect(zoneOffsetUs(zone, timeUs(ms * 1_000))).toBe(hours * HOUR_US);
    }
  });
});

describe('the trading date', () => {
  test('turns at 20:00 of the exchange, in winter and in summer', () => {
    const winter = ['2026-03-04', '2026-03-04T01:00:00.000Z', '2026-03-05T01:00:00.000Z'];
    expect(spanOf('America/New_York', utc('2026-03-04T01:00:00Z'))).toEqual(winter);
    expect(spanOf('America/New_York', utc('2026-03-05T01:00:00Z') - 1)).toEqual(winter);
    const summer = ['2026-07-07', '2026-07-07T00:00:00.000Z', '2026-07-08T00:00:00.000Z'];
    expect(spanOf('America/New_York', utc('2026-07-07T12:00:00Z'))).toEqual(summer);
    expect(spanOf('America/New_York', utc('2026-03-05T01:00:00Z'))[0]).toBe('2026-03-05');
  });

  test('is 23 or 25 hours long where clocks change', () => {
    expect(spanOf('America/New_York', utc('2026-03-08T12:00:00Z'))).toEqual([
      '2026-03-08',
      '2026-03-08T01:00:00.000Z',
      '2026-03-09T00:00:00.000Z',
    ]);
    expect(spanOf('America/New_York', utc('2026-11-01T12:00:00Z'))).toEqual([
      '2026-11-01',
      '2026-11-01T00:00:00.000Z',
      '2026-11-02T01:00:00.000Z',
    ]);
  });

  test('turns at midnight in UTC, where markets never close', () => {
    expect(spanOf('UTC', utc('2026-03-04T23:59:59Z'))).toEqual([
      '2026-03-04',
      '2026-03-04T00:00:00.000Z',
      '2026-03-05T00:00:00.000Z',
    ]);
  });

  test('is found by its name', () => {
    for (const zone of ['America/New_York', 'America/Chicago', 'UTC']) {
      expect(tradeDayOn(zone, '2026-11-01')?.date).toBe('2026-11-01');
    }
    expect(tradeDayOn('UTC', '2026-02-30')).toBeNull();
  });

  test('of the same day is the same object, so that asking again costs nothing', () => {
    const first = tradeDayAt('America/New_York', utc('2026-03-04T15:00:00Z'));
    expect(tradeDayAt('America/New_York', utc('2026-03-04T16:00:00Z'))).toBe(first);
  });
});

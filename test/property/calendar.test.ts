/** The calendar against the platform's own clocks, over every day from 2010 to 2035. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alwaysOpenCalendar, usEquityCalendar } from '../../engine/calendar/calendars.ts';
import type { TradingCalendar } from '../../engine/calendar/trading-calendar.ts';
import type { TradingDay } from '../../engine/calendar/trading-day.ts';
import { tradeDayAt } from '../../engine/domain/session.ts';
import { timeUs } from '../../engine/domain/time.ts';

const NEW_YORK = 'America/New_York';
const FROM_US = timeUs(Date.UTC(2010, 0, 4, 12) * 1_000);
const TO_US = timeUs(Date.UTC(2036, 0, 1) * 1_000);
const WALL = new Intl.DateTimeFormat('sv-SE', {
  timeZone: NEW_YORK,
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** Wall time in New York as Intl tells it: 2026-03-04 09:30:00. */
function wall(us: number): string {
  return WALL.format(us / 1_000);
}

function* daysOf(calendar: TradingCalendar): Generator<TradingDay> {
  for (let us = FROM_US; us < TO_US;) {
    const day = calendar.dayAt(us);
    yield day;
    us = day.endUs;
  }
}

test('US sessions are at their wall times on every trading day', () => {
  for (const day of daysOf(usEquityCalendar())) {
    const { date, isHalfDay } = day;
    const [close, end] = isHalfDay ? ['13:00:00', '17:00:00'] : ['16:00:00', '20:00:00'];
    const times = day.sessions.flatMap(({ startUs, endUs }) => [wall(startUs), wall(endUs)]);
    expect(times.slice(1)).toEqual(
      ['04:00:00', '04:00:00', '09:30:00', '09:30:00', close, close, end].map(
        (time) => `${date} ${time}`,
      ),
    );
    expect(times[0]?.slice(11)).toBe('20:00:00');
    expect(wall(day.endUs)).toBe(`${date} 20:00:00`);
    const auctions = day.auctions.map(({ entryEndsUs }) => wall(entryEndsUs).slice(11));
    expect(auctions).toEqual(['09:28:00', isHalfDay ? '12:50:00' : '15:50:00']);
  }
});

test.each([
  ['US equities', usEquityCalendar],
  ['an always open market', () => alwaysOpenCalendar(NEW_YORK)],
  ['crypto', () => alwaysOpenCalendar('UTC')],
])('the days of %s follow one another without gap or overlap, as do their sessions', (_, open) => {
  let endUs: number | null = null;
  let date = '';
  for (const day of daysOf(open())) {
    if (endUs !== null) expect(day.startUs).toBe(endUs);
    expect(day.date > date).toBe(true);
    let sinceUs: number = day.startUs;
    for (const session of day.sessions) {
      expect(session.startUs).toBeGreaterThanOrEqual(sinceUs);
      expect(session.endUs).toBeGreaterThan(session.startUs);
      sinceUs = session.endUs;
    }
    expect(sinceUs).toBeLessThanOrEqual(day.endUs);
    ({ endUs, date } = day);
  }
});

const moments = fc.integer({ min: FROM_US, max: TO_US }).map(timeUs);

test('while a session is open, its trading date is that of the zone alone', () => {
  const calendar = usEquityCalendar();
  fc.assert(
    fc.property(moments, (us) => {
      if (calendar.sessionAt(us) === 'closed') return;
      expect(calendar.tradeDateOf(us)).toBe(tradeDayAt(NEW_YORK, us).date);
    }),
    { numRuns: 1_000 },
  );
});

test('the next open and close are the nearest bounds of a regular session', () => {
  const calendar = usEquityCalendar();
  fc.assert(
    fc.property(moments, (us) => {
      const openUs = calendar.nextOpenUs(us);
      const closeUs = calendar.nextCloseUs(us);
      const isOpen = calendar.sessionAt(us) === 'regular';
      expect(openUs > us && closeUs > us).toBe(true);
      expect(isOpen).toBe(closeUs < openUs);
      expect(calendar.sessionAt(openUs)).toBe('regular');
      expect(calendar.sessionAt(timeUs(closeUs - 1))).toBe('regular');
      expect(calendar.sessionAt(closeUs)).toBe('post');
      if (!isOpen) expect(calendar.nextOpenUs(timeUs(openUs - 1))).toBe(openUs);
    }),
    { numRuns: 1_000 },
  );
});

import { describe, expect, test } from 'vitest';
import {
  alwaysOpenCalendar,
  cryptoCalendar,
  exchangeCalendar,
  usEquityCalendar,
} from '../../../engine/calendar/calendars.ts';
import type { TradingCalendar } from '../../../engine/calendar/trading-calendar.ts';
import { eminiFuture, usEquity } from '../../../engine/domain/instrument.ts';
import { isoTimeUtc, tradeDayAt } from '../../../engine/domain/session.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import type { TimeUs } from '../../../engine/domain/time.ts';

const NEW_YORK = 'America/New_York';

/** A moment from its text with offset: 2026-03-04T09:30-05:00. */
function at(text: string): TimeUs {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new RangeError(text);
  return timeUs(ms * 1_000);
}

function minute(us: number): string {
  return isoTimeUtc(us).slice(0, 16);
}

function phases(calendar: TradingCalendar, texts: readonly string[]): readonly string[] {
  return texts.map((text) => calendar.sessionAt(at(text)));
}

describe('US equities', () => {
  const equities = usEquityCalendar();

  test('go through four sessions a day, each from its first to before its last moment', () => {
    const bounds: readonly (readonly [string, string])[] = [
      ['2026-03-03T20:00-05:00', 'overnight'],
      ['2026-03-04T04:00-05:00', 'pre'],
      ['2026-03-04T09:30-05:00', 'regular'],
      ['2026-03-04T16:00-05:00', 'post'],
      ['2026-03-04T20:00-05:00', 'overnight'],
    ];
    let before = 'post';
    for (const [text, phase] of bounds) {
      expect([text, equities.sessionAt(timeUs(at(text) - 1))]).toEqual([text, before]);
      expect([text, equities.sessionAt(at(text))]).toEqual([text, phase]);
      before = phase;
    }
  });

  test('keep New York hours in summer', () => {
    const day = equities.dayOn('2026-07-07');
    expect(day?.sessions.map(({ phase, startUs }) => [phase, minute(startUs)])).toEqual([
      ['overnight', '2026-07-07T00:00'],
      ['pre', '2026-07-07T08:00'],
      ['regular', '2026-07-07T13:30'],
      ['post', '2026-07-07T20:00'],
    ]);
  });

  test('rest from Friday 20:00 to Sunday 20:00', () => {
    const moments = ['13T19:59', '13T20:00', '14T12:00', '15T19:59', '15T20:00'];
    expect(
      phases(
        equities,
        moments.map((text) => `2026-03-${text}-04:00`),
      ),
    ).toEqual(['post', 'closed', 'closed', 'closed', 'overnight']);
    expect(equities.tradeDateOf(at('2026-03-14T12:00-04:00'))).toBe('2026-03-16');
  });

  test('rest on a holiday from the evening before it to its own evening', () => {
    const moments = ['25T19:59', '25T20:00', '26T10:00', '26T20:00'];
    expect(
      phases(
        equities,
        moments.map((text) => `2026-11-${text}-05:00`),
      ),
    ).toEqual(['post', 'closed', 'closed', 'overnight']);
    expect(equities.dayOn('2026-11-26')).toBeNull();
  });

  test('close at 13:00 and end at 17:00 on a half day', () => {
    const moments = ['12:59', '13:00', '16:59', '17:00', '19:59'];
    expect(
      phases(
        equities,
        moments.map((text) => `2026-11-27T${text}-05:00`),
      ),
    ).toEqual(['regular', 'post', 'post', 'closed', 'closed']);
    expect(equities.dayOn('2026-11-27')?.isHalfDay).toBe(true);
    expect(equities.tradeDateOf(at('2026-11-27T18:00-05:00'))).toBe('2026-11-27');
    expect(equities.tradeDateOf(at('2026-11-27T20:00-05:00'))).toBe('2026-11-30');
  });

  test('open next and close next at the bounds of regular sessions', () => {
    const cases: readonly (readonly [string, string, string])[] = [
      ['2026-03-04T09:29-05:00', '2026-03-04T14:30', '2026-03-04T21:00'],
      ['2026-03-04T09:30-05:00', '2026-03-05T14:30', '2026-03-04T21:00'],
      ['2026-03-04T16:00-05:00', '2026-03-05T14:30', '2026-03-05T21:00'],
      // Over a weekend in which clocks change.
      ['2026-03-06T18:00-05:00', '2026-03-09T13:30', '2026-03-09T20:00'],
      ['2026-07-02T17:00-04:00', '2026-07-06T13:30', '2026-07-06T20:00'],
      ['2026-11-26T12:00-05:00', '2026-11-27T14:30', '2026-11-27T18:00'],
    ];
    for (const [now, open, close] of cases) {
      const answer = [
        now,
        minute(equities.nextOpenUs(at(now))),
        minute(equities.nextCloseUs(at(now))),
      ];
      expect(answer).toEqual([now, open, close]);
    }
  });

  test('end day orders at the close, and in extended hours at the end of the last session', () => {
    const cases: readonly (readonly [string, string, string])[] = [
      ['2026-03-04T10:00-05:00', '2026-03-04T21:00', '2026-03-05T01:00'],
      ['2026-03-04T17:00-05:00', '2026-03-05T21:00', '2026-03-05T01:00'],
      ['2026-03-03T21:00-05:00', '2026-03-04T21:00', '2026-03-05T01:00'],
      ['2026-11-27T12:00-05:00', '2026-11-27T18:00', '2026-11-27T22:00'],
      ['2026-11-27T17:00-05:00', '2026-11-30T21:00', '2026-12-01T01:00'],
    ];
    for (const [now, regular, extended] of cases) {
      const ends = [false, true].map((isExtended) =>
        minute(equities.dayOrderEndsUs(at(now), isExtended)),
      );
      expect([now, ...ends]).toEqual([now, regular, extended]);
    }
  });

  test('take opg orders until 09:28 and again from 19:00, for the next opening', () => {
    const entry = (text: string) => equities.auctionEntry('opg', at(text));
    const today = { kind: 'open', clearsUs: at('2026-03-06T09:30-05:00') };
    const refused = {
      kind: 'refused',
      fromUs: at('2026-03-06T09:28-05:00'),
      untilUs: at('2026-03-06T19:00-05:00'),
    };
    const next = { kind: 'open', clearsUs: at('2026-03-09T09:30-04:00') };
    expect(entry('2026-03-06T09:27:59-05:00')).toEqual(today);
    expect(entry('2026-03-06T09:28-05:00')).toEqual(refused);
    expect(entry('2026-03-06T18:59:59-05:00')).toEqual(refused);
    expect(entry('2026-03-06T19:00-05:00')).toEqual(next);
    expect(entry('2026-03-07T12:00-05:00')).toEqual(next);
  });

  test('take cls orders until ten minutes before the close, also of a half day', () => {
    const kind = (text: string) => equities.auctionEntry('cls', at(text)).kind;
    expect(kind('2026-03-04T15:49:59-05:00')).toBe('open');
    expect(kind('2026-03-04T15:50-05:00')).toBe('refused');
    expect(kind('2026-03-04T18:59:59-05:00')).toBe('refused');
    expect(equities.auctionEntry('cls', at('2026-03-04T19:00-05:00'))).toEqual({
      kind: 'open',
      clearsUs: at('2026-03-05T16:00-05:00'),
    });
    expect(kind('2026-11-27T12:49:59-05:00')).toBe('open');
    expect(kind('2026-11-27T12:50-05:00')).toBe('refused');
    expect(kind('2026-11-27T18:00-05:00')).toBe('refused');
    expect(kind('2026-11-27T19:00-05:00')).toBe('open');
  });

  test('answer the same whichever way time jumps between questions', () => {
    const moments = ['2026-03-04T10:00Z', '2031-06-01T10:00Z', '2012-10-29T15:00Z'].map(at);
    const jumping = usEquityCalendar();
    for (const us of [...moments, ...moments.toReversed(), ...moments]) {
      const fresh = usEquityCalendar();
      expect(jumping.nextCloseUs(us)).toBe(fresh.nextCloseUs(us));
      expect(jumping.dayAt(us)).toEqual(fresh.dayAt(us));
      expect(jumping.nextOpenUs(us)).toBe(fresh.nextOpenUs(us));
    }
  });

  test('keep the day of the last question, so that asking again makes nothing new', () => {
    const day = equities.dayAt(at('2026-03-04T10:00-05:00'));
    const next = at('2026-03-05T10:00-05:00');
    expect(equities.nextOpenUs(next)).toBe(at('2026-03-06T09:30-05:00'));
    expect(equities.dayAt(next)).toBe(equities.dayAt(timeUs(next + 1)));
    expect(equities.dayAt(next)).not.toBe(day);
  });
});

describe('a market that is always open', () => {
  test('is in its regular session, weekends and holidays included', () => {
    const market = alwaysOpenCalendar(NEW_YORK);
    const moments = ['2026-03-14T12:00Z', '2026-12-25T15:00Z', '2026-03-08T07:00Z'];
    expect(phases(market, moments)).toEqual(['regular', 'regular', 'regular']);
    expect(market.auctionEntry('opg', at('2026-03-04T12:00Z'))).toEqual({ kind: 'none' });
  });

  test('turns its trading date at 20:00 of its zone, and ends day orders there', () => {
    for (const zone of [NEW_YORK, 'America/Chicago']) {
      const market = alwaysOpenCalendar(zone);
      // 13-hour steps meet every hour of the day, on both sides of both changes of clocks.
      for (
        let us = at('2026-02-27T00:00Z');
        us < at('2026-12-01T00:00Z');
        us = timeUs(us + 46.8e9)
      ) {
        const { date, endUs } = tradeDayAt(zone, us);
        expect(market.tradeDateOf(us)).toBe(date);
        expect(market.dayOrderEndsUs(us, false)).toBe(endUs);
        expect(market.dayOrderEndsUs(us, true)).toBe(endUs);
        expect(market.nextOpenUs(us)).toBe(endUs);
      }
    }
  });

  test('for crypto turns its trading date at midnight UTC', () => {
    const crypto = cryptoCalendar();
    expect(crypto.tradeDateOf(timeUs(at('2026-03-08T00:00Z') - 1))).toBe('2026-03-07');
    expect(crypto.tradeDateOf(at('2026-03-08T00:00Z'))).toBe('2026-03-08');
    expect(crypto.sessionAt(at('2026-03-08T00:00Z'))).toBe('regular');
  });
});

test('an instrument has the calendar of its real market', () => {
  const stock = usEquity('AAPL', 'Apple Inc.');
  const coin = { ...stock, symbol: 'BTC/USD', assetClass: 'crypto', zone: 'UTC' } as const;
  const saturday = at('2026-03-14T12:00Z');
  expect(exchangeCalendar(stock).sessionAt(saturday)).toBe('closed');
  expect(exchangeCalendar(coin).zone).toBe('UTC');
  expect(exchangeCalendar(eminiFuture('ESH4', 'E-mini')).zone).toBe('America/Chicago');
});

describe('the next change of a calendar', () => {
  const next = (calendar: TradingCalendar, text: string): string =>
    minute(calendar.nextChangeUs(at(text)));

  test('is the next start or end of a session, over nights, weekends and half days', () => {
    const equities = usEquityCalendar();
    const changes = ['2026-11-25T19:59-05:00'];
    let us = at('2026-11-25T19:59-05:00');
    for (let i = 0; i < 8; i += 1) {
      us = timeUs(equities.nextChangeUs(us));
      changes.push(minute(us));
    }
    // Thanksgiving is the 26th; the day after ends at 13:00 and its late session at 17:00.
    expect(changes.slice(1)).toEqual([
      '2026-11-26T01:00',
      '2026-11-27T01:00',
      '2026-11-27T09:00',
      '2026-11-27T14:30',
      '2026-11-27T18:00',
      '2026-11-27T22:00',
      '2026-11-30T01:00',
      '2026-11-30T09:00',
    ]);
    expect(next(equities, '2026-03-06T20:00-05:00')).toBe('2026-03-09T00:00');
  });

  test('never comes where the market is always open', () => {
    expect(cryptoCalendar().nextChangeUs(at('2026-03-14T12:00Z'))).toBe(Infinity);
    expect(alwaysOpenCalendar(NEW_YORK).nextChangeUs(at('2026-03-14T12:00Z'))).toBe(Infinity);
  });
});

test('a gtc order lives until 16:15 of the 90th day, and where nothing closes 90 days', () => {
  const end = (calendar: TradingCalendar, text: string): string =>
    isoTimeUtc(calendar.gtcOrderEndsUs(at(text)));
  expect(end(usEquityCalendar(), '2026-03-04T23:59-05:00')).toBe('2026-06-02T20:15:00.000Z');
  expect(end(usEquityCalendar(), '2026-03-05T00:00-05:00')).toBe('2026-06-03T20:15:00.000Z');
  expect(end(cryptoCalendar(), '2026-03-04T23:59:30Z')).toBe('2026-06-02T23:59:30.000Z');
});

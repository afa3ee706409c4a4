import { describe, expect, test } from 'vitest';
import { cryptoCalendar, usEquityCalendar } from '../../../engine/calendar/calendars.ts';
import { BUY } from '../../../engine/domain/side.ts';
import { StoreModel } from '../../support/store-model.ts';
import { openCore, orderOf, refusalIn, timeAt, told } from '../../support/test-core.ts';

describe('an order for an auction', () => {
  test.each(['opg', 'cls'] as const)('is refused where there is none: %s', (timeInForce) => {
    for (const core of [openCore(), openCore(new StoreModel(), { calendarOf: cryptoCalendar })]) {
      const why = refusalIn(core.submit(orderOf({ timeInForce }), 'test'));
      expect(why).toEqual({
        code: 'book.no_auction',
        field: 'timeInForce',
        value: timeInForce,
        rule: 'this market is always open and holds no auctions: day, gtc, ioc or fok',
      });
      expect(core.house.restingOrders(0, BUY)).toBe(0);
      expect(told(core)).toEqual(['rejected 1: book.no_auction']);
    }
  });

  test.each([
    ['opg', '2026-03-11T09:28:00-04:00', '13:28:00.000Z or from 2026-03-11T23:00:00.000Z'],
    ['opg', '2026-03-11T18:59:59-04:00', '13:28:00.000Z or from 2026-03-11T23:00:00.000Z'],
    ['cls', '2026-03-11T15:50:00-04:00', '19:50:00.000Z or from 2026-03-11T23:00:00.000Z'],
    // The day after Thanksgiving, which ends at 13:00.
    ['cls', '2026-11-27T12:50:00-05:00', '17:50:00.000Z or from 2026-11-28T00:00:00.000Z'],
  ] as const)(
    'is refused too late for one and too early for the next: %s at %s',
    (tif, at, rule) => {
      const calendarOf = usEquityCalendar;
      const core = openCore(new StoreModel(), { calendarOf, nowUs: timeAt(at) });
      const why = refusalIn(core.submit(orderOf({ timeInForce: tif }), 'test'));
      expect(why).toMatchObject({ code: 'book.auction_closed', field: 'timeInForce', value: tif });
      expect(why.rule).toContain(rule);
    },
  );
});

import { describe, expect, test } from 'vitest';
import { alwaysOpenCalendar, usEquityCalendar } from '../../../engine/calendar/calendars.ts';
import type { TradingCalendar } from '../../../engine/calendar/trading-calendar.ts';
import { InstrumentMarket } from '../../../engine/market/instrument-market.ts';
import { SessionClock } from '../../../engine/market/session-clock.ts';
import { AAPL, HUNDRED } from '../../support/test-core.ts';
import { at } from '../../support/session-core.ts';

function marketOf(calendar: TradingCalendar): InstrumentMarket {
  return new InstrumentMarket(AAPL, calendar, HUNDRED);
}

describe('the clock of sessions', () => {
  test('names the first change of all markets, and which of them it is', () => {
    const always = marketOf(alwaysOpenCalendar('America/New_York'));
    const equity = marketOf(usEquityCalendar());
    const clock = new SessionClock([always, equity], at('08:00'));
    expect([always.state, equity.state]).toEqual(['open', 'extended']);
    expect(clock.nextUs).toBe(at('09:30'));
    expect(clock.due(at('09:29'))).toEqual([]);
    const [due, ...others] = clock.due(at('09:30'));
    expect([due?.market, others]).toEqual([equity, []]);
    if (due === undefined) return;
    clock.move(due, at('09:30'));
    expect(equity.state).toBe('extended');
    clock.apply(due, at('09:30'));
    expect(equity.state).toBe('open');
    expect(clock.nextUs).toBe(at('16:00'));
  });

  test('has nothing to name where all is always open, until something is paused', () => {
    const market = marketOf(alwaysOpenCalendar('America/New_York'));
    const clock = new SessionClock([market], at('10:00'));
    expect(clock.nextUs).toBe(Infinity);
    const hours = clock.of(market);
    hours.trading = { kind: 'paused', untilUs: at('10:05'), band: null };
    clock.apply(hours, at('10:00'));
    expect([market.state, clock.nextUs]).toEqual(['paused', at('10:05')]);
    expect(clock.pauses()).toEqual([{ symbol: 'AAPL', untilUs: at('10:05') }]);
    clock.move(hours, at('10:05'));
    clock.apply(hours, at('10:05'));
    expect([market.state, clock.nextUs]).toEqual(['open', Infinity]);
  });

  test('keeps a halt through the hours until someone ends it', () => {
    const market = marketOf(usEquityCalendar());
    const clock = new SessionClock([market], at('10:00'));
    const hours = clock.of(market);
    hours.trading = { kind: 'halted' };
    for (const clockTime of ['10:00', '16:00', '20:00']) {
      clock.move(hours, at(clockTime));
      clock.apply(hours, at(clockTime));
      expect(market.state).toBe('halted');
    }
    expect(hours.phase).toBe('overnight');
  });
});

import { expect, test } from 'vitest';
import { usEquityCalendar } from '../../../engine/calendar/calendars.ts';
import { usEquity } from '../../../engine/domain/instrument.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { InstrumentMarket } from '../../../engine/market/instrument-market.ts';

const at = (iso: string) => timeUs(Date.parse(iso) * 1_000);
const BANDS = { lowerTicks: 1_902_500, upperTicks: 2_105_000 };

test('bands are told in the regular session of the trading day that they came on, and at no other time', () => {
  const market = new InstrumentMarket(usEquity('AAPL', 'Apple'), usEquityCalendar(), 2_000_000);
  expect(market.quote().bands).toBeUndefined();
  market.setBands(BANDS, at('2026-03-04T14:29:59Z'));
  market.touch(at('2026-03-04T14:31:00Z'));
  expect(market.quote().bands).toEqual(BANDS);
  for (const state of ['extended', 'closed', 'halted', 'paused'] as const) {
    market.state = state;
    expect(market.quote().bands).toBeUndefined();
  }
  market.state = 'open';
  market.touch(at('2026-03-05T14:30:00Z'));
  expect(market.quote().bands).toBeUndefined();
  market.setBands(BANDS, at('2026-03-05T14:30:01Z'));
  expect(market.quote().bands).toEqual(BANDS);
  market.setBands(null, at('2026-03-05T14:40:00Z'));
  expect(market.quote().bands).toBeUndefined();
});

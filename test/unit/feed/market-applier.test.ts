import { expect, test } from 'vitest';
import { usEquityCalendar } from '../../../engine/calendar/calendars.ts';
import { assert } from '../../../engine/domain/assert.ts';
import { MarketApplier } from '../../../engine/feed/alpaca/market-applier.ts';
import { at } from '../../support/session-core.ts';
import { AAPL, openCore, placed } from '../../support/test-core.ts';

test('a quote that has lain in a queue since before the open opens nothing', () => {
  const core = openCore(undefined, {
    instruments: [AAPL],
    calendarOf: usEquityCalendar,
    fillModel: 'queue',
    nowUs: at('09:00'),
  });
  const { quoted } = core.house;
  assert(quoted !== undefined, 'a core has a market of quotes');
  const applier = new MarketApplier([AAPL]);
  const quote = (t: string): void => {
    applier.quote(quoted, { T: 'q', S: 'AAPL', bp: 100, bs: 3, ap: 100.02, as: 2, t });
  };
  quote('2026-03-11T13:00:00.5Z');
  const { orderId } = placed(core, { orderType: 'market', qtyLots: 1 });
  const status = (): string | null => {
    const told = core.explain(orderId);
    return 'order' in told ? told.order.status : null;
  };
  core.setTime(at('09:45'));
  quote('2026-03-11T13:10:00.5Z');
  expect(status()).toBe('accepted');
  quote('2026-03-11T13:44:59.5Z');
  expect(status()).toBe('filled');
});

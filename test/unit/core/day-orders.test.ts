import { NOTHING_REMOTE } from '../../../engine/domain/remote-link.ts';
import { expect, test } from 'vitest';
import { alwaysOpenCalendar, usEquityCalendar } from '../../../engine/calendar/calendars.ts';
import type { TradingCalendar } from '../../../engine/calendar/trading-calendar.ts';
import { TradingCore } from '../../../engine/core.ts';
import { usEquity } from '../../../engine/domain/instrument.ts';
import { isoTimeUtc } from '../../../engine/domain/session.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import type { TimeUs } from '../../../engine/domain/time.ts';
import { PLAIN_TERMS } from '../../../engine/domain/order.ts';

const SYMBOL = 'AAPL';
const PRICE_TICKS = 1_000_000;
/** Friday evening in New York, after the close and before the trading date turns. */
const FRIDAY_EVENING = at('2026-03-13T18:00-04:00');

function at(text: string): TimeUs {
  return timeUs(Date.parse(text) * 1_000);
}

function coreAt(nowUs: TimeUs, calendar: TradingCalendar): TradingCore {
  return new TradingCore({
    venue: 'local',
    instruments: [usEquity(SYMBOL, 'Apple Inc.')],
    calendarOf: () => calendar,
    startPrices: new Map([[SYMBOL, PRICE_TICKS]]),
    recovered: {
      storeId: 'test',
      after: 'first',
      lastEventSeq: 0,
      lastOrderId: 0,
      lastExecutionId: 0,
      lastPrioritySeq: 0,
      lastEventUs: 0,
      workingOrders: [],
      positions: [],
      lots: [],
      account: null,
      dayStarts: [],
      scopeAnswers: [],
      instruments: [],
      remote: NOTHING_REMOTE,
      recentFills: [],
      cashMicros: 100_000_000_000,
      limits: null,
      risk: null,
      bars: [],
    },
    lookup: { byClientOrderId: () => null, byOrderId: () => null },
    nowUs,
  });
}

function submitBuy(core: TradingCore): void {
  const outcome = core.submit(
    {
      clientOrderId: 'd-1',
      symbol: SYMBOL,
      side: 'buy',
      orderType: 'limit',
      timeInForce: 'day',
      qtyLots: 10,
      limitPriceTicks: PRICE_TICKS,
      ...PLAIN_TERMS,
      postOnly: false,
      tag: '',
    },
    'test',
  );
  expect(outcome.ok).toBe(true);
}

/** Types of events since the last call, each with the minute it happened in. */
function eventsOf(core: TradingCore): readonly string[] {
  return core.takeEvents().map(({ type, atUs }) => `${type} ${isoTimeUtc(atUs).slice(0, 16)}`);
}

test('a day order in a market with hours waits for the next open and lives until the close', () => {
  const core = coreAt(FRIDAY_EVENING, usEquityCalendar());
  submitBuy(core);
  core.setTime(timeUs(at('2026-03-16T16:00-04:00') - 1));
  expect(eventsOf(core)).toEqual([
    'order.accepted 2026-03-13T22:00',
    'order.activated 2026-03-16T13:30',
  ]);
  core.setTime(at('2026-03-16T16:00-04:00'));
  expect(eventsOf(core)).toEqual(['order.expired 2026-03-16T20:00']);
});

test('a day order in a market that is always open lives until the trading date turns', () => {
  const core = coreAt(FRIDAY_EVENING, alwaysOpenCalendar('America/New_York'));
  submitBuy(core);
  core.setTime(timeUs(at('2026-03-13T20:00-04:00') - 1));
  expect(eventsOf(core)).toEqual(['order.accepted 2026-03-13T22:00']);
  core.setTime(at('2026-03-13T20:00-04:00'));
  expect(eventsOf(core)).toEqual(['order.expired 2026-03-14T00:00']);
});

test('a fill counts for the trading date of its market', () => {
  const tradeDateOf = (calendar: TradingCalendar, nowUs: TimeUs): string | undefined => {
    const core = coreAt(nowUs, calendar);
    core.house.limit(0, SELL, PRICE_TICKS, 5);
    submitBuy(core);
    core.house.take(0, SELL, PRICE_TICKS, 5);
    expect(core.house.bestBidTicks(0)).toBe(0);
    expect(core.house.restingOrders(0, BUY)).toBe(0);
    return core.snapshot().positions[0]?.tradeDate;
  };
  const saturday = at('2026-03-14T12:00-04:00');
  expect(tradeDateOf(alwaysOpenCalendar('America/New_York'), FRIDAY_EVENING)).toBe('2026-03-13');
  expect(tradeDateOf(alwaysOpenCalendar('America/New_York'), saturday)).toBe('2026-03-14');
  expect(tradeDateOf(usEquityCalendar(), at('2026-03-16T09:30-04:00'))).toBe('2026-03-16');
});

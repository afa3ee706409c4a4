import { usEquityCalendar } from '../../engine/calendar/calendars.ts';
import type { TradingCore } from '../../engine/core.ts';
import { isoTimeUtc } from '../../engine/domain/session.ts';
import { BUY, SELL } from '../../engine/domain/side.ts';
import { timeUs } from '../../engine/domain/time.ts';
import type { TimeUs } from '../../engine/domain/time.ts';
import { StoreModel } from './store-model.ts';
import { CENT, HUNDRED, eventText, openCore, timeAt } from './test-core.ts';

/** A moment of Wednesday, 11 March 2026, in New York: `at('09:30')`. */
export function at(clock: string): TimeUs {
  return timeAt(`2026-03-11T${clock}-04:00`);
}

/** A core with the hours of US equities, at a time of Wednesday, 11 March 2026. */
export function sessionCore(clock: string, store: StoreModel = new StoreModel()): TradingCore {
  return openCore(store, { calendarOf: usEquityCalendar, nowUs: at(clock) });
}

/** The same with orders of the house: 5 bid at 99.99 and 5 offered at 100.01, last trade at 100. */
export function quotedCore(clock: string, store: StoreModel = new StoreModel()): TradingCore {
  const core = sessionCore(clock, store);
  core.house.limit(0, SELL, HUNDRED, 1);
  core.house.take(0, BUY, HUNDRED, 1);
  core.house.limit(0, BUY, HUNDRED - CENT, 5);
  core.house.limit(0, SELL, HUNDRED + CENT, 5);
  return core;
}

/** Own events since the last call, each with its minute in New York (in summer time). */
export function timed(core: TradingCore): string[] {
  return core.takeEvents().map((event) => {
    const local = timeUs(event.atUs - 4 * 3_600_000_000);
    return `${isoTimeUtc(local).slice(11, 16)} ${eventText(event)}`;
  });
}

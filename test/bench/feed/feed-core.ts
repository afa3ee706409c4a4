import { alwaysOpenCalendar } from '../../../engine/calendar/calendars.ts';
import { TradingCore } from '../../../engine/core.ts';
import { usEquity } from '../../../engine/domain/instrument.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { StoreModel } from '../../support/store-model.ts';
import { FEED_SYMBOLS } from './feed-messages.ts';

/** When the bench's feed begins. */
export const FEED_START_US: number = Date.parse('2026-03-04T15:00:00Z') * 1_000;

/** A core whose market is what a feed says of the bench's symbols. */
export function openFeedCore(): TradingCore {
  const store = new StoreModel();
  return new TradingCore({
    venue: 'local',
    instruments: FEED_SYMBOLS.map((symbol) => usEquity(symbol, symbol)),
    calendarOf: ({ zone }) => alwaysOpenCalendar(zone),
    startPrices: new Map(FEED_SYMBOLS.map((symbol) => [symbol, 1_000_000])),
    fillModel: 'queue',
    recovered: store.recovered(),
    lookup: store,
    nowUs: timeUs(FEED_START_US),
  });
}

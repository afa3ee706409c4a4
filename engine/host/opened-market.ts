import type { RequestBudget, RequestTimesListener } from '../alpaca/request-budget.ts';
import type { TradingCalendar } from '../calendar/trading-calendar.ts';
import type { FillModel } from '../domain/fill-model.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { FrameTimesListener } from '../feed/alpaca/feed-reader.ts';
import type { JournalWrite, MarketSource, RecoveredState } from '../ports.ts';

/** A connection to a real market: frames of its feed, requests beside it; times in microseconds. */
export interface MarketLine {
  /** One for all that is asked with the market's keys. */
  readonly budget: RequestBudget;
  onFrameTimes(hear: FrameTimesListener): void;
  onRequestTimes(hear: RequestTimesListener): void;
  /** Requests answered since start, those of them that were too many, and the budget's use, 0 to 1. */
  requests(): { readonly answered: number; readonly throttled: number; readonly used: number };
}

/** A source with the past that its charts start from. */
export interface OpenedMarket {
  readonly source: MarketSource;
  /** When each instrument trades here. */
  readonly calendarOf: (instrument: Instrument) => TradingCalendar;
  /** A price near which each symbol trades. */
  readonly startPrices: ReadonlyMap<string, number>;
  /** By what orders fill where the source tells quotes and prints; null where it fills books. */
  readonly fillModel: FillModel | null;
  /** Bars of the store, or made up for a store that has none. */
  readonly bars: RecoveredState['bars'];
  /** The connection to a real market, as it measures itself; absent where there is none. */
  readonly line?: MarketLine;
  /** Of those, what the store does not have yet. */
  readonly newBars: readonly Extract<JournalWrite, { kind: 'bars' }>[];
}

import type { TradingCalendar } from '../calendar/trading-calendar.ts';
import type { FillModel } from '../domain/fill-model.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { Venue } from '../domain/order.ts';
import type { TimeUs } from '../domain/time.ts';
import type { OrderLookup, RecoveredState } from '../ports.ts';

/** What a core starts with. */
export interface CoreOptions {
  readonly venue: Venue;
  readonly instruments: readonly Instrument[];
  /** When each instrument trades in the market that the source makes. */
  readonly calendarOf: (instrument: Instrument) => TradingCalendar;
  /** A price near which each symbol trades, used when the store knows none. */
  readonly startPrices: ReadonlyMap<string, number>;
  /** By what orders fill where the source tells quotes and prints; null or absent: it fills books. */
  readonly fillModel?: FillModel | null;
  readonly recovered: RecoveredState;
  readonly lookup: OrderLookup;
  /** Market time at start. */
  readonly nowUs: TimeUs;
}

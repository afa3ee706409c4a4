import type { Instrument } from '../domain/instrument.ts';
import type { Session } from './trading-day.ts';
import { TradingCalendar } from './trading-calendar.ts';
import { US_EQUITY_RULES } from './us-equities.ts';

/**
 * A market that is open all the time, in one regular session from turn to turn of the trading date:
 * 20:00 in an exchange's zone, midnight in UTC. It is what a simulated or replayed market keeps, so
 * that a terminal trades the moment it is started.
 */
export function alwaysOpenCalendar(zone: string): TradingCalendar {
  return new TradingCalendar({
    zone,
    isAlwaysOpen: true,
    isTradingDate: () => true,
    hoursOf({ startUs, endUs }) {
      const regular: Session = { phase: 'regular', startUs, endUs };
      return { isHalfDay: false, regular, sessions: [regular], auctions: [] };
    },
  });
}

/** Sessions, holidays, half days and auctions of US equities, for dates from 2010 on. */
export function usEquityCalendar(): TradingCalendar {
  return new TradingCalendar(US_EQUITY_RULES);
}

/**
 * Crypto trades all the time. Its trading date is the UTC date, the one all its venues agree on; a
 * pair's instrument has the zone UTC to match.
 */
export function cryptoCalendar(): TradingCalendar {
  return alwaysOpenCalendar('UTC');
}

/** The calendar of an instrument's real market. Futures come as recordings only: see the replay. */
export function exchangeCalendar({ assetClass, zone }: Instrument): TradingCalendar {
  switch (assetClass) {
    case 'us_equity':
      return usEquityCalendar();
    case 'crypto':
      return cryptoCalendar();
    case 'future':
      return alwaysOpenCalendar(zone);
  }
}

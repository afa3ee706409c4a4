import { assert } from '../domain/assert.ts';
import { priceText } from '../domain/decimal.ts';
import type { Instrument } from '../domain/instrument.ts';
import { priceDecimalsAt } from '../domain/instrument.ts';
import { exchangeTime } from './exchange-time.ts';
import type { ExchangeTime } from './exchange-time.ts';

/** In what a symbol's prices, quantities and times are written. */
export interface TradedUnit {
  readonly instrument: Instrument;
  readonly time: ExchangeTime;
}

/** Units by symbol; the function throws for a symbol that is not among the instruments. */
export function tradedUnits(instruments: readonly Instrument[]): (symbol: string) => TradedUnit {
  const units = new Map<string, TradedUnit>();
  // One for all instruments of a zone: rows change between these from one to the next.
  const times = new Map<string, ExchangeTime>();
  for (const instrument of instruments) {
    const { symbol, zone } = instrument;
    const time = times.get(zone) ?? exchangeTime(zone);
    times.set(zone, time);
    units.set(symbol, { instrument, time });
  }
  return (symbol) => {
    const unit = units.get(symbol);
    assert(unit !== undefined, `the units of ${symbol} are known to the export`);
    return unit;
  };
}

/** A price with the decimals of valid prices there; all that the tick has where it needs them. */
export function exactPriceText(instrument: Instrument, ticks: number): string {
  const decimals = priceDecimalsAt(instrument, ticks);
  const surplus = 10 ** (instrument.tickDecimals - decimals);
  const exact = (ticks * instrument.tickMantissa) % surplus === 0;
  return priceText(instrument, ticks, exact ? decimals : instrument.tickDecimals);
}

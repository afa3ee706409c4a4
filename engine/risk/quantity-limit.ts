/**
 * Limits of quantity count whole units (shares, contracts, coins), which are lots wherever a lot is a
 * unit: one number is then sane for shares and for parts of a coin.
 */
import { lotsPerUnit } from '../domain/instrument.ts';
import type { Instrument } from '../domain/instrument.ts';

/** What a limit of so many units comes to in an instrument's lots. */
export function lotsOfUnits(units: number, instrument: Instrument): number {
  return units * lotsPerUnit(instrument);
}

/** The limit in words: `10000 lots` where a lot is a unit, `2 units` where it is a part of one. */
export function unitsText(units: number, { lotDecimals }: Instrument): string {
  return `${String(units)} ${lotDecimals === 0 ? 'lots' : 'units'}`;
}

import { decimalText } from '../domain/decimal.ts';
import type { Instrument } from '../domain/instrument.ts';

/** What to do with decimals that an instrument's units do not have. */
type Rounding = 'down' | 'nearest';

/** Decimal text as an integer of `10^-decimals`; beyond 2^53 it is not exact, and nobody trades that. */
export function scaledDecimal(text: string, decimals: number, rounding: Rounding): number {
  const isNegative = text.startsWith('-');
  const [whole = '0', fraction = ''] = (isNegative ? text.slice(1) : text).split('.');
  const kept = Number(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
  const isUp = rounding === 'nearest' && Number(fraction.charAt(decimals)) >= 5;
  const size = kept + (isUp ? 1 : 0);
  return isNegative && size !== 0 ? -size : size;
}

/** A price in ticks, to the nearest one: averages and fills of parts of a share lie between them. */
export function ticksOf({ tickDecimals, tickMantissa }: Instrument, text: string): number {
  return Math.round(scaledDecimal(text, tickDecimals, 'nearest') / tickMantissa);
}

/** A quantity in lots, rounded towards 0: Alpaca counts nine decimals of a share. */
export function lotsOf({ lotDecimals }: Instrument, text: string): number {
  return scaledDecimal(text, lotDecimals, 'down');
}

/** Money in micros. */
export function microsOf(text: string): number {
  return scaledDecimal(text, 6, 'nearest');
}

/** Decimal text as Alpaca writes it: without zeros at its end. */
export function wireDecimal(integer: number, decimals: number): string {
  const text = decimalText(integer, decimals);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

export function wirePrice({ tickDecimals, tickMantissa }: Instrument, ticks: number): string {
  return wireDecimal(ticks * tickMantissa, tickDecimals);
}

export function wireQty({ lotDecimals }: Instrument, lots: number): string {
  return wireDecimal(lots, lotDecimals);
}

/** Hundredths of a percent as Alpaca's percent. */
export function wirePercent(basisPoints: number): string {
  return wireDecimal(basisPoints, 2);
}

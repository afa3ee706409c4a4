import type { Refusal } from './refusal.ts';
import { refusal } from './refusal.ts';
import type { Instrument } from './instrument.ts';

/** Exact decimal text of `integer / 10^decimals`, without exponent or thousands mark. */
export function decimalText(integer: number | bigint, decimals: number): string {
  const sign = integer < 0 ? '-' : '';
  let digits = String(integer < 0 ? -integer : integer);
  if (digits.length <= decimals) digits = digits.padStart(decimals + 1, '0');
  if (decimals === 0) return sign + digits;
  const split = digits.length - decimals;
  return `${sign}${digits.slice(0, split)}.${digits.slice(split)}`;
}

/** Exact decimal text of a price, all decimals of the instrument's scale cut to `decimals`. */
export function priceText(instrument: Instrument, ticks: number, decimals: number): string {
  const text = decimalText(ticks * instrument.tickMantissa, instrument.tickDecimals);
  const surplus = instrument.tickDecimals - decimals;
  if (surplus <= 0) return text + '0'.repeat(-surplus);
  const cut = text.slice(0, text.length - surplus);
  return cut.endsWith('.') ? cut.slice(0, -1) : cut;
}

/** Exact decimal text of a quantity. */
export function qtyText(instrument: Instrument, lots: number): string {
  return decimalText(lots, instrument.lotDecimals);
}

/**
 * Reads plain decimal text ("187.25") as an integer of `10^-decimals`; exact or refused. Exponents,
 * thousands marks, signs and more decimals than the scale are refused.
 */
export function parseDecimal(text: string, decimals: number, field: string): number | Refusal {
  const match = /^(\d{1,16})(?:\.(\d{0,15}))?$/.exec(text.trim());
  if (match === null) return refusal('contract.decimal', field, text, 'a plain decimal number');
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (fraction.length > decimals) {
    return refusal('contract.decimals', field, text, `at most ${String(decimals)} decimals`);
  }
  const value = Number((match[1] ?? '') + fraction.padEnd(decimals, '0'));
  if (!Number.isSafeInteger(value)) {
    return refusal('contract.too_large', field, text, 'below 2^53 in its smallest unit');
  }
  return value;
}

/** Reads a price as the trader types it into ticks; refuses what lies between two ticks. */
export function parsePrice(instrument: Instrument, text: string): number | Refusal {
  const scaled = parseDecimal(text, instrument.tickDecimals, 'price');
  if (typeof scaled !== 'number') return scaled;
  if (scaled % instrument.tickMantissa !== 0) {
    const step = decimalText(instrument.tickMantissa, instrument.tickDecimals);
    return refusal('contract.price_increment', 'price', text, `a multiple of ${step}`);
  }
  return scaled / instrument.tickMantissa;
}

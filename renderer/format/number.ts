import { decimalText, priceText, qtyText } from '../../engine/domain/decimal.ts';
import { priceDecimalsAt } from '../../engine/domain/instrument.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';

/** What stands for a value that is not there. */
export const NO_VALUE = '–';

/** Exact price with as many decimals as its increments need there: 187.25; no thousands marks. */
export function formatPrice(instrument: Instrument, ticks: number): string {
  return priceText(instrument, ticks, priceDecimalsAt(instrument, ticks));
}

/** Quantity in units with thousands marks: 1,200; a short one with its minus. */
export function formatQty(instrument: Instrument, lots: number): string {
  return groupThousands(qtyText(instrument, lots));
}

/** From here on the parts of a unit say nothing that could be read on a tape. */
const WHOLE_UNITS_FROM = 1_000;

/** Size of a trade on the tape: whole units where it is whole or large, else as `formatQty`. */
export function formatSize(instrument: Instrument, lots: number): string {
  const units = lots / 10 ** instrument.lotDecimals;
  const isWhole = Number.isInteger(units) || units >= WHOLE_UNITS_FROM;
  return isWhole ? formatCount(units) : formatQty(instrument, lots);
}

/** Options of money on screen. */
export interface MoneyFormat {
  /** With + or - in front of everything but zero. */
  readonly sign?: boolean;
  /** Decimals shown, 0 to 6, rounded half away from zero; 2 when not given. */
  readonly decimals?: number;
}

/** Money with thousands marks and without currency sign: 1,234.50. */
export function formatMoney(micros: number, format: MoneyFormat = {}): string {
  const decimals = format.decimals ?? 2;
  const unit = 10 ** (6 - decimals);
  const rounded = Math.sign(micros) * Math.round(Math.abs(micros) / unit);
  const text = groupThousands(decimalText(rounded, decimals));
  return format.sign === true && rounded > 0 ? `+${text}` : text;
}

/** As `formatMoney`, of micros in decimal text, which may be more than a number holds. */
export function formatMoneyText(micros: string): string {
  const value = BigInt(micros);
  const size = value < 0n ? -value : value;
  const cents = (size + 5_000n) / 10_000n;
  const digits = String(cents).padStart(3, '0');
  const text = groupThousands(`${digits.slice(0, -2)}.${digits.slice(-2)}`);
  return value < 0n && cents > 0n ? `-${text}` : text;
}

/** Decimal text as a venue tells it, with thousands marks and at least so many decimals: 100,000.00. */
export function formatDecimal(text: string, decimalsMin = 0): string {
  const [whole = '', rest = ''] = text.split('.');
  const decimals = rest.padEnd(decimalsMin, '0');
  return groupThousands(decimals === '' ? whole : `${whole}.${decimals}`);
}

/** A number with its sign, + included, and `decimals` decimals; zero has none. */
export function formatSigned(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals);
  if (Number(text) === 0) return text;
  return (value > 0 ? '+' : '-') + text;
}

/** Share of a whole as percent with its sign: +1.25%. `ratio` 0.0125 is 1.25 %. */
export function formatPercent(ratio: number): string {
  return `${formatSigned(ratio * 100, 2)}%`;
}

/** Whole count with thousands marks: 12,345. */
export function formatCount(value: number): string {
  return groupThousands(String(Math.round(value)));
}

/** Large counts short: 950, 12.3K, 4.56M, 1.2B. */
export function formatCompact(value: number): string {
  const size = Math.abs(value);
  if (size < 1e4) return formatCount(value);
  if (size < 1e6) return `${(value / 1e3).toFixed(size < 1e5 ? 1 : 0)}K`;
  if (size < 1e9) return `${(value / 1e6).toFixed(size < 1e8 ? 2 : 0)}M`;
  return `${(value / 1e9).toFixed(2)}B`;
}

/** A traded volume in units, short; what comes in parts keeps two decimals where it is small. */
export function formatVolume(instrument: Instrument, lots: number): string {
  const units = lots / 10 ** instrument.lotDecimals;
  if (units > 0 && units < 0.005) return '<0.01';
  return instrument.lotDecimals > 0 && units < 100 ? units.toFixed(2) : formatCompact(units);
}

/** Bytes as MB with one decimal, KB below one MB. */
export function formatBytes(bytes: number): string {
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** 'up', 'down' or 'flat': the class and arrow of a signed value. */
export function directionOf(value: number): 'up' | 'down' | 'flat' {
  if (value === 0) return 'flat';
  return value > 0 ? 'up' : 'down';
}

/** Mark between thousands, of the whole screen. */
let mark = ',';

/** Sets it: `comma`, `space` (a thin one that does not break) or `none`. */
export function setNumberMarks(marks: string): void {
  mark = marks === 'space' ? '\u202f' : marks === 'none' ? '' : ',';
}

function groupThousands(text: string): string {
  const point = text.indexOf('.');
  const whole = point < 0 ? text : text.slice(0, point);
  const rest = point < 0 ? '' : text.slice(point);
  return whole.replace(/\B(?=(\d{3})+$)/g, mark) + rest;
}

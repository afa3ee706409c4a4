/** Readers of single cells: exact, or a `BadCell` with the rule that is broken. */
import { parseDecimal, parsePrice } from '../../domain/decimal.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { isoTimeUtc } from '../../domain/session.ts';
import { BadCell } from './bad-cell.ts';

const MICRO_DECIMALS = 6;
/** RFC 3339 in UTC with up to nanoseconds, as far as the second. */
const UTC_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z$/;

/** A quantity in lots. */
export function qtyCell(instrument: Instrument, column: string, text: string): number {
  const lots = parseDecimal(text, instrument.lotDecimals, column);
  if (typeof lots !== 'number') throw new BadCell(column, text, lots.rule);
  return lots;
}

/** The same where nothing is not enough. */
export function someQtyCell(instrument: Instrument, column: string, text: string): number {
  const lots = qtyCell(instrument, column, text);
  if (lots === 0) throw new BadCell(column, text, 'above 0');
  return lots;
}

/** A price in ticks, above 0. */
export function priceCell(instrument: Instrument, column: string, text: string): number {
  const ticks = parsePrice(instrument, text);
  if (typeof ticks !== 'number') throw new BadCell(column, text, ticks.rule);
  if (ticks === 0) throw new BadCell(column, text, 'above 0');
  return ticks;
}

/** Money in micros, which may be negative. */
export function moneyCell(column: string, text: string): number {
  const isNegative = text.startsWith('-');
  const micros = parseDecimal(isNegative ? text.slice(1) : text, MICRO_DECIMALS, column);
  if (typeof micros !== 'number') throw new BadCell(column, text, micros.rule);
  return isNegative ? 0 - micros : micros;
}

/** Money that must be what the other columns come to. */
export function sameMoneyCell(column: string, text: string, micros: number, rule: string): void {
  if (moneyCell(column, text) !== micros) throw new BadCell(column, text, rule);
}

/** Whole milliseconds since 1970 of a time in UTC, not later than `nowMs`. */
export function utcMsCell(column: string, text: string, nowMs: number): number {
  const ms = UTC_TIME.test(text) ? Date.parse(text) : Number.NaN;
  // Date.parse makes the second of March of the thirtieth of February.
  if (Number.isNaN(ms) || ms < 0 || isoTimeUtc(ms * 1_000).slice(0, 10) !== text.slice(0, 10)) {
    throw new BadCell(column, text, 'a time in UTC such as 2026-03-04T15:02:11.004Z');
  }
  if (ms > nowMs) throw new BadCell(column, text, 'not in the future');
  return ms;
}

/** One of a few words. */
export function wordCell<Word extends string>(
  column: string,
  text: string,
  words: readonly Word[],
): Word {
  const word = words.find((one) => one === text);
  if (word === undefined) throw new BadCell(column, text, `one of ${words.join(', ')}`);
  return word;
}

/** Text that keeps a pattern, which `rule` says in words. */
export function textCell(column: string, text: string, pattern: RegExp, rule: string): string {
  if (!pattern.test(text)) throw new BadCell(column, text, rule);
  return text;
}

/** Value of a fill in micros. */
export function grossOf(instrument: Instrument, priceTicks: number, qtyLots: number): number {
  const micros = priceTicks * qtyLots * instrument.tickValueMicros;
  if (Number.isSafeInteger(micros)) return micros;
  throw new BadCell('qty', String(qtyLots), 'a value below 2^53 millionths');
}

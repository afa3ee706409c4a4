/** Texts of forms as the integers that they stand for, and back. */
import { decimalText, parseDecimal } from '../../engine/domain/decimal.ts';
import { riskText } from '../text/risk.ts';

/** What a text of a form may be. */
export interface NumberRule {
  /** Decimals of the text that the stored integer has none of: 6 for money in micros. */
  readonly decimals: number;
  /** Smallest and largest integer. */
  readonly min: number;
  readonly max: number;
  /** Whether there is always a number. */
  readonly isNeeded: boolean;
}

const SYMBOL = /^[A-Z0-9][A-Z0-9./-]{0,15}$/;

/** The number in the smallest unit, null for none, or what is wrong with the text. */
export function parseNumber(text: string, rule: NumberRule): number | string | null {
  const words = riskText.problems;
  if (text.trim() === '') return rule.isNeeded ? words.needed : null;
  const value = parseDecimal(text, rule.decimals, '');
  if (typeof value !== 'number') return words.number(rule.decimals);
  if (value >= rule.min && value <= rule.max) return value;
  const most = plainText(rule.max, rule.decimals);
  return rule.min > 0 ? words.range(most) : words.most(most);
}

/** Symbols between spaces or commas, each once and at most `max`; or what is wrong with the text. */
export function parseSymbols(text: string, max: number): string[] | string {
  const symbols = [...new Set(text.toUpperCase().split(/[\s,;]+/))].filter((one) => one !== '');
  const wrong = symbols.find((one) => !SYMBOL.test(one));
  if (wrong !== undefined) return riskText.problems.symbol(wrong);
  if (symbols.length > max) return riskText.problems.symbols(max);
  return symbols;
}

/** Decimal text without zeros that say nothing: 1000000, 999.5. */
export function plainText(value: number, decimals: number): string {
  const text = decimalText(value, decimals);
  return decimals === 0 ? text : text.replace(/\.?0+$/, '');
}

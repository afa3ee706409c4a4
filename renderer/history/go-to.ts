/** Where a person wants to go in a long list: a row by its number or the end of a trading date. */
import { daysOfIsoDate } from '../../engine/domain/civil-date.ts';
import { tradeDayOn } from '../../engine/domain/session.ts';

export type Aim =
  /** From 0, the newest row being the first. */
  | { readonly kind: 'row'; readonly index: number }
  /** The newest row before this time. */
  | { readonly kind: 'time'; readonly beforeUs: number };

/** What was typed: `500,000`, `2025-03-14`; null: neither. `zone` is that of the trading dates. */
export function aimOf(text: string, zone: string): Aim | null {
  const typed = text.trim();
  if (/^\d{4}-\d{2}-\d{2}$/.test(typed)) {
    const day = daysOfIsoDate(typed) === null ? null : tradeDayOn(zone, typed);
    return day === null ? null : { kind: 'time', beforeUs: day.endUs };
  }
  const digits = typed.replaceAll(/[,\s]/g, '');
  if (!/^\d{1,12}$/.test(digits) || Number(digits) < 1) return null;
  return { kind: 'row', index: Number(digits) - 1 };
}

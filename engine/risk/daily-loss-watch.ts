/**
 * The result of the trading day against the limit of its loss: the account's own (engine/portfolio), which
 * is what the equity has changed by since the day began. A loss carried over night counts once, on the
 * day it was made; fees count; a position without a price counts at its cost.
 *
 * It is looked at every quarter of a second of market time, so that a fast market costs no more than a
 * slow one. The loss can therefore go beyond the limit by what the market does in that time, and by
 * what flattening costs: the limit says when to stop, not the most that can be lost.
 */
import type { TradingCalendar } from '../calendar/trading-calendar.ts';
import type { TimeUs } from '../domain/time.ts';

/** Least market time between two looks. */
export const LOOK_EVERY_US = 250_000;

/** Whether the day's result is a loss that has reached the limit: at it or beyond. */
export function isLossReached(dayMicros: number, lossMicrosMax: number): boolean {
  return -dayMicros >= lossMicrosMax;
}

/**
 * The trading date of an account that trades in several markets, YYYY-MM-DD: the earliest of theirs, so
 * that over a weekend the days of crypto, which trades then, are days, and the next one for equities is
 * Monday. '' without a market.
 */
export function accountDate(calendars: readonly TradingCalendar[], nowUs: TimeUs): string {
  let date = '';
  for (const calendar of calendars) {
    const own = calendar.tradeDateOf(nowUs);
    if (date === '' || own < date) date = own;
  }
  return date;
}

/** The account's trading date after `date`, which is the one of now. */
export function nextAccountDate(
  calendars: readonly TradingCalendar[],
  date: string,
  nowUs: TimeUs,
): string {
  let next = '';
  for (const calendar of calendars) {
    const day = calendar.dayAt(nowUs);
    const own = day.date > date ? day.date : calendar.tradeDateOf(day.endUs);
    if (next === '' || own < next) next = own;
  }
  return next;
}

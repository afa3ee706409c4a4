/**
 * The result of the trading day. It is what all positions have made by now less what they had made
 * when the date began: realised less fees, plus the open ones at the market. So a loss carried over
 * night counts once, on the day it was made, and fees count.
 *
 * It is looked at every quarter of a second of market time, so that a fast market costs no more than a
 * slow one. The loss can therefore go beyond the limit by what the market does in that time, and by
 * what flattening costs: the limit says when to stop, not the most that can be lost.
 */
import type { TradingCalendar } from '../calendar/trading-calendar.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { Position } from '../domain/order.ts';
import type { TimeUs } from '../domain/time.ts';

/** Least market time between two looks. */
export const LOOK_EVERY_US = 250_000;

/**
 * What a position has made since it was first traded, in micros. Open lots are valued at `markTicks`, the
 * last trade, as on the screens; while that is unknown (0) they count at what they cost.
 */
export function madeMicros(position: Position, instrument: Instrument, markTicks: number): number {
  const { qtyLots, costMicros, realisedMicros, feesMicros } = position;
  const settled = realisedMicros - feesMicros;
  if (qtyLots === 0 || markTicks === 0) return settled;
  const signedCost = qtyLots > 0 ? costMicros : -costMicros;
  return settled + qtyLots * markTicks * instrument.tickValueMicros - signedCost;
}

/** Whether the day's result is a loss that has reached the limit: at it or beyond. null: no limit. */
export function isLossReached(dayMicros: number, lossMicrosMax: number | null): boolean {
  return lossMicrosMax !== null && -dayMicros >= lossMicrosMax;
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

/** What the hours of a market, and its halts, make of an order. */
import type { TradingCalendar } from '../calendar/trading-calendar.ts';
import { assertNever } from '../domain/assert.ts';
import type { MarketState } from '../domain/market.ts';
import type { Order, OrderType, TimeInForce } from '../domain/order.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import { isoTimeUtc } from '../domain/session.ts';
import type { TimeUs } from '../domain/time.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';

/** What of an order decides when it trades. */
export type SessionTerms = Pick<Order, 'timeInForce' | 'extendedHours'>;

export function isAuctionOrder({ timeInForce }: Pick<Order, 'timeInForce'>): boolean {
  return timeInForce === 'opg' || timeInForce === 'cls';
}

/** Whether an order trades continuously in this state; stops are elected in the regular session. */
export function tradesIn(state: MarketState, order: SessionTerms): boolean {
  if (isAuctionOrder(order)) return false;
  switch (state) {
    case 'open':
      return true;
    case 'extended':
      return order.extendedHours;
    case 'closed':
    case 'halted':
    case 'paused':
      return false;
    default:
      return assertNever(state, 'market state');
  }
}

/** Why an order cannot be entered at this hour or in a halt; null when it trades, or can wait. */
export function checkSession(
  { calendar, state }: InstrumentMarket,
  orderType: OrderType,
  timeInForce: TimeInForce,
  nowUs: TimeUs,
): Refusal | null {
  const isImmediate = timeInForce === 'ioc' || timeInForce === 'fok';
  if (timeInForce === 'opg' || timeInForce === 'cls') {
    return checkAuctionEntry(calendar, timeInForce, nowUs);
  }
  const isHalted = state === 'halted' || state === 'paused';
  if (isHalted && (isImmediate || orderType === 'market')) {
    const rule = `trading is ${state}: only orders that can wait, and cancels`;
    const field = isImmediate ? 'timeInForce' : 'orderType';
    return refusal('venue.halted', field, isImmediate ? timeInForce : orderType, rule);
  }
  if (!isImmediate || state === 'open') return null;
  const rule = 'the regular session is closed: only orders that can wait for it';
  return refusal('venue.closed', 'timeInForce', timeInForce, rule);
}

/** Whether an order for an auction can be entered, or changed, now. */
export function checkAuctionEntry(
  calendar: TradingCalendar,
  timeInForce: 'opg' | 'cls',
  nowUs: TimeUs,
): Refusal | null {
  const entry = calendar.auctionEntry(timeInForce, nowUs);
  switch (entry.kind) {
    case 'open':
      return null;
    case 'none': {
      const rule = 'this market is always open and holds no auctions: day, gtc, ioc or fok';
      return refusal('book.no_auction', 'timeInForce', timeInForce, rule);
    }
    case 'refused': {
      const until = isoTimeUtc(entry.untilUs);
      const which = timeInForce === 'opg' ? 'opening' : 'closing';
      const rule = `orders for the ${which} auction before ${isoTimeUtc(entry.fromUs)} or from ${until}`;
      return refusal('book.auction_closed', 'timeInForce', timeInForce, rule);
    }
  }
}

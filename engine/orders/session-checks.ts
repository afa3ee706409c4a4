/** What the hours of a market forbid when an order is entered. */
import type { TradingCalendar } from '../calendar/trading-calendar.ts';
import type { TimeInForce } from '../domain/order.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import { isoTimeUtc } from '../domain/session.ts';
import type { TimeUs } from '../domain/time.ts';

/** Whether an order for an auction can be entered now; any other can. */
export function checkAuctionEntry(
  calendar: TradingCalendar,
  timeInForce: TimeInForce,
  nowUs: TimeUs,
): Refusal | null {
  if (timeInForce !== 'opg' && timeInForce !== 'cls') return null;
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
      const rule = `orders for the ${timeInForce === 'opg' ? 'opening' : 'closing'} auction before ${isoTimeUtc(entry.fromUs)} or from ${until}`;
      return refusal('book.auction_closed', 'timeInForce', timeInForce, rule);
    }
  }
}

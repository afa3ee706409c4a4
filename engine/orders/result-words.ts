/** The matching engine's numbers in the words of orders. */
import type { Order, OrderReason } from '../domain/order.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import {
  RESULT_CANCELED_BOOK_FULL,
  RESULT_CANCELED_COLLAR,
  RESULT_CANCELED_FOK,
  RESULT_CANCELED_IOC,
  RESULT_CANCELED_NO_LIQUIDITY,
  RESULT_CANCELED_SELF_TRADE,
  RESULT_REFUSED_AUCTION_FULL,
  RESULT_REFUSED_DISPLAY,
  RESULT_REFUSED_NO_REFERENCE,
  RESULT_REFUSED_POST_ONLY,
  RESULT_REFUSED_PRICE_RANGE,
  RESULT_REFUSED_PRICE_STEP,
  RESULT_REFUSED_STOPS_FULL,
  RESULT_REFUSED_STOP_SIDE,
} from '../matching/result-codes.ts';
import type { SubmitResult } from '../matching/result-codes.ts';

/** Why the rest of an order was cancelled at once. Throws on a result that cancels nothing. */
export function reasonOf(result: SubmitResult): OrderReason {
  switch (result) {
    case RESULT_CANCELED_NO_LIQUIDITY:
      return 'no_liquidity';
    case RESULT_CANCELED_COLLAR:
      return 'price_collar';
    case RESULT_CANCELED_SELF_TRADE:
      return 'self_trade';
    case RESULT_CANCELED_BOOK_FULL:
      return 'book_full';
    case RESULT_CANCELED_IOC:
    case RESULT_CANCELED_FOK:
      return 'time_in_force';
    default:
      return wordless(result);
  }
}

/** Why the book took nothing of an order with this limit price and display quantity. Throws on a result that refuses none. */
export function refusalOf(
  result: SubmitResult,
  order: { readonly limitPriceTicks: number | null; readonly displayQtyLots: number | null },
): Refusal {
  const { limitPriceTicks, displayQtyLots } = order;
  const field = 'limitPriceTicks';
  switch (result) {
    case RESULT_REFUSED_POST_ONLY: {
      const rule = 'a post-only order must not trade at once';
      return refusal('book.post_only_would_cross', field, limitPriceTicks, rule);
    }
    case RESULT_REFUSED_PRICE_STEP: {
      const rule = 'a multiple of the price step that this book trades in';
      return refusal('book.price_step', field, limitPriceTicks, rule);
    }
    case RESULT_REFUSED_DISPLAY: {
      const rule = 'at least a thousandth of the open quantity';
      return refusal('book.display_qty', 'displayQtyLots', displayQtyLots, rule);
    }
    case RESULT_REFUSED_PRICE_RANGE: {
      const rule = 'nearer to the prices at which orders rest';
      return refusal('book.price_range', field, limitPriceTicks, rule);
    }
    case RESULT_REFUSED_AUCTION_FULL:
      return refusal('book.auction_full', '', '', 'fewer orders that wait for this auction');
    default:
      return wordless(result);
  }
}

/** Why the stop book did not take a stop, or not its new stop price or trail. Throws as above. */
export function stopRefusalOf(result: SubmitResult, order: Order): Refusal {
  const { side, stopPriceTicks, trailTicks, trailBasisPoints } = order;
  const trail = trailTicks ?? trailBasisPoints;
  const trailField = trailTicks === null ? 'trailBasisPoints' : 'trailTicks';
  const field = trail === null ? 'stopPriceTicks' : trailField;
  const value = trail ?? stopPriceTicks;
  switch (result) {
    case RESULT_REFUSED_STOP_SIDE: {
      const rule = `a ${side} stop ${side === 'buy' ? 'above' : 'below'} the price that triggers it`;
      return refusal('book.stop_wrong_side', field, value, rule);
    }
    case RESULT_REFUSED_PRICE_STEP: {
      const rule = 'a multiple of the price step that this book trades in';
      return refusal('book.price_step', field, value, rule);
    }
    case RESULT_REFUSED_PRICE_RANGE:
      return refusal('book.price_range', field, value, 'less than the price it trails');
    case RESULT_REFUSED_STOPS_FULL:
      return refusal('book.stops_full', '', '', 'fewer stops that wait in this instrument');
    case RESULT_REFUSED_NO_REFERENCE:
      return refusal(
        'book.no_reference',
        field,
        value,
        'a market price, which a trail starts from',
      );
    default:
      return wordless(result);
  }
}

/** A result that none of the above gives: that of an unknown order is one of our own mistakes. */
function wordless(result: SubmitResult): never {
  throw new RangeError(`the book's result ${String(result)} has no words here`);
}

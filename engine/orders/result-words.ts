/** The matching engine's numbers in the words of orders. */
import type { OrderReason } from '../domain/order.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import {
  RESULT_CANCELED_BOOK_FULL,
  RESULT_CANCELED_COLLAR,
  RESULT_CANCELED_NO_LIQUIDITY,
  RESULT_CANCELED_SELF_TRADE,
  RESULT_REFUSED_POST_ONLY,
  RESULT_REFUSED_PRICE_STEP,
} from '../matching/result-codes.ts';
import type { SubmitResult } from '../matching/result-codes.ts';

/** Why the rest of an order was cancelled at once. */
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
    default:
      return 'time_in_force';
  }
}

/** Why the book took nothing of an order. */
export function refusalOf(result: SubmitResult, limitPriceTicks: number | null): Refusal {
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
    default: {
      const rule = 'nearer to the prices at which orders rest';
      return refusal('book.price_range', field, limitPriceTicks, rule);
    }
  }
}

/**
 * What became of an order: a handle (>= 0) when it rests, else one of the codes below. Bands: -1
 * done, -11 to -19 what did not trade was cancelled, -21 to -29 refused and nothing has changed.
 */
export type SubmitResult = number;

/** As `SubmitResult`; a replaced order keeps its handle, and a refused one rests as it was. */
export type ReplaceResult = number;

/** Completely filled; nothing rests. */
export const RESULT_DONE: number = -1;

/** Immediate-or-cancel: the rest found no price within its limit. */
export const RESULT_CANCELED_IOC: number = -11;
/** Market: the other side of the book is used up. */
export const RESULT_CANCELED_NO_LIQUIDITY: number = -12;
/** Market: the next price is worse than its collar. */
export const RESULT_CANCELED_COLLAR: number = -13;
/** Fill-or-kill: it could not trade completely at once, so it has not traded at all. */
export const RESULT_CANCELED_FOK: number = -14;
/** The next order it would have traded with is of its own owner. */
export const RESULT_CANCELED_SELF_TRADE: number = -15;
/** The rest has no room: too many resting orders, or the level's quantity would exceed 2^53 - 1. */
export const RESULT_CANCELED_BOOK_FULL: number = -16;

/** Post-only, and it would trade at once (always so for a market order). */
export const RESULT_REFUSED_POST_ONLY: number = -21;
/** The price is not a positive multiple of the book's price step. */
export const RESULT_REFUSED_PRICE_STEP: number = -22;
/** The price is more than LADDER_RANGE_MAX steps from another price at which orders rest. */
export const RESULT_REFUSED_PRICE_RANGE: number = -23;
/** Replace: no such order rests. */
export const RESULT_REFUSED_UNKNOWN: number = -24;
/** Iceberg: cut into more than ICEBERG_SLICES_MAX slices. */
export const RESULT_REFUSED_DISPLAY: number = -25;
/** Stop: on the wrong side of the last price, which would elect it at once. */
export const RESULT_REFUSED_STOP_SIDE: number = -26;
/** Stop: too many stops wait in this instrument. */
export const RESULT_REFUSED_STOPS_FULL: number = -27;
/** Trailing stop: no price is known yet that it could follow. */
export const RESULT_REFUSED_NO_REFERENCE: number = -28;
/** Auction: too many orders wait for it. */
export const RESULT_REFUSED_AUCTION_FULL: number = -29;

/** Whether the order rests, the result being its handle. */
export function isResting(result: SubmitResult): boolean {
  return result >= 0;
}

/** Whether the order was refused and nothing has changed. */
export function isRefused(result: SubmitResult): boolean {
  return result <= RESULT_REFUSED_POST_ONLY;
}

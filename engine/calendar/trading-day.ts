import type { TradeDay } from '../domain/session.ts';
import type { TimeUs } from '../domain/time.ts';

/** A part of the trading day with rules of its own; `post` is what traders call after-hours. */
export type SessionPhase = 'overnight' | 'pre' | 'regular' | 'post';

/** An open stretch of the day; `endUs` no longer belongs to it. Both UTC. */
export interface Session {
  readonly phase: SessionPhase;
  readonly startUs: TimeUs;
  readonly endUs: TimeUs;
}

/** Time in force of the orders that trade in an auction only. */
export type AuctionTimeInForce = 'opg' | 'cls';

/** An auction and when it takes orders: refused from `entryEndsUs` until before `entryResumesUs`. */
export interface Auction {
  readonly timeInForce: AuctionTimeInForce;
  /** When it clears, at the bound of the regular session. */
  readonly clearsUs: TimeUs;
  readonly entryEndsUs: TimeUs;
  /** From here on orders are for the next trading day's auction. */
  readonly entryResumesUs: TimeUs;
}

/**
 * One day of trading. It begins where the trading day before it ended, so that the days of a
 * calendar leave no moment out: a weekend belongs to the Monday after it.
 */
export interface TradingDay extends TradeDay {
  /** Ascending, none overlapping; between and around them the market is closed. */
  readonly sessions: readonly Session[];
  readonly regular: Session;
  /** The regular session ends earlier than on other days. */
  readonly isHalfDay: boolean;
  /** Empty where no auction is held. */
  readonly auctions: readonly Auction[];
}

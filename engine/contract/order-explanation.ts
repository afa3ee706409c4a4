/** The answer to "why did I not fill?" in numbers; part of the contract (messages.ts). */
import type { Order, StopTrigger } from '../domain/order.ts';

/**
 * The rule by which a working order waits. `price_time`: in the queue of the local book. `touch`,
 * `through`, `queue`, `paper`: by that fill model over quotes and prints. `stop`: for its trigger. `session`,
 * `auction`: until it opens. `group`: until its entry has filled. `halt`: trading is halted.
 * `remote`: for an answer of its venue. `venue`: at a remote venue, which does not tell who is ahead.
 * `ended`: it works no longer.
 */
export const FILL_RULES = [
  'price_time',
  'touch',
  'through',
  'queue',
  'paper',
  'stop',
  'session',
  'auction',
  'group',
  'halt',
  'remote',
  'venue',
  'ended',
] as const;
export type FillRule = (typeof FILL_RULES)[number];

/** Place in the queue of the order's price. Lots are what is shown; hidden size is not known. */
export interface QueueReport {
  /** When it joined this queue, or lost the place that it had. */
  readonly joinedUs: number;
  /** Shown ahead of it then; null when nobody knows (a price that the feed did not show). */
  readonly aheadAtEntryLots: number | null;
  readonly aheadAtEntryOrders: number | null;
  /** Traded at its price since, its own fills included. */
  readonly tradedLots: number;
  /** Of those, its own. */
  readonly ownFilledLots: number;
  /** Was ahead at entry and left without trading at this price: cancelled or made smaller. */
  readonly leftAheadLots: number | null;
  /** Shown ahead of it now. */
  readonly aheadLots: number | null;
  readonly aheadOrders: number | null;
  /** Lots of it that the book shows: all that is open unless it is an iceberg. */
  readonly shownLots: number;
}

/** What a stop waits for. */
export interface StopReport {
  readonly stopTicks: number;
  readonly by: StopTrigger;
  /** The price that triggers: last trade, or the bid to sell and the ask to buy; 0 without one. */
  readonly nowTicks: number;
  /** How far that has to move; null without one. */
  readonly distanceTicks: number | null;
}

/** Why an order has not filled, or not yet. Prices are 0 where there is none. */
export interface OrderExplanation {
  readonly order: Order;
  readonly rule: FillRule;
  readonly atUs: number;
  readonly bidTicks: number;
  readonly bidLots: number;
  readonly askTicks: number;
  readonly askLots: number;
  readonly lastTicks: number;
  /** How much worse its price is than the best of its own side; 0 at the best, null without a limit. */
  readonly behindBestTicks: number | null;
  /** How far the other side has to come to meet its price; null without a limit or other side. */
  readonly toOppositeTicks: number | null;
  /** Shown at better prices of its own side, which trades before it. */
  readonly betterLots: number;
  /** What the next order that reaches its price can fill of it; 0 while anything is before it. */
  readonly nextFillLots: number;
  /** Only while it rests. */
  readonly queue: QueueReport | null;
  /** Only while it waits for its trigger. */
  readonly stop: StopReport | null;
  /** When the session or auction it waits for is; null on all others, and once only a quote is missing. */
  readonly opensUs: number | null;
  /** What its remote venue has said of it last; null where orders work here. */
  readonly venue: VenueWord | null;
}

/** A remote venue's newest word of an order. */
export interface VenueWord {
  readonly venue: Order['venue'];
  readonly status: Order['status'];
  readonly filledLots: number;
  /** When it changed there last, by the venue's clock. */
  readonly updatedUs: number;
}

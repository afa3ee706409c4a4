import type { ClientOrderId, EventSeq, ExecutionId, OrderId } from './ids.ts';
import type { MoneyMicros, PriceTicks, QtyLots } from './price.ts';
import type { Refusal } from './refusal.ts';
import type { Side } from './side.ts';
import type { TimeUs } from './time.ts';

export type Venue = 'local' | 'alpaca-paper' | 'alpaca-live';

export type OrderType = 'market' | 'limit';

/** How long an order works: until the session's end, 90 days, now or never, all or nothing. */
export type TimeInForce = 'day' | 'gtc' | 'ioc' | 'fok';

/** Alpaca's words, of which the local venue uses these today. */
export type OrderStatus =
  'new' | 'partially_filled' | 'filled' | 'canceled' | 'expired' | 'rejected';

/** Statuses in which an order can still trade. The partial index of the store names the same. */
export const WORKING_STATUSES = ['new', 'partially_filled'] as const satisfies OrderStatus[];

export function isWorking(status: OrderStatus): boolean {
  return status === 'new' || status === 'partially_filled';
}

/** Why an order left the book or was cut down other than by a fill. */
export type OrderReason =
  | 'user'
  | 'cancel_all'
  | 'flatten'
  | 'time_in_force'
  | 'no_liquidity'
  | 'price_collar'
  | 'session_end'
  | 'self_trade'
  | 'book_full'
  | 'refused';

/** An order of a trader, as of its last event. Simulated orders of the house are not orders here. */
export interface Order {
  readonly orderId: OrderId;
  readonly clientOrderId: ClientOrderId;
  /** Name of the connection that sent it ('terminal', an API client's name). */
  readonly clientName: string;
  readonly venue: Venue;
  readonly symbol: string;
  readonly side: Side;
  readonly type: OrderType;
  readonly timeInForce: TimeInForce;
  readonly postOnly: boolean;
  /** Free text of the trader, up to 64 characters; '' when none. */
  readonly tag: string;
  /** Ordered; cumQtyLots + leavesQtyLots = qtyLots while it works. */
  readonly qtyLots: QtyLots;
  /** null on a market order. */
  readonly limitPriceTicks: PriceTicks | null;
  /** Filled so far. */
  readonly cumQtyLots: QtyLots;
  /** Still working; 0 once it has ended. */
  readonly leavesQtyLots: QtyLots;
  /** Sum of price x quantity over its fills, in ticks x lots; divided by cumQtyLots the average. */
  readonly cumTickLots: number;
  readonly status: OrderStatus;
  readonly reason: OrderReason | null;
  readonly refusal: Refusal | null;
  readonly createdUs: TimeUs;
  readonly updatedUs: TimeUs;
  /** When day and gtc orders expire; null for ioc and fok. */
  readonly expiresUs: TimeUs | null;
  /** Grows with each priority a resting order is given; recovery restores queues in this order. */
  readonly prioritySeq: number;
}

export type Liquidity = 'maker' | 'taker';

/** One execution of an own order. */
export interface Fill {
  readonly executionId: ExecutionId;
  readonly eventSeq: EventSeq;
  readonly orderId: OrderId;
  readonly clientOrderId: ClientOrderId;
  readonly venue: Venue;
  readonly symbol: string;
  readonly side: Side;
  readonly orderType: OrderType;
  readonly lastQtyLots: QtyLots;
  readonly lastPriceTicks: PriceTicks;
  /** Order's totals after this fill. */
  readonly cumQtyLots: QtyLots;
  readonly leavesQtyLots: QtyLots;
  readonly grossMicros: MoneyMicros;
  readonly feeMicros: MoneyMicros;
  /** Profit this fill realised against the average price of the position, before fees. */
  readonly realisedMicros: MoneyMicros;
  readonly liquidity: Liquidity;
  readonly tag: string;
  readonly executedUs: TimeUs;
}

/** A fold over fills: what is held of one symbol and what it has made. */
export interface Position {
  readonly symbol: string;
  /** Signed: long above 0, short below. */
  readonly qtyLots: number;
  /** What the open quantity cost (long) or brought (short), >= 0; divided by |qty| the average. */
  readonly costMicros: MoneyMicros;
  readonly realisedMicros: MoneyMicros;
  readonly feesMicros: MoneyMicros;
  /** Realised since the last trading-day boundary. */
  readonly dayRealisedMicros: MoneyMicros;
  readonly tradeDate: string;
  readonly updatedUs: TimeUs;
}

import type { ClientOrderId, EventSeq, ExecutionId, OrderId } from './ids.ts';
import type { MoneyMicros, PriceTicks, QtyLots } from './price.ts';
import type { Refusal } from './refusal.ts';
import type { Side } from './side.ts';
import type { TimeUs } from './time.ts';

export type Venue = 'local' | 'alpaca-paper' | 'alpaca-live';

/** All order types, in the order in which screens offer them. */
export const ORDER_TYPES = ['market', 'limit', 'stop', 'stop_limit', 'trailing_stop'] as const;

/**
 * `stop` becomes a market order when the last trade reaches its stop price (to buy: a limit order a
 * few percent above it), `stop_limit` a limit order, and a `trailing_stop` is a stop whose price
 * follows the market at a distance, one way only.
 */
export type OrderType = (typeof ORDER_TYPES)[number];

/** Whether an order waits outside the book until a trade reaches its stop price. */
export function isStopType(type: OrderType): boolean {
  return type === 'stop' || type === 'stop_limit' || type === 'trailing_stop';
}

/** What orders that neither wait for a price nor hide anything leave empty, as a request says it. */
export const PLAIN_TERMS = {
  stopPriceTicks: null,
  trailTicks: null,
  trailBasisPoints: null,
  displayQtyLots: null,
} as const;

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
  /** null on market, stop and trailing-stop orders, until one becomes a limit order when triggered. */
  readonly limitPriceTicks: PriceTicks | null;
  /** Trade price that triggers it, null where none does. On a trailing stop: its present place. */
  readonly stopPriceTicks: PriceTicks | null;
  /** Distance of a trailing stop in price; it has either this or `trailBasisPoints`. */
  readonly trailTicks: number | null;
  /** Distance of a trailing stop in basis points of the best price, 1 to 9,999. */
  readonly trailBasisPoints: number | null;
  /** Best price a trailing stop has seen: highest for a sell, lowest for a buy. null on others. */
  readonly hwmTicks: PriceTicks | null;
  /** Iceberg: what the book shows of it at most; null: everything. */
  readonly displayQtyLots: QtyLots | null;
  /** When the last trade reached the stop price; null before that and on other types. */
  readonly triggeredUs: TimeUs | null;
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

/** The fields of an order that is neither a stop nor an iceberg which stops and icebergs use. */
export const PLAIN_ORDER = {
  stopPriceTicks: null,
  trailTicks: null,
  trailBasisPoints: null,
  hwmTicks: null,
  displayQtyLots: null,
  triggeredUs: null,
} as const;

/** Whether a stop still waits for its price; a working order that does not, rests in the book. */
export function isWaitingStop(order: Pick<Order, 'type' | 'triggeredUs'>): boolean {
  return isStopType(order.type) && order.triggeredUs === null;
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

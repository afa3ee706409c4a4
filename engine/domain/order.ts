import type { ClientOrderId, EventSeq, ExecutionId, OrderId } from './ids.ts';
import type { MoneyMicros, PriceTicks, QtyLots } from './price.ts';
import type { Refusal } from './refusal.ts';
import type { Side } from './side.ts';
import type { TimeUs } from './time.ts';

export const VENUES = ['local', 'alpaca-paper', 'alpaca-live'] as const;
export type Venue = (typeof VENUES)[number];

/** Venues that need keys. */
export const REMOTE_VENUES = ['alpaca-paper', 'alpaca-live'] as const satisfies readonly Venue[];
export type RemoteVenue = (typeof REMOTE_VENUES)[number];

/** All order types, in the order in which screens offer them. */
export const ORDER_TYPES = ['market', 'limit', 'stop', 'stop_limit', 'trailing_stop'] as const;

/**
 * What elects stops: the price of the last trade, or the quote, of which the bid counts for stops to sell
 * and the ask for stops to buy.
 */
export const STOP_TRIGGERS = ['last_trade', 'quote'] as const;
export type StopTrigger = (typeof STOP_TRIGGERS)[number];

/**
 * `stop` becomes a market order when its trigger (above) reaches its stop price (to buy: a limit order a
 * few percent above it), `stop_limit` a limit order, and a `trailing_stop` is a stop whose price
 * follows the market at a distance, one way only.
 */
export type OrderType = (typeof ORDER_TYPES)[number];

/** Whether an order waits outside the book until the market reaches its stop price. */
export function isStopType(type: OrderType): boolean {
  return type === 'stop' || type === 'stop_limit' || type === 'trailing_stop';
}

/** What a change of an order without stop, trail or display quantity leaves as it is. */
export const PLAIN_CHANGES = {
  stopPriceTicks: null,
  trailTicks: null,
  trailBasisPoints: null,
  displayQtyLots: null,
} as const;

/** What the request of a simple order leaves empty that waits for no price and hides nothing. */
export const PLAIN_TERMS = {
  ...PLAIN_CHANGES,
  notionalMicros: null,
  extendedHours: false,
  orderClass: 'simple',
  takeProfit: null,
  stopLoss: null,
} as const;

/**
 * `bracket`: an entry with both exits; `oco`: two exits of which one cancels the other, the take
 * profit being the parent; `oto`: an entry with one exit.
 */
export const ORDER_CLASSES = ['simple', 'bracket', 'oco', 'oto'] as const;
export type OrderClass = (typeof ORDER_CLASSES)[number];

/** What a member of a group is for; an entry and a simple order have none. */
export const LEG_ROLES = ['take_profit', 'stop_loss'] as const;
export type LegRole = (typeof LEG_ROLES)[number];

/**
 * How long an order works: until the session's end, 90 days, now or never, all or nothing, in the
 * opening auction, in the closing auction.
 */
export const TIMES_IN_FORCE = ['day', 'gtc', 'ioc', 'fok', 'opg', 'cls'] as const;
export type TimeInForce = (typeof TIMES_IN_FORCE)[number];

/**
 * Alpaca's words. The local venue answers at once, so `pending_*` are states of remote venues only.
 * `accepted` waits for a session or an auction, `held` is an exit whose entry has not filled.
 */
export const ORDER_STATUSES = [
  'pending_new',
  'accepted',
  'held',
  'new',
  'partially_filled',
  'suspended',
  'pending_cancel',
  'pending_replace',
  'done_for_day',
  'filled',
  'canceled',
  'expired',
  'replaced',
  'rejected',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** Statuses in which an order can still trade; the index of working orders in the store has them too. */
export const WORKING_STATUSES = [
  'pending_new',
  'accepted',
  'held',
  'new',
  'partially_filled',
  'suspended',
  'pending_cancel',
  'pending_replace',
  'done_for_day',
] as const satisfies OrderStatus[];

/** Whether an order of this status can still trade: a fill, cancel or replace may follow. */
export function isWorking(status: OrderStatus): boolean {
  switch (status) {
    case 'filled':
    case 'canceled':
    case 'expired':
    case 'replaced':
    case 'rejected':
      return false;
    default:
      return true;
  }
}

/** Why an order left the book or was cut down other than by a fill. */
export const ORDER_REASONS = [
  'user',
  'cancel_all',
  'flatten',
  'time_in_force',
  'no_liquidity',
  'price_collar',
  'session_end',
  'self_trade',
  'book_full',
  /** The auction that it was for is over. */
  'auction_end',
  /** Another order of its group has filled or ended. */
  'group',
  'kill_switch',
  'daily_loss',
  'refused',
  /** The remote venue has ended it, or somebody there. */
  'venue',
] as const;
export type OrderReason = (typeof ORDER_REASONS)[number];

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
  /** Trades before and after the regular session too; a limit order. */
  readonly extendedHours: boolean;
  /** What the trader asked for in money, in micros; null where in quantity. */
  readonly notionalMicros: MoneyMicros | null;
  readonly orderClass: OrderClass;
  /** The order whose group this one is a member of; null on parents and simple orders. */
  readonly parentOrderId: OrderId | null;
  readonly legRole: LegRole | null;
  /** Free text of the trader, up to 64 characters; '' when none. */
  readonly tag: string;
  /** Ordered; cumQtyLots + leavesQtyLots = qtyLots while it works. */
  readonly qtyLots: QtyLots;
  /** null on market, stop and trailing-stop orders, until one becomes a limit order when triggered. */
  readonly limitPriceTicks: PriceTicks | null;
  /** Price that triggers it, null where none does. On a trailing stop: its present place. */
  readonly stopPriceTicks: PriceTicks | null;
  /** Distance of a trailing stop in price; it has either this or `trailBasisPoints`. */
  readonly trailTicks: number | null;
  /** Distance of a trailing stop in basis points of the best price, 1 to 9,999. */
  readonly trailBasisPoints: number | null;
  /** Best price a trailing stop has seen: highest for a sell, lowest for a buy. null on others. */
  readonly hwmTicks: PriceTicks | null;
  /** Iceberg: what the book shows of it at most; null: everything. */
  readonly displayQtyLots: QtyLots | null;
  /** When the market reached the stop price; null before that and on other types. */
  readonly triggeredUs: TimeUs | null;
  /** What reached it then; null before that, and where nobody has said (remote venues, old stores). */
  readonly triggeredBy: StopTrigger | null;
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
  /** When day and gtc orders expire and the auction of opg and cls ones is; null for ioc and fok. */
  readonly expiresUs: TimeUs | null;
  /** Grows with each priority a resting order is given; recovery restores queues in this order. */
  readonly prioritySeq: number;
}

/** The fields of a simple order that is neither a stop nor an iceberg which those others use. */
export const PLAIN_ORDER = {
  extendedHours: false,
  notionalMicros: null,
  orderClass: 'simple',
  parentOrderId: null,
  legRole: null,
  stopPriceTicks: null,
  trailTicks: null,
  trailBasisPoints: null,
  hwmTicks: null,
  displayQtyLots: null,
  triggeredUs: null,
  triggeredBy: null,
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
  /** Realised against the average price, before fees. */
  readonly realisedMicros: MoneyMicros;
  readonly feesMicros: MoneyMicros;
  /** Part of `realisedMicros` on `tradeDate`. */
  readonly dayRealisedMicros: MoneyMicros;
  /** Realised against the oldest lots first (FIFO), before fees. */
  readonly fifoRealisedMicros: MoneyMicros;
  /** Part of `feesMicros` on `tradeDate`. */
  readonly dayFeesMicros: MoneyMicros;
  /** Trading date of the last fill, YYYY-MM-DD. */
  readonly tradeDate: string;
  readonly updatedUs: TimeUs;
}

/**
 * An order as a row of numbers: how the core keeps the orders that it knows, and how their events
 * travel to the thread that writes them. Words (side, status, reason, ...) are their index in the
 * domain's lists; a price or time that an order does not have is `NONE`. What only stops, icebergs,
 * members of groups, orders for a sum of money and refused ones have stands apart, in `RareTerms`, so
 * that the usual order is short. Names and tags are strings beside the row.
 */
import type { ClientOrderId } from '../domain/ids.ts';
import { orderId } from '../domain/ids.ts';
import {
  LEG_ROLES,
  ORDER_CLASSES,
  ORDER_REASONS,
  ORDER_STATUSES,
  ORDER_TYPES,
  TIMES_IN_FORCE,
  VENUES,
} from '../domain/order.ts';
import type { Order } from '../domain/order.ts';
import { priceTicks, qtyLots } from '../domain/price.ts';
import { timeUs } from '../domain/time.ts';

/** What stands for a price, a time or a reason that there is none of. */
export const NONE = -1;

/** Columns of a row. */
export const ORDER_ID = 0;
/** What never changes of an order, as bits; see `kindOf`. */
export const KIND = 1;
export const STATUS = 2;
export const REASON = 3;
export const QTY_LOTS = 4;
export const LIMIT_TICKS = 5;
export const CUM_LOTS = 6;
export const LEAVES_LOTS = 7;
export const CUM_TICK_LOTS = 8;
export const PRIORITY_SEQ = 9;
export const CREATED_US = 10;
export const UPDATED_US = 11;
export const EXPIRES_US = 12;
/** Numbers in a row. */
export const ORDER_WIDTH = 13;

/** Bits of KIND: side, type (3), time in force (3), flags, class (2), leg role + 1 (2), venue (2). */
export const KIND_SELL = 1;
const TYPE_SHIFT = 1;
const TIF_SHIFT = 4;
export const KIND_POST_ONLY: number = 1 << 7;
const KIND_EXTENDED: number = 1 << 8;
const CLASS_SHIFT = 9;
const ROLE_SHIFT = 11;
const VENUE_SHIFT = 13;

/** What a plain order, as most are, has none of. */
export type RareTerms = Pick<
  Order,
  | 'notionalMicros'
  | 'parentOrderId'
  | 'stopPriceTicks'
  | 'trailTicks'
  | 'trailBasisPoints'
  | 'hwmTicks'
  | 'displayQtyLots'
  | 'triggeredUs'
  | 'triggeredBy'
  | 'refusal'
>;

/** The strings of an order but for its own name; orders that have the same share them. */
export type OrderWords = Pick<Order, 'clientName' | 'symbol' | 'tag'>;

/** The words of no order. */
export const NO_WORDS: OrderWords = { clientName: '', symbol: '', tag: '' };

/** The rare terms of a plain order. */
const NO_RARE_TERMS: RareTerms = {
  notionalMicros: null,
  parentOrderId: null,
  stopPriceTicks: null,
  trailTicks: null,
  trailBasisPoints: null,
  hwmTicks: null,
  displayQtyLots: null,
  triggeredUs: null,
  triggeredBy: null,
  refusal: null,
};

/** What decides the bits of KIND. */
type KindTerms = Pick<
  Order,
  | 'side'
  | 'type'
  | 'timeInForce'
  | 'postOnly'
  | 'extendedHours'
  | 'orderClass'
  | 'legRole'
  | 'venue'
>;

/** KIND of an order. */
export function kindOf(order: KindTerms): number {
  const role = order.legRole === null ? 0 : LEG_ROLES.indexOf(order.legRole) + 1;
  return (
    (order.side === 'sell' ? KIND_SELL : 0) |
    (ORDER_TYPES.indexOf(order.type) << TYPE_SHIFT) |
    (TIMES_IN_FORCE.indexOf(order.timeInForce) << TIF_SHIFT) |
    (order.postOnly ? KIND_POST_ONLY : 0) |
    (order.extendedHours ? KIND_EXTENDED : 0) |
    (ORDER_CLASSES.indexOf(order.orderClass) << CLASS_SHIFT) |
    (role << ROLE_SHIFT) |
    (VENUES.indexOf(order.venue) << VENUE_SHIFT)
  );
}

/** Whether an order of this KIND is a member of a group: a parent or an exit. */
export function isGroupKind(kind: number): boolean {
  return ((kind >>> CLASS_SHIFT) & 3) !== 0;
}

/** Whether an order of this KIND is the exit of a group. */
export function isExitKind(kind: number): boolean {
  return ((kind >>> ROLE_SHIFT) & 3) !== 0;
}

/** Whether an order of this KIND is, or was, a stop: types from the third on. */
export function isStopKind(kind: number): boolean {
  return ((kind >>> TYPE_SHIFT) & 7) > 1;
}

/** Writes an order's numbers into `rows` from `at` on. */
export function putOrder(rows: Float64Array, at: number, order: Order): void {
  rows[at + ORDER_ID] = order.orderId;
  rows[at + KIND] = kindOf(order);
  rows[at + STATUS] = ORDER_STATUSES.indexOf(order.status);
  rows[at + REASON] = order.reason === null ? NONE : ORDER_REASONS.indexOf(order.reason);
  rows[at + QTY_LOTS] = order.qtyLots;
  rows[at + LIMIT_TICKS] = order.limitPriceTicks ?? NONE;
  rows[at + CUM_LOTS] = order.cumQtyLots;
  rows[at + LEAVES_LOTS] = order.leavesQtyLots;
  rows[at + CUM_TICK_LOTS] = order.cumTickLots;
  rows[at + PRIORITY_SEQ] = order.prioritySeq;
  rows[at + CREATED_US] = order.createdUs;
  rows[at + UPDATED_US] = order.updatedUs;
  rows[at + EXPIRES_US] = order.expiresUs ?? NONE;
}

/** The rare terms of an order, or null when it has none of them. */
export function rareTermsOf(order: Order): RareTerms | null {
  const isPlain =
    order.stopPriceTicks === null &&
    order.displayQtyLots === null &&
    order.trailTicks === null &&
    order.trailBasisPoints === null &&
    order.hwmTicks === null &&
    order.triggeredUs === null &&
    order.parentOrderId === null &&
    order.notionalMicros === null &&
    order.refusal === null;
  if (isPlain) return null;
  const { notionalMicros, parentOrderId, stopPriceTicks, trailTicks, trailBasisPoints } = order;
  const { hwmTicks, displayQtyLots, triggeredUs, triggeredBy, refusal } = order;
  const stop = { stopPriceTicks, trailTicks, trailBasisPoints, hwmTicks, triggeredUs, triggeredBy };
  return { notionalMicros, parentOrderId, ...stop, displayQtyLots, refusal };
}

/** The order that a row, its name, words and rare terms (null: none) stand for. */
export function orderOfRow(
  rows: Float64Array,
  at: number,
  clientOrderId: string,
  words: OrderWords | undefined,
  rare: RareTerms | null,
): Order {
  const kind = rows[at + KIND] ?? 0;
  const role = (kind >>> ROLE_SHIFT) & 3;
  const limit = rows[at + LIMIT_TICKS] ?? NONE;
  const expires = rows[at + EXPIRES_US] ?? NONE;
  const terms = rare ?? NO_RARE_TERMS;
  return {
    orderId: orderId(rows[at + ORDER_ID] ?? 0),
    // It was one when it was taken from an order.
    clientOrderId: clientOrderId as ClientOrderId,
    clientName: words?.clientName ?? '',
    venue: VENUES[(kind >>> VENUE_SHIFT) & 3] ?? 'local',
    symbol: words?.symbol ?? '',
    side: (kind & KIND_SELL) === 0 ? 'buy' : 'sell',
    type: ORDER_TYPES[(kind >>> TYPE_SHIFT) & 7] ?? 'limit',
    timeInForce: TIMES_IN_FORCE[(kind >>> TIF_SHIFT) & 7] ?? 'day',
    postOnly: (kind & KIND_POST_ONLY) !== 0,
    extendedHours: (kind & KIND_EXTENDED) !== 0,
    notionalMicros: terms.notionalMicros,
    orderClass: ORDER_CLASSES[(kind >>> CLASS_SHIFT) & 3] ?? 'simple',
    parentOrderId: terms.parentOrderId,
    legRole: role === 0 ? null : (LEG_ROLES[role - 1] ?? null),
    tag: words?.tag ?? '',
    qtyLots: qtyLots(rows[at + QTY_LOTS] ?? 0),
    limitPriceTicks: limit === NONE ? null : priceTicks(limit),
    stopPriceTicks: terms.stopPriceTicks,
    trailTicks: terms.trailTicks,
    trailBasisPoints: terms.trailBasisPoints,
    hwmTicks: terms.hwmTicks,
    displayQtyLots: terms.displayQtyLots,
    triggeredUs: terms.triggeredUs,
    triggeredBy: terms.triggeredBy,
    cumQtyLots: qtyLots(rows[at + CUM_LOTS] ?? 0),
    leavesQtyLots: qtyLots(rows[at + LEAVES_LOTS] ?? 0),
    cumTickLots: rows[at + CUM_TICK_LOTS] ?? 0,
    status: ORDER_STATUSES[rows[at + STATUS] ?? 0] ?? 'new',
    reason: ORDER_REASONS[rows[at + REASON] ?? NONE] ?? null,
    refusal: terms.refusal,
    createdUs: timeUs(rows[at + CREATED_US] ?? 0),
    updatedUs: timeUs(rows[at + UPDATED_US] ?? 0),
    expiresUs: expires === NONE ? null : timeUs(expires),
    prioritySeq: rows[at + PRIORITY_SEQ] ?? 0,
  };
}

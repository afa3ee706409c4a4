/**
 * The short way of the usual new order, as a row of numbers from the request to its book: market or limit,
 * on its own, in quantity, all of it shown, in the continuous market. What else there is takes the long
 * way as an `Order`; both ask the same checks before.
 */
import type { RiskLimits } from '../contract/messages.ts';
import { incrementTicksAt } from '../domain/instrument.ts';
import { ORDER_STATUSES, TIMES_IN_FORCE } from '../domain/order.ts';
import type { Venue } from '../domain/order.ts';
import { BUY, SELL } from '../domain/side.ts';
import type { TimeUs } from '../domain/time.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import { orderTypeCode, tifCode } from '../matching/order-codes.ts';
import type { SubmitResult } from '../matching/result-codes.ts';
import { TRADER_OWNER } from '../ports.ts';
import { collarTicks } from '../risk/risk-guard.ts';
import { isWhole } from './fractional-checks.ts';
import { expiryOf } from './new-order.ts';
import type { SizedRequest, SubmitRequest } from './new-order.ts';
import {
  CREATED_US,
  CUM_LOTS,
  CUM_TICK_LOTS,
  EXPIRES_US,
  KIND,
  KIND_SELL,
  LEAVES_LOTS,
  LIMIT_TICKS,
  NONE,
  PRIORITY_SEQ,
  QTY_LOTS,
  REASON,
  STATUS,
  UPDATED_US,
  kindOf,
} from './order-row.ts';

const NEW: number = ORDER_STATUSES.indexOf('new');

/**
 * Whether a request is the usual one and right in itself, so that only limits and the position can be in its
 * way: day or gtc, without any term that few orders have, in the regular session of the local venue. Of one
 * that is not, the long way of checks says what is wrong, if anything is.
 */
export function isUsual(
  request: SubmitRequest,
  { instrument, state }: InstrumentMarket,
  venue: Venue,
): request is SizedRequest {
  const { limitPriceTicks, orderType, qtyLots, timeInForce } = request;
  return (
    state === 'open' &&
    venue === 'local' &&
    qtyLots !== null &&
    request.notionalMicros === null &&
    (timeInForce === 'day' || timeInForce === 'gtc') &&
    (orderType === 'limit'
      ? limitPriceTicks !== null &&
        limitPriceTicks % incrementTicksAt(instrument, limitPriceTicks) === 0
      : orderType === 'market' && limitPriceTicks === null && !request.postOnly) &&
    request.orderClass === 'simple' &&
    request.takeProfit === null &&
    request.stopLoss === null &&
    request.stopPriceTicks === null &&
    request.trailTicks === null &&
    request.trailBasisPoints === null &&
    request.displayQtyLots === null &&
    !request.extendedHours &&
    isWhole(instrument, qtyLots)
  );
}

/** Whether a new order that its market trades now takes the short way. */
export function isPlain(request: SizedRequest, market: InstrumentMarket): boolean {
  const { orderType, timeInForce } = request;
  return (
    (orderType === 'limit' || orderType === 'market') &&
    request.orderClass === 'simple' &&
    request.displayQtyLots === null &&
    request.notionalMicros === null &&
    timeInForce !== 'opg' &&
    timeInForce !== 'cls' &&
    market.state === 'open'
  );
}

/** Writes plain new orders into the rows of those that work. */
export class PlainRow {
  /** KIND of a market order to buy, by time in force; side, type and flags are added to it. */
  readonly #kinds: readonly number[];
  readonly #limitKind: number;
  readonly #postOnlyKind: number;
  readonly #extendedKind: number;

  constructor(venue: Venue) {
    const plain = {
      venue,
      side: 'buy',
      type: 'market',
      timeInForce: 'day',
      postOnly: false,
      extendedHours: false,
      orderClass: 'simple',
      legRole: null,
    } as const;
    this.#kinds = TIMES_IN_FORCE.map((timeInForce) => kindOf({ ...plain, timeInForce }));
    const base = kindOf(plain);
    this.#limitKind = kindOf({ ...plain, type: 'limit' }) - base;
    this.#postOnlyKind = kindOf({ ...plain, postOnly: true }) - base;
    this.#extendedKind = kindOf({ ...plain, extendedHours: true }) - base;
  }

  /**
   * Writes the order as it is accepted, before it has met the book, into the row that begins at `at`;
   * returns when it ends, Infinity when not by itself.
   */
  put(
    rows: Float64Array,
    at: number,
    request: SizedRequest,
    prioritySeq: number,
    market: InstrumentMarket,
    nowUs: TimeUs,
  ): number {
    const expiresUs = expiryOf(request, market.calendar, nowUs);
    rows[at + KIND] = this.#kindOf(request);
    rows[at + STATUS] = NEW;
    rows[at + REASON] = NONE;
    rows[at + QTY_LOTS] = request.qtyLots;
    rows[at + LIMIT_TICKS] = request.limitPriceTicks ?? NONE;
    rows[at + CUM_LOTS] = 0;
    rows[at + LEAVES_LOTS] = request.qtyLots;
    rows[at + CUM_TICK_LOTS] = 0;
    rows[at + PRIORITY_SEQ] = prioritySeq;
    rows[at + CREATED_US] = nowUs;
    rows[at + UPDATED_US] = nowUs;
    rows[at + EXPIRES_US] = expiresUs ?? NONE;
    return expiresUs ?? Number.POSITIVE_INFINITY;
  }

  #kindOf(request: SizedRequest): number {
    let kind = this.#kinds[tifNumber(request.timeInForce)] ?? 0;
    if (request.side === 'sell') kind += KIND_SELL;
    if (request.orderType === 'limit') kind += this.#limitKind;
    if (request.postOnly) kind += this.#postOnlyKind;
    if (request.extendedHours) kind += this.#extendedKind;
    return kind;
  }
}

/** Gives a plain order to its book; a market order trades within the collar around the price of now. */
export function enterPlain(
  request: SizedRequest,
  orderNumber: number,
  market: InstrumentMarket,
  limits: RiskLimits,
): SubmitResult {
  const { side, limitPriceTicks } = request;
  const reference = limitPriceTicks === null ? market.referenceTicks() : 0;
  return market.matching.submit(
    orderNumber,
    TRADER_OWNER,
    side === 'buy' ? BUY : SELL,
    orderTypeCode(limitPriceTicks),
    tifCode(request.timeInForce),
    request.postOnly,
    limitPriceTicks ?? 0,
    request.qtyLots,
    reference > 0 ? collarTicks(limits, side, reference) : 0,
  );
}

/** Index of a time in force; the usual ones first. */
function tifNumber(timeInForce: SizedRequest['timeInForce']): number {
  if (timeInForce === 'day') return 0;
  if (timeInForce === 'gtc') return 1;
  return TIMES_IN_FORCE.indexOf(timeInForce);
}

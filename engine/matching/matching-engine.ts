import { ICEBERG_SLICES_MAX, hideRest, reduceIceberg, showNextSlice } from '../book/iceberg.ts';
import { OWNER_MAX } from '../book/order-pool.ts';
import { assert } from '../domain/assert.ts';
import { BUY } from '../domain/side.ts';
import type { SideCode } from '../domain/side.ts';
import { BookView } from './book-view.ts';
import { MatchEvents } from './match-events.ts';
import { FOK, GTC, LIMIT, MARKET } from './order-codes.ts';
import type { OrderTypeCode, TifCode } from './order-codes.ts';
import {
  RESULT_CANCELED_BOOK_FULL,
  RESULT_CANCELED_COLLAR,
  RESULT_CANCELED_FOK,
  RESULT_CANCELED_IOC,
  RESULT_CANCELED_NO_LIQUIDITY,
  RESULT_CANCELED_SELF_TRADE,
  RESULT_DONE,
  RESULT_REFUSED_DISPLAY,
  RESULT_REFUSED_POST_ONLY,
  RESULT_REFUSED_PRICE_RANGE,
  RESULT_REFUSED_PRICE_STEP,
  RESULT_REFUSED_UNKNOWN,
} from './result-codes.ts';
import type { ReplaceResult, SubmitResult } from './result-codes.ts';
import { Taker } from './taker.ts';

export interface MatchingOptions {
  /** Price step of the book in ticks (equities from $1: 100; E-mini: 1), 1 to 2^31. */
  readonly priceStepTicks: number;
  /** Whether a replace to less at the same price keeps its place in the queue. Default: true. */
  readonly keepPlaceOnDecrease?: boolean;
}

/** An iceberg: a limit order, day or gtc, that shows only a slice of what it has. */
export interface IcebergOrder {
  readonly orderId: number;
  readonly owner: number;
  readonly side: SideCode;
  readonly postOnly: boolean;
  readonly priceTicks: number;
  readonly qtyLots: number;
  /** Lots of a slice, at least 1; the last slice is what is left. */
  readonly displayLots: number;
  /** What the first slice has left, for an order put back after a restart; displayLots if absent. */
  readonly shownLots?: number;
}

/**
 * One instrument's exchange: the rules of order types above its book. Price-time priority, trades
 * at the maker's price, integers only, no allocation per call. Owners from 1 up never trade with
 * themselves: what is left of the incoming order is cancelled when the next order in priority is
 * its owner's. Owner 0, the house, has no such rule.
 *
 * A handle names an order's slot and is checked against the order id, so a stale one is refused;
 * ids are safe integers >= 1 that are never reused.
 */
export class MatchingEngine extends BookView {
  /** Executions of the last submit, replace or cancel; valid until the next. */
  readonly events: MatchEvents = new MatchEvents();
  private readonly keepPlaceOnDecrease: boolean;
  private readonly taker: Taker;

  constructor(options: MatchingOptions) {
    super(options.priceStepTicks);
    this.taker = new Taker(this.book, this.events);
    this.keepPlaceOnDecrease = options.keepPlaceOnDecrease ?? true;
  }

  /**
   * Takes a new order: trades what crosses and rests or cancels what is left, `events.leavesLots`.
   * Prices are positive multiples of the step, `priceTicks` is unused on a market order;
   * `collarTicks` is the worst price that a market order may trade at, 0 for none. Quantities are
   * safe integers >= 1, owners 0 to 2^30 - 1 (asserted). Positional, since an object per order
   * would be the only allocation.
   */
  submit(
    orderId: number,
    owner: number,
    side: SideCode,
    type: OrderTypeCode,
    timeInForce: TifCode,
    postOnly: boolean,
    priceTicks: number,
    qtyLots: number,
    collarTicks: number,
  ): SubmitResult {
    assert(orderId > 0 && owner >= 0 && owner <= OWNER_MAX, 'ids start at 1, owners at 0');
    assert(qtyLots > 0 && Number.isSafeInteger(qtyLots), 'a quantity is a safe integer >= 1');
    this.taker.begin(orderId, owner, qtyLots);
    if (type === MARKET) return this.submitMarket(side, timeInForce, postOnly, collarTicks);
    if (timeInForce > GTC) return this.submitImmediate(side, timeInForce, postOnly, priceTicks);
    const level = this.book.levelFor(priceTicks);
    if (level < 0) return this.priceRefusal(priceTicks);
    if (this.crosses(side, level)) {
      if (postOnly) return RESULT_REFUSED_POST_ONLY;
      this.taker.trade(side, level);
      if (this.events.leavesLots === 0) return RESULT_DONE;
      if (this.taker.hitOwnOrder) return RESULT_CANCELED_SELF_TRADE;
    }
    const slot = this.book.add(side, level, orderId, owner, postOnly, this.events.leavesLots);
    return slot >= 0 ? slot : RESULT_CANCELED_BOOK_FULL;
  }

  /**
   * Takes a new iceberg. It trades all it has at once like any limit order; of what rests one slice
   * is shown, and when that is used up the next joins the back of its level. Kept out of `submit`,
   * so that plain orders pay nothing for it.
   */
  submitIceberg(order: IcebergOrder): SubmitResult {
    const { orderId, owner, side, postOnly, priceTicks, qtyLots, displayLots } = order;
    const shownLots = order.shownLots ?? displayLots;
    assert(shownLots > 0 && Number.isSafeInteger(shownLots), 'a slice is a safe integer >= 1');
    assert(shownLots <= displayLots && Number.isSafeInteger(displayLots), 'a slice has a bound');
    if (qtyLots > displayLots * ICEBERG_SLICES_MAX) {
      this.taker.begin(orderId, owner, qtyLots);
      return RESULT_REFUSED_DISPLAY;
    }
    const result = this.submit(orderId, owner, side, LIMIT, GTC, postOnly, priceTicks, qtyLots, 0);
    if (result >= 0) hideRest(this.book, result, displayLots, shownLots);
    return result;
  }

  /** Takes a resting order out, `events.leavesLots` being what it had open; false: none rests. */
  cancel(handle: number, orderId: number): boolean {
    const { book, events } = this;
    events.count = 0;
    events.sliceCount = 0;
    if (!book.pool.holds(handle, orderId)) {
      events.leavesLots = 0;
      return false;
    }
    events.leavesLots = book.openOf(handle);
    book.remove(handle);
    return true;
  }

  /**
   * Changes a resting order's price and open quantity (>= 1). At the same price with no more than
   * it has, it keeps its place in the queue; otherwise it goes to the back and may trade as taker,
   * unless it is post-only: then a price that crosses is refused. The handle stays the same. An
   * iceberg stays one with its slice size; a decrease takes from what it hides first. `displayLots`
   * above 0 gives the order another slice size, or makes it an iceberg, at the back of its queue.
   */
  replace(
    handle: number,
    orderId: number,
    priceTicks: number,
    leavesLots: number,
    displayLots: number = 0,
  ): ReplaceResult {
    const { book } = this;
    assert(leavesLots > 0 && Number.isSafeInteger(leavesLots), 'a quantity is an integer >= 1');
    this.taker.begin(orderId, 0, leavesLots);
    if (!book.pool.holds(handle, orderId)) return RESULT_REFUSED_UNKNOWN;
    this.events.takerOwner = book.ownerOf(handle);
    const level = book.levelFor(priceTicks);
    if (level < 0) return this.priceRefusal(priceTicks);
    const levelBefore = book.levelOf(handle);
    const side = book.sideOfLevel(levelBefore);
    const surplusLots = book.openOf(handle) - leavesLots;
    const isInPlace = level === levelBefore && surplusLots >= 0 && displayLots === 0;
    if (this.keepPlaceOnDecrease && isInPlace) {
      if (book.isIceberg(handle)) reduceIceberg(book, handle, surplusLots);
      else if (surplusLots > 0) book.reduce(handle, surplusLots);
      return handle;
    }
    const sliceLots = displayLots > 0 ? displayLots : book.displayOf(handle);
    if (sliceLots > 0 && leavesLots > sliceLots * ICEBERG_SLICES_MAX) return RESULT_REFUSED_DISPLAY;
    const isCrossing = this.crosses(side, level);
    if (isCrossing && book.isPostOnly(handle)) return RESULT_REFUSED_POST_ONLY;
    book.unlink(handle);
    return this.enterAgain(handle, side, level, isCrossing, sliceLots);
  }

  /**
   * Takes lots that an auction has traded out of a resting order, which shows its next slices as in
   * any trade if it is an iceberg. It has at least that many (asserted); no events.
   */
  fillResting(handle: number, orderId: number, lots: number): void {
    const { book } = this;
    assert(book.pool.holds(handle, orderId), 'an auction fills what rests');
    assert(lots <= book.openOf(handle), 'an auction fills no more than is open');
    let leftLots = lots;
    while (leftLots > 0) {
      const shownLots = book.leavesOf(handle);
      const part = Math.min(leftLots, shownLots);
      leftLots -= part;
      if (part < shownLots) book.reduce(handle, part);
      else if (book.isIceberg(handle)) showNextSlice(book, handle);
      else book.remove(handle);
    }
  }

  private submitMarket(
    side: SideCode,
    timeInForce: TifCode,
    postOnly: boolean,
    collarTicks: number,
  ): SubmitResult {
    const { ladder } = this.book;
    if (postOnly) return RESULT_REFUSED_POST_ONLY;
    let limit = side === BUY ? ladder.levels - 1 : 0;
    if (collarTicks > 0) limit = this.limitLevel(side, collarTicks);
    if (timeInForce === FOK && !this.taker.isFillable(side, limit)) return RESULT_CANCELED_FOK;
    this.taker.trade(side, limit);
    if (this.events.leavesLots === 0) return RESULT_DONE;
    if (this.taker.hitOwnOrder) return RESULT_CANCELED_SELF_TRADE;
    const isEmpty = side === BUY ? ladder.bestAsk === ladder.levels : ladder.bestBid < 0;
    return isEmpty ? RESULT_CANCELED_NO_LIQUIDITY : RESULT_CANCELED_COLLAR;
  }

  /** Immediate-or-cancel and fill-or-kill limits never rest, so their price moves no window. */
  private submitImmediate(
    side: SideCode,
    timeInForce: TifCode,
    postOnly: boolean,
    priceTicks: number,
  ): SubmitResult {
    if (!this.book.ladder.isOnStep(priceTicks)) return RESULT_REFUSED_PRICE_STEP;
    const limit = this.limitLevel(side, priceTicks);
    if (postOnly && this.crosses(side, limit)) return RESULT_REFUSED_POST_ONLY;
    if (timeInForce === FOK && !this.taker.isFillable(side, limit)) return RESULT_CANCELED_FOK;
    this.taker.trade(side, limit);
    if (this.events.leavesLots === 0) return RESULT_DONE;
    return this.taker.hitOwnOrder ? RESULT_CANCELED_SELF_TRADE : RESULT_CANCELED_IOC;
  }

  /** The second half of a replace: its slot is out of the queues and not given back yet. */
  private enterAgain(
    handle: number,
    side: SideCode,
    level: number,
    isCrossing: boolean,
    sliceLots: number,
  ): ReplaceResult {
    const { book, events } = this;
    if (isCrossing) this.taker.trade(side, level);
    let result = handle;
    if (events.leavesLots === 0) result = RESULT_DONE;
    else if (this.taker.hitOwnOrder) result = RESULT_CANCELED_SELF_TRADE;
    else if (!book.hasRoom(level, events.leavesLots)) result = RESULT_CANCELED_BOOK_FULL;
    if (result === handle) {
      book.link(handle, side, level, events.leavesLots);
      if (sliceLots > 0) hideRest(book, handle, sliceLots, sliceLots);
    } else book.pool.release(handle);
    return result;
  }

  private crosses(side: SideCode, level: number): boolean {
    const { ladder } = this.book;
    return side === BUY ? level >= ladder.bestAsk : level <= ladder.bestBid;
  }

  /** Worst level that an order with this limit may trade at. */
  private limitLevel(side: SideCode, priceTicks: number): number {
    const { ladder } = this.book;
    return side === BUY ? ladder.floorLevel(priceTicks) : ladder.ceilLevel(priceTicks);
  }

  private priceRefusal(priceTicks: number): SubmitResult {
    return this.book.ladder.isOnStep(priceTicks)
      ? RESULT_REFUSED_PRICE_RANGE
      : RESULT_REFUSED_PRICE_STEP;
  }
}

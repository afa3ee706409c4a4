/**
 * Own orders against a market of which only quotes and prints are known. It stands in the place of
 * the matching engine, so an order takes the same way here; its book holds own orders alone, in
 * price-time order. The rules, for an order to buy (to sell they are mirrored):
 *
 * - An incoming order takes at the ask, up to the size displayed. Behind it the book is held to have
 *   the same size again at each price step, up to the order's limit or collar (`walk-depth.ts`). What
 *   own orders have taken stays taken until the ask's price changes or its size grows.
 * - A resting order fills completely, at its limit, when a print or a new ask is below its limit.
 * - `through` knows nothing else. `touch` fills it also up to what is displayed by an ask at its limit
 *   and up to what is printed there. `queue` does the former, since an ask at its limit means that
 *   nobody bids there any more, and of prints there it gets what is left when those ahead of it have
 *   had theirs (`queue-ahead.ts`).
 * - What one quote or print has to give is shared in price-time order among own orders; none is filled
 *   at a price better than its limit, and by prints at its price no more than was printed.
 * - `paper` is what Alpaca's paper account does: an ask at or below the limit fills all of the order,
 *   whatever its size, and prints fill nothing.
 *
 * Icebergs queue like any order: nobody in that market sees what one shows.
 */
import { OWNER_MAX } from '../book/order-pool.ts';
import { assert } from '../domain/assert.ts';
import type { FillModel } from '../domain/fill-model.ts';
import { BUY, SELL } from '../domain/side.ts';
import type { SideCode } from '../domain/side.ts';
import type { IcebergOrder } from '../matching/matching-engine.ts';
import type { Matching } from '../matching/matching.ts';
import { FOK, GTC, LIMIT, MARKET } from '../matching/order-codes.ts';
import type { OrderTypeCode, TifCode } from '../matching/order-codes.ts';
import {
  RESULT_CANCELED_BOOK_FULL,
  RESULT_CANCELED_COLLAR,
  RESULT_CANCELED_FOK,
  RESULT_CANCELED_IOC,
  RESULT_CANCELED_NO_LIQUIDITY,
  RESULT_CANCELED_SELF_TRADE,
  RESULT_DONE,
  RESULT_REFUSED_POST_ONLY,
  RESULT_REFUSED_PRICE_RANGE,
  RESULT_REFUSED_PRICE_STEP,
  RESULT_REFUSED_UNKNOWN,
} from '../matching/result-codes.ts';
import type { ReplaceResult, SubmitResult } from '../matching/result-codes.ts';
import { isBetter } from './queue-ahead.ts';
import { TopOfBookView } from './top-of-book-view.ts';
import { walkDepth } from './walk-depth.ts';

export interface TopOfBookOptions {
  /** Prices of own orders are multiples of this, in ticks. */
  readonly priceStepTicks: number;
  readonly model: FillModel;
}

/** A quote as the feed sends it; a price of 0 says that the side is empty. */
export interface TopOfBook {
  readonly bidTicks: number;
  readonly bidLots: number;
  readonly askTicks: number;
  readonly askLots: number;
}

export class TopOfBookVenue extends TopOfBookView implements Matching {
  /** Whether own orders take no more than is displayed. */
  private readonly checksSize: boolean;

  constructor(options: TopOfBookOptions) {
    super(options.priceStepTicks, options.model);
    this.checksSize = options.model !== 'paper';
  }

  /** Takes a quote: fills what it reaches, and moves the queues of both sides on. */
  quote({ bidTicks, bidLots, askTicks, askLots }: TopOfBook): void {
    this.begin(0, 0, 0);
    const isNewBid = bidTicks !== this.bid.ticks;
    const isNewAsk = askTicks !== this.ask.ticks;
    this.moveQueue(BUY, bidTicks, bidLots);
    this.moveQueue(SELL, askTicks, askLots);
    this.fillByQuote(BUY, isNewAsk);
    this.fillByQuote(SELL, isNewBid);
  }

  /** Takes a print: fills what it goes through, then what has its turn at its price. */
  print(ticks: number, lots: number): void {
    assert(ticks > 0 && lots > 0, 'a print has a price and a quantity');
    this.begin(0, 0, 0);
    for (const side of [BUY, SELL] as const) {
      if (this.model !== 'paper') this.fillByPrint(side, ticks, lots);
      const quote = this.quoteOf(side);
      if (quote.ticks === ticks) quote.printedLots += lots;
    }
  }

  /** As the matching engine's; what rests waits for quotes and prints. */
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
    this.begin(orderId, owner, qtyLots);
    const isMarket = type === MARKET;
    const rests = !isMarket && timeInForce <= GTC;
    if (!isMarket && !this.book.ladder.isOnStep(priceTicks)) return RESULT_REFUSED_PRICE_STEP;
    const level = rests ? this.book.levelFor(priceTicks) : -1;
    if (rests && level < 0) return RESULT_REFUSED_PRICE_RANGE;
    const worst = worstOf(side, isMarket ? collarTicks : priceTicks);
    if (postOnly && (isMarket || this.crosses(side, worst))) return RESULT_REFUSED_POST_ONLY;
    if (timeInForce === FOK && !this.isFillable(side, worst, qtyLots)) return RESULT_CANCELED_FOK;
    this.take(side, worst);
    if (this.events.leavesLots === 0) return RESULT_DONE;
    if (this.meetsOwn(side, worst)) return RESULT_CANCELED_SELF_TRADE;
    if (isMarket) return this.marketResult(side);
    if (!rests) return RESULT_CANCELED_IOC;
    const slot = this.book.add(side, level, orderId, owner, postOnly, this.events.leavesLots);
    if (slot < 0) return RESULT_CANCELED_BOOK_FULL;
    this.ahead.join(slot, side, priceTicks, this.quoteOf(side));
    return slot;
  }

  /** Takes an iceberg as the plain order that it is to this market. */
  submitIceberg(order: IcebergOrder): SubmitResult {
    const { orderId, owner, side, postOnly, priceTicks, qtyLots } = order;
    return this.submit(orderId, owner, side, LIMIT, GTC, postOnly, priceTicks, qtyLots, 0);
  }

  /** As the matching engine's. */
  cancel(handle: number, orderId: number): boolean {
    const isHeld = this.book.pool.holds(handle, orderId);
    this.begin(0, 0, isHeld ? this.book.openOf(handle) : 0);
    if (isHeld) this.book.remove(handle);
    return isHeld;
  }

  /** As the matching engine's: only less at the same price keeps the place in the queue. */
  replace(handle: number, orderId: number, priceTicks: number, leavesLots: number): ReplaceResult {
    const { book } = this;
    assert(leavesLots > 0 && Number.isSafeInteger(leavesLots), 'a quantity is an integer >= 1');
    this.begin(orderId, 0, leavesLots);
    if (!book.pool.holds(handle, orderId)) return RESULT_REFUSED_UNKNOWN;
    this.events.takerOwner = book.ownerOf(handle);
    if (!book.ladder.isOnStep(priceTicks)) return RESULT_REFUSED_PRICE_STEP;
    const level = book.levelFor(priceTicks);
    if (level < 0) return RESULT_REFUSED_PRICE_RANGE;
    const levelBefore = book.levelOf(handle);
    const side = book.sideOfLevel(levelBefore);
    const surplusLots = book.leavesOf(handle) - leavesLots;
    if (level === levelBefore && surplusLots >= 0) {
      if (surplusLots > 0) book.reduce(handle, surplusLots);
      return handle;
    }
    const isCrossing = this.crosses(side, priceTicks);
    if (isCrossing && book.isPostOnly(handle)) return RESULT_REFUSED_POST_ONLY;
    book.unlink(handle);
    return this.enterAgain(handle, side, level, priceTicks);
  }

  /** As the matching engine's. */
  fillResting(handle: number, orderId: number, lots: number): void {
    const { book } = this;
    assert(book.pool.holds(handle, orderId), 'an auction fills what rests');
    const shownLots = book.leavesOf(handle);
    assert(lots <= shownLots, 'an auction fills no more than is open');
    if (lots === shownLots) book.remove(handle);
    else if (lots > 0) book.reduce(handle, lots);
  }

  private moveQueue(side: SideCode, ticks: number, lots: number): void {
    const quote = this.quoteOf(side);
    const canceledLots = quote.update(ticks, lots);
    this.ahead.onQuote(side, quote, canceledLots);
  }

  /** Fills resting orders of a side by what the other side quotes; `isNew`: at a price it had not. */
  private fillByQuote(side: SideCode, isNew: boolean): void {
    const far = this.farSide(side);
    if (far.ticks === 0) return;
    if (isNew) this.fillThrough(side, far.ticks);
    const reached = this.model === 'through' ? isPast : isReached;
    for (let slot = this.first(side); slot >= 0; slot = this.first(side)) {
      const limit = this.book.ladder.priceOf(this.book.levelOf(slot));
      const available = this.checksSize ? far.availableLots(0) : Infinity;
      if (available === 0 || !reached(side, limit, far.ticks)) return;
      const lots = Math.min(available, this.book.leavesOf(slot));
      far.take(lots);
      this.fill(slot, lots);
    }
  }

  private fillByPrint(side: SideCode, ticks: number, lots: number): void {
    this.fillThrough(side, ticks);
    if (this.model !== 'through') this.fillAt(side, ticks, lots);
  }

  /** Fills all of a side whose limits are beyond a price at which the market is. */
  private fillThrough(side: SideCode, ticks: number): void {
    for (let slot = this.first(side); slot >= 0; slot = this.first(side)) {
      const limit = this.book.ladder.priceOf(this.book.levelOf(slot));
      if (!isBetter(side, limit, ticks)) return;
      this.fill(slot, this.book.leavesOf(slot));
    }
  }

  /** Fills orders of a side at the price of a print, by their turn. */
  private fillAt(side: SideCode, ticks: number, lots: number): void {
    const { ladder } = this.book;
    const level = ladder.levelOf(ticks);
    if (level < 0 || !ladder.occupied.has(level) || this.book.sideOfLevel(level) !== side) return;
    let leftLots = lots;
    let slot = ladder.heads[level] ?? -1;
    while (slot >= 0 && leftLots > 0) {
      const next = this.book.nextOf(slot);
      const turnLots = this.model === 'queue' ? this.ahead.consume(slot, leftLots) : leftLots;
      const part = Math.min(turnLots, this.book.leavesOf(slot));
      if (part > 0) this.fill(slot, part);
      leftLots -= part;
      slot = next;
    }
  }

  /** An execution of a resting own order at its limit. */
  private fill(slot: number, lots: number): void {
    const { book } = this;
    const leavesLots = book.leavesOf(slot) - lots;
    const priceTicks = book.ladder.priceOf(book.levelOf(slot));
    this.addEvent(slot, priceTicks, lots, leavesLots);
    if (leavesLots === 0) book.remove(slot);
    else book.reduce(slot, lots);
  }

  /** Trades an incoming order against the quote and what is assumed behind it. */
  private take(side: SideCode, worst: number): void {
    const { events, book } = this;
    const stop = this.stopOf(side, worst);
    const step = book.ladder.stepTicks;
    const far = this.farSide(side);
    walkDepth(side, far, step, stop, this.checksSize, events.leavesLots, (ticks, lots) => {
      this.addEvent(-1, ticks, lots, 0);
      events.leavesLots -= lots;
    });
    far.take(this.takenLots());
  }

  private isFillable(side: SideCode, worst: number, lots: number): boolean {
    let found = 0;
    const stop = this.stopOf(side, worst);
    const step = this.book.ladder.stepTicks;
    walkDepth(side, this.farSide(side), step, stop, this.checksSize, lots, (_ticks, part) => {
      found += part;
    });
    return found === lots;
  }

  /** Worst price that an incoming order may trade at before it meets an own one. */
  private stopOf(side: SideCode, worst: number): number {
    const own = this.bestOwn(side === BUY ? SELL : BUY);
    return own > 0 && isBetter(side, worst, own) ? own : worst;
  }

  private meetsOwn(side: SideCode, worst: number): boolean {
    const own = this.bestOwn(side === BUY ? SELL : BUY);
    return own > 0 && !isBetter(side, own, worst);
  }

  private crosses(side: SideCode, worst: number): boolean {
    const { ticks } = this.farSide(side);
    return (ticks > 0 && !isBetter(side, ticks, worst)) || this.meetsOwn(side, worst);
  }

  private marketResult(side: SideCode): SubmitResult {
    return this.farSide(side).ticks === 0 ? RESULT_CANCELED_NO_LIQUIDITY : RESULT_CANCELED_COLLAR;
  }

  private takenLots(): number {
    let lots = 0;
    for (let i = 0; i < this.events.count; i += 1) lots += this.events.qtyLots[i] ?? 0;
    return lots;
  }

  /** The second half of a replace: its slot is out of the queues and not given back yet. */
  private enterAgain(
    handle: number,
    side: SideCode,
    level: number,
    priceTicks: number,
  ): ReplaceResult {
    const { book, events } = this;
    this.take(side, priceTicks);
    let result = handle;
    if (events.leavesLots === 0) result = RESULT_DONE;
    else if (this.meetsOwn(side, priceTicks)) result = RESULT_CANCELED_SELF_TRADE;
    else if (!book.hasRoom(level, events.leavesLots)) result = RESULT_CANCELED_BOOK_FULL;
    if (result === handle) {
      book.link(handle, side, level, events.leavesLots);
      this.ahead.join(handle, side, priceTicks, this.quoteOf(side));
    } else book.pool.release(handle);
    return result;
  }
}

/** The worst price an order may trade at, 0 meaning any. */
function worstOf(side: SideCode, ticks: number): number {
  if (ticks > 0) return ticks;
  return side === BUY ? Infinity : 1;
}

function isPast(side: SideCode, limit: number, ticks: number): boolean {
  return isBetter(side, limit, ticks);
}

function isReached(side: SideCode, limit: number, ticks: number): boolean {
  return !isBetter(side, ticks, limit);
}

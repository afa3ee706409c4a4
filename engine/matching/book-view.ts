import { checkBook } from '../book/book-checks.ts';
import { bestOfOthers, sideTotals, visitOrders, writeDepth } from '../book/book-queries.ts';
import type { OrderVisitor } from '../book/book-queries.ts';
import { OrderBook } from '../book/order-book.ts';
import { bookStateHash } from '../book/state-hash.ts';
import { assert } from '../domain/assert.ts';
import type { SideCode } from '../domain/side.ts';

/** What can be asked of an instrument's book. Quantities of levels and sides are what is shown. */
export class BookView {
  protected readonly book: OrderBook;

  /** Prices are multiples of `priceStepTicks`. */
  constructor(priceStepTicks: number) {
    this.book = new OrderBook(priceStepTicks);
  }

  /** Best price at which orders wait to buy, 0 when there is none. */
  bestBidTicks(): number {
    const { ladder } = this.book;
    return ladder.bestBid < 0 ? 0 : ladder.priceOf(ladder.bestBid);
  }

  /** Best price at which orders wait to sell, 0 when there is none. */
  bestAskTicks(): number {
    const { ladder } = this.book;
    return ladder.bestAsk === ladder.levels ? 0 : ladder.priceOf(ladder.bestAsk);
  }

  /** Quantity shown at the best bid, 0 when there is none. */
  bestBidLots(): number {
    const { ladder } = this.book;
    return ladder.bestBid < 0 ? 0 : (ladder.lots[ladder.bestBid] ?? 0);
  }

  /** Quantity shown at the best ask, 0 when there is none. */
  bestAskLots(): number {
    const { ladder } = this.book;
    return ladder.bestAsk === ladder.levels ? 0 : (ladder.lots[ladder.bestAsk] ?? 0);
  }

  /** Best price that others than `owner` bid (BUY) or ask (SELL); 0 when there is none (bestOfOthers). */
  bestTicksOfOthers(side: SideCode, owner: number): number {
    return bestOfOthers(this.book, side, owner);
  }

  /**
   * Writes up to `levels` levels of a side, best first, into `out` as triples of priceTicks,
   * qtyLots and number of orders; returns how many levels. `out` holds 3 x levels numbers.
   */
  depth(side: SideCode, levels: number, out: Float64Array): number {
    assert(out.length >= levels * 3, 'depth needs three numbers a level');
    return writeDepth(this.book, side, levels, out);
  }

  /**
   * Lots shown in the queue before a resting order at its price; -1 when it does not rest. What
   * icebergs hide is not counted: it joins behind. O(1) at the back, else O(queue).
   */
  queueAheadLots(handle: number, orderId: number): number {
    const { book } = this;
    if (!book.pool.holds(handle, orderId)) return -1;
    if (book.nextOf(handle) < 0) {
      return (book.ladder.lots[book.levelOf(handle)] ?? 0) - book.leavesOf(handle);
    }
    let lots = 0;
    for (let slot = book.previousOf(handle); slot >= 0; slot = book.previousOf(slot)) {
      lots += book.leavesOf(slot);
    }
    return lots;
  }

  /** Orders in the queue before a resting one; -1 when it does not rest. O(1) at the back. */
  queueAheadOrders(handle: number, orderId: number): number {
    const { book } = this;
    if (!book.pool.holds(handle, orderId)) return -1;
    if (book.nextOf(handle) < 0) return (book.ladder.counts[book.levelOf(handle)] ?? 0) - 1;
    let orders = 0;
    for (let slot = book.previousOf(handle); slot >= 0; slot = book.previousOf(slot)) orders += 1;
    return orders;
  }

  /** Open quantity of a resting order, shown or not; 0 when it does not rest. */
  leavesLots(handle: number, orderId: number): number {
    return this.book.pool.holds(handle, orderId) ? this.book.openOf(handle) : 0;
  }

  /** What a resting order shows, all it has unless it is an iceberg; 0 when it does not rest. */
  shownLots(handle: number, orderId: number): number {
    return this.book.pool.holds(handle, orderId) ? this.book.leavesOf(handle) : 0;
  }

  /** Price of a resting order; 0 when it does not rest. */
  priceTicks(handle: number, orderId: number): number {
    const { book } = this;
    return book.pool.holds(handle, orderId) ? book.ladder.priceOf(book.levelOf(handle)) : 0;
  }

  /** Number of resting orders of a side. O(levels). */
  restingOrders(side: SideCode): number {
    return sideTotals(this.book, side).orders;
  }

  /** Number of prices of a side at which orders rest. O(levels). */
  restingLevels(side: SideCode): number {
    return sideTotals(this.book, side).levels;
  }

  /** Quantity shown on a side. O(levels). */
  restingLots(side: SideCode): number {
    return sideTotals(this.book, side).lots;
  }

  /** Walks a side's resting orders in order of priority; nothing may change meanwhile. */
  visitOrders(side: SideCode, visit: OrderVisitor): void {
    visitOrders(this.book, side, visit);
  }

  /** Hash of all that rests, in priority order: equal books have equal hashes. O(orders). */
  stateHash(): number {
    return bookStateHash(this.book);
  }

  /** Throws when the book contradicts itself: crossed, wrong sums, broken links. O(orders). */
  checkInvariants(): void {
    checkBook(this.book);
  }
}

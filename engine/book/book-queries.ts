import { BUY } from '../domain/side.ts';
import type { SideCode } from '../domain/side.ts';
import type { OrderBook } from './order-book.ts';

/** Called once for each occupied level, best first; false ends the walk. */
export type LevelVisitor = (level: number) => boolean;

/** Walks a side's occupied levels, best first. */
export function visitLevels(book: OrderBook, side: SideCode, visit: LevelVisitor): void {
  const { ladder } = book;
  if (side === BUY) {
    let level = ladder.bestBid;
    while (level >= 0 && visit(level)) level = ladder.occupied.below(level);
  } else {
    let level = ladder.bestAsk;
    while (level < ladder.levels && visit(level)) level = ladder.occupied.above(level);
  }
}

/**
 * Called once for each resting order of a side in order of priority. `leavesLots` is all that is
 * open, `hiddenLots` the part of it that is not shown; `displayLots` is an iceberg's slice, 0 for
 * a plain order.
 */
export type OrderVisitor = (
  orderId: number,
  owner: number,
  priceTicks: number,
  leavesLots: number,
  hiddenLots: number,
  displayLots: number,
  handle: number,
) => void;

/** Walks a side's orders in order of priority: best price first, then first in first. */
export function visitOrders(book: OrderBook, side: SideCode, visit: OrderVisitor): void {
  visitLevels(book, side, (level) => {
    const priceTicks = book.ladder.priceOf(level);
    let slot = book.ladder.heads[level] ?? -1;
    while (slot >= 0) {
      visit(
        book.orderIdOf(slot),
        book.ownerOf(slot),
        priceTicks,
        book.openOf(slot),
        book.hiddenOf(slot),
        book.displayOf(slot),
        slot,
      );
      slot = book.nextOf(slot);
    }
    return true;
  });
}

/** Orders of one owner that a search for the best order of others passes; see `bestOfOthers`. */
export const OWN_ORDERS_PASSED_MAX = 256;

/**
 * Best price of a side at which somebody else than `owner` waits; 0 when nobody does, or only behind so
 * many orders of the owner's that the search would hold up what asks: 256, some 2 microseconds.
 */
export function bestOfOthers(book: OrderBook, side: SideCode, owner: number): number {
  let left = OWN_ORDERS_PASSED_MAX;
  let found = 0;
  visitLevels(book, side, (level) => {
    let slot = book.ladder.heads[level] ?? -1;
    while (slot >= 0 && left > 0 && book.ownerOf(slot) === owner) {
      left -= 1;
      slot = book.nextOf(slot);
    }
    if (slot >= 0 && book.ownerOf(slot) !== owner) found = book.ladder.priceOf(level);
    return found === 0 && left > 0;
  });
  return found;
}

/** Writes up to `levels` levels, best first, as triples of price, lots, orders; returns how many. */
export function writeDepth(
  book: OrderBook,
  side: SideCode,
  levels: number,
  out: Float64Array,
): number {
  const { ladder } = book;
  let written = 0;
  if (levels <= 0) return written;
  visitLevels(book, side, (level) => {
    out[written * 3] = ladder.priceOf(level);
    out[written * 3 + 1] = ladder.lots[level] ?? 0;
    out[written * 3 + 2] = ladder.counts[level] ?? 0;
    written += 1;
    return written < levels;
  });
  return written;
}

/** What is shown of a side. Lots are exact up to 2^53 - 1. */
export interface SideTotals {
  readonly levels: number;
  readonly orders: number;
  readonly lots: number;
}

/** Adds up a side level by level. */
export function sideTotals(book: OrderBook, side: SideCode): SideTotals {
  let levels = 0;
  let orders = 0;
  let lots = 0;
  visitLevels(book, side, (level) => {
    levels += 1;
    orders += book.ladder.counts[level] ?? 0;
    lots += book.ladder.lots[level] ?? 0;
    return true;
  });
  return { levels, orders, lots };
}

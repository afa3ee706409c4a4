import { assert } from '../domain/assert.ts';
import { BUY, SELL } from '../domain/side.ts';
import { visitLevels } from './book-queries.ts';
import type { OrderBook } from './order-book.ts';
import { NIL } from './order-pool.ts';

/** Throws when a book contradicts itself: crossed, sums that differ, broken links. For tests. */
export function checkBook(book: OrderBook): void {
  const { ladder } = book;
  assert(ladder.bestBid < ladder.bestAsk, 'a book is never crossed');
  assert(ladder.bestBid === ladder.occupied.below(ladder.bestAsk), 'no level lies in the spread');
  let occupied = 0;
  for (const side of [BUY, SELL] as const) {
    visitLevels(book, side, (level) => {
      occupied += 1;
      checkLevel(book, level);
      return true;
    });
  }
  const { counts, lots, occupied: bits, levels } = ladder;
  for (let level = 0; level < levels; level += 1) {
    const isEmpty = counts[level] === 0;
    // Nearly all of them, and tests check a book after each command.
    if (isEmpty && lots[level] === 0 && !bits.has(level)) continue;
    assert(bits.has(level) !== isEmpty, 'a level has its bit while orders rest there');
    assert(!isEmpty, 'an empty level has no quantity');
    occupied -= 1;
  }
  assert(occupied === 0, 'every occupied level is found from the best price');
}

function checkLevel(book: OrderBook, level: number): void {
  const { ladder } = book;
  let lots = 0;
  let orders = 0;
  let previous = NIL;
  let slot = ladder.heads[level] ?? NIL;
  while (slot !== NIL) {
    assert(book.levelOf(slot) === level, 'an order knows its level');
    assert(book.previousOf(slot) === previous, 'links of a queue agree in both directions');
    assert(book.orderIdOf(slot) > 0 && book.leavesOf(slot) > 0, 'an order has an id and leaves');
    if (book.isIceberg(slot)) checkIceberg(book, slot);
    lots += book.leavesOf(slot);
    orders += 1;
    previous = slot;
    slot = book.nextOf(slot);
  }
  assert(ladder.tails[level] === previous, 'a level ends with its last order');
  assert(ladder.lots[level] === lots, "a level's quantity is the sum of its orders");
  assert(ladder.counts[level] === orders, 'a level counts its orders');
}

function checkIceberg(book: OrderBook, slot: number): void {
  assert(book.leavesOf(slot) <= book.displayOf(slot), 'an iceberg shows no more than a slice');
  assert(book.hiddenOf(slot) >= 0, 'what an iceberg hides is never negative');
}

import { describe, expect, test } from 'vitest';
import { checkBook } from '../../../engine/book/book-checks.ts';
import { OrderBook } from '../../../engine/book/order-book.ts';
import { NIL, OrderPool } from '../../../engine/book/order-pool.ts';
import { PriceLadder } from '../../../engine/book/price-ladder.ts';
import { InvariantError } from '../../../engine/domain/assert.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';

describe('the pool', () => {
  test('gives back the slot that was released last and keeps records when it grows', () => {
    const pool = new OrderPool();
    const slots = Array.from({ length: 1_000 }, (_, index) => {
      const slot = pool.take();
      pool.orderIds[slot] = index + 1;
      return slot;
    });
    expect(new Set(slots).size).toBe(1_000);
    slots.forEach((slot, index) => {
      expect(pool.holds(slot, index + 1)).toBe(true);
    });
    pool.release(slots[500] ?? NIL);
    expect(pool.holds(slots[500] ?? NIL, 501)).toBe(false);
    expect(pool.take()).toBe(slots[500]);
  });

  test('holds nothing at a handle that is none', () => {
    const pool = new OrderPool();
    expect([pool.holds(-1, 1), pool.holds(1e9, 1), pool.holds(0.5, 1), pool.holds(0, 0)]).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('the ladder', () => {
  test('refuses a step that is not an integer from 1 to 2^31', () => {
    for (const step of [0, -1, 0.5, NaN, 2 ** 31 + 1]) {
      expect(() => new PriceLadder(step)).toThrow(InvariantError);
    }
  });

  test('has a level only for multiples of the step, also where a product would round', () => {
    const ladder = new PriceLadder(3);
    ladder.makeRoom(9_007_199_254_740_990);
    expect(ladder.levelOf(9_007_199_254_740_990)).toBeGreaterThanOrEqual(0);
    expect(ladder.levelOf(9_007_199_254_740_989)).toBe(-1);
    expect(ladder.priceOf(ladder.levelOf(9_007_199_254_740_990))).toBe(9_007_199_254_740_990);
    expect(ladder.levelOf(2 ** 32 * 3)).toBe(-1);
  });
});

describe('the check of a book', () => {
  const broken: [fault: string, breakIt: (book: OrderBook) => void][] = [
    ['a level quantity', (book) => (book.ladder.lots[book.ladder.bestBid] = 1)],
    ['a level count', (book) => (book.ladder.counts[book.ladder.bestBid] = 1)],
    ['a link', (book) => (book.pool.previous[book.ladder.tails[book.ladder.bestBid] ?? 0] = 9)],
    [
      'a bit',
      (book) => {
        book.ladder.occupied.set(book.ladder.bestBid + 1);
      },
    ],
    ['a best price', (book) => (book.ladder.bestBid = book.ladder.bestAsk)],
    ['an id', (book) => (book.pool.orderIds[0] = 0)],
  ];

  function smallBook(): OrderBook {
    const book = new OrderBook(1);
    book.add(BUY, book.levelFor(100), 1, 0, false, 10);
    book.add(BUY, book.levelFor(100), 2, 0, false, 20);
    book.add(SELL, book.levelFor(103), 3, 0, false, 30);
    return book;
  }

  test('passes a book in order', () => {
    checkBook(smallBook());
  });

  test.each(broken)('finds %s that is wrong', (_fault, breakIt) => {
    const book = smallBook();
    breakIt(book);
    expect(() => {
      checkBook(book);
    }).toThrow(InvariantError);
  });

  test('an order that would cross the book stops the engine', () => {
    const book = smallBook();
    expect(() => book.add(BUY, book.levelFor(104), 4, 0, false, 1)).toThrow(InvariantError);
  });
});

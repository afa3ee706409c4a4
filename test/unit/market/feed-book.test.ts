import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import type { SideCode } from '../../../engine/domain/side.ts';
import { FEED_BOOK_LEVELS_MAX, FeedBook } from '../../../engine/market/feed-book.ts';

/** What a book is, said plainly: the last size of every price, by ticks. */
function naive(told: ReadonlyMap<number, number>, side: SideCode): [number, number][] {
  const byTicks = new Map<number, number>();
  for (const [price, lots] of told) {
    const ticks = Math.round(price * 100);
    if (lots > 0) byTicks.set(ticks, (byTicks.get(ticks) ?? 0) + lots);
  }
  return [...byTicks].sort(([a], [b]) => (side === BUY ? b - a : a - b));
}

test('shows the last size of every price, best first, prices of one tick together', () => {
  // Steps finer than a tick, as a feed may have them.
  const price = fc.integer({ min: 1, max: 400 }).map((n) => n / 400);
  const change = fc.tuple(fc.constantFrom(BUY, SELL), price, fc.integer({ min: 0, max: 9 }));
  fc.assert(
    fc.property(fc.array(change, { maxLength: 300 }), (changes) => {
      const book = new FeedBook();
      const told = { [BUY]: new Map<number, number>(), [SELL]: new Map<number, number>() };
      for (const [side, at, lots] of changes) {
        book.set(side, at, Math.round(at * 100), lots);
        told[side].set(at, lots);
      }
      for (const side of [BUY, SELL] as const) {
        const levels = book.levels(side, 200).map((one) => [one.priceTicks, one.qtyLots]);
        expect(levels).toEqual(naive(told[side], side));
      }
    }),
  );
});

test('keeps the best levels when a side is full', () => {
  const book = new FeedBook();
  for (let n = 1; n <= FEED_BOOK_LEVELS_MAX + 50; n += 1) book.set(BUY, n, n, 1);
  const [best] = book.levels(BUY, 1);
  expect(best?.priceTicks).toBe(FEED_BOOK_LEVELS_MAX + 50);
  book.set(BUY, 1, 1, 1);
  expect(book.levels(BUY, 5_000)).toHaveLength(FEED_BOOK_LEVELS_MAX);
});

test('is crossed where the bid reaches the ask, and never with one side alone', () => {
  const book = new FeedBook();
  book.set(BUY, 100, 10_000, 5);
  expect(book.isCrossed).toBe(false);
  book.set(SELL, 100.01, 10_001, 5);
  expect(book.isCrossed).toBe(false);
  book.set(SELL, 100, 10_000, 5);
  expect(book.isCrossed).toBe(true);
});

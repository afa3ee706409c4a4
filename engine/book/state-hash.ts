import { BUY, SELL } from '../domain/side.ts';
import { visitOrders } from './book-queries.ts';
import type { OrderBook } from './order-book.ts';

/** Start value of a hash (FNV-1a, 32 bits). */
export const HASH_START: number = 0x811c9dc5;

/** Takes a safe integer >= 0 into a hash, low and high 32 bits in turn. */
export function hashed(hash: number, value: number): number {
  const low = Math.imul(hash ^ (value >>> 0), 16_777_619);
  return Math.imul(low ^ Math.floor(value / 2 ** 32), 16_777_619) >>> 0;
}

/** Hash of all resting orders, bids then asks, each side in order of priority. */
export function bookStateHash(book: OrderBook): number {
  let hash = HASH_START;
  for (const side of [BUY, SELL] as const) {
    hash = hashed(hash, side);
    visitOrders(book, side, (orderId, owner, priceTicks, leavesLots, hiddenLots, displayLots) => {
      hash = hashed(hash, orderId);
      hash = hashed(hash, owner);
      hash = hashed(hash, priceTicks);
      hash = hashed(hash, leavesLots);
      if (displayLots === 0) return;
      hash = hashed(hash, hiddenLots);
      hash = hashed(hash, displayLots);
    });
  }
  return hash;
}

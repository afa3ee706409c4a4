import { describe, expect, test } from 'vitest';
import { InvariantError } from '../../../engine/domain/assert.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import type { SideCode } from '../../../engine/domain/side.ts';
import { AUCTION_ORDERS_MAX, AuctionBook } from '../../../engine/matching/auction-book.ts';
import { MatchingEngine } from '../../../engine/matching/matching-engine.ts';
import { GTC, LIMIT } from '../../../engine/matching/order-codes.ts';
import * as codes from '../../../engine/matching/result-codes.ts';

/** An auction written as lines: `1 buy 10 @ 100`, without a price at the market, `rest` in the book. */
class Auction {
  readonly book = new AuctionBook(1);
  readonly engine = new MatchingEngine({ priceStepTicks: 1 });

  constructor(lines: string) {
    for (const line of lines.split('\n')) {
      const [id, word, lots, , price, rest] = line.trim().split(' ');
      const side: SideCode = word === 'buy' ? BUY : SELL;
      const order = { orderId: Number(id), side, qtyLots: Number(lots), owner: 1 };
      const priceTicks = price === undefined ? 0 : Number(price);
      if (rest === undefined) expect(this.book.add({ ...order, priceTicks })).toBe(0);
      else
        this.engine.submit(order.orderId, 0, side, LIMIT, GTC, false, priceTicks, Number(lots), 0);
    }
  }

  clear(referenceTicks: number, band: { lowTicks?: number; highTicks?: number } = {}): string {
    const outcome = this.book.uncross(this.engine, { referenceTicks, ...band });
    const fills = outcome.fills.map((fill) => `${String(fill.orderId)}:${String(fill.qtyLots)}`);
    const canceled = outcome.canceled.map((o) => `${String(o.orderId)}:${String(o.leavesLots)}`);
    this.engine.checkInvariants();
    const { volumeLots, priceTicks, imbalanceLots } = outcome;
    const head = `${String(volumeLots)} @ ${String(priceTicks)} (${String(imbalanceLots)})`;
    return `${head} fills ${fills.join(' ')} cancels ${canceled.join(' ')}`.trim();
  }
}

describe('the clearing price', () => {
  test('is the one at which most trades', () => {
    const auction = new Auction(`1 buy 10 @ 103
      2 buy 20 @ 102
      3 sell 15 @ 101
      4 sell 15 @ 102`);
    expect(auction.clear(90)).toBe('30 @ 102 (0) fills 1:10 2:20 3:15 4:15 cancels');
  });

  test('leaves the smallest imbalance where volumes are equal, also between the named prices', () => {
    const auction = new Auction(`1 buy 50 @ 100
      2 buy 50 @ 120
      3 sell 50 @ 100
      4 sell 50 @ 120`);
    expect(auction.clear(90)).toBe('50 @ 101 (0) fills 2:50 3:50 cancels 1:50 4:50');
  });

  test.each([
    [90, 100],
    [107, 107],
    [150, 110],
    [0, 100],
  ])('is nearest to the reference %i where both are equal: %i', (reference, price) => {
    const auction = new Auction(`1 buy 10 @ 110
      2 sell 10 @ 100`);
    const terms = { referenceTicks: reference };
    const clearing = { priceTicks: price, volumeLots: 10, imbalanceLots: 0 };
    expect(auction.book.indicative(auction.engine, terms)).toEqual(clearing);
    expect(auction.book.count).toBe(2);
  });

  test('of market orders alone is the reference, and without one there is none', () => {
    const lines = `1 buy 10
      2 sell 15`;
    expect(new Auction(lines).clear(101)).toBe('10 @ 101 (-5) fills 1:10 2:10 cancels 2:5');
    expect(new Auction(lines).clear(0)).toBe('0 @ 0 (0) fills  cancels 1:10 2:15');
  });

  test('stays within the band that protects market orders', () => {
    const lines = `1 buy 10
      2 sell 10 @ 900`;
    expect(new Auction(lines).clear(100)).toBe('10 @ 900 (0) fills 1:10 2:10 cancels');
    const band = { lowTicks: 90, highTicks: 110 };
    expect(new Auction(lines).clear(100, band)).toBe('0 @ 0 (0) fills  cancels 1:10 2:10');
  });

  test('is right where quantities add up beyond 2^53 - 1', () => {
    const most = String(Number.MAX_SAFE_INTEGER);
    const auction = new Auction(`1 buy ${most} @ 100
      2 buy ${most} @ 100
      3 sell 7 @ 100`);
    expect(auction.clear(100)).toContain('7 @ 100');
  });
});

describe('fills', () => {
  test('go to market orders, then by price, then to the first in', () => {
    const auction = new Auction(`1 buy 10 @ 100
      2 buy 10 @ 101
      3 buy 10 @ 100
      4 buy 10
      5 sell 35 @ 100`);
    expect(auction.clear(100)).toBe('35 @ 100 (5) fills 4:10 2:10 1:10 3:5 5:35 cancels 3:5');
  });

  test('go to what rests in the book before what came for the auction at the same price', () => {
    const auction = new Auction(`1 sell 10 @ 100
      2 sell 10 @ 100 rest
      3 buy 15`);
    expect(auction.clear(100)).toBe('15 @ 100 (-5) fills 3:15 2:10 1:5 cancels 1:5');
    expect(auction.engine.restingOrders(SELL)).toBe(0);
  });

  test('leave the rest of a resting order in the book and keep it uncrossed', () => {
    const auction = new Auction(`1 buy 10 @ 99 rest
      2 sell 10 @ 103 rest
      3 buy 4 @ 103`);
    expect(auction.clear(100)).toBe('4 @ 103 (-6) fills 3:4 2:4 cancels');
    expect([auction.engine.bestBidTicks(), auction.engine.bestAskLots()]).toEqual([99, 6]);
  });

  test('take an iceberg for all it has and show its next slice', () => {
    const auction = new Auction(`1 buy 14 @ 100`);
    const iceberg = { orderId: 9, owner: 0, side: SELL, postOnly: false, priceTicks: 100 } as const;
    const handle = auction.engine.submitIceberg({ ...iceberg, qtyLots: 20, displayLots: 5 });
    expect(auction.clear(100)).toBe('14 @ 100 (-6) fills 1:14 9:14 cancels');
    expect(auction.engine.leavesLots(handle, 9)).toBe(6);
    expect(auction.engine.shownLots(handle, 9)).toBe(1);
  });

  test('do not happen when only the book has orders', () => {
    const auction = new Auction(`1 buy 10 @ 99 rest`);
    expect(auction.clear(99)).toBe('0 @ 0 (0) fills  cancels');
  });
});

describe('what waits', () => {
  test('keeps its place on a decrease and loses it on any other change', () => {
    const auction = new Auction(`1 buy 10 @ 100
      2 buy 10 @ 100
      3 sell 12 @ 100`);
    expect(auction.book.replace(1, 100, 8)).toBe(0);
    expect(auction.book.replace(2, 100, 11)).toBe(0);
    expect(auction.book.replace(1, 100, 9)).toBe(0);
    expect(auction.clear(100)).toBe('12 @ 100 (8) fills 2:11 1:1 3:12 cancels 1:8');
  });

  test('is cancelled once and refused when unknown or off the step', () => {
    const book = new AuctionBook(10);
    const order = { orderId: 1, owner: 1, side: BUY, priceTicks: 100, qtyLots: 5 } as const;
    expect(book.add({ ...order, priceTicks: 105 })).toBe(codes.RESULT_REFUSED_PRICE_STEP);
    expect(book.add({ ...order, priceTicks: -10 })).toBe(codes.RESULT_REFUSED_PRICE_STEP);
    expect(book.add(order)).toBe(0);
    expect(() => book.add(order)).toThrow(InvariantError);
    expect(() => book.add({ ...order, orderId: 2, qtyLots: 0 })).toThrow(InvariantError);
    expect(book.replace(2, 100, 5)).toBe(codes.RESULT_REFUSED_UNKNOWN);
    expect(book.replace(1, 101, 5)).toBe(codes.RESULT_REFUSED_PRICE_STEP);
    expect([book.cancel(1), book.cancel(1), book.count]).toEqual([true, false, 0]);
  });

  test('is bounded', () => {
    const book = new AuctionBook(1);
    const order = { owner: 1, side: BUY, priceTicks: 100, qtyLots: 5 } as const;
    for (let orderId = 1; orderId <= AUCTION_ORDERS_MAX; orderId += 1) {
      book.add({ ...order, orderId });
    }
    const more = { ...order, orderId: AUCTION_ORDERS_MAX + 1 };
    expect(book.add(more)).toBe(codes.RESULT_REFUSED_AUCTION_FULL);
    expect(book.cancel(1)).toBe(true);
    expect(book.add(more)).toBe(0);
  });
});

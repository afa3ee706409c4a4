import { describe, expect, test } from 'vitest';
import { InvariantError } from '../../../engine/domain/assert.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import type { SideCode } from '../../../engine/domain/side.ts';
import * as codes from '../../../engine/matching/result-codes.ts';
import { StopBook } from '../../../engine/matching/stop-book.ts';
import { STOPS_MAX } from '../../../engine/matching/stop-pool.ts';
import { trailedStopTicks } from '../../../engine/matching/trail.ts';
import { TRAILING_STOPS_MAX } from '../../../engine/matching/trailing-stops.ts';

function bookAt(ticks: number, stepTicks = 1): StopBook {
  const book = new StopBook(stepTicks);
  book.onTrade(ticks);
  return book;
}

function electedBy(book: StopBook, ticks: number): number[] {
  book.onTrade(ticks);
  return [...book.elected.orderIds.subarray(0, book.elected.count)];
}

function stopsOf(book: StopBook, side: SideCode): [id: number, stopTicks: number][] {
  const stops: [number, number][] = [];
  book.visit(side, (orderId, stopTicks) => stops.push([orderId, stopTicks]));
  return stops;
}

describe('stops', () => {
  test('are elected by a trade at their price or beyond it, and then no longer wait', () => {
    const book = bookAt(100);
    const sell = book.add(1, SELL, 95);
    book.add(2, BUY, 105);
    expect([electedBy(book, 96), electedBy(book, 104)]).toEqual([[], []]);
    expect(electedBy(book, 95)).toEqual([1]);
    expect(electedBy(book, 95)).toEqual([]);
    expect(electedBy(book, 110)).toEqual([2]);
    expect([book.count, book.cancel(sell, 1), book.stopTicks(sell, 1)]).toEqual([0, false, 0]);
  });

  test('are elected nearest price first, then in order of entry', () => {
    const book = bookAt(100);
    [90, 95, 90, 97].forEach((ticks, index) => book.add(index + 1, SELL, ticks));
    [110, 103, 110, 104].forEach((ticks, index) => book.add(index + 11, BUY, ticks));
    expect(electedBy(book, 120)).toEqual([12, 14, 11, 13]);
    expect(electedBy(book, 80)).toEqual([4, 2, 1, 3]);
  });

  test('are refused at or beyond the last price, which would elect them at once', () => {
    const book = bookAt(100);
    expect(book.add(1, BUY, 100)).toBe(codes.RESULT_REFUSED_STOP_SIDE);
    expect(book.add(1, SELL, 100)).toBe(codes.RESULT_REFUSED_STOP_SIDE);
    expect(book.add(1, BUY, 101)).toBeGreaterThanOrEqual(0);
    expect(book.add(2, SELL, 99)).toBeGreaterThanOrEqual(0);
    expect(book.count).toBe(2);
  });

  test('are refused off the price step and when no price', () => {
    const book = bookAt(1_000, 10);
    for (const ticks of [1_005, 0, -10, 1_010.5, NaN, Infinity, 2 ** 53]) {
      expect(book.add(1, BUY, ticks)).toBe(codes.RESULT_REFUSED_PRICE_STEP);
    }
    expect(() => book.add(0, BUY, 1_010)).toThrow(InvariantError);
  });

  test('change price under the same handle and then stand behind others of that price', () => {
    const book = bookAt(100);
    const first = book.add(1, SELL, 90);
    book.add(2, SELL, 95);
    expect(book.replace(first, 1, 90)).toBe(first);
    expect(book.replace(first, 1, 95)).toBe(first);
    expect(stopsOf(book, SELL)).toEqual([
      [2, 95],
      [1, 95],
    ]);
    expect(book.replace(first, 1, 100)).toBe(codes.RESULT_REFUSED_STOP_SIDE);
    expect(book.replace(first, 9, 94)).toBe(codes.RESULT_REFUSED_UNKNOWN);
    expect(book.replaceTrail(first, 1, 5)).toBe(codes.RESULT_REFUSED_UNKNOWN);
    expect(book.stopTicks(first, 1)).toBe(95);
  });

  test('that no price has met yet may stand on either side', () => {
    const book = new StopBook(1);
    book.add(1, BUY, 90);
    book.add(2, SELL, 110);
    expect(electedBy(book, 100)).toEqual([1, 2]);
  });

  test('are bounded: one more is refused, and one that leaves makes room', () => {
    const book = bookAt(100);
    let handle = -1;
    for (let id = 1; id <= STOPS_MAX; id += 1) handle = book.add(id, BUY, 101 + (id % 999));
    expect(book.add(STOPS_MAX + 1, BUY, 101)).toBe(codes.RESULT_REFUSED_STOPS_FULL);
    expect(book.cancel(handle, STOPS_MAX)).toBe(true);
    expect(book.add(STOPS_MAX + 1, BUY, 101)).toBe(handle);
    expect(book.onTrade(2_000)).toBe(STOPS_MAX);
    book.checkInvariants();
  });
});

describe('trailing stops', () => {
  const sellBy = (
    trailTicks: number,
  ): { side: SideCode; trailTicks: number; trailBps: number } => ({
    side: SELL,
    trailTicks,
    trailBps: 0,
  });

  test('follow the highest price of a sell at their distance and never move back', () => {
    const book = bookAt(100);
    const handle = book.addTrailing({ orderId: 1, ...sellBy(5) });
    const seen = [100, 103, 99, 110, 106].map((ticks) => {
      book.onTrade(ticks);
      return [book.hwmTicks(handle, 1), book.stopTicks(handle, 1)];
    });
    expect(seen).toEqual([
      [100, 95],
      [103, 98],
      [103, 98],
      [110, 105],
      [110, 105],
    ]);
    expect(electedBy(book, 105)).toEqual([1]);
  });

  test('follow the lowest price of a buy by percent, rounded away from the market', () => {
    const book = bookAt(10_000, 100);
    const handle = book.addTrailing({ orderId: 1, side: BUY, trailTicks: 0, trailBps: 150 });
    expect(book.stopTicks(handle, 1)).toBe(10_200);
    book.onTrade(9_500);
    expect([book.hwmTicks(handle, 1), book.stopTicks(handle, 1)]).toEqual([9_500, 9_700]);
    expect(electedBy(book, 9_700)).toEqual([1]);
  });

  test('keep their order of entry among equal prices when they come to one', () => {
    const book = bookAt(100);
    book.addTrailing({ orderId: 1, ...sellBy(10) });
    book.add(2, SELL, 95);
    book.onTrade(105);
    expect(electedBy(book, 95)).toEqual([1, 2]);
  });

  test('change their distance and keep what they have seen', () => {
    const book = bookAt(100);
    const handle = book.addTrailing({ orderId: 1, ...sellBy(5) });
    book.onTrade(110);
    book.onTrade(107);
    expect(book.replaceTrail(handle, 1, 12)).toBe(handle);
    expect([book.hwmTicks(handle, 1), book.stopTicks(handle, 1)]).toEqual([110, 98]);
    expect(book.replaceTrail(handle, 1, 3)).toBe(codes.RESULT_REFUSED_STOP_SIDE);
    expect(book.replaceTrail(handle, 1, 110)).toBe(codes.RESULT_REFUSED_PRICE_RANGE);
    expect(book.replace(handle, 1, 90)).toBe(codes.RESULT_REFUSED_UNKNOWN);
    expect(book.stopTicks(handle, 1)).toBe(98);
  });

  test('need a price to follow and a distance that leaves one', () => {
    const book = new StopBook(1);
    const stop = { orderId: 1, ...sellBy(5) };
    expect(book.addTrailing(stop)).toBe(codes.RESULT_REFUSED_NO_REFERENCE);
    book.setReference(100, 100);
    expect(book.addTrailing({ ...stop, trailTicks: 100 })).toBe(codes.RESULT_REFUSED_PRICE_RANGE);
    for (const [trailTicks, trailBps] of [
      [0, 0],
      [5, 5],
      [-1, 0],
      [1.5, 0],
      [0, 10_000],
    ] as const) {
      expect(() => book.addTrailing({ ...stop, trailTicks, trailBps })).toThrow(InvariantError);
    }
    expect(book.count).toBe(0);
  });

  test('are put back after a restart with the best price they had seen', () => {
    const before = bookAt(100);
    before.addTrailing({ orderId: 1, ...sellBy(5) });
    before.onTrade(120);
    before.onTrade(118);
    const after = new StopBook(1);
    after.addTrailing({ orderId: 1, ...sellBy(5), hwmTicks: 120 });
    after.setReference(118, 118);
    expect(after.stateHash()).toBe(before.stateHash());
    expect([electedBy(after, 116), electedBy(after, 115)]).toEqual([[], [1]]);
  });

  test('are bounded for the time that a new best price takes', () => {
    const book = bookAt(10_000);
    let handle = -1;
    for (let id = 1; id <= TRAILING_STOPS_MAX; id += 1) {
      handle = book.addTrailing({ orderId: id, ...sellBy(1 + (id % 50)) });
    }
    const more = { orderId: TRAILING_STOPS_MAX + 1, ...sellBy(5) };
    expect(book.addTrailing(more)).toBe(codes.RESULT_REFUSED_STOPS_FULL);
    expect(book.cancel(handle, TRAILING_STOPS_MAX)).toBe(true);
    expect(book.addTrailing(more)).toBeGreaterThanOrEqual(0);
    book.onTrade(10_100);
    book.checkInvariants();
    expect(book.onTrade(10_000)).toBe(TRAILING_STOPS_MAX);
  });
});

describe('quotes', () => {
  test('elect sells by the bid and buys by the ask, and an empty side does nothing', () => {
    const book = new StopBook(1);
    book.setReference(101, 99);
    book.add(1, SELL, 95);
    book.add(2, BUY, 105);
    expect(book.onQuote(0, 104)).toBe(0);
    expect(book.onQuote(96, 0)).toBe(0);
    expect(book.onQuote(95, 100)).toBe(1);
    expect(book.elected.orderIds[0]).toBe(1);
    expect(book.onQuote(100, 105)).toBe(1);
    expect(book.elected.orderIds[0]).toBe(2);
  });

  test('move trailing stops: sells with the bid, buys with the ask', () => {
    const book = new StopBook(1);
    book.onQuote(99, 101);
    const sell = book.addTrailing({ orderId: 1, side: SELL, trailTicks: 5, trailBps: 0 });
    const buy = book.addTrailing({ orderId: 2, side: BUY, trailTicks: 5, trailBps: 0 });
    book.onQuote(100, 102);
    book.onQuote(98, 99);
    expect([book.hwmTicks(sell, 1), book.hwmTicks(buy, 2)]).toEqual([100, 99]);
    expect([book.stopTicks(sell, 1), book.stopTicks(buy, 2)]).toEqual([95, 104]);
  });
});

describe('the price of a trailing stop', () => {
  test('is exact where the product of price and basis points is no safe integer', () => {
    const hwm = 9_007_199_254_740_000;
    const percent = (bps: number): number => trailedStopTicks(SELL, hwm, 0, bps, 1);
    expect(percent(1)).toBe(hwm - Number((BigInt(hwm) + 9_999n) / 10_000n));
    expect(percent(9_999)).toBe(hwm - Number((BigInt(hwm) * 9_999n + 9_999n) / 10_000n));
  });

  test('is never tighter than asked, on any step', () => {
    expect(trailedStopTicks(SELL, 10_050, 30, 0, 100)).toBe(10_000);
    expect(trailedStopTicks(BUY, 10_050, 30, 0, 100)).toBe(10_100);
    expect(trailedStopTicks(SELL, 10_000, 0, 1, 100)).toBe(9_900);
  });
});

describe('the state hash', () => {
  test('tells books apart by best price, by distance and by order of entry', () => {
    const hashes = [
      [5, 100],
      [5, 101],
      [6, 101],
    ].map(([trailTicks = 0, hwmTicks = 0]) => {
      const book = new StopBook(1);
      book.addTrailing({ orderId: 1, side: SELL, trailTicks, trailBps: 0, hwmTicks });
      return book.stateHash();
    });
    const swapped = [
      [1, 2],
      [2, 1],
    ].map((ids) => {
      const book = new StopBook(1);
      for (const id of ids) book.add(id, BUY, 100);
      return book.stateHash();
    });
    expect(new Set([...hashes, ...swapped]).size).toBe(5);
  });
});

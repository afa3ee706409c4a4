import { describe, expect, test } from 'vitest';
import { RESTING_ORDERS_MAX } from '../../../engine/book/order-pool.ts';
import { LADDER_RANGE_MAX } from '../../../engine/book/price-ladder.ts';
import { InvariantError } from '../../../engine/domain/assert.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { MatchingEngine } from '../../../engine/matching/matching-engine.ts';
import {
  GTC,
  LIMIT,
  MARKET,
  orderTypeCode,
  tifCode,
} from '../../../engine/matching/order-codes.ts';
import {
  isRefused,
  isResting,
  RESULT_CANCELED_BOOK_FULL,
  RESULT_DONE,
} from '../../../engine/matching/result-codes.ts';
import { playSession } from './session-table.ts';

describe('prices', () => {
  test('off the step, zero and negative are refused for every kind of limit', () => {
    playSession(
      `
      1 buy 1 @ 150       => refused price step
      2 buy 1 @ 0         => refused price step
      3 buy 1 @ -100      => refused price step
      4 buy 1 @ 100.5     => refused price step
      5 buy 1 @ 150 ioc   => refused price step
      6 buy 1 @ 150 fok   => refused price step
      7 buy 1 @ 9007199254740991 => refused price step
      8 buy 1 @ 200       => rests 1
      9 buy 1 @ 0         => refused price step
    `,
      { priceStepTicks: 100 },
    );
  });

  test('are refused beyond the range from those at which orders rest, and taken again after', () => {
    const far = LADDER_RANGE_MAX + 1;
    playSession(`
      1 buy 1 @ 1                 => rests 1
      2 sell 1 @ ${String(far)}   => refused price range
      3 sell 1 @ ${String(far - 1)} => rests 1
      4 sell 1 @ ${String(far)}   => refused price range
      cancel 1                    => canceled 1
      5 sell 1 @ ${String(far)}   => rests 1
      6 buy 1 @ 1                 => refused price range
      book                        => | 3:1@${String(far - 1)} 5:1@${String(far)}
    `);
  });

  test('near 2^53 work like any other', () => {
    playSession(`
      1 buy 10 @ 9007199254740990  => rests 10
      2 sell 4 @ 9007199254740989  => 1:4@9007199254740990, done
      3 sell 4 @ 9007199254740991  => rests 4
      book                         => 1:6@9007199254740990 | 3:4@9007199254740991
    `);
  });

  test('that drift keep queues and places while the window follows', () => {
    const engine = new MatchingEngine({ priceStepTicks: 100 });
    let handle = -1;
    for (let round = 1; round <= 5_000; round += 1) {
      const priceTicks = 20_000_000 + round * 700;
      const first = engine.submit(round * 2, 0, BUY, LIMIT, GTC, false, priceTicks, 10, 0);
      engine.submit(round * 2 + 1, 0, SELL, LIMIT, GTC, false, priceTicks + 100, 5, 0);
      if (round > 1) {
        expect(engine.cancel(handle, round * 2 - 2)).toBe(true);
      }
      handle = first;
    }
    engine.checkInvariants();
    expect(engine.bestBidTicks()).toBe(23_500_000);
    expect(engine.restingOrders(SELL)).toBe(1);
  });
});

describe('quantities', () => {
  test('above 2^31 and ids above 2^32 are exact', () => {
    playSession(`
      5000000000 buy 9007199254740000 @ 100   => rests 9007199254740000
      5000000001 sell 4294967297 @ 100        => 5000000000:4294967297@100, done
      book                                    => 5000000000:9007194959772703@100 |
    `);
  });

  test('of a level stay within 2^53 - 1, the order that would exceed it being cancelled', () => {
    playSession(`
      1 buy 9007199254740000 @ 100   => rests 9007199254740000
      2 buy 991 @ 100                => rests 991
      3 buy 1 @ 100                  => canceled book full 1
      4 buy 1 @ 99                   => rests 1
      replace 4 to 1 @ 100           => canceled book full 1
      book                           => 1:9007199254740000@100 2:991@100 |
    `);
  });

  test('that are not positive safe integers stop the engine', () => {
    const engine = new MatchingEngine({ priceStepTicks: 1 });
    for (const qtyLots of [0, -1, 1.5, NaN, 2 ** 53]) {
      expect(() => engine.submit(1, 0, BUY, LIMIT, GTC, false, 100, qtyLots, 0)).toThrow(
        InvariantError,
      );
    }
    const handle = engine.submit(1, 0, BUY, LIMIT, GTC, false, 100, 5, 0);
    expect(() => engine.replace(handle, 1, 100, 0)).toThrow(InvariantError);
    expect(() => engine.submit(0, 0, BUY, LIMIT, GTC, false, 100, 1, 0)).toThrow(InvariantError);
    expect(() => engine.submit(2, 2 ** 30, BUY, LIMIT, GTC, false, 100, 1, 0)).toThrow(
      InvariantError,
    );
  });
});

describe('the number of resting orders', () => {
  test('is bounded: one more is cancelled, and one that leaves makes room', () => {
    const engine = new MatchingEngine({ priceStepTicks: 1 });
    let handle = -1;
    for (let id = 1; id <= RESTING_ORDERS_MAX; id += 1) {
      handle = engine.submit(id, 0, BUY, LIMIT, GTC, false, 100 + (id % 50), 1, 0);
    }
    expect(handle).toBe(RESTING_ORDERS_MAX - 1);
    const next = RESTING_ORDERS_MAX + 1;
    const submitOneMore = (): number => engine.submit(next, 0, BUY, LIMIT, GTC, false, 99, 1, 0);
    expect(submitOneMore()).toBe(RESULT_CANCELED_BOOK_FULL);
    expect(engine.cancel(handle, RESTING_ORDERS_MAX)).toBe(true);
    expect(submitOneMore()).toBe(handle);
  });
});

describe('what can be asked', () => {
  test('depth and totals are of the levels, best first', () => {
    const engine = new MatchingEngine({ priceStepTicks: 1 });
    const empty = [engine.bestBidTicks(), engine.bestAskTicks()];
    expect([...empty, engine.bestBidLots(), engine.bestAskLots()]).toEqual([0, 0, 0, 0]);
    [100, 100, 99, 90].forEach((price, index) => {
      engine.submit(index + 1, 0, BUY, LIMIT, GTC, false, price, 10 + index, 0);
    });
    engine.submit(9, 0, SELL, LIMIT, GTC, false, 105, 7, 0);
    const out = new Float64Array(9);
    expect(engine.depth(BUY, 3, out)).toBe(3);
    expect([...out]).toEqual([100, 21, 2, 99, 12, 1, 90, 13, 1]);
    expect(engine.depth(SELL, 3, out)).toBe(1);
    expect([...out.subarray(0, 3)]).toEqual([105, 7, 1]);
    expect(engine.depth(BUY, 0, out)).toBe(0);
    expect([engine.bestBidTicks(), engine.bestBidLots()]).toEqual([100, 21]);
    expect([engine.bestAskTicks(), engine.bestAskLots()]).toEqual([105, 7]);
    expect([engine.restingLevels(BUY), engine.restingOrders(BUY)]).toEqual([3, 4]);
    expect([engine.restingLots(BUY), engine.restingLots(SELL)]).toEqual([46, 7]);
  });

  test('an order that rests has a price and leaves; one that does not has none', () => {
    const engine = new MatchingEngine({ priceStepTicks: 1 });
    const handle = engine.submit(7, 3, SELL, LIMIT, GTC, false, 105, 40, 0);
    expect([engine.priceTicks(handle, 7), engine.leavesLots(handle, 7)]).toEqual([105, 40]);
    expect([engine.priceTicks(handle, 8), engine.leavesLots(handle, 8)]).toEqual([0, 0]);
    expect([isResting(handle), isRefused(handle), isRefused(RESULT_DONE)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('events name taker and makers with their owners, and grow with the executions', () => {
    const engine = new MatchingEngine({ priceStepTicks: 1 });
    for (let id = 1; id <= 1_000; id += 1) {
      engine.submit(id, 2 + (id % 3), BUY, LIMIT, GTC, false, 100, 2, 0);
    }
    expect(engine.submit(1_001, 1, SELL, MARKET, GTC, false, 0, 1_999, 0)).toBe(RESULT_DONE);
    const { events } = engine;
    expect([events.count, events.takerOrderId, events.takerOwner]).toEqual([1_000, 1_001, 1]);
    expect([events.makerOrderId[700], events.makerOwner[700]]).toEqual([701, 4]);
    expect([events.makerLeavesLots[998], events.makerLeavesLots[999]]).toEqual([0, 1]);
    expect(engine.leavesLots(events.makerHandle[999] ?? -1, 1_000)).toBe(1);
    expect(engine.cancel(events.makerHandle[999] ?? -1, 1_000)).toBe(true);
    expect([events.count, events.leavesLots]).toEqual([0, 1]);
  });

  test('the state hash tells books apart by order of priority and by quantity', () => {
    const hashOf = (...orders: [id: number, lots: number][]): number => {
      const engine = new MatchingEngine({ priceStepTicks: 1 });
      for (const [id, lots] of orders) {
        engine.submit(id, 0, BUY, LIMIT, GTC, false, 100, lots, 0);
      }
      return engine.stateHash();
    };
    expect(hashOf([1, 5], [2, 5])).toBe(hashOf([1, 5], [2, 5]));
    expect(hashOf([1, 5], [2, 5])).not.toBe(hashOf([2, 5], [1, 5]));
    expect(hashOf([1, 5])).not.toBe(hashOf([1, 5 + 2 ** 32]));
  });

  test('codes name the words of the domain', () => {
    expect([orderTypeCode(null), orderTypeCode(100)]).toEqual([MARKET, LIMIT]);
    expect((['day', 'gtc', 'ioc', 'fok'] as const).map(tifCode)).toEqual([0, 1, 2, 3]);
  });
});

import { describe, expect, test } from 'vitest';
import { ICEBERG_SLICES_MAX } from '../../../engine/book/iceberg.ts';
import { InvariantError } from '../../../engine/domain/assert.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { MatchingEngine } from '../../../engine/matching/matching-engine.ts';
import { GTC, LIMIT, MARKET } from '../../../engine/matching/order-codes.ts';
import { RESULT_REFUSED_DISPLAY } from '../../../engine/matching/result-codes.ts';
import { playSession } from './session-table.ts';

const ICEBERG = {
  orderId: 1,
  owner: 0,
  side: BUY,
  postOnly: false,
  priceTicks: 100,
  qtyLots: 25,
  displayLots: 10,
} as const;

describe('icebergs', () => {
  test('show a slice, and the next one joins the back of the level', () => {
    playSession(`
      1 buy 25 @ 100 show 10   => rests 25
      2 buy 5 @ 100            => rests 5
      book                     => 1:10+15@100 2:5@100 |
      3 sell 4 @ 100           => 1:4@100, done
      book                     => 1:6+15@100 2:5@100 |
      4 sell 6 @ 100           => 1:6@100, done
      book                     => 2:5@100 1:10+5@100 |
      5 sell 15 @ 100          => 2:5@100, 1:10@100, done
      book                     => 1:5+0@100 |
      6 sell 5 @ 100           => 1:5@100, done
      book                     => |
    `);
  });

  test('meet one taker slice by slice, each behind what is shown then', () => {
    playSession(`
      1 sell 25 @ 100 show 10     => rests 25
      2 sell 7 @ 100 show 3       => rests 7
      3 sell 4 @ 100              => rests 4
      4 buy 34 @ 101              => 1:10@100, 2:3@100, 3:4@100, 1:10@100, 2:3@100, 1:4@100, done
      book                        => | 1:1+0@100 2:1+0@100
    `);
  });

  test('trade all they have when they come in, and show a slice of the rest', () => {
    playSession(`
      1 sell 10 @ 100           => rests 10
      2 buy 35 @ 100 show 10    => 1:10@100, rests 25
      book                      => 2:10+15@100 |
    `);
  });

  test('fill a fill-or-kill order with what they hide, unless an own order lies between', () => {
    playSession(`
      1 sell 20 @ 100 show 5 by 2   => rests 20
      2 buy 21 @ 100 fok            => canceled fok 21
      3 sell 5 @ 100 by 1           => rests 5
      4 buy 6 @ 100 fok by 1        => canceled fok 6
      5 buy 5 @ 100 fok by 1        => 1:5@100, done
      book                          => | 3:5@100 1:5+10@100
      6 buy 20 @ 100 fok            => 3:5@100, 1:5@100, 1:5@100, 1:5@100, done
    `);
  });

  test('keep the place of what they show when they decrease, from the hidden part first', () => {
    playSession(`
      1 buy 25 @ 100 show 10    => rests 25
      2 buy 5 @ 100             => rests 5
      replace 1 to 12 @ 100     => rests 12
      book                      => 1:10+2@100 2:5@100 |
      replace 1 to 4 @ 100      => rests 4
      book                      => 1:4+0@100 2:5@100 |
      replace 1 to 30 @ 100     => rests 30
      book                      => 2:5@100 1:10+20@100 |
      replace 1 to 30 @ 99      => rests 30
      book                      => 2:5@100 1:10+20@99 |
      cancel 1                  => canceled 30
    `);
  });

  test('count for those behind them with what they show', () => {
    playSession(`
      1 buy 25 @ 100 show 10    => rests 25
      2 buy 5 @ 100             => rests 5
      ahead 2                   => 10
      3 sell 10                 => 1:10@100, done
      ahead 1                   => 5
      ahead 2                   => 0
    `);
  });

  test('may be post-only, and never trade with their owner', () => {
    playSession(`
      1 buy 25 @ 100 show 10 post by 1    => rests 25
      2 sell 5 @ 100 show 1 post          => refused post only
      3 sell 5 @ 100 by 1                 => canceled self trade 5
      4 sell 5 @ 100                      => 1:5@100, done
      replace 1 to 20 @ 101               => rests 20
      book                                => 1:10+10@101 |
    `);
  });

  test('are put back after a restart with what their slice had left', () => {
    playSession(`
      1 buy 18 @ 100 show 10 left 3    => rests 18
      2 buy 2 @ 99 show 10 left 10     => rests 2
      book                             => 1:3+15@100 2:2+0@99 |
      3 sell 5                         => 1:3@100, 1:2@100, done
      book                             => 1:8+5@100 2:2+0@99 |
    `);
  });

  test('leave their slot as a plain one', () => {
    playSession(`
      1 buy 25 @ 100 show 10   => rests 25
      cancel 1                 => canceled 25
      2 buy 30 @ 100           => rests 30
      book                     => 2:30@100 |
    `);
  });

  test('are refused when they would be cut into too many slices', () => {
    const engine = new MatchingEngine({ priceStepTicks: 1 });
    const most = { ...ICEBERG, displayLots: 2, qtyLots: 2 * ICEBERG_SLICES_MAX };
    const handle = engine.submitIceberg(most);
    expect(engine.shownLots(handle, 1)).toBe(2);
    const hash = engine.stateHash();
    const tooMany = { ...most, orderId: 2, qtyLots: most.qtyLots + 1 };
    expect(engine.submitIceberg(tooMany)).toBe(RESULT_REFUSED_DISPLAY);
    expect(engine.replace(handle, 1, 100, tooMany.qtyLots)).toBe(RESULT_REFUSED_DISPLAY);
    expect([engine.stateHash(), engine.events.count]).toEqual([hash, 0]);
  });

  test('with a slice that is no quantity stop the engine', () => {
    const engine = new MatchingEngine({ priceStepTicks: 1 });
    for (const [displayLots, shownLots] of [
      [0, 0],
      [1.5, 1],
      [10, 11],
      [10, 0],
      [2 ** 53, 1],
    ] as const) {
      expect(() => engine.submitIceberg({ ...ICEBERG, displayLots, shownLots })).toThrow(
        InvariantError,
      );
    }
  });
});

describe('what is told of an iceberg', () => {
  test('depth shows the slice; leaves and executions count all that is open', () => {
    const engine = new MatchingEngine({ priceStepTicks: 1 });
    const handle = engine.submitIceberg(ICEBERG);
    const out = new Float64Array(3);
    engine.depth(BUY, 1, out);
    expect([...out]).toEqual([100, 10, 1]);
    expect([engine.bestBidLots(), engine.restingLots(BUY)]).toEqual([10, 10]);
    expect([engine.leavesLots(handle, 1), engine.shownLots(handle, 1)]).toEqual([25, 10]);
    engine.submit(2, 0, SELL, LIMIT, GTC, false, 100, 4, 0);
    const { events } = engine;
    expect([events.makerLeavesLots[0], events.sliceCount]).toEqual([21, 0]);
    expect([engine.leavesLots(handle, 1), engine.shownLots(handle, 1)]).toEqual([21, 6]);
  });

  test('each new slice is told with the execution that used up the one before', () => {
    const engine = new MatchingEngine({ priceStepTicks: 1 });
    engine.submitIceberg(ICEBERG);
    engine.submit(2, 0, BUY, LIMIT, GTC, false, 100, 1, 0);
    engine.submit(3, 0, SELL, MARKET, GTC, false, 0, 22, 0);
    const { events } = engine;
    expect([...events.makerOrderId.subarray(0, events.count)]).toEqual([1, 2, 1, 1]);
    expect([...events.makerLeavesLots.subarray(0, events.count)]).toEqual([15, 0, 5, 4]);
    expect([...events.sliceExecution.subarray(0, events.sliceCount)]).toEqual([0, 2]);
    expect([...events.sliceLots.subarray(0, events.sliceCount)]).toEqual([10, 5]);
    expect(engine.cancel(events.makerHandle[3] ?? -1, 1)).toBe(true);
    expect([events.leavesLots, events.sliceCount]).toEqual([4, 0]);
  });

  test('the state hash tells what is hidden, and a slice from another', () => {
    const hashOf = (displayLots: number, shownLots: number): number => {
      const engine = new MatchingEngine({ priceStepTicks: 1 });
      engine.submitIceberg({ ...ICEBERG, displayLots, shownLots });
      return engine.stateHash();
    };
    expect(hashOf(10, 10)).toBe(hashOf(10, 10));
    expect(new Set([hashOf(10, 10), hashOf(10, 9), hashOf(11, 10)]).size).toBe(3);
  });
});

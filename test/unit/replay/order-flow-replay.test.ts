import { describe, expect, test } from 'vitest';
import { eminiFuture } from '../../../engine/domain/instrument.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { US_PER_HOUR, US_PER_MS, timeUs } from '../../../engine/domain/time.ts';
import { createOrderFlowReplay } from '../../../engine/replay/order-flow-replay.ts';
import type { OrderFlowReplay } from '../../../engine/replay/order-flow-replay.ts';
import { TradedMarket } from '../../support/house-market.ts';
import type { FlowRow } from '../../support/order-flow-csv.ts';
import { FLOW_START_US, orderFlow } from '../../support/order-flow.ts';

const ES = eminiFuture('ESH4', 'E-mini S&P 500, March 2024');
const WALL_US = 1_800_000_000_000_000;
const ALL = Number.MAX_SAFE_INTEGER;

const SNAPSHOT: readonly FlowRow[] = [
  { ms: -36_000_000, action: 'A', side: 'B', price: 100, size: 2, id: 1, flags: 40 },
  { ms: -36_000_000, action: 'A', side: 'A', price: 102, size: 3, id: 2, flags: 40 },
];
/** Ten adds far from the touch, a second apart. */
const SECONDS: readonly FlowRow[] = Array.from({ length: 10 }, (_, i) => {
  return { ms: i * 1_000, action: 'A', side: 'B', price: 50 - i, size: 1, id: 100 + i };
});

function play(
  rows: readonly FlowRow[],
  startSpeed = 0,
): {
  replay: OrderFlowReplay;
  market: TradedMarket;
  at: (ms: number, max?: number) => number;
  times: number[];
} {
  const replay = createOrderFlowReplay({
    instrument: ES,
    events: orderFlow(rows),
    label: 'test.csv',
    startSpeed,
  });
  const market = new TradedMarket([ES], [100]);
  const times: number[] = [];
  const at = (ms: number, max = ALL): number =>
    replay.advance(timeUs(WALL_US + ms * US_PER_MS), max, market, (us) => times.push(us));
  return { replay, market, at, times };
}

/** Rows played to their end. */
function played(rows: readonly FlowRow[]): {
  market: TradedMarket;
  counts: OrderFlowReplay['counts'];
} {
  const { replay, market, at } = play([...SNAPSHOT, ...rows]);
  at(0);
  market.engine(0).checkInvariants();
  return { market, counts: replay.counts };
}

const wall = (ms: number) => timeUs(WALL_US + ms * US_PER_MS);

describe('a replay of order flow', () => {
  test('adds, changes and cancels the recorded orders', () => {
    const { market, counts } = played([
      { action: 'A', side: 'B', price: 101, size: 5, id: 3 },
      { action: 'M', side: 'B', price: 101, size: 4, id: 3 },
      { action: 'M', side: 'A', price: 103, size: 6, id: 2 },
      { action: 'C', side: 'B', price: 100, size: 2, id: 1 },
    ]);
    expect([market.bestBidTicks(0), market.engine(0).bestBidLots()]).toEqual([101, 4]);
    expect([market.bestAskTicks(0), market.engine(0).bestAskLots()]).toEqual([103, 6]);
    expect(market.restingOrders(0, BUY)).toBe(1);
    expect(counts).toMatchObject({ added: 3, modified: 2, canceled: 1, unknownOrder: 0 });
  });

  test('lets a trade hit the orders that are first in line, and its consequences change nothing', () => {
    const { market, counts } = played([
      { action: 'A', side: 'A', price: 102, size: 4, id: 3 },
      { action: 'T', side: 'B', price: 102, size: 5, id: 9, flags: 0 },
      { action: 'F', side: 'A', price: 102, size: 3, id: 2, flags: 0 },
      { action: 'F', side: 'A', price: 102, size: 2, id: 3, flags: 0 },
      { action: 'C', side: 'A', price: 102, size: 3, id: 2, flags: 0 },
      { action: 'M', side: 'A', price: 102, size: 2, id: 3 },
    ]);
    expect(market.trades.map((trade) => [trade.taker, trade.priceTicks, trade.qtyLots])).toEqual([
      ['buy', 102, 3],
      ['buy', 102, 2],
    ]);
    expect(market.engine(0).bestAskLots()).toBe(2);
    expect(counts).toMatchObject({ taken: 1, fillRows: 2, toldTwice: 2, foundTooLittle: 0 });
  });

  test('corrects its book when the recording filled another order, and says so', () => {
    const { market, counts } = played([
      { action: 'A', side: 'A', price: 102, size: 3, id: 3 },
      { action: 'T', side: 'B', price: 102, size: 3, id: 9, flags: 0 },
      { action: 'F', side: 'A', price: 102, size: 3, id: 3, flags: 0 },
      { action: 'C', side: 'A', price: 102, size: 3, id: 3 },
      { action: 'C', side: 'A', price: 102, size: 3, id: 2 },
    ]);
    expect(market.restingOrders(0, SELL)).toBe(0);
    expect(counts).toMatchObject({ canceled: 1, filledHereOnly: 1, unknownOrder: 0 });
  });

  test('enters an iceberg again, at the back, when it is shown again', () => {
    const { market, counts } = played([
      { action: 'A', side: 'A', price: 102, size: 1, id: 3 },
      { action: 'T', side: 'B', price: 102, size: 3, id: 9, flags: 0 },
      { action: 'F', side: 'A', price: 102, size: 3, id: 2, flags: 0 },
      { action: 'M', side: 'A', price: 102, size: 3, id: 2 },
      { action: 'T', side: 'B', price: 102, size: 1, id: 10, flags: 0 },
    ]);
    expect(market.engine(0).bestAskLots()).toBe(3);
    expect(market.restingOrders(0, SELL)).toBe(1);
    expect(counts.shownAgain).toBe(1);
  });

  test('rests an added order with its whole size even when it meets others first', () => {
    const { market, counts } = played([{ action: 'A', side: 'B', price: 102, size: 7, id: 3 }]);
    expect([market.bestBidTicks(0), market.engine(0).bestBidLots()]).toEqual([102, 7]);
    expect(market.bestAskTicks(0)).toBe(0);
    expect(counts.metOthers).toBe(1);
  });

  test('keeps orders that would cross before the auction out of the book until it is over', () => {
    const { replay, market, at } = play([
      ...SNAPSHOT,
      { action: 'A', side: 'B', price: 104, size: 3, id: 3 },
      { action: 'A', side: 'B', price: 102, size: 1, id: 4 },
      { action: 'T', side: 'N', price: 102, size: 3, id: 0, flags: 0 },
      { action: 'F', side: 'N', price: 102, size: 3, id: 3, flags: 0 },
      { action: 'F', side: 'N', price: 102, size: 3, id: 2, flags: 0 },
      { action: 'C', side: 'B', price: 104, size: 3, id: 3, flags: 0 },
      { action: 'C', side: 'A', price: 102, size: 3, id: 2, flags: 128 },
    ]);
    at(0, 4);
    expect([market.bestBidTicks(0), market.bestAskTicks(0)]).toEqual([100, 102]);
    at(0);
    expect([market.bestBidTicks(0), market.bestAskTicks(0)]).toEqual([102, 0]);
    expect(market.trades).toEqual([]);
    expect(replay.counts).toMatchObject({ waitedForAuction: 2, auctionRows: 3, canceled: 2 });
  });

  test('counts rows about orders that it has never seen as unexplained', () => {
    const { counts } = played([
      { action: 'C', side: 'B', price: 100, size: 1, id: 77 },
      { action: 'M', side: 'B', price: 100, size: 1, id: 78 },
      { action: 'A', side: 'B', price: 100, size: 1, id: 1 },
    ]);
    expect(counts.unknownOrder).toBe(3);
  });

  test('empties the book at a clear', () => {
    const { market, counts } = played([{ action: 'R', side: 'N', price: 0, size: 0, id: 0 }]);
    expect([market.bestBidTicks(0), market.bestAskTicks(0)]).toEqual([0, 0]);
    expect(counts.cleared).toBe(1);
  });
});

describe('the pace of a replay', () => {
  test('takes the snapshot at once and each event when its time has come', () => {
    const { replay, at, times } = play([...SNAPSHOT, ...SECONDS], 1);
    expect(at(0)).toBe(3);
    expect(times).toEqual([FLOW_START_US, FLOW_START_US, FLOW_START_US]);
    expect(at(999)).toBe(0);
    expect(at(1_000)).toBe(1);
    expect(at(2_500)).toBe(1);
    expect(replay.marketUs(wall(2_600))).toBe(FLOW_START_US + 2_600_000);
    expect(replay.status(wall(2_600))).toMatchObject({
      kind: 'replay',
      label: 'test.csv',
      state: 'running',
      eventsDone: 5,
      eventsTotal: 12,
    });
  });

  test('is as many times as fast as asked', () => {
    const { replay, at } = play([...SNAPSHOT, ...SECONDS], 1);
    at(0);
    replay.control({ kind: 'speed', speed: 4 }, wall(0));
    expect(at(1_000)).toBe(4);
  });

  test('is as fast as it goes at speed 0, in parts no larger than asked, and ends', () => {
    const { replay, at } = play([...SNAPSHOT, ...SECONDS]);
    expect([at(0, 5), at(0, 5), at(0, 5), at(0, 5)]).toEqual([5, 5, 2, 0]);
    expect(replay.status(wall(0))).toMatchObject({ state: 'ended', eventsDone: 12 });
    expect(replay.marketUs(wall(5_000))).toBe(FLOW_START_US + 9_000_000);
  });

  test('stands still while paused, takes single steps, and goes on from where it stood', () => {
    const { replay, at } = play([...SNAPSHOT, ...SECONDS], 1);
    at(0);
    at(500);
    replay.control({ kind: 'pause' }, wall(500));
    expect(at(60_000)).toBe(0);
    expect(replay.marketUs(wall(60_000))).toBe(FLOW_START_US + 500_000);
    replay.control({ kind: 'step', events: 2 }, wall(60_000));
    expect(at(60_100)).toBe(2);
    expect(at(60_200)).toBe(0);
    expect(replay.status(wall(60_200))).toMatchObject({ state: 'paused', eventsDone: 5 });
    replay.control({ kind: 'resume' }, wall(61_000));
    expect(at(61_999)).toBe(0);
    expect(at(62_000)).toBe(1);
  });

  test('does not jump over the hours in which the computer slept', () => {
    const { at } = play([...SNAPSHOT, ...SECONDS], 1);
    at(0);
    expect(at(8 * (US_PER_HOUR / US_PER_MS))).toBeLessThanOrEqual(2);
  });

  test('does not wait for the quiet time before an opening auction', () => {
    const quiet: FlowRow = { ms: -3_000_000, action: 'A', side: 'B', price: 99, size: 1, id: 5 };
    const auction: FlowRow = { action: 'T', side: 'N', price: 101, size: 1, id: 0, flags: 128 };
    const { at, replay } = play([...SNAPSHOT, quiet, auction, ...SECONDS], 1);
    expect(at(0)).toBe(5);
    expect(replay.marketUs(wall(0))).toBe(FLOW_START_US);
  });

  test('lets a trader take part: the own order is filled by the recorded aggressor', () => {
    const { market, at } = play([
      ...SNAPSHOT,
      { action: 'T', side: 'B', price: 102, size: 2, id: 9, flags: 0 },
    ]);
    at(0, 2);
    market.engine(0).submit(2 ** 41, 1, SELL, 1, 1, false, 101, 1, 0);
    at(0);
    expect(market.trades.map((trade) => [trade.makerOwner, trade.priceTicks])).toEqual([
      [1, 101],
      [0, 102],
    ]);
  });
});

import { BUY, SELL } from '../../../engine/domain/side.ts';
import type { MatchingEngine } from '../../../engine/matching/matching-engine.ts';
import type { Replayer } from './replayer.ts';

/** How a replace that only decreases is meant: to the back of its level, or keeping its place. */
export type ReplaceRule = 'back' | 'keep';

/** Outcome of a whole workload; both sides as bid and ask. */
export interface WorkloadOutcome {
  readonly trades: number;
  readonly tradedLots: number;
  readonly checksum: number;
  readonly rejects: number;
  readonly orders: readonly [number, number];
  readonly lots: readonly [number, number];
  readonly levels: readonly [number, number];
  readonly bestTicks: readonly [number, number];
}

/** What every correct engine gives. Source: workload version 1, checked on five other engines. */
export const EXPECTED: Readonly<
  Record<'walk' | 'deep', Readonly<Record<ReplaceRule, WorkloadOutcome>>>
> = {
  walk: {
    back: {
      trades: 196_911,
      tradedLots: 24_766_472,
      checksum: 0x30cb00f8,
      rejects: 0,
      orders: [1_472, 1_695],
      lots: [367_250, 415_927],
      levels: [30, 43],
      bestTicks: [10_109, 10_110],
    },
    keep: {
      trades: 197_143,
      tradedLots: 24_773_775,
      checksum: 0x1f2bfcdb,
      rejects: 317,
      orders: [1_481, 1_696],
      lots: [368_613, 416_000],
      levels: [37, 43],
      bestTicks: [10_109, 10_110],
    },
  },
  deep: {
    back: {
      trades: 99_379,
      tradedLots: 12_473_382,
      checksum: 0x24c9ee49,
      rejects: 0,
      orders: [98_414, 100_437],
      lots: [24_553_295, 25_110_763],
      levels: [2_545, 2_588],
      bestTicks: [99_913, 99_914],
    },
    keep: {
      trades: 99_412,
      tradedLots: 12_473_382,
      checksum: 0xf04a289f,
      rejects: 0,
      orders: [98_413, 100_434],
      lots: [24_553_295, 25_110_763],
      levels: [2_545, 2_588],
      bestTicks: [99_913, 99_914],
    },
  },
};

/** What a replay on the engine has come to. */
export function outcomeOf(replayer: Replayer, engine: MatchingEngine): WorkloadOutcome {
  return {
    trades: replayer.trades,
    tradedLots: replayer.tradedLots,
    checksum: replayer.checksum,
    rejects: replayer.rejects,
    orders: [engine.restingOrders(BUY), engine.restingOrders(SELL)],
    lots: [engine.restingLots(BUY), engine.restingLots(SELL)],
    levels: [engine.restingLevels(BUY), engine.restingLevels(SELL)],
    bestTicks: [engine.bestBidTicks(), engine.bestAskTicks()],
  };
}

/**
 * How the time of an operation grows from 1,000 to 1,000,000 resting orders. `near`: the operations
 * of `walk`, at the touch as real ones are, with that many orders resting behind; growth there is
 * the engine's. `anywhere`: orders picked at random over the whole book leave and others come;
 * growth there is that of memory too, since what is touched was never touched lately.
 */
import { deepStrictEqual } from 'node:assert/strict';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { MatchingEngine } from '../../../engine/matching/matching-engine.ts';
import { GTC, LIMIT } from '../../../engine/matching/order-codes.ts';
import type { BenchFigure } from '../figure.ts';
import { EXPECTED } from './expected.ts';
import { Replayer } from './replayer.ts';
import { median } from './statistics.ts';
import { generateWorkload, WALK } from './workload.ts';
import { Xorshift128 } from './xorshift128.ts';

const FEW = 1_000;
const MANY = 1_000_000;
const ROUNDS = 5;

/** Levels on each side over which resting orders are spread. */
const LEVELS = 2_500;

/** Further from the middle than any price of `walk`. */
const BEHIND = 500;

/** Ids above those of the workload. */
const FIRST_ID = 10_000_000;

const RANDOM_OPERATIONS = 1_000_000;

/** Nanoseconds an operation with many resting orders; the ratio is to the time with few. */
export function growthFigures(): BenchFigure[] {
  const file = generateWorkload(WALK);
  return [
    growthFigure('near', (resting) => nearRound(file, resting)),
    growthFigure('anywhere', anywhereRound),
  ];
}

function growthFigure(name: string, round: (resting: number) => number): BenchFigure {
  const few: number[] = [];
  const many: number[] = [];
  round(FEW);
  for (let index = 0; index < ROUNDS; index += 1) {
    few.push(round(FEW));
    many.push(round(MANY));
  }
  return {
    name: `matching.growth.${name}`,
    value: Math.round(median(many) * 10) / 10,
    unit: 'ns/op',
    ratio: Math.round((median(many) / median(few)) * 100) / 100,
    reference: `the same with ${String(FEW)} resting orders`,
    details: { resting: MANY, rounds: ROUNDS, fewNsPerOp: Math.round(median(few) * 10) / 10 },
  };
}

function nearRound(file: ArrayBuffer, resting: number): number {
  const engine = new MatchingEngine({ priceStepTicks: 1, keepPlaceOnDecrease: false });
  const random = new Xorshift128(1);
  for (let index = 0; index < resting; index += 1) {
    rest(engine, FIRST_ID + index, BEHIND + random.below(LEVELS), index % 2 === 0);
  }
  const replayer = new Replayer(engine, file);
  const startMs = performance.now();
  replayer.run(0, replayer.ops);
  const ms = performance.now() - startMs;
  deepStrictEqual(replayer.checksum, EXPECTED.walk.back.checksum);
  return (ms * 1e6) / replayer.ops;
}

function anywhereRound(resting: number): number {
  const engine = new MatchingEngine({ priceStepTicks: 1 });
  const random = new Xorshift128(2);
  const ids = new Float64Array(resting);
  const handles = new Int32Array(resting);
  let nextId = FIRST_ID;
  const add = (place: number): void => {
    ids[place] = nextId;
    handles[place] = rest(engine, nextId, 1 + random.below(LEVELS), random.below(2) === 0);
    nextId += 1;
  };
  for (let place = 0; place < resting; place += 1) add(place);
  const startMs = performance.now();
  for (let operation = 0; operation < RANDOM_OPERATIONS; operation += 2) {
    const place = random.below(resting);
    engine.cancel(handles[place] ?? -1, ids[place] ?? 0);
    add(place);
  }
  const ms = performance.now() - startMs;
  deepStrictEqual(engine.restingOrders(BUY) + engine.restingOrders(SELL), resting);
  return (ms * 1e6) / RANDOM_OPERATIONS;
}

/** Rests an order `distance` levels from the middle of `walk`. */
function rest(engine: MatchingEngine, id: number, distance: number, isBuy: boolean): number {
  const side = isBuy ? BUY : SELL;
  const price = isBuy ? WALK.base - distance : WALK.base + distance;
  return engine.submit(id, 0, side, LIMIT, GTC, false, price, 100, 0);
}

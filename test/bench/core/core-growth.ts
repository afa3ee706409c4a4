/**
 * How the time of an operation on the whole path grows from 1,000 to 1,000,000 resting orders. `near`:
 * the operations of `walk`, what buys being the trader's, with a crowd of the house resting behind.
 * `anywhere`: all that rests is the trader's, and orders picked at random over all of it leave and
 * others come; growth there is that of memory too, since what is touched was never touched lately.
 */
import { deepStrictEqual } from 'node:assert/strict';
import { orderId } from '../../../engine/domain/ids.ts';
import { PLAIN_TERMS } from '../../../engine/domain/order.ts';
import type { SubmitRequest } from '../../../engine/orders/new-order.ts';
import type { BenchFigure } from '../figure.ts';
import { median } from '../matching/statistics.ts';
import { WALK } from '../matching/workload.ts';
import { Xorshift128 } from '../matching/xorshift128.ts';
import { BENCH_SYMBOL, CoreFlow } from './core-flow.ts';
import { benchCore } from './bench-core.ts';
import { CoreRun } from './core-run.ts';

const FEW = 1_000;
const MANY = 1_000_000;
const ROUNDS = 3;
const NEAR_OPERATIONS = 300_000;
const ANYWHERE_OPERATIONS = 200_000;
/** Operations made ready at a time. */
const CHUNK = 500;
/** Levels on each side for orders anywhere: within the price collar of a new account. */
const LEVELS = 900;
/** Small, so that a million orders are within what an account may come to. */
const LOTS = 10;

/** Nanoseconds an operation with many resting orders, by processor time; the ratio is to that with few. */
export function coreGrowthFigures(file: ArrayBuffer): BenchFigure[] {
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
    name: `core.growth.${name}`,
    value: Math.round(median(many)),
    unit: 'ns/op',
    ratio: Math.round((median(many) / median(few)) * 100) / 100,
    reference: `the same with ${String(FEW)} resting orders`,
    details: { resting: MANY, rounds: ROUNDS, fewNsPerOp: Math.round(median(few)) },
  };
}

/** Runs chunks until `operations` are done; only what `ready` returns is measured. */
function cpuNsPerOp(operations: number, ready: () => () => void): number {
  let us = 0;
  for (let done = 0; done < operations; done += CHUNK) {
    const act = ready();
    const before = process.threadCpuUsage();
    act();
    const { user, system } = process.threadCpuUsage(before);
    us += user + system;
  }
  return (us * 1_000) / operations;
}

function nearRound(file: ArrayBuffer, resting: number): number {
  const flow = new CoreFlow('sides', file);
  const run = new CoreRun(flow.ops, resting);
  return cpuNsPerOp(NEAR_OPERATIONS, () => {
    const operations = flow.take(CHUNK);
    return () => {
      for (const operation of operations) {
        run.send(operation);
        if (run.isBatchFull) run.encode();
      }
    };
  });
}

function anywhereRound(resting: number): number {
  const core = benchCore();
  const random = new Xorshift128(2);
  const ids = new Float64Array(resting);
  let made = 0;
  const request = (): SubmitRequest => {
    made += 1;
    const isBuy = random.below(2) === 0;
    const distance = 1 + random.below(LEVELS);
    return {
      clientOrderId: `bench-${String(made)}`,
      symbol: BENCH_SYMBOL,
      side: isBuy ? 'buy' : 'sell',
      orderType: 'limit',
      timeInForce: 'gtc',
      qtyLots: LOTS,
      limitPriceTicks: isBuy ? WALK.base - distance : WALK.base + distance,
      ...PLAIN_TERMS,
      postOnly: false,
      tag: '',
    };
  };
  const add = (place: number, wanted: SubmitRequest): void => {
    const placed = core.submitOrder(wanted, 'bench');
    ids[place] = typeof placed === 'number' ? placed : 0;
    core.takePacked()?.batch.clear();
    core.written(core.lastSeq);
  };
  for (let place = 0; place < resting; place += 1) add(place, request());
  const ns = cpuNsPerOp(ANYWHERE_OPERATIONS, () => {
    const changes = Array.from({ length: CHUNK / 2 }, () => {
      return { place: random.below(resting), wanted: request() };
    });
    return () => {
      for (const { place, wanted } of changes) {
        core.cancelOrder(orderId(ids[place] ?? 0));
        add(place, wanted);
      }
    };
  });
  deepStrictEqual(core.snapshot().workingOrders.length, resting);
  return ns;
}

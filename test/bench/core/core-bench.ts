/**
 * The engine's whole path of an order without disk and clients, on the operations of `walk`: request,
 * checks, risk, matching, events, position, order state and the packed message for the journal's
 * writer thread, for three mixes of the trader's orders and the house's. Commands are answered with an
 * order's number or a refusal, as nobody looks at the orders here. The rows are made of the message by
 * the writer's thread; what that takes is a figure of its own. `node test/bench/core/core-bench.ts`
 */
import { deepStrictEqual } from 'node:assert/strict';
import { MatchingEngine } from '../../../engine/matching/matching-engine.ts';
import { printFigures } from '../figure.ts';
import type { BenchFigure } from '../figure.ts';
import { EXPECTED } from '../matching/expected.ts';
import { Replayer } from '../matching/replayer.ts';
import { median, quantile } from '../matching/statistics.ts';
import { KIND_NAMES, WALK, generateWorkload } from '../matching/workload.ts';
import { measureHeap } from '../heap-use.ts';
import { rowsOfBatch } from '../../../engine/store/write-batch.ts';
import { coreGrowthFigures } from './core-growth.ts';
import { CoreFlow, FLOWS } from './core-flow.ts';
import type { Flow } from './core-flow.ts';
import { CoreRun } from './core-run.ts';
import type { CoreOutcome } from './core-run.ts';

const ROUNDS = 3;
/** Operations made ready at a time: few, so that they are not what the collector is busy with. */
const CHUNK = 500;

/** Takes about a minute. Throws when a round's outcome is not that of the others. */
export async function runCoreBench(): Promise<BenchFigure[]> {
  const file = generateWorkload(WALK);
  const figures: BenchFigure[] = [];
  for (const flow of FLOWS) {
    figures.push(throughputFigure(flow, file), ...latencyFigures(flow, file));
    figures.push(await heapFigure(flow, file));
  }
  figures.push(rowsFigure(file), ...coreGrowthFigures(file));
  return figures;
}

function throughputFigure(flow: Flow, file: ArrayBuffer): BenchFigure {
  const rates: number[] = [];
  const cpuRates: number[] = [];
  const matchingRates: number[] = [];
  let first: CoreOutcome | null = null;
  for (let round = -1; round < ROUNDS; round += 1) {
    const { opsPerS, opsPerCpuS, outcome } = timedRound(flow, file);
    first ??= outcome;
    deepStrictEqual(outcome, first, 'every round comes to the same');
    const matchingOpsPerS = matchingRound(file);
    if (round < 0) continue;
    rates.push(opsPerS);
    cpuRates.push(opsPerCpuS);
    matchingRates.push(matchingOpsPerS);
  }
  return {
    name: `core.walk.${flow}.throughput`,
    value: Math.round(median(rates)),
    unit: 'ops/s',
    ratio: Math.round((median(rates) / median(matchingRates)) * 1_000) / 1_000,
    reference: 'matching alone on the same file',
    details: {
      rounds: ROUNDS,
      slowest: Math.round(Math.min(...rates)),
      fastest: Math.round(Math.max(...rates)),
      opsPerCpuS: Math.round(median(cpuRates)),
      matchingOpsPerS: Math.round(median(matchingRates)),
      ...first,
    },
  };
}

interface Round {
  readonly opsPerS: number;
  /** By the time that the thread had a processor, which others on the machine disturb less. */
  readonly opsPerCpuS: number;
  readonly outcome: CoreOutcome;
}

function timedRound(flow: Flow, file: ArrayBuffer): Round {
  const operations = new CoreFlow(flow, file);
  const run = new CoreRun(operations.ops);
  let ms = 0;
  let cpuUs = 0;
  for (let done = 0; done < operations.ops; done += CHUNK) {
    const chunk = operations.take(CHUNK);
    const cpuBefore = process.threadCpuUsage();
    const startMs = performance.now();
    for (const operation of chunk) {
      run.send(operation);
      if (run.isBatchFull) run.encode();
    }
    ms += performance.now() - startMs;
    const { user, system } = process.threadCpuUsage(cpuBefore);
    cpuUs += user + system;
  }
  run.encode();
  const outcome = run.outcome();
  if (flow === 'sides') checkAgainstExpected(outcome);
  const opsPerS = (operations.ops * 1_000) / ms;
  return { opsPerS, opsPerCpuS: (operations.ops * 1e6) / cpuUs, outcome };
}

/** Where no order meets its owner's, the product trades as every correct engine does. */
function checkAgainstExpected(outcome: CoreOutcome): void {
  const { trades, orders, lots, levels, bestTicks } = outcome;
  const { keep } = EXPECTED.walk;
  const expected = [keep.trades, keep.orders, keep.lots, keep.levels, keep.bestTicks];
  deepStrictEqual([trades, orders, lots, levels, bestTicks], expected);
}

function matchingRound(file: ArrayBuffer): number {
  const engine = new MatchingEngine({ priceStepTicks: 1, keepPlaceOnDecrease: true });
  const replayer = new Replayer(engine, file);
  const startMs = performance.now();
  replayer.run(0, replayer.ops);
  return (replayer.ops * 1_000) / (performance.now() - startMs);
}

/** Quantiles of each kind of the trader's commands, of the house's operations and of encoding. */
function latencyFigures(flow: Flow, file: ArrayBuffer): BenchFigure[] {
  const operations = new CoreFlow(flow, file);
  const run = new CoreRun(operations.ops);
  const times = new Map<string, number[]>();
  const timed = (name: string, act: () => void): void => {
    const startMs = performance.now();
    act();
    const ms = performance.now() - startMs;
    const known = times.get(name);
    if (known === undefined) times.set(name, [ms]);
    else known.push(ms);
  };
  for (let done = 0; done < operations.ops; done += CHUNK) {
    for (const operation of operations.take(CHUNK)) {
      const name = operation.isTraders ? (KIND_NAMES[operation.kind] ?? '') : 'house';
      timed(name, () => {
        run.send(operation);
      });
      if (!run.isBatchFull) continue;
      timed('encode', () => {
        run.encode();
      });
    }
  }
  return [...times].map(([name, own]) => latencyFigure(flow, name, Float64Array.from(own).sort()));
}

function latencyFigure(flow: Flow, name: string, sorted: Float64Array): BenchFigure {
  const at = (share: number): number => Math.round(quantile(sorted, share) * 1e6);
  const details = { operations: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) };
  return { name: `core.walk.${flow}.${name}.p99.9`, value: at(0.999), unit: 'ns', details };
}

/** What the writer thread takes to make the rows of an event, by processor time. */
function rowsFigure(file: ArrayBuffer): BenchFigure {
  const operations = new CoreFlow('sides', file);
  const run = new CoreRun(operations.ops);
  let events = 0;
  let cpuUs = 0;
  for (let done = 0; done < operations.ops; done += CHUNK) {
    for (const operation of operations.take(CHUNK)) {
      run.send(operation);
      if (!run.isBatchFull) continue;
      const batch = run.encode();
      const before = process.threadCpuUsage();
      events += rowsOfBatch(batch).events.length;
      const { user, system } = process.threadCpuUsage(before);
      cpuUs += user + system;
    }
  }
  const value = Math.round((cpuUs * 1_000) / events);
  return { name: 'core.walk.sides.rows', value, unit: 'ns/event', details: { events } };
}

/** What the second half of a flow takes from the heap, once the first has run. */
async function heapFigure(flow: Flow, file: ArrayBuffer): Promise<BenchFigure> {
  const operations = new CoreFlow(flow, file);
  const run = new CoreRun(operations.ops);
  const half = Math.floor(operations.ops / 2);
  const send = (count: number): (() => void) => {
    const ready = operations.take(count);
    return () => {
      for (const operation of ready) {
        run.send(operation);
        if (run.isBatchFull) run.encode();
      }
    };
  };
  for (let done = 0; done < half; done += CHUNK) send(CHUNK)();
  const heap = await measureHeap(half / CHUNK, () => send(CHUNK));
  return {
    name: `core.walk.${flow}.allocation`,
    value: Math.round(heap.bytes / half),
    unit: 'bytes/op',
    details: { operations: half, ...heap },
  };
}

if (process.argv[1] === import.meta.filename) printFigures(await runCoreBench());

/**
 * What measuring costs: two engines of one process, one that measures and one that does not, take the
 * same work in turns, on off off on, in hundreds of short rounds, and several pairs of engines so that none is
 * always the one that was made first. Compared is processor time for an order and for a market event: of the
 * engine's thread, where all is recorded, and of the whole process, which has the disk's and the collector's
 * noise too. The report of once a second falls on both sides, and so is measured by itself.
 * `node test/bench/telemetry/telemetry-bench.ts`
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DEFAULT_LIMITS } from '../../../engine/contract/defaults.ts';
import { ENGINE_STAGES } from '../../../engine/contract/metrics.ts';
import { HdrHistogram } from '../../../engine/domain/hdr-histogram.ts';
import { composeEngine } from '../../../engine/host/compose.ts';
import type { ComposedEngine } from '../../../engine/host/compose.ts';
import { TEST_TOKEN, engineStart } from '../../support/engine-harness.ts';
import { connectInMemory } from '../../support/memory-client.ts';
import type { TestClient } from '../../support/test-client.ts';
import { printFigures } from '../figure.ts';
import type { BenchFigure } from '../figure.ts';
import { pairedRatio } from '../paired.ts';

/** Pairs of engines, and rounds of each. */
const PAIRS = 8;
const ROUNDS = 60;
const WARM_UP_ROUNDS = 10;
/** Orders sent at once and waited for, so that rounds have the same transactions; and how often in a turn. */
const BATCH = 64;
const BATCHES = 2;
const EVENTS_MS = 50;
const REPORTS = 200;
/** Faster than any machine follows, so that every turn is full. */
const SPEED_MAX = 1_000;
const RECORDINGS = 5_000_000;

interface Side {
  readonly composed: ComposedEngine;
  readonly client: TestClient;
}

/** Processor time for one thing done, in microseconds. */
interface Cost {
  readonly thread: number;
  readonly process: number;
}

interface Costs {
  readonly on: Cost[];
  readonly off: Cost[];
}

/** Takes about three minutes. */
export async function runTelemetryBench(): Promise<BenchFigure[]> {
  const orders: Costs = { on: [], off: [] };
  const events: Costs = { on: [], off: [] };
  let rest: readonly BenchFigure[] = [];
  for (let pair = 0; pair < PAIRS; pair += 1) {
    await withPair(pair % 2 === 0, async (on, off) => {
      const before = recordings(on);
      await compare(on, off, timed(submitOrders), orders);
      const sent = 2 * (ROUNDS + WARM_UP_ROUNDS) * BATCH * BATCHES;
      const perOrder = (recordings(on) - before) / sent;
      await compare(on, off, timed(playEvents), events);
      const orderUs = median(orders.on.map(({ process }) => process));
      if (pair === PAIRS - 1) rest = [reportFigure(on), ...recordingFigures(perOrder, orderUs)];
    });
  }
  return [
    figureOf('telemetry.durable_orders', orders),
    figureOf('telemetry.market_events', events),
    ...rest,
  ];
}

/** Runs with an engine that measures and one that does not, made in this order or the other one. */
async function withPair(
  onFirst: boolean,
  run: (on: Side, off: Side) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'stp-bench-'));
  const first = await open(join(folder, 'first'), onFirst);
  const second = await open(join(folder, 'second'), !onFirst);
  try {
    await (onFirst ? run(first, second) : run(second, first));
  } finally {
    await first.composed.stop('bench over');
    await second.composed.stop('bench over');
    await rm(folder, { recursive: true, force: true });
  }
}

async function open(folder: string, measure: boolean): Promise<Side> {
  const composed = await composeEngine({ ...engineStart(folder), measure }, 'ticket', (problem) => {
    throw new Error(problem);
  });
  const client = connectInMemory(composed);
  await client.hello('bench', TEST_TOKEN);
  client.subscribe({ channel: 'quotes' });
  await client.update('quotes');
  const limits = { ...DEFAULT_LIMITS, ordersPerSecondMax: null, clientOrdersPerSecondMax: null };
  await client.request({ type: 'risk.set_limits', limits });
  await control(client, 'pause');
  return { composed, client };
}

async function control(client: TestClient, kind: 'pause' | 'resume'): Promise<void> {
  await client.request({ type: 'source.control', action: { kind } });
}

/** What each thing that `work` has done has cost. */
function timed(work: (side: Side) => Promise<number>): (side: Side) => Promise<Cost> {
  return async (side) => {
    const thread = process.threadCpuUsage();
    const all = process.cpuUsage();
    const done = await work(side);
    const ofThread = process.threadCpuUsage(thread);
    const ofAll = process.cpuUsage(all);
    return {
      thread: (ofThread.user + ofThread.system) / done,
      process: (ofAll.user + ofAll.system) / done,
    };
  };
}

/** Adds the costs of both by turns of four, on off off on, so that what drifts falls on both alike. */
async function compare(
  on: Side,
  off: Side,
  cost: (side: Side) => Promise<Cost>,
  costs: Costs,
): Promise<void> {
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
    const first = await cost(on);
    const second = await cost(off);
    const third = await cost(off);
    const fourth = await cost(on);
    if (round < 0) continue;
    costs.on.push(mean(first, fourth));
    costs.off.push(mean(second, third));
  }
}

function mean(a: Cost, b: Cost): Cost {
  return { thread: (a.thread + b.thread) / 2, process: (a.process + b.process) / 2 };
}

/** Has orders put on disk, some at a time as many share a transaction under load; how many. */
async function submitOrders({ client }: Side): Promise<number> {
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const sent = Array.from({ length: BATCH }, () =>
      client.request(
        client.order({ orderType: 'limit', timeInForce: 'ioc', limitPriceTicks: 1_000_000 }),
      ),
    );
    await Promise.all(sent);
  }
  client.heard.length = 0;
  return BATCH * BATCHES;
}

/** Lets a crowd trade that is as fast as the engine follows; how many events that were. */
async function playEvents({ client, composed }: Side): Promise<number> {
  await client.request({ type: 'source.control', action: { kind: 'speed', speed: SPEED_MAX } });
  await control(client, 'resume');
  const before = composed.engine.source().eventsDone;
  await delay(EVENTS_MS);
  const done = composed.engine.source().eventsDone - before;
  await control(client, 'pause');
  client.heard.length = 0;
  client.updates.length = 0;
  return done;
}

function figureOf(name: string, { on, off }: Costs): BenchFigure {
  const of = (costs: readonly Cost[], part: keyof Cost): readonly number[] =>
    costs.map((cost) => cost[part]);
  const { ratio, ...interval } = pairedRatio(of(on, 'thread'), of(off, 'thread'));
  return {
    name,
    value: Math.round(median(of(on, 'thread')) * 100) / 100,
    unit: 'cpu us of the engine thread',
    ratio,
    reference: 'the same without measuring, in turns in this run',
    details: {
      ...interval,
      processUs: Math.round(median(of(on, 'process')) * 100) / 100,
      process: pairedRatio(of(on, 'process'), of(off, 'process')),
    },
  };
}

/** The report of once a second, as a share of one core. */
function reportFigure({ composed }: Side): BenchFigure {
  const { telemetry } = composed.engine.parts;
  const before = process.cpuUsage();
  for (let report = 0; report < REPORTS; report += 1) telemetry.report();
  const { user, system } = process.cpuUsage(before);
  const us = (user + system) / REPORTS;
  return {
    ...{ name: 'telemetry.report', value: Math.round(us), unit: 'cpu us' },
    details: { reports: REPORTS, shareOfACore: us / 1e6 },
  };
}

/** Durations recorded since the engine's start. */
function recordings({ composed }: Side): number {
  const { telemetry } = composed.engine.parts;
  // The running second is counted when it ends, which a report does.
  telemetry.report();
  const { stages } = telemetry;
  return ENGINE_STAGES.reduce((sum, stage) => sum + stages.of(stage).window(null).count, 0);
}

/**
 * The recording of one duration, against a loop that only makes the durations; and what all recordings
 * of an order are of its whole cost, by count and so less disturbed than the comparison.
 */
function recordingFigures(perOrder: number, orderUs: number): BenchFigure[] {
  const histogram = new HdrHistogram();
  const durations = Float64Array.from({ length: 4_096 }, (_, i) => (i * 7_919) % 100_003);
  const loop = (record: (us: number) => void): number => {
    const startedMs = performance.now();
    for (let i = 0; i < RECORDINGS; i += 1) record(durations[i & 4_095] ?? 0);
    return ((performance.now() - startedMs) * 1e6) / RECORDINGS;
  };
  let sum = 0;
  const empty = (us: number): void => {
    sum += us;
  };
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const bare = loop(empty);
    times.push(loop((us) => histogram.record(us)) - bare);
  }
  const ns = Math.max(0, median(times));
  return [
    {
      ...{ name: 'telemetry.record', value: Math.round(ns * 10) / 10, unit: 'ns' },
      details: { recorded: histogram.count, checksum: sum },
    },
    {
      ...{ name: 'telemetry.share_of_order', value: (ns * perOrder) / (orderUs * 1_000) },
      ...{ unit: 'share', details: { recordingsPerOrder: perOrder, orderUs } },
    },
  ];
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

if (process.argv[1] === import.meta.filename) printFigures(await runTelemetryBench());

/**
 * What measuring costs: two engines of one process, one that measures and one that does not, take the
 * same work in turns, on off off on, in many short rounds. Compared is processor time for an order and for
 * a market event, which other programs on the machine disturb least; a figure is the median of the
 * rounds' ratios with the interval that has it with 95 %. The report of once a second falls on both sides,
 * and so is measured by itself.
 * `node test/bench/telemetry/telemetry-bench.ts`
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ENGINE_STAGES } from '../../../engine/contract/metrics.ts';
import { HdrHistogram } from '../../../engine/domain/hdr-histogram.ts';
import { composeEngine } from '../../../engine/host/compose.ts';
import type { ComposedEngine } from '../../../engine/host/compose.ts';
import { DEFAULT_LIMITS } from '../../../engine/risk/risk-guard.ts';
import { TEST_TOKEN, engineStart } from '../../support/engine-harness.ts';
import { connectInMemory } from '../../support/memory-client.ts';
import type { TestClient } from '../../support/test-client.ts';
import { printFigures } from '../figure.ts';
import type { BenchFigure } from '../figure.ts';

const ROUNDS = 40;
const ORDERS = 500;
const WARM_UP_ROUNDS = 2;
/** Orders that one client has under way: as many as share a transaction under load. */
const IN_FLIGHT = 64;
const EVENTS_MS = 200;
const REPORTS = 200;
/** Faster than any machine follows, so that every turn is full. */
const SPEED_MAX = 1_000;
const RECORDINGS = 5_000_000;

interface Side {
  readonly composed: ComposedEngine;
  readonly client: TestClient;
}

/** Takes about two minutes. */
export async function runTelemetryBench(): Promise<BenchFigure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'stp-bench-'));
  const on = await open(join(folder, 'on'), true);
  const off = await open(join(folder, 'off'), false);
  try {
    const before = recordings(on);
    const orders = await compared(on, off, timed(submitOrders));
    const perOrder = (recordings(on) - before) / (2 * (ROUNDS + WARM_UP_ROUNDS) * ORDERS);
    const events = await compared(on, off, timed(playEvents));
    return [
      figureOf('telemetry.durable_orders', orders),
      figureOf('telemetry.market_events', events),
      reportFigure(on),
      ...recordingFigures(perOrder, median(orders.on)),
    ];
  } finally {
    await on.composed.stop('bench over');
    await off.composed.stop('bench over');
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

/** Processor time of this process, all threads, for each thing that `work` has done, in microseconds. */
function timed(work: (side: Side) => Promise<number>): (side: Side) => Promise<number> {
  return async (side) => {
    const before = process.cpuUsage();
    const done = await work(side);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / done;
  };
}

/** Costs of both by turns of four, on off off on, so that what drifts falls on both alike. */
async function compared(
  on: Side,
  off: Side,
  cost: (side: Side) => Promise<number>,
): Promise<{ readonly on: number[]; readonly ratios: number[] }> {
  const found = { on: [] as number[], ratios: [] as number[] };
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
    const firstOn = await cost(on);
    const bothOff = (await cost(off)) + (await cost(off));
    const bothOn = firstOn + (await cost(on));
    if (round < 0) continue;
    found.on.push(bothOn / 2);
    found.ratios.push(bothOn / bothOff);
  }
  return found;
}

/** Has orders put on disk, with as many under way as share transactions under load; how many. */
async function submitOrders({ client }: Side): Promise<number> {
  let left = ORDERS;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await client.request(
        client.order({ orderType: 'limit', timeInForce: 'ioc', limitPriceTicks: 1_000_000 }),
      );
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  client.heard.length = 0;
  return ORDERS;
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

function figureOf(
  name: string,
  { on, ratios }: { readonly on: readonly number[]; readonly ratios: readonly number[] },
): BenchFigure {
  const [low, high] = medianInterval(ratios);
  return {
    name,
    value: Math.round(median(on) * 100) / 100,
    unit: 'cpu us',
    ratio: median(ratios),
    reference: 'the same engine without measuring, in turns in this run',
    details: { rounds: ratios.length, ratioLow95: low, ratioHigh95: high },
  };
}

/** Between which of the values their median lies with 95 %: by ranks, whatever the distribution. */
function medianInterval(values: readonly number[]): readonly [low: number, high: number] {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = Math.max(0, Math.floor(sorted.length / 2 - 0.98 * Math.sqrt(sorted.length)));
  return [sorted[rank] ?? 0, sorted[sorted.length - 1 - rank] ?? 0];
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
  return ENGINE_STAGES.reduce((sum, stage) => sum + stages.of(stage).window('run').count, 0);
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

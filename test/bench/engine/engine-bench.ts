/**
 * The whole engine as a terminal meets it: orders from a client's send to the reply that says they
 * are on disk, over a socket and over a port, while the market runs; and the engine's own figures
 * for market events under that load. `node test/bench/engine/engine-bench.ts`
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Telemetry } from '../../../engine/contract/messages.ts';
import { engineBehindPort, engineBehindSocket } from '../../support/engine-process.ts';
import type { ApartEngine } from '../../support/engine-process.ts';
import { TEST_TOKEN } from '../../support/engine-harness.ts';
import type { TestClient } from '../../support/test-client.ts';
import { printFigures } from '../figure.ts';
import type { BenchFigure } from '../figure.ts';

const ORDERS = 1_000;
const WARM_UP_ORDERS = 200;
/** 100 orders/s, which no hand reaches. */
const ORDER_PAUSE_MS = 10;
/** Market events a second while the orders run, and while events alone are measured. */
const EVENTS_PER_S_WITH_ORDERS = 5_000;
const EVENTS_PER_S_ALONE = 10_000;
const EVENTS_MEASURED_MS = 12_000;

/** Takes about a minute. */
export async function runEngineBench(): Promise<BenchFigure[]> {
  const figures: BenchFigure[] = [];
  const socket = await roundTrips('socket', engineBehindSocket, figures);
  const port = await roundTrips('port', engineBehindPort, figures);
  figures.push(
    roundTripFigure('socket', socket, port, 'the same over a MessagePort'),
    roundTripFigure('port', port, socket, 'the same over a WebSocket'),
  );
  return figures;
}

type Open = (folder: string) => Promise<ApartEngine>;

/** Round trips in microseconds, sorted; adds the engine's own figures to `figures`. */
async function roundTrips(name: string, open: Open, figures: BenchFigure[]): Promise<number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'stp-bench-'));
  const engine = await open(folder);
  try {
    const { client } = engine;
    await client.hello('bench', TEST_TOKEN);
    await openWorkspace(client);
    await setEventRate(client, EVENTS_PER_S_WITH_ORDERS);
    await submitOrders(client, WARM_UP_ORDERS);
    const times = await submitOrders(client, ORDERS);
    if (name === 'socket') figures.push(...(await eventFigures(client)));
    return times.sort((a, b) => a - b);
  } finally {
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Follows what the default workspace follows. */
async function openWorkspace(client: TestClient): Promise<void> {
  client.subscribe({ channel: 'quotes' });
  client.subscribe({ channel: 'depth', symbol: 'AAPL', levels: 60 });
  client.subscribe({ channel: 'trades', symbol: 'AAPL' });
  client.subscribe({ channel: 'bars', symbol: 'AAPL', timeframe: '1m' });
  client.subscribe({ channel: 'telemetry' });
  await client.update('quotes');
}

/** Sets the simulator's speed by the rate that its present speed gives. */
async function setEventRate(client: TestClient, eventsPerS: number): Promise<void> {
  await setSpeed(client, 1);
  const { marketEventsPerS } = await nextTelemetry(client, 2);
  await setSpeed(client, eventsPerS / Math.max(1, marketEventsPerS));
  await nextTelemetry(client, 2);
}

async function setSpeed(client: TestClient, speed: number): Promise<void> {
  await client.request({ type: 'source.control', action: { kind: 'speed', speed } });
}

/** The report that comes `reports` seconds from now. */
async function nextTelemetry(client: TestClient, reports: number): Promise<Telemetry> {
  client.updates.length = 0;
  return client.until(() => {
    const all = client.updates.filter((one) => one.channel === 'telemetry');
    return all.length < reports ? undefined : all.at(-1)?.data;
  });
}

async function submitOrders(client: TestClient, orders: number): Promise<number[]> {
  const times: number[] = [];
  const bidTicks = await bidOf(client);
  for (let i = 0; i < orders; i += 1) {
    const order = client.order({
      orderType: 'limit',
      timeInForce: 'gtc',
      limitPriceTicks: bidTicks - 100 * (500 + (i % 100)),
    });
    const startedMs = performance.now();
    await client.request(order);
    times.push((performance.now() - startedMs) * 1_000);
    client.updates.length = 0;
    await delay(ORDER_PAUSE_MS);
  }
  return times;
}

async function bidOf(client: TestClient): Promise<number> {
  const { data } = await client.update('depth');
  return data.bids[0]?.priceTicks ?? 0;
}

async function eventFigures(client: TestClient): Promise<BenchFigure[]> {
  await setEventRate(client, EVENTS_PER_S_ALONE);
  await delay(EVENTS_MEASURED_MS);
  const telemetry = await nextTelemetry(client, 2);
  const details = {
    eventsPerS: telemetry.marketEventsPerS,
    cpuCores: telemetry.cpuCores,
    rssMb: Math.round(telemetry.rssBytes / 2 ** 20),
    batches: telemetry.stages['market.process'].count,
  };
  const figure = (stage: 'market.process' | 'market.publish'): BenchFigure => ({
    name: `engine.${stage}.p99`,
    value: Math.round(telemetry.stages[stage].p99Us),
    unit: 'us',
    details: { ...details, p50Us: telemetry.stages[stage].p50Us },
  });
  return [figure('market.process'), figure('market.publish')];
}

function roundTripFigure(
  name: string,
  times: readonly number[],
  others: readonly number[],
  reference: string,
): BenchFigure {
  const at = (sorted: readonly number[], share: number): number =>
    Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? 0);
  return {
    name: `engine.order_round_trip.${name}.p50`,
    value: at(times, 0.5),
    unit: 'us',
    ratio: at(times, 0.5) / at(others, 0.5),
    reference,
    details: {
      orders: times.length,
      eventsPerS: EVENTS_PER_S_WITH_ORDERS,
      p95Us: at(times, 0.95),
      p99Us: at(times, 0.99),
      maxUs: at(times, 1),
    },
  };
}

if (process.argv[1] === import.meta.filename) printFigures(await runEngineBench());

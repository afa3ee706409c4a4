/**
 * How fast market data of a socket becomes a market: the terminal's way from socket to quotes, tape,
 * bars and own orders against a process that only receives and parses the same bytes, in one run.
 * `node test/bench/feed/feed-bench.ts`
 */
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { WebSocket } from 'ws';
import { timeUs } from '../../../engine/domain/time.ts';
import { MarketTurns } from '../../../engine/host/market-turns.ts';
import { printFigures } from '../figure.ts';
import type { BenchFigure } from '../figure.ts';
import { median, quantile } from '../matching/statistics.ts';
import { FEED_START_US, openFeedCore } from './feed-core.ts';
import { runFeedMemoryBench } from './feed-memory.ts';
import type { Blast } from './feed-sender.ts';
import { openFeedSource } from './feed-source.ts';
import { OrderProbe, orderQuantile } from './order-latency.ts';
import type { OrderLatencies } from './order-latency.ts';

const ROUNDS = 3;
const MESSAGES = 600_000;
const PACE = 10_000;
const PACED_MESSAGES = 100_000;
/** Sent while messages come: they last a little longer. */
const ORDERS = 2_000;
const NO_ORDERS: OrderLatencies = { totalUs: new Float64Array(1), ownUs: new Float64Array(1) };
/** As the engine's. */
const EVENTS_PER_TURN = 500;

/** Takes about a minute. */
export async function runFeedBench(): Promise<BenchFigure[]> {
  const parsed: Speed[] = [];
  const applied: Speed[] = [];
  const conflated: number[] = [];
  for (let round = -1; round < ROUNDS; round += 1) {
    const reference = await parseRound();
    const own = await marketRound({ messages: MESSAGES, perSecond: 0 });
    if (round < 0) continue;
    parsed.push(reference);
    applied.push(own.speed);
    conflated.push(own.conflated);
  }
  const wall = (rounds: readonly Speed[]): number => median(rounds.map((one) => one.perSecond));
  const cpu = (rounds: readonly Speed[]): number => median(rounds.map((one) => one.perCpuSecond));
  const paced: MarketRound[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    paced.push(await marketRound({ messages: PACED_MESSAGES, perSecond: PACE }));
  }
  const p99s = paced.map(({ lagsUs }) => quantile(lagsUs, 0.99));
  const busy = paced.map(({ orders }) => orderQuantile(orders, 0.99));
  const quiet = paced.map(({ quietOrders }) => orderQuantile(quietOrders, 0.99));
  const ratios = busy.map(({ total }, i) => total / (quiet[i]?.total ?? 1));
  return [
    {
      name: 'feed.throughput',
      value: Math.round(wall(applied)),
      unit: 'messages/s',
      ratio: Math.round((wall(applied) / wall(parsed)) * 1_000) / 1_000,
      reference: 'ws and JSON.parse alone on the same frames',
      details: {
        rounds: ROUNDS,
        messages: MESSAGES,
        parsed: Math.round(wall(parsed)),
        cpuRatio: Math.round((cpu(applied) / cpu(parsed)) * 1_000) / 1_000,
        conflated,
      },
    },
    {
      name: 'feed.socket_to_market.p99',
      value: Math.round(median(p99s)),
      unit: 'us',
      details: {
        perSecond: PACE,
        messages: PACED_MESSAGES,
        rounds: p99s.map(Math.round),
        p50: Math.round(median(paced.map(({ lagsUs }) => quantile(lagsUs, 0.5)))),
      },
    },
    {
      name: 'feed.order_latency.p99',
      value: Math.round(median(busy.map(({ total }) => total))),
      unit: 'us',
      ratio: Math.round(median(ratios) * 100) / 100,
      reference: 'the same orders of another thread just before, while no data comes',
      details: {
        perSecond: PACE,
        orders: ORDERS,
        quiet: Math.round(median(quiet.map(({ total }) => total))),
        ratios: ratios.map((ratio) => Math.round(ratio * 100) / 100),
        // Medians, which other programs on the machine move less, and the engine's own part.
        median: median(paced.map(({ orders }) => orderQuantile(orders, 0.5).total)),
        quietMedian: median(paced.map(({ quietOrders }) => orderQuantile(quietOrders, 0.5).total)),
        own: median(busy.map(({ own }) => own)),
        quietOwn: median(quiet.map(({ own }) => own)),
      },
    },
    ...runFeedMemoryBench(),
  ];
}

async function openSender(): Promise<{ worker: Worker; host: string }> {
  const worker = new Worker(new URL('./feed-sender.ts', import.meta.url));
  // The port comes first.
  const [port] = (await once(worker, 'message')) as [number];
  return { worker, host: `127.0.0.1:${String(port)}` };
}

/** What one process receives and parses. */
async function parseRound(): Promise<Speed> {
  const { worker, host } = await openSender();
  const socket = new WebSocket(`ws://${host}`, { perMessageDeflate: false });
  await once(socket, 'message');
  let count = 0;
  const speed = speedometer(MESSAGES);
  const all = new Promise<void>((resolve) => {
    socket.on('message', (data: Buffer) => {
      // An array, as the sender makes it.
      count += (JSON.parse(data.toString()) as unknown[]).length;
      if (count >= MESSAGES) resolve();
    });
  });
  worker.postMessage({ messages: MESSAGES, perSecond: 0 } satisfies Blast);
  await all;
  const reached = speed();
  socket.terminate();
  await worker.terminate();
  return reached;
}

interface MarketRound {
  readonly speed: Speed;
  readonly conflated: number;
  /** From socket to the market that has it, ascending. */
  readonly lagsUs: Float64Array;
  /** Of orders while the messages came, and just before; none at full speed. */
  readonly orders: OrderLatencies;
  readonly quietOrders: OrderLatencies;
}

/** The same through the engine's own market source; at a pace, another thread sends orders too. */
async function marketRound(order: Blast): Promise<MarketRound> {
  const { worker, host } = await openSender();
  const core = openFeedCore();
  let nowUs = FEED_START_US;
  const source = openFeedSource(host, core.exchange.instruments, () => nowUs);
  const lagsUs: number[] = [];
  let ended: number[] = [];
  source.onFrameTimes((stage, us) => {
    if (stage === 'feed.lag') ended.push(performance.now() * 1_000 - us);
  });
  let done: (() => void) | null = null;
  let applied = 0;
  const turns = new MarketTurns(() => {
    nowUs += 1_000;
    const read = source.advance(timeUs(nowUs), EVENTS_PER_TURN, core.house, (us) => {
      core.setTime(us);
    });
    core.takeEvents();
    const endUs = performance.now() * 1_000;
    for (const receivedUs of ended) lagsUs.push(endUs - receivedUs);
    ended = [];
    applied += read;
    if (applied >= order.messages) done?.();
    return read >= EVENTS_PER_TURN;
  });
  source.onEvents(() => {
    turns.wake();
  });
  turns.start();
  const feed = () => source.status(timeUs(nowUs)).feed;
  while ((feed()?.followed ?? 0) === 0) await setImmediate();
  const probe = order.perSecond > 0 ? new OrderProbe(core) : null;
  const quietOrders = (await probe?.run(ORDERS)) ?? NO_ORDERS;
  const speed = speedometer(order.messages);
  const all = new Promise<void>((resolve) => {
    done = resolve;
  });
  worker.postMessage(order);
  const orders = (await probe?.run(ORDERS)) ?? NO_ORDERS;
  await all;
  const reached = speed();
  await probe?.close();
  turns.stop();
  const conflated = feed()?.conflated ?? 0;
  source.stop();
  await worker.terminate();
  return {
    speed: reached,
    conflated,
    lagsUs: Float64Array.from(lagsUs).sort(),
    orders,
    quietOrders,
  };
}

/** Messages a second, and a second of this thread's processor, which other programs do not slow. */
interface Speed {
  readonly perSecond: number;
  readonly perCpuSecond: number;
}

/** Begins to measure; what it returns ends it. */
function speedometer(messages: number): () => Speed {
  const startMs = performance.now();
  const cpu = process.threadCpuUsage();
  return () => {
    const { user, system } = process.threadCpuUsage(cpu);
    return {
      perSecond: messages / ((performance.now() - startMs) / 1_000),
      perCpuSecond: messages / ((user + system) / 1_000_000),
    };
  };
}

if (process.argv[1] === import.meta.filename) printFigures(await runFeedBench());

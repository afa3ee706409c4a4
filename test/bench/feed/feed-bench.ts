/**
 * How fast market data of a socket becomes a market: the terminal's way from socket to quotes, tape,
 * bars and own orders against a process that only receives and parses the same bytes, in one run.
 * `node test/bench/feed/feed-bench.ts`
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { WebSocket } from 'ws';
import { SYSTEM_TIMERS } from '../../../engine/alpaca/access.ts';
import { assert } from '../../../engine/domain/assert.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { FeedReader } from '../../../engine/feed/alpaca/feed-reader.ts';
import { FrameQueue } from '../../../engine/feed/alpaca/frame-queue.ts';
import { MarketApplier } from '../../../engine/feed/alpaca/market-applier.ts';
import { AlpacaStream } from '../../../engine/feed/alpaca/stream-client.ts';
import { MarketTurns } from '../../../engine/host/market-turns.ts';
import { printFigures } from '../figure.ts';
import type { BenchFigure } from '../figure.ts';
import { median, quantile } from '../matching/statistics.ts';
import { FEED_START_US, openFeedCore } from './feed-core.ts';
import { runFeedMemoryBench } from './feed-memory.ts';
import { FEED_SYMBOLS } from './feed-messages.ts';
import type { Blast } from './feed-sender.ts';
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
  const parsed: number[] = [];
  const applied: number[] = [];
  const conflated: number[] = [];
  for (let round = -1; round < ROUNDS; round += 1) {
    const reference = await parseRound();
    const own = await marketRound({ messages: MESSAGES, perSecond: 0 });
    if (round < 0) continue;
    parsed.push(reference);
    applied.push(own.perSecond);
    conflated.push(own.conflated);
  }
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
      value: Math.round(median(applied)),
      unit: 'messages/s',
      ratio: Math.round((median(applied) / median(parsed)) * 1_000) / 1_000,
      reference: 'ws and JSON.parse alone on the same frames',
      details: {
        rounds: ROUNDS,
        messages: MESSAGES,
        parsed: Math.round(median(parsed)),
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

async function openSender(): Promise<{ worker: Worker; url: string }> {
  const worker = new Worker(new URL('./feed-sender.ts', import.meta.url));
  // The port comes first.
  const [port] = (await once(worker, 'message')) as [number];
  return { worker, url: `ws://127.0.0.1:${String(port)}` };
}

/** Messages a second that one process receives and parses. */
async function parseRound(): Promise<number> {
  const { worker, url } = await openSender();
  const socket = new WebSocket(url, { perMessageDeflate: false });
  await once(socket, 'message');
  let count = 0;
  const startMs = performance.now();
  const all = new Promise<void>((resolve) => {
    socket.on('message', (data: Buffer) => {
      // An array, as the sender makes it.
      count += (JSON.parse(data.toString()) as unknown[]).length;
      if (count >= MESSAGES) resolve();
    });
  });
  worker.postMessage({ messages: MESSAGES, perSecond: 0 } satisfies Blast);
  await all;
  const seconds = (performance.now() - startMs) / 1_000;
  socket.terminate();
  await worker.terminate();
  return MESSAGES / seconds;
}

interface MarketRound {
  readonly perSecond: number;
  readonly conflated: number;
  /** From socket to market, ascending. */
  readonly lagsUs: Float64Array;
  /** Of orders while the messages came, and just before; none at full speed. */
  readonly orders: OrderLatencies;
  readonly quietOrders: OrderLatencies;
}

/** The same through the terminal's own way; at a pace, another thread sends orders too. */
async function marketRound(order: Blast): Promise<MarketRound> {
  const { worker, url } = await openSender();
  const core = openFeedCore();
  const instruments = core.exchange.instruments;
  const queue = new FrameQueue();
  const monotonicUs = (): number => performance.now() * 1_000;
  const reader = new FeedReader(queue, 'json', monotonicUs);
  const applier = new MarketApplier(instruments);
  const { quoted } = core.house;
  assert(quoted !== undefined, 'the bench has a market of quotes and prints');
  const lags: number[] = [];
  const ignore = (): void => undefined;
  let done: () => void = ignore;
  let nowUs = FEED_START_US;
  const turns = new MarketTurns(() => {
    nowUs += 1_000;
    core.setTime(timeUs(nowUs));
    const read = reader.read(EVENTS_PER_TURN, {
      trade: (one) => {
        applier.trade(quoted, one);
      },
      quote: (one) => {
        applier.quote(quoted, one);
      },
      bar: ignore,
      status: ignore,
      bands: ignore,
      correction: ignore,
      cancel: ignore,
      control: (message) => {
        stream.control(message);
      },
    });
    core.takeEvents();
    stream.resume();
    if (read > 0) lags.push(reader.counts.lagUs);
    if (reader.counts.messages >= order.messages) done();
    return reader.hasMore;
  });
  const stream = new AlpacaStream({
    url,
    encoding: 'json',
    channels: ['trades', 'quotes'],
    keys: { keyId: 'bench', secret: 'bench' },
    queue,
    monotonicUs,
    random: () => 0.5,
    timers: SYSTEM_TIMERS,
    listener: {
      onStatus: ({ followed }) => {
        if (followed > 0) start();
      },
      onFrame: () => {
        turns.wake();
      },
    },
  });
  let start: () => void = ignore;
  const live = new Promise<void>((resolve) => {
    start = resolve;
  });
  stream.follow(FEED_SYMBOLS);
  stream.start();
  await live;
  turns.start();
  const all = new Promise<void>((resolve) => {
    done = resolve;
  });
  const probe = order.perSecond > 0 ? new OrderProbe(core) : null;
  const quietOrders = (await probe?.run(ORDERS)) ?? NO_ORDERS;
  const startMs = performance.now();
  worker.postMessage(order);
  const orders = (await probe?.run(ORDERS)) ?? NO_ORDERS;
  await all;
  const seconds = (performance.now() - startMs) / 1_000;
  await probe?.close();
  turns.stop();
  stream.stop();
  await worker.terminate();
  return {
    perSecond: order.messages / seconds,
    conflated: reader.counts.conflated,
    lagsUs: Float64Array.from(lags).sort(),
    orders,
    quietOrders,
  };
}

if (process.argv[1] === import.meta.filename) printFigures(await runFeedBench());

/**
 * How fast market data of a socket becomes a market: the terminal's way from socket to quotes, tape,
 * bars and own orders against a process that only receives and parses the same bytes, in one run.
 * `node test/bench/feed/feed-bench.ts`
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { WebSocket } from 'ws';
import { SYSTEM_TIMERS } from '../../../engine/alpaca/access.ts';
import { alwaysOpenCalendar } from '../../../engine/calendar/calendars.ts';
import { TradingCore } from '../../../engine/core.ts';
import { assert } from '../../../engine/domain/assert.ts';
import { usEquity } from '../../../engine/domain/instrument.ts';
import { PLAIN_TERMS } from '../../../engine/domain/order.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { FeedReader } from '../../../engine/feed/alpaca/feed-reader.ts';
import { FrameQueue } from '../../../engine/feed/alpaca/frame-queue.ts';
import { MarketApplier } from '../../../engine/feed/alpaca/market-applier.ts';
import { AlpacaStream } from '../../../engine/feed/alpaca/stream-client.ts';
import { MarketTurns } from '../../../engine/host/market-turns.ts';
import { StoreModel } from '../../support/store-model.ts';
import { printFigures } from '../figure.ts';
import type { BenchFigure } from '../figure.ts';
import { median, quantile } from '../matching/statistics.ts';
import type { Blast } from './feed-sender.ts';

const ROUNDS = 3;
const MESSAGES = 600_000;
const PACE = 10_000;
const PACED_MESSAGES = 100_000;
/** As the engine's. */
const EVENTS_PER_TURN = 500;
const SYMBOLS = ['AAPL', 'MSFT', 'NVDA', 'AMZN', 'GOOGL', 'META', 'TSLA', 'SPY', 'QQQ'];

/** Takes about half a minute. */
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
  const paced = await marketRound({ messages: PACED_MESSAGES, perSecond: PACE });
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
      value: Math.round(quantile(paced.lagsUs, 0.99)),
      unit: 'us',
      details: {
        perSecond: PACE,
        messages: PACED_MESSAGES,
        p50: Math.round(quantile(paced.lagsUs, 0.5)),
        p999: Math.round(quantile(paced.lagsUs, 0.999)),
        orderP99Us: Math.round(paced.orderP99Us * 10) / 10,
        quietOrderP99Us: Math.round((await quietOrderP99Us()) * 10) / 10,
      },
    },
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
  readonly orderP99Us: number;
}

/** The same through the terminal's own way; at a pace, orders are sent too. */
async function marketRound(order: Blast): Promise<MarketRound> {
  const { worker, url } = await openSender();
  const core = openCore();
  const instruments = core.exchange.instruments;
  const queue = new FrameQueue();
  const monotonicUs = (): number => performance.now() * 1_000;
  const reader = new FeedReader(queue, 'json', monotonicUs);
  const applier = new MarketApplier(instruments);
  const { quoted } = core.house;
  assert(quoted !== undefined, 'the bench has a market of quotes and prints');
  const lags: number[] = [];
  const orderUs: number[] = [];
  const ignore = (): void => undefined;
  let done: () => void = ignore;
  let nowUs = START_US;
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
    if (read > 0 && order.perSecond > 0) {
      lags.push(reader.counts.lagUs);
      if (lags.length % 20 === 0) orderUs.push(timedOrderUs(core, lags.length));
    }
    if (reader.counts.messages >= order.messages) done();
    return read >= EVENTS_PER_TURN;
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
  stream.follow(SYMBOLS);
  stream.start();
  await live;
  turns.start();
  const all = new Promise<void>((resolve) => {
    done = resolve;
  });
  const startMs = performance.now();
  worker.postMessage(order);
  await all;
  const seconds = (performance.now() - startMs) / 1_000;
  turns.stop();
  stream.stop();
  await worker.terminate();
  return {
    perSecond: order.messages / seconds,
    conflated: reader.counts.conflated,
    lagsUs: Float64Array.from(lags).sort(),
    orderP99Us: quantile(Float64Array.from(orderUs).sort(), 0.99),
  };
}

/** The same orders while no data comes. */
async function quietOrderP99Us(): Promise<number> {
  const core = openCore();
  core.house.quoted?.quote(0, 1_000_000, 500, 1_000_100, 500);
  const times: number[] = [];
  for (let n = 1; n <= 2_000; n += 1) {
    if (n % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
    times.push(timedOrderUs(core, n));
  }
  return quantile(Float64Array.from(times).sort(), 0.99);
}

/** Microseconds that an order far from the market and its cancel take. */
function timedOrderUs(core: TradingCore, n: number): number {
  const request = {
    clientOrderId: `bench-${String(n)}`,
    symbol: 'AAPL',
    side: 'buy',
    orderType: 'limit',
    timeInForce: 'gtc',
    qtyLots: 1,
    limitPriceTicks: 990_000,
    ...PLAIN_TERMS,
    postOnly: false,
    tag: '',
  } as const;
  const startMs = performance.now();
  const placed = core.submit(request, 'bench');
  if (placed.ok) core.cancel(placed.order.orderId);
  core.takeEvents();
  return (performance.now() - startMs) * 1_000;
}

const START_US = Date.parse('2026-03-04T15:00:00Z') * 1_000;

function openCore(): TradingCore {
  const store = new StoreModel();
  return new TradingCore({
    venue: 'local',
    instruments: SYMBOLS.map((symbol) => usEquity(symbol, symbol)),
    calendarOf: ({ zone }) => alwaysOpenCalendar(zone),
    startPrices: new Map(SYMBOLS.map((symbol) => [symbol, 1_000_000])),
    fillModel: 'queue',
    recovered: store.recovered(),
    lookup: store,
    nowUs: timeUs(START_US),
  });
}

if (process.argv[1] === import.meta.filename) printFigures(await runFeedBench());

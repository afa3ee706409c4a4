/**
 * Memory over an hour of the feed's own clock, played as fast as it is read: frames through queue,
 * decoder and market, with everything that keeps something of it. 1,000 messages a second unless
 * FEED_MEMORY_RATE says otherwise. `node test/bench/feed/feed-memory.ts`
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { assert } from '../../../engine/domain/assert.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { FeedReader } from '../../../engine/feed/alpaca/feed-reader.ts';
import { FrameQueue } from '../../../engine/feed/alpaca/frame-queue.ts';
import { MarketApplier } from '../../../engine/feed/alpaca/market-applier.ts';
import { printFigures } from '../figure.ts';
import type { BenchFigure } from '../figure.ts';
import { FEED_START_US, openFeedCore } from './feed-core.ts';
import { feedMessage } from './feed-messages.ts';

const MINUTES = 60;
/** By then every ring is full but that of minutes, which an hour does not fill. */
const SETTLED_MINUTE = 20;
const FRAME = 20;
const MB = 2 ** 20;

/** Heap after a collection, at the end of each minute of the feed's clock, in bytes. */
export function feedHeap(perSecond: number): readonly number[] {
  setFlagsFromString('--expose-gc');
  // The only way to it without a flag on the command line.
  const collect = runInNewContext('gc') as () => void;
  const core = openFeedCore();
  const { quoted } = core.house;
  assert(quoted !== undefined, 'the bench has a market of quotes and prints');
  const queue = new FrameQueue();
  let nowUs = FEED_START_US;
  const reader = new FeedReader(queue, 'json', () => nowUs);
  const applier = new MarketApplier(core.exchange.instruments);
  const ignore = (): void => undefined;
  const sink = {
    trade: applier.trade.bind(applier, quoted),
    quote: applier.quote.bind(applier, quoted),
    bar: ignore,
    status: ignore,
    bands: ignore,
    correction: ignore,
    cancel: ignore,
    book: () => undefined,
    bookLost: ignore,
    control: ignore,
  };
  const heap: number[] = [];
  let sent = 0;
  for (let minute = 0; minute < MINUTES; minute += 1) {
    for (let left = perSecond * 60; left > 0; left -= FRAME) {
      nowUs += (FRAME * 1_000_000) / perSecond;
      core.setTime(timeUs(Math.floor(nowUs)));
      const t = new Date(nowUs / 1_000).toISOString();
      const messages = Array.from({ length: FRAME }, (_, i) => feedMessage(sent + i, t));
      sent += FRAME;
      queue.push({ data: Buffer.from(`[${messages.join()}]`), receivedUs: nowUs });
      while (reader.hasMore) reader.read(500, sink);
      core.takeEvents();
    }
    collect();
    heap.push(process.memoryUsage().heapUsed);
  }
  return heap;
}

/** Growth of the heap from when it has settled to the end of the hour. */
export function runFeedMemoryBench(): BenchFigure[] {
  const perSecond = Number(process.env['FEED_MEMORY_RATE'] ?? 1_000);
  const heap = feedHeap(perSecond);
  const settled = heap[SETTLED_MINUTE] ?? 0;
  const round = (bytes: number): number => Math.round((bytes / MB) * 100) / 100;
  return [
    {
      name: 'feed.memory.growth',
      value: round((heap.at(-1) ?? 0) - settled),
      unit: 'MB',
      ratio: Math.round(((heap.at(-1) ?? 0) / settled) * 1_000) / 1_000,
      reference: `the heap after ${String(SETTLED_MINUTE)} minutes of the same hour`,
      details: {
        perSecond,
        messages: perSecond * 60 * MINUTES,
        everyTenMinutesMb: heap.filter((_, i) => i % 10 === 9).map(round),
      },
    },
  ];
}

if (process.argv[1] === import.meta.filename) printFigures(runFeedMemoryBench());

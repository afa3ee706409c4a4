import { beforeEach, expect, test } from 'vitest';
import { FeedReader } from '../../../engine/feed/alpaca/feed-reader.ts';
import type { FeedSink } from '../../../engine/feed/alpaca/feed-reader.ts';
import { FrameQueue } from '../../../engine/feed/alpaca/frame-queue.ts';

/** The queue is behind from a quarter of it on. */
const FRAMES_MAX = 16;
/** What the market needs for a message. */
const APPLY_US = 100;

let nowUs: number;
let queue: FrameQueue;
let reader: FeedReader;
let waitsUs: number[];
let lagsUs: number[];

const apply = (): void => {
  nowUs += APPLY_US;
};
const SINK: FeedSink = {
  trade: apply,
  quote: apply,
  bar: apply,
  status: apply,
  bands: apply,
  correction: apply,
  cancel: apply,
  book: apply,
  bookLost: () => undefined,
  control: () => undefined,
};

beforeEach(() => {
  nowUs = 1_000;
  queue = new FrameQueue(FRAMES_MAX);
  reader = new FeedReader(queue, 'json', () => nowUs);
  waitsUs = [];
  lagsUs = [];
  reader.onFrameTimes((stage, us) => (stage === 'feed.wait' ? waitsUs : lagsUs).push(us));
});

function receive(messages: readonly object[]): void {
  queue.push({ data: Buffer.from(JSON.stringify(messages)), receivedUs: nowUs });
}

const T = '2026-03-04T15:00:00Z';
const TRADE = { T: 't', S: 'AAPL', i: 1, p: 100, s: 10, t: T };
const QUOTE = { T: 'q', S: 'AAPL', bp: 99, bs: 1, ap: 101, as: 1, t: T };

test('a frame lags until the last of its messages was applied', () => {
  receive([TRADE, QUOTE, TRADE]);
  receive([TRADE]);
  nowUs += 50;
  reader.read(10, SINK);
  expect(lagsUs).toEqual([50 + 3 * APPLY_US, 50 + 4 * APPLY_US]);
  expect(reader.counts.lagUs).toBe(50 + 4 * APPLY_US);
});

test('a frame that did not fit into a call lags until the rest of it was applied', () => {
  receive([TRADE, TRADE, TRADE]);
  reader.read(2, SINK);
  expect(lagsUs).toEqual([]);
  nowUs += 4_000;
  reader.read(2, SINK);
  expect(lagsUs).toEqual([4_000 + 3 * APPLY_US]);
});

test('a frame waits until the first of it is read, however many calls the rest takes', () => {
  receive([TRADE, TRADE, TRADE]);
  receive([TRADE]);
  nowUs += 50;
  reader.read(2, SINK);
  expect(waitsUs).toEqual([50]);
  nowUs += 4_000;
  reader.read(2, SINK);
  expect(waitsUs).toEqual([50, 4_050 + 3 * APPLY_US]);
});

test('frames whose quotes are held back lag until these were applied', () => {
  for (let i = 0; i < FRAMES_MAX / 4; i += 1) receive([QUOTE, TRADE, { ...QUOTE, S: 'MSFT' }]);
  reader.read(20, SINK);
  const prints = FRAMES_MAX / 4;
  expect(reader.counts).toMatchObject({ messages: 3 * prints, conflated: 2 * (prints - 1) });
  expect(lagsUs).toEqual(Array.from({ length: prints }, () => (prints + 2) * APPLY_US));
});

test('what a call has read is as old as the frame that it began with', () => {
  receive([TRADE, TRADE]);
  nowUs += 50;
  receive([TRADE]);
  expect(reader.oldestUs).toBeNull();
  for (const oldestUs of [1_000, 1_000, 1_050]) {
    reader.read(1, SINK);
    expect(reader.oldestUs).toBe(oldestUs);
  }
  reader.read(1, SINK);
  expect(reader.oldestUs).toBeNull();
});

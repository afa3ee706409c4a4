import { afterEach, beforeEach, expect, test } from 'vitest';
import { FrameQueue } from '../../../engine/feed/alpaca/frame-queue.ts';
import { decodeFrame } from '../../../engine/feed/alpaca/stream-codec.ts';
import type { StreamEncoding } from '../../../engine/feed/alpaca/stream-codec.ts';
import { AlpacaStream } from '../../../engine/feed/alpaca/stream-client.ts';
import type { StreamStatus } from '../../../engine/feed/alpaca/stream-client.ts';
import { FAKE_KEYS, FakeAlpaca } from '../../support/fake-alpaca/fake-alpaca.ts';

const T0 = '2026-03-04T15:02:11.004120733Z';
const TRADE = { T: 't', S: 'MSFT', i: 71_204, x: 'V', p: 412.18, s: 40, c: ['@'], z: 'C', t: T0 };

let fake: FakeAlpaca;
let open: AlpacaStream[] = [];

beforeEach(async () => {
  fake = await FakeAlpaca.start();
});
afterEach(async () => {
  for (const stream of open) stream.stop();
  open = [];
  await fake.close();
});

/** A stream that tries again after milliseconds, with what is heard of it. */
function streamTo(
  feed: string,
  {
    encoding = 'json',
    keys = FAKE_KEYS,
    queue = new FrameQueue(),
    pingMs = 10_000,
  }: {
    encoding?: StreamEncoding;
    keys?: { keyId: string; secret: string };
    queue?: FrameQueue;
    pingMs?: number;
  } = {},
) {
  const heard: StreamStatus[] = [];
  let waiting: (() => void)[] = [];
  const stream = new AlpacaStream({
    url: fake.streamUrl(feed),
    encoding,
    channels: ['trades', 'quotes'],
    keys,
    queue,
    monotonicUs: () => performance.now() * 1_000,
    random: () => 0.5,
    timers: {
      after(ms, run) {
        const timer = setTimeout(run, ms);
        return () => {
          clearTimeout(timer);
        };
      },
    },
    backOff: { firstMs: 2, longestMs: 20, slowMs: 30 },
    pingMs,
    listener: {
      onFrame: () => undefined,
      onStatus(status) {
        heard.push(status);
        const now = waiting;
        waiting = [];
        for (const resolve of now) resolve();
      },
    },
  });
  open.push(stream);
  const until = async (isReached: (status: StreamStatus) => boolean): Promise<StreamStatus> => {
    while (!isReached(stream.status)) {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
    }
    return stream.status;
  };
  return { stream, heard, until, queue };
}

/** All messages that come until there are `count`. */
async function messages(queue: FrameQueue, encoding: StreamEncoding, count: number) {
  const found: unknown[] = [];
  while (found.length < count) {
    const frame = queue.shift();
    if (frame === undefined) await new Promise((resolve) => setImmediate(resolve));
    else found.push(...decodeFrame(encoding, frame.data));
  }
  return found;
}

test.each(['json', 'msgpack'] as const)('follows symbols over %s', async (encoding) => {
  const { stream, until, queue } = streamTo('iex', { encoding });
  stream.follow(['MSFT', 'AAPL']);
  stream.start();
  await until(({ followed }) => followed === 2);
  expect(stream.status).toMatchObject({ state: 'live', fault: null, refused: [] });
  expect(fake.data.publish([TRADE])).toBe(1);
  const [trade] = await messages(queue, encoding, 1);
  expect(trade).toMatchObject({ T: 't', S: 'MSFT', p: 412.18, s: 40 });
});

test('changes what it follows by differences', async () => {
  const { stream, until } = streamTo('iex');
  stream.follow(['MSFT', 'AAPL']);
  stream.start();
  await until(({ followed }) => followed === 2);
  stream.follow(['AAPL', 'SPY']);
  await until(() => fake.data.followed('quotes').includes('SPY'));
  expect(fake.data.followed('trades')).toEqual(['AAPL', 'SPY']);
  expect(fake.data.requests.slice(2)).toEqual([
    { action: 'unsubscribe', trades: ['MSFT'], quotes: ['MSFT'] },
    { action: 'subscribe', trades: ['SPY'], quotes: ['SPY'] },
  ]);
});

test('follows what a plan has room for, the first wanted first, and says what is left out', async () => {
  fake.data.plan = { ...fake.data.plan, symbolsMax: 3 };
  const { stream, until } = streamTo('iex');
  stream.follow(['A', 'B', 'C', 'D', 'E']);
  stream.start();
  const { followed, refused, fault } = await until((status) => status.refused.length > 0);
  expect(followed).toBe(3);
  expect(fake.data.followed('trades')).toEqual(['A', 'B', 'C']);
  expect(refused).toEqual([
    { symbol: 'D', code: 405 },
    { symbol: 'E', code: 405 },
  ]);
  expect(fault?.sentence).toContain('no room for more symbols');
});

test('leaves out a symbol that Alpaca does not understand and follows the others', async () => {
  const { stream, until } = streamTo('iex');
  stream.follow(['A', '?', 'C']);
  stream.start();
  const { refused } = await until((status) => status.refused.length > 0 && status.followed === 2);
  expect(refused).toEqual([{ symbol: '?', code: 400 }]);
});

test('stops at wrong keys and does not try again', async () => {
  const { stream, until } = streamTo('iex', { keys: { keyId: 'PKWRONG', secret: 'x' } });
  stream.start();
  const { fault } = await until(({ state }) => state === 'stopped');
  expect(fault).toMatchObject({ code: 402, reaction: 'stop' });
  expect(fake.data.connectionsSeen).toBe(1);
});

test('stops at a feed that the plan lacks, and says which one to take', async () => {
  const { stream, until } = streamTo('sip');
  stream.start();
  const { fault } = await until(({ state }) => state === 'stopped');
  expect(fault?.code).toBe(409);
  expect(fault?.sentence).toContain('iex');
});

test('waits slowly while another session holds the connection, then takes it over', async () => {
  const first = streamTo('iex');
  first.stream.start();
  await first.until(({ state }) => state === 'live');
  const second = streamTo('iex');
  second.stream.start();
  const { fault, retryInMs } = await second.until(({ state }) => state === 'waiting');
  expect(fault).toMatchObject({ code: 406, reaction: 'retry_slowly' });
  expect(retryInMs).toBe(30);
  first.stream.stop();
  await second.until(({ state }) => state === 'live');
});

test.each(['close', 'cut', 'mid_frame'] as const)(
  'comes back and follows the same after a disconnect (%s)',
  async (how) => {
    const { stream, until } = streamTo('iex');
    stream.follow(['MSFT']);
    stream.start();
    await until(({ followed }) => followed === 1);
    fake.data.disconnect(how);
    await until(({ losses }) => losses === 1);
    await until(({ followed, state }) => state === 'live' && followed === 1);
    expect(stream.status).toMatchObject({ losses: 1, fault: null });
  },
);

test('comes through a handshake that fails in every way', async () => {
  fake.data.faults.push(
    { kind: 'http', status: 503 },
    { kind: 'garbage' },
    { kind: 'cut_at_auth' },
    { kind: 'auth_error', code: 404, msg: 'auth timeout' },
    { kind: 'auth_error', code: 500, msg: 'internal error' },
  );
  const { stream, until, heard } = streamTo('iex');
  stream.start();
  await until(({ state }) => state === 'live');
  const waits = heard.filter(({ state }) => state === 'waiting').map(({ retryInMs }) => retryInMs);
  expect(waits).toEqual([2, 4, 8, 16, 20]);
});

test('notices a line that has gone silent', async () => {
  // Long enough for a busy machine to answer in time until the line is frozen.
  const { stream, until } = streamTo('iex', { pingMs: 250 });
  stream.start();
  await until(({ state }) => state === 'live');
  fake.data.freeze();
  const { fault } = await until((status) => status.losses > 0 && status.fault !== null);
  expect(fault?.sentence).toContain('silent');
});

test('connects anew at once after a sleep, although the line looks live', async () => {
  const { stream, until } = streamTo('iex');
  stream.start();
  await until(({ state }) => state === 'live');
  stream.renew();
  expect(stream.status.fault?.sentence).toContain('slept');
  stream.retryNow();
  expect(stream.status.state).toBe('connecting');
  await until(({ state, losses }) => state === 'live' && losses === 1);
});

test('stops reading while its queue is full, and loses nothing', async () => {
  const { stream, until, queue } = streamTo('iex', { queue: new FrameQueue(4) });
  stream.follow(['MSFT']);
  stream.start();
  await until(({ followed }) => followed === 1);
  const sent = 2_000;
  for (let i = 0; i < sent; i += 1) fake.data.publish([{ ...TRADE, i }]);
  const ids: unknown[] = [];
  while (ids.length < sent) {
    stream.resume();
    const frame = queue.shift();
    if (frame === undefined) await new Promise((resolve) => setImmediate(resolve));
    else for (const one of decodeFrame('json', frame.data)) ids.push((one as { i: number }).i);
  }
  expect(ids).toEqual(Array.from({ length: sent }, (_, i) => i));
});

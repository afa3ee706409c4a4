/** What the engine tells of its feed and of its requests, against what the venue has sent, counted and timed. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { FeedStatus } from '../../../engine/contract/feed-status.ts';
import { composeEngine } from '../../../engine/host/compose.ts';
import type { ComposedEngine } from '../../../engine/host/compose.ts';
import { engineStart } from '../../support/engine-harness.ts';
import type { FakeMessage } from '../../support/fake-alpaca/data-stream.ts';
import { FAKE_KEYS, FakeAlpaca } from '../../support/fake-alpaca/fake-alpaca.ts';
import { connectInMemory } from '../../support/memory-client.ts';
import type { TestClient } from '../../support/test-client.ts';
import { expectRate, expectStage, toldDuring, valueOf } from '../../support/told-stretch.ts';
import type { Stretch } from '../../support/told-stretch.ts';

/** So that every report is the test's. */
const NEVER_MS = 3_600_000;
/** Requests a minute, as the fake's headers say. */
const LIMIT = 200;
/** Of another program with the same keys. */
const OTHERS = 20;
/** How long the fake takes for each of its answers, so that median and longest are far apart. */
const HELD_MS = [5, 5, 5, 5, 5, 50, 100, 100, 100, 100, 200];
const THROTTLED = 3;
/** Requests that the engine is held up with itself, and how long the fake takes for each of them. */
const OWN = 4;
const OWN_LATE_MS = 40;
const FRAMES = 5;
/** How long the market takes for a print or a quote that the test makes slow. */
const SPIN_MS = 15;
/** Together more than a feed may be behind before it merges quotes. */
const LARGE_FRAMES = 9;
const LARGE_BYTES = 2 ** 20;
const QUOTES_A_FRAME = 2;

const LISTS = { type: 'watchlists.remote' } as const;
const LISTS_LINE = 'GET /v2/watchlists';

let fake: FakeAlpaca;
let folder: string;
let composed: ComposedEngine;
let client: TestClient;

/** A request as the fake saw it. */
interface Answered {
  readonly arrivedMs: number;
  readonly answeredMs: number;
  readonly status: number;
}
const answered: Answered[] = [];

/** What the market was given: when each quote began and each print or quote was over. */
const applied = { quotesMs: [] as number[], endsMs: [] as number[], prints: 0, turnMs: 0 };
let isMarketHeld = false;
let slow: 'print' | 'quote' | null = null;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stp-figures-'));
  fake = await FakeAlpaca.start();
  const handle = fake.rest.handle.bind(fake.rest);
  fake.rest.handle = async (request, response) => {
    const arrivedMs = performance.now();
    await handle(request, response);
    answered.push({ arrivedMs, answeredMs: performance.now(), status: response.statusCode });
  };
  vi.stubEnv('APCA_PAPER_BASE_URL', fake.url);
  vi.stubEnv('APCA_DATA_BASE_URL', fake.url);
  vi.stubEnv('APCA_DATA_STREAM_URL', fake.url.replace('http', 'ws'));
  composed = await composeEngine(
    {
      ...engineStart(folder),
      sampleMs: NEVER_MS,
      keys: FAKE_KEYS,
      source: { kind: 'alpaca', feed: 'iex', symbols: ['AAPL', 'MSFT'], fillModel: 'queue' },
    },
    'ticket',
    (problem) => {
      throw new Error(problem);
    },
  );
  client = connectInMemory(composed);
  await client.hello('test', '');
  watchMarket();
  await until(() => isLive() && feed().gaps.length === 0);
  // Nothing is asked for a market that stands still, so that all requests are the test's.
  isMarketHeld = true;
});

afterAll(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await composed.stop('test over');
  await fake.close();
  await rm(folder, { recursive: true, force: true });
});

function watchMarket(): void {
  const { source, core } = composed.engine.parts;
  const advance = source.advance.bind(source);
  vi.spyOn(source, 'advance').mockImplementation((...asked) => {
    if (isMarketHeld) return 0;
    const events = advance(...asked);
    if (events > 0) applied.turnMs = performance.now();
    return events;
  });
  const { quoted } = core.house;
  if (quoted === undefined) throw new Error('a feed is for a market of quotes and prints');
  const print = quoted.print.bind(quoted);
  vi.spyOn(quoted, 'print').mockImplementation((...asked) => {
    if (slow === 'print') spin();
    const executedUs = print(...asked);
    applied.prints += 1;
    applied.endsMs.push(performance.now());
    return executedUs;
  });
  const quote = quoted.quote.bind(quoted);
  vi.spyOn(quoted, 'quote').mockImplementation((...asked) => {
    applied.quotesMs.push(performance.now());
    if (slow === 'quote') spin();
    quote(...asked);
    applied.endsMs.push(performance.now());
  });
}

function spin(): void {
  const startedMs = performance.now();
  while (performance.now() - startedMs < SPIN_MS);
}

/** As the engine tells it to its clients. */
function feed(): FeedStatus {
  const { feed: status } = composed.engine.source();
  if (status === null) throw new Error('the real market has a feed');
  return status;
}

function isLive(): boolean {
  const { state, followed } = feed();
  return state === 'live' && followed === 2;
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

function during(run: () => Promise<unknown>): Promise<Stretch> {
  return toldDuring(composed.engine.parts.telemetry, run);
}

/** A request of the client that makes the engine ask the venue once; how long the client waited. */
async function askLists(): Promise<number> {
  const askedMs = performance.now();
  await client.request(LISTS);
  return performance.now() - askedMs;
}

describe('what is told of requests', () => {
  /** That the budget's use is what the fake has counted in the minute. */
  function expectUsed(told: Stretch): void {
    const used = valueOf('api.budget_used', told) * LIMIT;
    const arrivedIn = (ms: number): number =>
      answered.filter(({ arrivedMs }) => arrivedMs > performance.now() - ms).length;
    // The same, unless the machine is so busy that the first ones are a minute old.
    expect(used).toBeGreaterThanOrEqual(arrivedIn(50_000) - 1e-6);
    expect(used).toBeLessThanOrEqual(arrivedIn(60_000) + 1e-6);
  }

  it('is the share of the budget that was used, also by others with the same keys', async () => {
    const own = answered.length;
    // What the market has asked for at the start.
    expect(own).toBeGreaterThan(0);
    expectUsed(await during(askLists));
    expect(answered).toHaveLength(own + 1);
    const headers = {
      'APCA-API-KEY-ID': FAKE_KEYS.keyId,
      'APCA-API-SECRET-KEY': FAKE_KEYS.secret,
    };
    await Promise.all(
      Array.from({ length: OTHERS }, async () => {
        const answer = await fetch(`${fake.url}/v2/clock`, { headers });
        await answer.arrayBuffer();
      }),
    );
    // The next answer tells of them.
    expectUsed(await during(askLists));
    expect(answered).toHaveLength(own + 1 + OTHERS + 1);
  });

  it('is how long each took and how many there were', async () => {
    const first = answered.length;
    for (const lateMs of HELD_MS) fake.rest.faults.push({ match: LISTS_LINE, kind: { lateMs } });
    let waitedMs: readonly number[] = [];
    const told = await during(async () => {
      waitedMs = await Promise.all(HELD_MS.map(askLists));
    });
    const tookMs = answered.slice(first).map((one) => one.answeredMs - one.arrivedMs);
    expect(tookMs).toHaveLength(HELD_MS.length);
    expectStage('api.round_trip', tookMs, waitedMs, told);
    expectRate('api.requests', HELD_MS.length, told);
    expect(valueOf('api.throttled', told)).toBe(0);
  });

  it('is how much of each this computer has added, before it was sent and once it was answered', async () => {
    const first = answered.length;
    const send = globalThis.fetch;
    const read: (this: Response) => Promise<string> = Reflect.get(Response.prototype, 'text');
    vi.stubGlobal('fetch', (...asked: Parameters<typeof fetch>) => {
      spin();
      return send(...asked);
    });
    const reading = vi.spyOn(Response.prototype, 'text').mockImplementation(async function (
      this: Response,
    ) {
      const text = await read.call(this);
      spin();
      return text;
    });
    const waitedMs: number[] = [];
    const told = await during(async () => {
      for (let i = 0; i < OWN; i += 1) {
        fake.rest.faults.push({ match: LISTS_LINE, kind: { lateMs: OWN_LATE_MS } });
        waitedMs.push(await askLists());
      }
    });
    reading.mockRestore();
    vi.unstubAllGlobals();
    const mostMs = answered
      .slice(first)
      .map((one, i) => (waitedMs[i] ?? Number.NaN) - (one.answeredMs - one.arrivedMs));
    const leastMs = mostMs.map(() => 2 * SPIN_MS);
    expectStage('api.overhead', leastMs, mostMs, told);
  });

  it('counts those that were too many, each time that they were sent', async () => {
    const first = answered.length;
    const tooMany = { match: LISTS_LINE, kind: { status: 429, retryAfterS: 0 } } as const;
    fake.rest.faults.push(...Array.from({ length: THROTTLED }, () => tooMany));
    fake.rest.faults.push({ match: LISTS_LINE, kind: { lateMs: 100 } });
    const told = await during(askLists);
    const seen = answered.slice(first);
    expect(seen.filter(({ status }) => status === 429)).toHaveLength(THROTTLED);
    expect(seen).toHaveLength(THROTTLED + 1);
    expectRate('api.throttled', THROTTLED, told);
    expectRate('api.requests', THROTTLED + 1, told);
    expectRate('api.round_trip.rate', THROTTLED + 1, told);
  });
});

describe('what is told of the feed', () => {
  let trades = 0;
  const trade = (): FakeMessage => {
    trades += 1;
    const t = new Date().toISOString();
    return { T: 't', S: 'AAPL', i: trades, x: 'V', p: 100, s: 10, c: ['@'], z: 'C', t };
  };
  const quote = (S: string, cents: number, pad = ''): FakeMessage => {
    const t = new Date().toISOString();
    return { T: 'q', S, bp: 99 + cents / 100, bs: 200, ap: 101, as: 100, c: ['R'], pad, t };
  };

  /** Sends each frame once the one before is in the queue; when that began and when it was over. */
  async function fillQueue(
    frames: readonly (readonly FakeMessage[])[],
  ): Promise<{ readonly sentMs: readonly number[]; readonly queuedMs: readonly number[] }> {
    const sentMs: number[] = [];
    const queuedMs: number[] = [];
    for (const frame of frames) {
      sentMs.push(performance.now());
      fake.publish(frame);
      await until(() => feed().queueLength >= sentMs.length);
      queuedMs.push(performance.now());
    }
    return { sentMs, queuedMs };
  }

  /** Has the market take what waits, `slow` in one kind of message, until it has so many prints more. */
  async function letMarketTake(prints: number, slowIn: 'print' | 'quote'): Promise<void> {
    const before = applied.prints;
    applied.quotesMs.length = applied.endsMs.length = 0;
    slow = slowIn;
    isMarketHeld = false;
    await until(() => applied.prints === before + prints && feed().queueLength === 0);
    isMarketHeld = true;
    slow = null;
  }

  it('is how many frames wait, how many messages were read and how long each frame took', async () => {
    const frames = Array.from({ length: FRAMES }, (_, i) => [quote('AAPL', i), trade()]);
    let sentMs: readonly number[] = [];
    let queuedMs: readonly number[] = [];
    const held = await during(async () => {
      ({ sentMs, queuedMs } = await fillQueue(frames));
    });
    expect(valueOf('feed.queue', held)).toBe(FRAMES);
    expect(valueOf('feed.queue_deepest', held)).toBe(FRAMES);
    expect(valueOf('feed.messages', held)).toBe(0);
    expect(held.values['feed.lag.max']).toBeUndefined();

    const releasedMs = performance.now();
    const told = await during(() => letMarketTake(FRAMES, 'print'));
    expect(valueOf('feed.queue', told)).toBe(0);
    expect(valueOf('feed.queue_deepest', told)).toBe(FRAMES);
    expectRate('feed.messages', 2 * FRAMES, told);
    expect(valueOf('feed.conflated', told)).toBe(0);
    // A frame is a quote and a print, and over at the latest when the next one's quote begins.
    const endsMs = applied.endsMs.filter((_, i) => i % 2 === 1);
    const nextMs = [...applied.quotesMs.slice(1), applied.turnMs];
    const atLeastMs = endsMs.map((endMs, i) => endMs - (queuedMs[i] ?? Number.NaN));
    const atMostMs = nextMs.map((endMs, i) => endMs - (sentMs[i] ?? Number.NaN));
    expectStage('feed.lag', atLeastMs, atMostMs, told);
    // The first of it is read when the one before is over.
    const openMs = [releasedMs, ...endsMs.slice(0, -1)];
    const waitedMs = openMs.map((ms, i) => ms - (queuedMs[i] ?? Number.NaN));
    const beganMs = applied.quotesMs.map((ms, i) => ms - (sentMs[i] ?? Number.NaN));
    expectStage('feed.wait', waitedMs, beganMs, told);
  });

  it('is how many quotes were merged while it was behind, and until those left were applied', async () => {
    const pad = 'x'.repeat(LARGE_BYTES);
    const frames = Array.from({ length: LARGE_FRAMES }, (_, frame) => [
      ...Array.from({ length: QUOTES_A_FRAME }, (_, i) =>
        quote(i % 2 === 0 ? 'AAPL' : 'MSFT', frame, i === 0 ? pad : ''),
      ),
      trade(),
    ]);
    const { sentMs, queuedMs } = await fillQueue(frames);
    const told = await during(() => letMarketTake(LARGE_FRAMES, 'quote'));
    const merged = LARGE_FRAMES * QUOTES_A_FRAME - applied.quotesMs.length;
    expect(merged).toBeGreaterThan(0);
    expectRate('feed.conflated', merged, told);
    expectRate('feed.messages', LARGE_FRAMES * (QUOTES_A_FRAME + 1), told);
    expect(valueOf('feed.queue_deepest', told)).toBe(LARGE_FRAMES);
    const endMs = applied.endsMs.at(-1) ?? Number.NaN;
    const atLeastMs = queuedMs.map((fromMs) => endMs - fromMs);
    const atMostMs = sentMs.map((fromMs) => applied.turnMs - fromMs);
    expectStage('feed.lag', atLeastMs, atMostMs, told);
  });

  it('is how long each price took from the socket to a client', async () => {
    const heardMs: number[] = [];
    const watching = connectInMemory(composed, ({ type }) => {
      if (type === 'data') heardMs.push(performance.now());
    });
    await watching.hello('watching', '');
    watching.subscribe({ channel: 'quotes' });
    await watching.update('quotes');
    heardMs.length = 0;
    const sentMs: number[] = [];
    const queuedMs: number[] = [];
    const afterMs: number[] = [];
    const told = await during(async () => {
      for (let i = 0; i < FRAMES; i += 1) {
        const way = await fillQueue([[quote('MSFT', i), trade()]]);
        sentMs.push(...way.sentMs);
        queuedMs.push(...way.queuedMs);
        // A price waits, and is slow to be applied.
        spin();
        await letMarketTake(1, 'quote');
        await until(() => heardMs.length > i);
        afterMs.push(performance.now());
      }
    });
    watching.close();
    const atLeastMs = heardMs.map((ms, i) => ms - (queuedMs[i] ?? Number.NaN));
    const atMostMs = afterMs.map((ms, i) => ms - (sentMs[i] ?? Number.NaN));
    expect(Math.min(...atLeastMs)).toBeGreaterThanOrEqual(2 * SPIN_MS);
    expectStage('market.publish', atLeastMs, atMostMs, told);
  });

  it('is how often it was lost', async () => {
    expect(valueOf('feed.losses', await during(askLists))).toBe(0);
    for (let lost = 1; lost <= 2; lost += 1) {
      fake.data.disconnect('cut');
      await until(() => !isLive());
      await client.request({ type: 'source.control', action: { kind: 'reconnect' } });
      await until(isLive);
      const told = await during(askLists);
      expect(valueOf('feed.losses', told)).toBe(lost);
      expect(fake.data.connectionsSeen).toBe(1 + lost);
    }
  });
});

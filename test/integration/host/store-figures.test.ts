/** What the engine tells of its store, against files, a second connection, the kernel and the client's clock. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { EngineStage, GaugeName } from '../../../engine/contract/metrics.ts';
import { openDatabase } from '../../../engine/store/database.ts';
import type { Connection } from '../../../engine/store/database.ts';
import type { OpenJournal } from '../../../engine/store/journal.ts';
import type { FromWriter, ToWriter } from '../../../engine/store/journal-protocol.ts';
import type { FromBackground } from '../../../engine/host/background-protocol.ts';
import { SchemaWatch } from '../../../engine/host/schema-watch.ts';
import type { ToReader } from '../../../engine/store/reader-protocol.ts';
import { READ_STATEMENTS } from '../../../engine/store/statements.ts';
import type { EngineHarness } from '../../support/engine-harness.ts';
import { startWithThreads } from '../../support/engine-threads.ts';
import type { WatchedEngine } from '../../support/engine-threads.ts';
import { followReports, largest } from '../../support/followed-reports.ts';
import type { TestClient } from '../../support/test-client.ts';
import { longestWorkMs, threadCpuMs } from '../../support/thread-time.ts';
import { walLength } from '../../support/wal-file.ts';

const STALL_MS = 150;
const ORDERS = 30;
const FILLS = 120;
const PAGES = 20;
const PAGE_ROWS = 200;
const TRANSACTIONS = 5;
const SYNC_MS = 30;
const SAVES = 4;
/** Whose baselines are stored to make the log long. */
const MACHINES = 8;
const SAVED_CHARS = 250_000;
const LETTER_A = 97;
/** Of the log before its first frame. Source: sqlite.org/fileformat2.html, chapter 4. */
const LOG_HEADER_BYTES = 32;
/** From here on the log counts as one that waits. */
const LOG_WAITS_BYTES = 1_000_000;
const LATE_MS = 100;
const LONG = { timeout: 30_000 } as const;
/** How much faster than its fastest run elsewhere nothing can be, whatever else the machine does. */
const NEVER_FASTER = 0.3;
/** What is told of percentiles is a bucket's end. */
const BUCKET = 1.04;
const EVERYTHING = {
  symbol: null,
  side: null,
  tag: null,
  venue: null,
  fromUs: null,
  toUs: null,
} as const;

let harness: EngineHarness;
let client: TestClient;
let file: string;
let other: Connection;
let thread: WatchedEngine['thread'];

beforeAll(async () => {
  ({ harness, thread } = await startWithThreads());
  client = await harness.client();
  file = join(harness.folder, 'local.db');
  other = openDatabase(file, { venue: 'local', access: 'read', cacheKib: 1_024 });
  // It asks the store every now and then, which are queries too.
  vi.spyOn(SchemaWatch.prototype, 'gauges').mockReturnValue({});
});

afterAll(async () => {
  other.close();
  await harness.stopAndRemove();
  vi.restoreAllMocks();
});

function telemetry() {
  return harness.composed.engine.parts.telemetry;
}

function gauge(name: GaugeName): number {
  const value = telemetry().report().sample.values[name];
  if (value === undefined) throw new Error(`${name} was not measured`);
  return value;
}

/** How often a stage has been measured by now. */
function timesMeasured(stage: EngineStage): number {
  return telemetry().stages.of(stage).soFar().count;
}

/** How long the client waits, in microseconds. */
async function waitUs(ask: () => Promise<unknown>): Promise<number> {
  const askedMs = performance.now();
  await ask();
  return (performance.now() - askedMs) * 1_000;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** The fastest of some runs, in microseconds. */
function fastestUs(run: () => void): number {
  const tookUs = Array.from({ length: PAGES }, () => {
    const startedMs = performance.now();
    run();
    return (performance.now() - startedMs) * 1_000;
  });
  return Math.min(...tookUs);
}

/** Made where the store is opened. */
function journal(): OpenJournal {
  return harness.composed.engine.parts.journal as OpenJournal;
}

function trade(at: number): Promise<unknown> {
  const side = at % 2 === 0 ? 'buy' : 'sell';
  return client.request(client.order({ side, timeInForce: 'ioc' }));
}

describe('what is told of queries', () => {
  const stall = { name: 'fault.stall', args: { ms: STALL_MS } } as const;
  const page = () =>
    client.request({ type: 'orders.page', symbol: null, beforeOrderId: null, limit: 5 });

  it('is how long one waited for its thread', async () => {
    const before = timesMeasured('store.wait');
    const reports = followReports(telemetry());
    const postedMs = performance.now();
    // What is answered to nobody's question is dropped.
    thread('store-reader').postMessage({ id: -1, ...stall } satisfies ToReader);
    let lateMs = 0;
    const wholeUs = await waitUs(() => {
      const asked = page();
      lateMs = performance.now() - postedMs;
      return asked;
    });
    const heard = reports.stop();
    expect(timesMeasured('store.wait') - before).toBe(1);
    const toldUs = largest(heard, 'store.wait.max');
    expect(toldUs).toBeGreaterThan((0.98 * STALL_MS - lateMs) * 1_000);
    expect(toldUs).toBeLessThan(wholeUs + 1);
    expect(largest(heard, 'store.read.max')).toBeGreaterThanOrEqual(toldUs);
    expect(largest(heard, 'store.read.max')).toBeLessThan(wholeUs + 1);
  });

  it('has nothing of the time that the thread spent on it among the wait', async () => {
    const reader = thread('store-reader');
    const post = reader.postMessage.bind(reader);
    const asks = vi.spyOn(reader, 'postMessage');
    // The client's question, as one that takes the thread so long.
    asks.mockImplementationOnce(({ id }: ToReader) => {
      post({ id, ...stall });
    });
    const reports = followReports(telemetry());
    const wholeUs = await waitUs(page);
    const heard = reports.stop();
    asks.mockRestore();
    expect(largest(heard, 'store.read.max')).toBeGreaterThan(0.98 * STALL_MS * 1_000);
    expect(largest(heard, 'store.read.max')).toBeLessThan(wholeUs + 1);
    expect(largest(heard, 'store.wait.max')).toBeLessThan(wholeUs - 0.98 * STALL_MS * 1_000);
  });
});

describe('what is told of the history', () => {
  /** Fills or events that another connection finds to be left. */
  function left(): number {
    const row = other
      .prepare<[], { events: number; fills: number }>(
        `SELECT (SELECT coalesce(max(seq), 0) FROM order_events) - event_seq AS events,
           (SELECT coalesce(max(execution_id), 0) FROM trades) - execution_id AS fills
         FROM projection`,
      )
      .get();
    return Math.max(row?.events ?? 0, row?.fills ?? 0);
  }

  const totals = () => client.request({ type: 'history.totals', filter: EVERYTHING });

  it('is how far it is behind the events on disk at any time', async () => {
    let [agreed, most] = [0, 0];
    for (let at = 0; at < ORDERS; at += 1) {
      await trade(at);
      const found = left();
      most = Math.max(most, found);
      // A step may be on disk that nobody has heard of yet.
      if (gauge('history.behind') === found) agreed += 1;
    }
    expect(most).toBeGreaterThan(1);
    expect(agreed).toBeGreaterThan(0.8 * ORDERS);
    await totals();
    await expect.poll(() => gauge('history.behind') + left(), LONG).toBe(0);
  });

  it('is each round of the writer, by the kernel and by who waits for them', async () => {
    await totals();
    await Promise.all(Array.from({ length: FILLS }, (_, at) => trade(at)));
    const writer = thread('store-writer');
    const asks = vi.spyOn(writer, 'postMessage');
    const stage = telemetry().stages.of('store.projection');
    const reports = followReports(telemetry());
    const before = stage.soFar();
    const cpuMs = threadCpuMs('store-writer');
    const startedMs = performance.now();
    while (left() > 0) await totals();
    // Sent by the journal alone.
    const asked = asks.mock.calls.map(([message]) => message as ToWriter);
    const rounds = asked.filter(
      (one) => one.kind === 'chore' && one.chore.name === 'project',
    ).length;
    asks.mockRestore();
    // The last of them may not have been heard of yet.
    await totals();
    const wallMs = performance.now() - startedMs;
    const usedMs = threadCpuMs('store-writer') - cpuMs;
    const heard = reports.stop();
    const { sumUs, count } = stage.soFar();
    const toldMs = (sumUs - before.sumUs) / 1_000;
    expect(rounds).toBeGreaterThan(0);
    expect(count - before.count).toBeGreaterThanOrEqual(rounds);
    // One may have been under way before, and one may have been begun since.
    expect(count - before.count).toBeLessThanOrEqual(rounds + 2);
    expect(toldMs).toBeGreaterThan(NEVER_FASTER * usedMs);
    expect(toldMs).toBeLessThan(wallMs);
    expect(largest(heard, 'store.projection.max')).toBeLessThanOrEqual(toldMs * 1_000);
  });
});

describe('what is told of a statement', () => {
  it('is no shorter than it takes and no longer than the client waits', async () => {
    const asked = { type: 'orders.page', symbol: 'AAPL', beforeOrderId: null } as const;
    const waitsUs: number[] = [];
    for (let at = 0; at < PAGES; at += 1) {
      waitsUs.push(await waitUs(() => client.request({ ...asked, limit: PAGE_ROWS })));
    }
    const { values } = telemetry().report().sample;
    const statement = other.prepare(READ_STATEMENTS['orders.page.symbol']);
    const ownUs = fastestUs(() => {
      statement.all('AAPL', Number.MAX_SAFE_INTEGER, PAGE_ROWS + 1);
    });
    const { 'statement.orders.page.symbol.p50': p50 = 0 } = values;
    const { 'statement.orders.page.symbol.p99': p99 = 0 } = values;
    expect(p50).toBeGreaterThan(NEVER_FASTER * ownUs);
    expect(p99).toBeGreaterThanOrEqual(p50);
    expect(p50).toBeLessThan(median(waitsUs) * BUCKET + 1);
    expect(p99).toBeLessThan(Math.max(...waitsUs) * BUCKET + 1);
  });
});

describe('what is told of transactions', () => {
  it('is no shorter than the disk takes and no longer than the client waits', async () => {
    await journal().chore({ name: 'fault.sync', ms: SYNC_MS });
    const before = timesMeasured('store.sync');
    const reports = followReports(telemetry());
    const waitsUs: number[] = [];
    for (let at = 0; at < TRANSACTIONS; at += 1) waitsUs.push(await waitUs(() => trade(at)));
    const heard = reports.stop();
    await journal().chore({ name: 'fault.sync', ms: 0 });
    const times = timesMeasured('store.sync');
    expect(times - before).toBeGreaterThanOrEqual(TRANSACTIONS);
    expect(timesMeasured('store.commit')).toBeGreaterThanOrEqual(times);
    for (const { told } of heard) {
      const { 'store.sync.p50': sync, 'store.commit.p50': whole } = told.sample.values;
      if (sync === undefined || whole === undefined) continue;
      expect(sync).toBeGreaterThan(0.98 * SYNC_MS * 1_000);
      expect(whole).toBeGreaterThanOrEqual(sync / BUCKET);
      expect(whole).toBeLessThan(Math.max(...waitsUs) * BUCKET);
    }
  });
});

describe('what is told of the log', () => {
  const savesUs: number[] = [];
  let fills = 0;

  async function save(): Promise<void> {
    for (let at = 0; at < SAVES; at += 1) {
      const letter = String.fromCharCode(LETTER_A + savesUs.length);
      const value = JSON.stringify(letter.repeat(SAVED_CHARS));
      savesUs.push(
        await waitUs(() => client.request({ type: 'setting.save', key: 'appearance', value })),
      );
    }
  }

  /** Writes pages of which none is written again: of those that are the newest alone is moved. */
  async function fill(): Promise<void> {
    const data = String.fromCharCode(LETTER_A + fills).repeat(SAVED_CHARS);
    fills += 1;
    for (let at = 0; at < MACHINES; at += 1) {
      const machine = `machine ${String(at)}`;
      await journal().chore({ name: 'baseline.save', machine, savedUs: 0, data });
    }
  }

  /** Bytes of the frames that are committed in the log as it lies on the disk. */
  function log(): number {
    return Math.max(0, walLength(readFileSync(`${file}-wal`)) - LOG_HEADER_BYTES);
  }

  /** That the thread moves the log once, and that this is told as long as it was busy with that. */
  async function expectMove(name: string, ask: () => void = () => undefined): Promise<void> {
    const by = thread(name);
    const moved = new Promise<void>((resolve) => {
      by.on('message', ({ kind }: FromWriter | FromBackground) => {
        if (kind === 'checkpointed') resolve();
      });
    });
    const before = timesMeasured('store.checkpoint');
    const reports = followReports(telemetry());
    const { active } = by.performance.eventLoopUtilization();
    ask();
    const workMs = await longestWorkMs(by, moved);
    const activeMs = by.performance.eventLoopUtilization().active - active;
    const heard = reports.stop();
    expect(timesMeasured('store.checkpoint') - before).toBe(1);
    const toldMs = largest(heard, 'store.checkpoint.max') / 1_000;
    // Looks at the log are work, too.
    expect(toldMs).toBeGreaterThan(0.5 * workMs);
    // It told of it before it had done with that turn of its loop.
    expect(toldMs).toBeLessThan(activeMs + 1);
  }

  it('is how much of it waits and since when, and each time that it was moved', async () => {
    await save();
    await fill();
    // Nobody writes, not even the market.
    await journal().hold('a test');
    await expect.poll(() => gauge('wal.waiting'), LONG).toBe(log());
    const askedMs = performance.now();
    await expectMove('store-writer', () => {
      journal().checkpoint();
    });
    await expect.poll(() => gauge('wal.waiting'), LONG).toBe(0);
    expect(gauge('wal.checkpoint_age')).toBe(0);

    const ages: { atMs: number; ageS: number }[] = [];
    telemetry().onReport(({ sample: { values } }) => {
      const { 'wal.waiting': bytes = 0, 'wal.checkpoint_age': ageS = -1 } = values;
      if (bytes > LOG_WAITS_BYTES) ages.push({ atMs: performance.now(), ageS });
    });
    journal().release();
    await fill();
    await journal().hold('a test');
    const savedMs = performance.now();
    await expect.poll(() => gauge('wal.waiting'), LONG).toBe(log());
    expect(log()).toBeGreaterThan(MACHINES * SAVED_CHARS);
    // By itself, when nothing is written for a while.
    await expectMove('background');
    await expect.poll(() => gauge('wal.waiting'), LONG).toBe(0);
    expect(gauge('wal.checkpoint_age')).toBe(0);
    journal().release();
    expect(ages.length).toBeGreaterThan(1);
    for (const { atMs, ageS } of ages) {
      // What the thread that looks at it has seen is heard in a later turn of the loop.
      expect(ageS * 1_000).toBeGreaterThan(atMs - savedMs - LATE_MS);
      expect(ageS * 1_000).toBeLessThan(atMs - askedMs);
    }
  });

  it('is how long a row took that was written', async () => {
    const memory = new Database(':memory:');
    memory.exec('CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL)');
    const put = memory.prepare('INSERT OR REPLACE INTO settings VALUES (?,?)');
    const value = JSON.stringify('z'.repeat(SAVED_CHARS));
    const ownUs = fastestUs(() => {
      put.run('appearance', value);
    });
    memory.close();
    // The writer tells of them with a transaction, once a second.
    const told = async () => {
      await trade(0);
      return telemetry().report().sample.values['statement.write.settings.p50'];
    };
    await expect.poll(told, LONG).toBeGreaterThan(NEVER_FASTER * ownUs);
    expect(await told()).toBeLessThan(median(savesUs) * BUCKET + 1);
  });
});

describe('what is told of latest prices', () => {
  it('is the share of questions that waited for an answer which was on its way', async () => {
    expect(telemetry().report().sample.values).not.toHaveProperty('cache.prices.hits');
    const ask = () => client.request({ type: 'prices.latest', symbols: ['ZZZZ'] });
    // Without keys there is no answer that could be kept.
    await Promise.all([ask(), ask(), ask(), ask()]);
    await ask();
    expect(gauge('cache.prices.hits')).toBe(3 / 5);
  });
});

/** What the engine tells of its process, its machine and its threads, against what the platform tells another. */
import { cpus } from 'node:os';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PerformanceObserver, performance } from 'node:perf_hooks';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { GaugeName } from '../../../engine/contract/metrics.ts';
import type { Telemetry } from '../../../engine/contract/telemetry.ts';
import { openDatabase } from '../../../engine/store/database.ts';
import { EngineHarness } from '../../support/engine-harness.ts';
import type { TestClient } from '../../support/test-client.ts';

const READS = 30;
const REQUESTS = 60;
const SPIN_MS = 300;
/** Between two turns of a timer that is due at every one of them. */
const TURN_MS = 20;
/** By how much a stretch of some hundred milliseconds may differ between two clocks of a busy machine. */
const CLOCKS_APART = 0.25;
/** Reports until the store was asked for its indexes. */
const LOOKED_AFTER = 16;

let harness: EngineHarness;
let client: TestClient;

beforeAll(async () => {
  harness = await EngineHarness.start();
  client = await harness.client();
});

afterAll(async () => {
  await harness.stopAndRemove();
});

/** What the panel draws, of the time since the last report. */
function report(): Telemetry {
  return harness.composed.engine.parts.telemetry.report();
}

function gauge(name: GaugeName, of = report()): number {
  const value = of.sample.values[name];
  if (value === undefined) throw new Error(`${name} was not measured`);
  return value;
}

interface Followed {
  readonly seconds: number;
  readonly told: Telemetry;
}

/** Every report from now on until `stop`, with its seconds. */
function followReports(): {
  /** All until now, as it grows. */
  readonly heard: readonly Followed[];
  readonly stop: () => readonly Followed[];
} {
  const heard: Followed[] = [];
  let fromUs = report().atUs;
  let isOver = false;
  harness.composed.engine.parts.telemetry.onReport((told) => {
    if (isOver) return;
    heard.push({ seconds: (told.atUs - fromUs) / 1e6, told });
    fromUs = told.atUs;
  });
  return {
    heard,
    stop: () => {
      report();
      isOver = true;
      return heard;
    },
  };
}

function spin(ms: number): number {
  const startedMs = performance.now();
  while (performance.now() - startedMs < ms);
  return performance.now() - startedMs;
}

/** What V8 offers as `gc`. */
function isCollector(value: unknown): value is () => void {
  return typeof value === 'function';
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, TURN_MS);
  });
}

describe('what is told of the process', () => {
  it('is its memory as the platform counts it', () => {
    const before = process.memoryUsage();
    const told = report();
    const { heapUsed, external, arrayBuffers, rss } = process.memoryUsage();
    const within = (value: number, a: number, b: number, slack: number): void => {
      expect(value).toBeGreaterThanOrEqual(Math.min(a, b) * (1 - slack));
      expect(value).toBeLessThanOrEqual(Math.max(a, b) * (1 + slack));
    };
    within(gauge('engine.heap', told), before.heapUsed, heapUsed, 0.1);
    within(gauge('engine.rss', told), before.rss, rss, 0.05);
    const outside = external + arrayBuffers;
    within(gauge('engine.external', told), before.external + before.arrayBuffers, outside, 0.05);
    expect(gauge('engine.heap_limit', told)).toBe(getHeapStatistics().heap_size_limit);
    expect(told.heapUsedBytes).toBe(gauge('engine.heap', told));
  });

  it.runIf(process.platform === 'linux')(
    'is its share of memory as the sum over its pieces, and that of the whole terminal',
    async () => {
      await expect
        .poll(() => report().sample.values['engine.pss'], { timeout: 30_000 })
        .toBeTruthy();
      const told = report();
      let kib = 0;
      for (const [, each] of readFileSync('/proc/self/smaps', 'utf8').matchAll(/^Pss:\s+(\d+)/gm)) {
        kib += Number(each);
      }
      // What is told was looked up some seconds ago at most.
      expect(Math.abs(gauge('engine.pss', told) / (kib * 1_024) - 1)).toBeLessThan(0.5);
      expect(gauge('app.memory', told)).toBe(gauge('engine.pss', told));
      expect(gauge('app.cpu', told)).toBe(gauge('engine.cpu', told));
    },
  );

  it('is the processor that it and others have used', () => {
    const machine = () => {
      let busyMs = 0;
      for (const { times } of cpus()) busyMs += times.user + times.nice + times.sys + times.irq;
      return busyMs;
    };
    const asked = [process.cpuUsage(), machine()] as const;
    // In one turn, so that the engine makes no report of its own between the two.
    const { atUs } = report();
    spin(SPIN_MS);
    const told = report();
    const own = process.cpuUsage(asked[0]);
    const seconds = (told.atUs - atUs) / 1e6;
    const cores = (own.user + own.system) / 1e6 / seconds;
    const busy = (machine() - asked[1]) / 1_000 / seconds / cpus().length;
    expect(Math.abs(gauge('engine.cpu', told) - cores)).toBeLessThan(CLOCKS_APART * (1 + cores));
    // The kernel counts in hundredths of a second.
    expect(Math.abs(gauge('machine.busy', told) - Math.min(1, busy))).toBeLessThan(CLOCKS_APART);
    const others = Math.max(0, gauge('machine.busy', told) - cores / cpus().length);
    expect(Math.abs(gauge('machine.others', told) - others)).toBeLessThan(CLOCKS_APART);
  });

  it('is how late its loop was and how busy, by what held it up', async () => {
    let lastMs = performance.now();
    let largestMs = 0;
    const own = setInterval(() => {
      const nowMs = performance.now();
      largestMs = Math.max(largestMs, nowMs - lastMs);
      lastMs = nowMs;
    }, 1);
    await turn();
    const reports = followReports();
    const utilization = performance.eventLoopUtilization();
    await turn();
    const spunMs = spin(SPIN_MS);
    const lateMs = (): number =>
      Math.max(0, ...reports.heard.map(({ told }) => told.sample.values['loop.delay.max'] ?? 0)) /
      1_000;
    const reported = (): number => {
      report();
      return lateMs();
    };
    // The platform's probe may come after the timers of the turn that was late.
    await expect.poll(reported, { interval: TURN_MS }).toBeGreaterThan(0.9 * spunMs - 5);
    const heard = reports.stop();
    const seen = performance.eventLoopUtilization(utilization);
    largestMs = Math.max(largestMs, performance.now() - lastMs);
    clearInterval(own);
    // The platform looks every five milliseconds.
    expect(lateMs()).toBeLessThan(largestMs * 1.05 + 15);
    const busyMs = heard.reduce(
      (sum, { seconds, told }) => sum + seconds * 1_000 * gauge('loop.busy', told),
      0,
    );
    expect(busyMs).toBeGreaterThan(spunMs * (1 - CLOCKS_APART));
    // What is between the two looks at either end is a turn of the loop.
    expect(busyMs).toBeLessThan(seen.active * (1 + CLOCKS_APART) + 2 * TURN_MS);
  });

  it('is the time in collections of garbage by kind, as they were made', async () => {
    setFlagsFromString('--expose-gc');
    const collect: unknown = runInNewContext('gc');
    if (!isCollector(collect)) throw new TypeError('the platform can be asked to collect');
    let seenMs = 0;
    let seen = 0;
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) {
        seenMs += duration;
        seen += 1;
      }
    });
    await turn();
    const reports = followReports();
    const countBefore = harness.composed.engine.parts.telemetry.stages.summaries('run')['gc.pause'];
    observer.observe({ entryTypes: ['gc'] });
    let askedMs = 0;
    for (let times = 0; times < 4; times += 1) {
      const startedMs = performance.now();
      collect();
      askedMs += performance.now() - startedMs;
    }
    // Observers are told in a later turn.
    await expect.poll(() => seen, { interval: TURN_MS }).toBeGreaterThanOrEqual(4);
    await turn();
    const heard = reports.stop();
    observer.disconnect();
    const told = { 'gc.major': 0, 'gc.minor': 0, 'gc.incremental': 0 };
    for (const { seconds, told: each } of heard) {
      for (const kind of ['gc.major', 'gc.minor', 'gc.incremental'] as const) {
        told[kind] += seconds * 1_000 * gauge(kind, each);
      }
    }
    const all = told['gc.major'] + told['gc.minor'] + told['gc.incremental'];
    expect(told['gc.major']).toBeGreaterThan(askedMs * 0.5);
    expect(told['gc.major']).toBeLessThan(askedMs + seenMs);
    expect(Math.abs(all - seenMs)).toBeLessThan(seenMs * CLOCKS_APART + 5);
    const { count } = harness.composed.engine.parts.telemetry.stages.summaries('run')['gc.pause'];
    expect(count - countBefore.count).toBeGreaterThanOrEqual(4);
  });
});

describe('what is told of requests and queries', () => {
  it('counts the requests of all clients and of the busiest', async () => {
    const other = await harness.client('memory', 'other');
    const reports = followReports();
    for (let sent = 0; sent < REQUESTS; sent += 3) {
      for (let own = 0; own < 3; own += 1) await client.request({ type: 'clock.ping' });
      await other.request({ type: 'clock.ping' });
      // So long that the moments between the clock of a rate and that of its report are little of it.
      await turn();
    }
    const heard = reports.stop();
    other.close();
    const sum = (name: GaugeName): number =>
      heard.reduce((total, { seconds, told }) => total + seconds * gauge(name, told), 0);
    expect(sum('requests.rate')).toBeGreaterThan(REQUESTS * 1.33 * (1 - CLOCKS_APART));
    expect(sum('requests.rate')).toBeLessThan(REQUESTS * 1.34 * (1 + CLOCKS_APART));
    expect(sum('requests.rate_max')).toBeGreaterThan(REQUESTS * (1 - CLOCKS_APART));
    expect(sum('requests.rate_max')).toBeLessThan(REQUESTS * (1 + CLOCKS_APART));
  });

  it('counts the queries that wait, until they are answered', async () => {
    const before = gauge('reader.waiting');
    const asked = Array.from({ length: READS }, () =>
      client.request({ type: 'orders.page', symbol: null, beforeOrderId: null, limit: 5 }),
    );
    // In the same turn of the loop, so that none is answered.
    const told = report();
    const waiting = gauge('reader.waiting', told) - before;
    // The report itself asks for the indexes every so often, and the advisor for their use.
    expect(waiting).toBeGreaterThanOrEqual(READS);
    expect(waiting).toBeLessThanOrEqual(READS + 2);
    expect(told.readers.waiting).toBe(gauge('reader.waiting', told));
    await Promise.all(asked);
  });
});

describe('what is told of market data', () => {
  it('is each turn of the market, by what it did and until its frames were handed over', async () => {
    const { source } = harness.composed.engine.parts;
    const advance = source.advance.bind(source);
    const turns = { done: 0, appliedMs: 0, wholeMs: 0 };
    let isSlow = true;
    const watched = vi.spyOn(source, 'advance').mockImplementation((...asked) => {
      const startedMs = performance.now();
      const applied = advance(...asked);
      if (applied === 0) return applied;
      if (isSlow) spin(SPIN_MS);
      isSlow = false;
      turns.done += 1;
      turns.appliedMs = Math.max(turns.appliedMs, performance.now() - startedMs);
      // Once all that follows in the same turn of the loop is done.
      queueMicrotask(() => {
        turns.wholeMs = Math.max(turns.wholeMs, performance.now() - startedMs);
      });
      return applied;
    });
    const reports = followReports();
    await expect.poll(() => turns.done, { timeout: 30_000 }).toBeGreaterThan(20);
    const heard = reports.stop();
    watched.mockRestore();
    const values = heard.map(({ told }) => told.sample.values);
    const largest = (name: 'market.process.max' | 'market.publish.max'): number =>
      Math.max(...values.map((each) => each[name] ?? 0)) / 1_000;
    expect(largest('market.process.max')).toBeGreaterThan(turns.appliedMs * 0.99);
    expect(largest('market.publish.max')).toBeGreaterThan(turns.appliedMs * 0.99);
    // A moment lies between the start of a turn and the call of its source.
    expect(largest('market.process.max')).toBeLessThan(turns.wholeMs * 1.04 + TURN_MS);
    expect(largest('market.publish.max')).toBeLessThan(turns.wholeMs * 1.04 + TURN_MS);
    const counted = heard.reduce(
      (sum, { seconds, told }) => sum + seconds * (told.sample.values['market.process.rate'] ?? 0),
      0,
    );
    expect(counted).toBeGreaterThan(turns.done * (1 - CLOCKS_APART));
    expect(counted).toBeLessThan(turns.done * (1 + CLOCKS_APART));
  });
});

describe('what is told of the store', () => {
  it('is the size of its file, its indexes and its statistics', async () => {
    for (let made = 0; made < LOOKED_AFTER; made += 1) report();
    await expect
      .poll(() => report().sample.values['store.indexes'], { timeout: 30_000 })
      .toBeTruthy();
    const names = readdirSync(harness.folder, { recursive: true, encoding: 'utf8' });
    const file = names.find((name) => name.endsWith('.db') || name.endsWith('.sqlite'));
    if (file === undefined) throw new Error('the store has a file');
    const path = join(harness.folder, file);
    // It may grow at any time, and does not shrink.
    const before = statSync(path).size;
    const told = report();
    expect(gauge('store.bytes', told)).toBeGreaterThanOrEqual(before);
    expect(gauge('store.bytes', told)).toBeLessThanOrEqual(statSync(path).size);
    const db = openDatabase(path, { venue: 'local', access: 'read', cacheKib: 256 });
    try {
      const count = db
        .prepare<[], { n: number }>(
          `SELECT count(*) AS n FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL`,
        )
        .get();
      expect(gauge('store.indexes', told)).toBe(count?.n);
      expect(gauge('store.indexes_wanted', told)).toBe(count?.n);
      // A store that is new has none.
      expect(gauge('store.statistics', told)).toBe(0);
    } finally {
      db.close();
    }
  });
});

/** What the engine tells of its process, its machine and its threads, against what the platform tells another. */
import { cpus } from 'node:os';
import { readFileSync } from 'node:fs';
import { PerformanceObserver, performance } from 'node:perf_hooks';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { EngineMessage } from '../../../engine/contract/messages.ts';
import type { GaugeName } from '../../../engine/contract/metrics.ts';
import type { Telemetry } from '../../../engine/contract/telemetry.ts';
import type { OpenJournal } from '../../../engine/store/journal.ts';
import type { ToReader } from '../../../engine/store/reader-protocol.ts';
import type { EngineHarness } from '../../support/engine-harness.ts';
import { startWithThreads } from '../../support/engine-threads.ts';
import type { WatchedEngine } from '../../support/engine-threads.ts';
import { followReports, largest, overTime } from '../../support/followed-reports.ts';
import type { TestClient } from '../../support/test-client.ts';
import { threadCpuMs } from '../../support/thread-time.ts';

const READS = 30;
const REQUESTS = 60;
const SPIN_MS = 300;
/** Between two turns of a timer that is due at every one of them. */
const TURN_MS = 20;
const ROUNDS = 8;
/** For which a thread is held up in each of them. */
const HELD_MS = 20;
/** Turns of a timer that the platform's probe may let pass after a late one. */
const TIMERS_BETWEEN = 3;
/** By how much a stretch of some hundred milliseconds may differ between two clocks of a busy machine. */
const CLOCKS_APART = 0.25;

let harness: EngineHarness;
let thread: WatchedEngine['thread'];
let client: TestClient;

beforeAll(async () => {
  ({ harness, thread } = await startWithThreads());
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

/** Every report from now on until it is stopped. */
function follow(): ReturnType<typeof followReports> {
  return followReports(harness.composed.engine.parts.telemetry);
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

/** Whether that export has been written. */
function isEndOf(message: EngineMessage, exportId: number): boolean {
  if (message.type !== 'export' || message.progress.exportId !== exportId) return false;
  expect(message.progress.state).not.toBe('failed');
  return message.progress.state === 'done';
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
    const turnedMs = [performance.now()];
    const own = setInterval(() => turnedMs.push(performance.now()), 1);
    await turn();
    const reports = follow();
    const utilization = performance.eventLoopUtilization();
    await turn();
    const spunMs = spin(SPIN_MS);
    const lateMs = (): number => largest(reports.heard, 'loop.delay.max') / 1_000;
    const reported = (): number => {
      report();
      return lateMs();
    };
    // The platform's probe may come after the timers of the turn that was late.
    await expect.poll(reported, { interval: TURN_MS }).toBeGreaterThan(0.9 * spunMs - 5);
    const heard = reports.stop();
    const seen = performance.eventLoopUtilization(utilization);
    clearInterval(own);
    turnedMs.push(performance.now());
    // All timers that are due may run between two looks of the platform's, some of them again.
    const gapsMs = turnedMs.map((ms, i) => ms - (turnedMs[Math.max(0, i - TIMERS_BETWEEN)] ?? ms));
    // The platform looks every five milliseconds.
    expect(lateMs()).toBeLessThan(Math.max(...gapsMs) * 1.05 + 15);
    const busyMs = 1_000 * overTime(heard, 'loop.busy');
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
    const reports = follow();
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
    const majorMs = 1_000 * overTime(heard, 'gc.major');
    const all = majorMs + 1_000 * (overTime(heard, 'gc.minor') + overTime(heard, 'gc.incremental'));
    expect(majorMs).toBeGreaterThan(askedMs * 0.5);
    expect(majorMs).toBeLessThan(askedMs + seenMs);
    expect(Math.abs(all - seenMs)).toBeLessThan(seenMs * CLOCKS_APART + 5);
    const { count } = harness.composed.engine.parts.telemetry.stages.summaries('run')['gc.pause'];
    expect(count - countBefore.count).toBeGreaterThanOrEqual(4);
  });
});

describe('what is told of requests and queries', () => {
  it('counts the requests of all clients and of the one that asks most now', async () => {
    const other = await harness.client('memory', 'other');
    // Two that have asked more, of which one leaves.
    const [idle, gone] = [await harness.client('memory'), await harness.client('memory')];
    for (let sent = 0; sent < 2 * REQUESTS; sent += 1) await idle.request({ type: 'clock.ping' });
    for (let sent = 0; sent < 4 * REQUESTS; sent += 1) await gone.request({ type: 'clock.ping' });
    const reports = follow();
    for (let sent = 0; sent < REQUESTS; sent += 3) {
      for (let own = 0; own < 3; own += 1) await client.request({ type: 'clock.ping' });
      await other.request({ type: 'clock.ping' });
      if (sent === REQUESTS / 2) gone.close();
      // So long that the moments between the clock of a rate and that of its report are little of it.
      await turn();
    }
    const heard = reports.stop();
    const all = overTime(heard, 'requests.rate');
    expect(all).toBeGreaterThan(REQUESTS * 1.33 * (1 - CLOCKS_APART));
    expect(all).toBeLessThan(REQUESTS * 1.34 * (1 + CLOCKS_APART));
    const most = overTime(heard, 'requests.rate_max');
    expect(most).toBeGreaterThan(REQUESTS * (1 - CLOCKS_APART));
    expect(most).toBeLessThan(REQUESTS * (1 + CLOCKS_APART));
  });

  it('counts the queries that wait, until they are answered', async () => {
    const before = gauge('reader.waiting');
    const asked = Array.from({ length: READS }, () =>
      client.request({ type: 'orders.page', symbol: null, beforeOrderId: null, limit: 5 }),
    );
    // In the same turn of the loop, so that none is answered.
    const told = report();
    const waiting = gauge('reader.waiting', told) - before;
    // The report itself asks for the indexes every so often.
    expect(waiting).toBeGreaterThanOrEqual(READS);
    expect(waiting).toBeLessThanOrEqual(READS + 1);
    expect(told.readers.waiting).toBe(gauge('reader.waiting', told));
    await Promise.all(asked);
  });
});

describe('what is told of a thread', () => {
  const rows = { symbol: null, side: null, tag: null, fromUs: null, toUs: null } as const;
  const work = {
    'store-writer': () => client.request(client.order({ timeInForce: 'ioc' })),
    'store-reader': () => {
      // What is answered to nobody's question is dropped.
      const stall = { id: -1, name: 'fault.stall', args: { ms: HELD_MS } } as const;
      thread('store-reader').postMessage(stall satisfies ToReader);
      return client.request({ type: 'orders.page', symbol: null, beforeOrderId: null, limit: 5 });
    },
    background: async () => {
      const asked = { type: 'export.start', profile: 'fills', ...rows, excel: false } as const;
      const { exportId } = await client.request(asked);
      return client.until(() => client.heard.find((one) => isEndOf(one, exportId)));
    },
  };

  beforeAll(() => slowDisk(HELD_MS));
  afterAll(() => slowDisk(0));

  function journal(): OpenJournal {
    // Made where the store is opened.
    return harness.composed.engine.parts.journal as OpenJournal;
  }

  async function slowDisk(ms: number): Promise<void> {
    await journal().chore({ name: 'fault.sync', ms });
  }

  it.each([
    ['writer.busy', 'store-writer', HELD_MS],
    ['reader.busy', 'store-reader', HELD_MS],
    ['background.busy', 'background', 0],
  ] as const)('is its work: %s', async (name, as, heldMs) => {
    const reports = follow();
    const cpuMs = threadCpuMs(as);
    let waitedMs = 0;
    let idleMs = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const startedMs = performance.now();
      await work[as]();
      // A new store is given its past all the time.
      await journal().hold('a test');
      const doneMs = performance.now();
      await turn();
      await turn();
      journal().release();
      waitedMs += doneMs - startedMs;
      idleMs += performance.now() - doneMs;
    }
    const usedMs = threadCpuMs(as) - cpuMs;
    const busyMs = 1_000 * overTime(reports.stop(), name);
    expect(busyMs).toBeGreaterThan(0.98 * heldMs * ROUNDS);
    expect(busyMs).toBeGreaterThan(usedMs * (1 - CLOCKS_APART) - 1);
    expect(busyMs).toBeLessThan(waitedMs + idleMs * CLOCKS_APART);
  });
});

describe('what is told of market data', () => {
  it('is each turn of the market, by what it did', async () => {
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
    const reports = follow();
    await expect.poll(() => turns.done, { timeout: 30_000 }).toBeGreaterThan(20);
    const heard = reports.stop();
    watched.mockRestore();
    const toldMs = largest(heard, 'market.process.max') / 1_000;
    expect(toldMs).toBeGreaterThan(turns.appliedMs * 0.99);
    // A moment lies between the start of a turn and the call of its source.
    expect(toldMs).toBeLessThan(turns.wholeMs * 1.04 + TURN_MS);
    const counted = overTime(heard, 'market.process.rate');
    expect(counted).toBeGreaterThan(turns.done * (1 - CLOCKS_APART));
    expect(counted).toBeLessThan(turns.done * (1 + CLOCKS_APART));
  });
});

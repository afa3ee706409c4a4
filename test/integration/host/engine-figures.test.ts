/**
 * What the engine tells of an order's way, of collections of garbage and of the whole terminal, against stamps
 * around its parts, some of which are held up; so each figure has to begin and end where it says.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PerformanceObserver, constants } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { EngineStage } from '../../../engine/contract/metrics.ts';
import type { HistogramSnapshot } from '../../../engine/domain/hdr-histogram.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { openDatabase } from '../../../engine/store/database.ts';
import type { OpenJournal } from '../../../engine/store/journal.ts';
import type { ToWriter } from '../../../engine/store/journal-protocol.ts';
import { EngineHarness } from '../../support/engine-harness.ts';
import type { TestClient } from '../../support/test-client.ts';

const ORDERS = 6;
/** While an order is matched, and while its transaction is under way. */
const MATCH_HELD_MS = 15;
const ACK_HELD_MS = 60;
/** How much longer the writer takes to sync. */
const SYNC_MS = 10;
const LOCKED_MS = 60;
/** Times of files are some milliseconds old when they are noted. */
const FILE_CLOCK_MS = 10;
const TURN_MS = 20;
const LONG = { timeout: 30_000 } as const;
const SET_US = 2_000_000;
/** Objects that a collection has to move. */
const SURVIVORS = 150_000;
/** By how much pauses may differ that two observers have heard of. */
const CLOCKS_APART = 0.25;
const APART_MS = 3;
/** What another process holds. */
const HELD_BYTES = 40_000_000;
const PSS = /^Pss:\s+(\d+)/gm;
const BYTES_PER_KIB = 1_024;
const US_PER_MS = 1_000;
const GC_KINDS = ['gc.minor', 'gc.major', 'gc.incremental'] as const;
const ORDER_STAGES = [
  'order.match',
  'order.queue',
  'order.commit',
  'order.ack',
  'order.total',
] as const;

let harness: EngineHarness;
let client: TestClient;

beforeAll(async () => {
  harness = await EngineHarness.start();
  client = await harness.client();
});

afterEach(() => {
  vi.restoreAllMocks();
});

afterAll(async () => {
  await harness.stopAndRemove();
});

/** Made where the store is opened. */
function journal(): OpenJournal {
  return harness.composed.engine.parts.journal as OpenJournal;
}

function hold(ms: number): number {
  const untilMs = performance.now() + ms;
  while (performance.now() < untilMs);
  return performance.now();
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, TURN_MS);
  });
}

/** The stage since the engine's start, as the panel draws it: until the last report, and so after one. */
async function runOf(stage: EngineStage): Promise<HistogramSnapshot> {
  harness.composed.engine.parts.telemetry.report();
  return (await client.request({ type: 'telemetry.stage', stage })).windows.run;
}

/** Milliseconds and times that were recorded since. */
async function since(stage: EngineStage, before: HistogramSnapshot) {
  const { count, sumUs } = await runOf(stage);
  return { count: count - before.count, ms: (sumUs - before.sumUs) / US_PER_MS };
}

/** When an order passed where, in milliseconds; what begins or ends a stage lies between two of these. */
class Way {
  readonly sentMs = performance.now();
  matchMs = 0;
  matchedMs = 0;
  returnedMs = 0;
  /** Handed to the writer, and when the engine's thread went on after that. */
  postedMs = 0;
  heldMs = 0;
  /** The log's last change before that. */
  loggedMs = 0;
  heardMs = 0;
}

describe('what is told of an order', () => {
  let way = new Way();

  const log = (): number => {
    const { mtimeMs } = statSync(join(harness.folder, 'local.db-wal'));
    return mtimeMs - performance.timeOrigin;
  };

  /** Notes the way of the order that was sent last, which is held up so long. */
  function watch(matchHeldMs: number, ackHeldMs: number): void {
    const { core } = harness.composed.engine.parts;
    const submit = core.submit.bind(core);
    vi.spyOn(core, 'submit').mockImplementation((...asked) => {
      way.matchMs = performance.now();
      const outcome = submit(...asked);
      way.matchedMs = hold(matchHeldMs);
      return outcome;
    });
    const post = Reflect.get(Worker.prototype, 'postMessage');
    vi.spyOn(Worker.prototype, 'postMessage').mockImplementation(function (this: Worker, ...words) {
      // Of all threads the writer alone is told such words.
      const isOrder = way.postedMs === 0 && (words[0] as ToWriter).kind === 'batch';
      const loggedMs = log();
      if (isOrder) way.postedMs = performance.now();
      Reflect.apply(post, this, words);
      if (!isOrder) return;
      way.heldMs = hold(ackHeldMs);
      way.loggedMs = log();
      // The writer has not come to it yet.
      if (way.loggedMs === loggedMs) way.loggedMs = Number.POSITIVE_INFINITY;
    });
  }

  async function send(): Promise<Way> {
    const own = new Way();
    way = own;
    const asked = client.request(client.order({ timeInForce: 'ioc' }));
    own.returnedMs = performance.now();
    await asked;
    own.heardMs = performance.now();
    own.loggedMs = Math.min(own.loggedMs, own.heardMs);
    return own;
  }

  it('is each of its stages, whichever of them is held up', async () => {
    watch(MATCH_HELD_MS, ACK_HELD_MS);
    await journal().chore({ name: 'fault.sync', ms: SYNC_MS });
    const before = await Promise.all(ORDER_STAGES.map(runOf));
    const commits = await runOf('store.commit');
    const ways: Way[] = [];
    for (let order = 0; order < ORDERS; order += 1) {
      ways.push(await send());
      // What else the engine writes is on disk before the next one.
      await turn();
    }
    await journal().chore({ name: 'fault.sync', ms: 0 });
    const writtenMs = (await since('store.commit', commits)).ms;
    const sum = (from: keyof Way, to: keyof Way): number =>
      ways.reduce((all, each) => all + each[to] - each[from], 0);
    const clocksMs = ORDERS * FILE_CLOCK_MS;
    const bounds: Readonly<Record<(typeof ORDER_STAGES)[number], readonly [number, number]>> = {
      'order.match': [sum('matchMs', 'matchedMs'), sum('sentMs', 'returnedMs')],
      'order.queue': [0, sum('matchedMs', 'loggedMs') + clocksMs],
      'order.commit': [ORDERS * SYNC_MS * 0.98, sum('postedMs', 'heardMs')],
      'order.ack': [sum('loggedMs', 'heldMs') - clocksMs - writtenMs, sum('postedMs', 'heardMs')],
      'order.total': [sum('matchMs', 'heldMs'), sum('sentMs', 'heardMs')],
    };
    let partsMs = 0;
    for (const [at, stage] of ORDER_STAGES.entries()) {
      const { count, ms } = await since(stage, before[at] ?? commits);
      const [leastMs, mostMs] = bounds[stage];
      expect(count).toBe(ORDERS);
      expect(ms, stage).toBeGreaterThanOrEqual(leastMs);
      expect(ms, stage).toBeLessThanOrEqual(mostMs);
      if (stage === 'order.total') expect(ms).toBeCloseTo(partsMs, 3);
      partsMs += ms;
    }
  });

  it('is how long it waited for a writer that could not go on with another one', async () => {
    watch(0, 0);
    const path = join(harness.folder, 'local.db');
    const lock = openDatabase(path, { venue: 'local', access: 'write', cacheKib: 256 });
    try {
      for (let isTogether = true; isTogether;) {
        const [queue, ack] = [await runOf('order.queue'), await runOf('order.ack')];
        lock.exec('BEGIN IMMEDIATE');
        const first = send();
        await turn();
        const second = send();
        await Promise.resolve();
        const lockedMs = hold(LOCKED_MS);
        lock.exec('COMMIT');
        const ways = [await first, await second] as const;
        const { orders } = await client.request({ type: 'telemetry.orders', limit: 2 });
        isTogether = orders[0]?.beganUs === orders[1]?.beganUs;
        if (isTogether) continue;

        const longestMs = (await runOf('order.queue')).maxUs / US_PER_MS;
        const [, { returnedMs, matchedMs, heardMs }] = ways;
        expect(longestMs).toBeGreaterThanOrEqual(lockedMs - returnedMs);
        expect(longestMs).toBeLessThanOrEqual(
          Math.max(heardMs - matchedMs, queue.maxUs / US_PER_MS),
        );
        const acknowledged = await since('order.ack', ack);
        expect(acknowledged.count).toBe(2);
        expect(acknowledged.ms).toBeLessThanOrEqual(
          ways.reduce((all, each) => all + each.heardMs - lockedMs, 0),
        );
      }
    } finally {
      lock.close();
    }
  });
});

describe('what is told of the clock', () => {
  it('is how far the wall clock was set, either way and once', () => {
    const { clock, telemetry } = harness.composed.engine.parts;
    const step = (): number => telemetry.report().sample.values['clock.step'] ?? -1;
    const wallUs = clock.wallUs.bind(clock);
    step();
    // In one turn of the loop, so that nobody else sees it.
    const set = vi.spyOn(clock, 'wallUs').mockImplementation(() => timeUs(wallUs() + SET_US));
    const steps = [step(), step()];
    set.mockRestore();
    steps.push(step(), step());
    // Both clocks are looked at one after the other.
    for (const [at, us] of [SET_US, 0, SET_US, 0].entries()) {
      expect(Math.abs((steps[at] ?? -1) - us)).toBeLessThan(SET_US / 10);
    }
  });
});

/** What Node tells of a collection, which its types leave out. */
function isOfKind(entry: object, kind: number): boolean {
  const detail: unknown = Reflect.get(entry, 'detail');
  return typeof detail === 'object' && detail !== null && Reflect.get(detail, 'kind') === kind;
}

/** What V8 offers as `gc`. */
function isCollector(value: unknown): value is (how: { type: 'minor' | 'major' }) => void {
  return typeof value === 'function';
}

describe('what is told of collections of garbage', () => {
  it('is each pause, and their shares of the time by kind', async () => {
    setFlagsFromString('--expose-gc');
    const collect: unknown = runInNewContext('gc');
    if (!isCollector(collect)) throw new TypeError('the platform can be asked to collect');
    const { telemetry } = harness.composed.engine.parts;
    const seen = { 'gc.minor': 0, 'gc.major': 0, 'gc.incremental': 0 };
    let pauses = 0;
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const isMinor = isOfKind(entry, constants.NODE_PERFORMANCE_GC_MINOR);
        const isMajor = isOfKind(entry, constants.NODE_PERFORMANCE_GC_MAJOR);
        pauses += 1;
        seen[isMinor ? 'gc.minor' : isMajor ? 'gc.major' : 'gc.incremental'] += entry.duration;
      }
    });
    await turn();
    const told = { 'gc.minor': 0, 'gc.major': 0, 'gc.incremental': 0 };
    let fromUs = telemetry.report().atUs;
    telemetry.onReport(({ atUs, sample: { values } }) => {
      const ms = (atUs - fromUs) / US_PER_MS;
      fromUs = atUs;
      for (const kind of GC_KINDS) told[kind] += (values[kind] ?? 0) * ms;
    });
    const before = await runOf('gc.pause');
    observer.observe({ entryTypes: ['gc'] });
    const asked = { minor: 0, major: 0 };
    for (const type of ['minor', 'major', 'minor', 'major'] as const) {
      const survivors = Array.from({ length: SURVIVORS }, (_, at) => ({ at }));
      const startedMs = performance.now();
      collect({ type });
      asked[type] += performance.now() - startedMs;
      expect(survivors).toHaveLength(SURVIVORS);
    }
    // Observers are told in a later turn.
    await expect.poll(() => pauses, LONG).toBeGreaterThanOrEqual(4);
    await turn();
    telemetry.report();
    observer.disconnect();
    const paused = await since('gc.pause', before);
    const isAbout = (ms: number, wantedMs: number): void => {
      expect(Math.abs(ms - wantedMs)).toBeLessThan(CLOCKS_APART * wantedMs + APART_MS);
    };
    expect(Math.abs(paused.count - pauses)).toBeLessThanOrEqual(2);
    isAbout(paused.ms, seen['gc.minor'] + seen['gc.major'] + seen['gc.incremental']);
    for (const kind of GC_KINDS) isAbout(told[kind], seen[kind]);
    expect(told['gc.minor']).toBeGreaterThan(asked.minor * 0.5);
    expect(told['gc.major']).toBeGreaterThan(asked.major * 0.5);
  });
});

describe.runIf(process.platform === 'linux')('what is told of the whole terminal', () => {
  let other: ChildProcess | null = null;

  afterEach(() => {
    other?.kill();
    other = null;
  });

  it('is the engine and the other processes that the host tells of', async () => {
    const script = `const held = Buffer.alloc(${String(HELD_BYTES)}, 1); console.log(held.length); setInterval(() => held, 1e6)`;
    other = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    if (other.stdout === null || other.pid === undefined) throw new Error('it was started');
    await once(other.stdout, 'data');
    const { pid } = other;
    const { telemetry } = harness.composed.engine.parts;
    const figures = { name: 'host', kind: 'process', pid, cpuCores: 0.25 } as const;
    harness.composed.hearProcesses([{ ...figures, memoryBytes: 1 }]);
    const ofOther = (): number => {
      const { values } = telemetry.report().sample;
      return (values['app.memory'] ?? 0) - (values['engine.pss'] ?? 0);
    };
    await expect.poll(ofOther, LONG).toBeGreaterThan(HELD_BYTES);
    let kib = 0;
    for (const [, each] of readFileSync(`/proc/${String(pid)}/smaps`, 'utf8').matchAll(PSS)) {
      kib += Number(each);
    }
    // Pages that are shared count by how many share them, which changes.
    expect(Math.abs(ofOther() / (kib * BYTES_PER_KIB) - 1)).toBeLessThan(0.2);
    const { values } = telemetry.report().sample;
    expect((values['app.cpu'] ?? 0) - (values['engine.cpu'] ?? 0)).toBeCloseTo(0.25, 9);
  });
});

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DEFAULT_MAINTENANCE } from '../../../engine/contract/defaults.ts';
import type { MaintenanceStatus } from '../../../engine/contract/maintenance.ts';
import { DataTaskDesk } from '../../../engine/host/data-task-desk.ts';
import { MaintenanceDesk } from '../../../engine/host/maintenance-desk.ts';
import type { Upkeep } from '../../../engine/host/upkeep.ts';
import type { Chore, ChoreResult } from '../../../engine/store/chores.ts';
import { MORNING } from '../../support/test-core.ts';
import { FAKE_CLOCK } from '../../support/test-engine.ts';

beforeEach(() => {
  vi.useFakeTimers({
    now: MORNING / 1_000,
    toFake: ['Date', 'setTimeout', 'setInterval', 'clearInterval', 'performance'],
  });
});
afterEach(() => {
  vi.useRealTimers();
});

const FACTS = {
  storeId: 's',
  schemaVersion: 5,
  lastEventSeq: 0,
  lastOrderId: 0,
  lastExecutionId: 0,
  cashMicros: 0,
};

/** A desk whose writer and threads answer at once, as the test wants. */
class Bench {
  readonly chores: Chore[] = [];
  readonly statuses: MaintenanceStatus[] = [];
  readonly alarms: string[] = [];
  waiting = 0;
  trouble: string | null = null;
  faults: string[] = [];
  roundsLeft = 0;
  readonly desk: MaintenanceDesk;

  constructor() {
    const results: Record<string, unknown> = {
      integrity: this.faults,
      'ticks.usage': { chunks: 10, bytes: 2 ** 31 },
      backup: { fileName: 'local-x.db', bytes: 5e6, facts: { ...FACTS, orders: 0, trades: 0 } },
    };
    const upkeep: Upkeep = {
      run: (name) => ({
        // As the protocol pairs them.
        outcome: Promise.resolve({ state: 'done', result: results[name] as never }),
        cancel: () => undefined,
      }),
    };
    const tasks = new DataTaskDesk({
      upkeep,
      venue: 'local',
      storeFolder: '/data',
      dataFolder: '/data',
      files: { folder: '/x', hand: () => '', take: () => null, forget: () => undefined },
      clock: FAKE_CLOCK,
      bounds: () => ({ kept: 1, bytesMax: 1 }),
      tell: () => undefined,
      restart: () => undefined,
    });
    this.desk = new MaintenanceDesk({
      journal: {
        queue: () => ({ length: this.waiting, bound: 8_192 }),
        trouble: () => this.trouble,
        checkpoint: () => undefined,
        walBytes: () => 0,
        chore: (chore) => Promise.resolve(this.#answer(chore)),
      },
      upkeep,
      tasks,
      clock: FAKE_CLOCK,
      file: '/data/local.db',
      settings: DEFAULT_MAINTENANCE,
      runs: [],
      tell: (status) => this.statuses.push(status),
      alarm: (text) => this.alarms.push(text),
    });
  }

  #answer(chore: Chore): ChoreResult {
    this.chores.push(chore);
    const isRound = chore.name !== 'log' && this.roundsLeft > 0;
    if (isRound) this.roundsLeft -= 1;
    return { done: 3, left: isRound ? 1 : 0, tookUs: 500, problem: '' };
  }

  ran(): string[] {
    return this.chores.flatMap((one) => (one.name === 'log' ? [one.run.job] : []));
  }
}

const minutes = (count: number): Promise<unknown> => vi.advanceTimersByTimeAsync(count * 60_000);

describe('the maintenance', () => {
  test('runs each job when it is due, one at a time, and tells and logs what came of it', async () => {
    const bench = new Bench();
    bench.desk.start();
    await minutes(20);
    expect(bench.ran()).toStrictEqual([
      'ticks',
      'optimize',
      'vacuum',
      'backup',
      'ticks',
      'integrity',
    ]);
    for (const { jobs } of bench.statuses) {
      expect(jobs.filter(({ isRunning }) => isRunning).length).toBeLessThanOrEqual(1);
    }
    expect(bench.desk.status().runs.map(({ job, detail }) => [job, detail])).toStrictEqual([
      ['integrity', 'no damage found'],
      ['ticks', '0.0 MB deleted, 2147.5 MB kept'],
      ['backup', 'local-x.db, 5.0 MB'],
      ['vacuum', '3 pages given back'],
      ['optimize', '3 tables analysed'],
      ['ticks', '0.0 MB deleted, 2147.5 MB kept'],
    ]);
    const backup = bench.desk.status().jobs.find(({ job }) => job === 'backup');
    expect(backup?.nextRunUs).toBe((backup?.lastRun?.startedUs ?? 0) + 24 * 3_600_000_000);
    await bench.desk.close();
  });

  test('repeats a round while something is left, with pauses for the orders', async () => {
    const bench = new Bench();
    bench.roundsLeft = 10;
    expect(bench.desk.run('vacuum')).toBeNull();
    expect(bench.desk.run('ticks')).toMatchObject({ code: 'store.busy', value: 'vacuum' });
    await vi.advanceTimersByTimeAsync(9);
    expect(bench.chores.length).toBeLessThan(4);
    await minutes(1);
    expect(bench.chores).toHaveLength(12);
    expect(bench.desk.status().runs[0]).toMatchObject({ detail: '33 pages given back' });
    await bench.desk.close();
  });

  test('waits while orders wait for the disk, and puts the job off when they go on', async () => {
    const bench = new Bench();
    bench.waiting = 500;
    bench.desk.run('vacuum');
    await minutes(5);
    expect(bench.chores).toStrictEqual([]);
    await minutes(6);
    expect(bench.desk.status().runs[0]).toMatchObject({ job: 'vacuum', result: 'canceled' });
    await bench.desk.close();
  });

  test('does nothing while nothing can be written', async () => {
    const bench = new Bench();
    bench.trouble = 'disk full';
    bench.desk.start();
    await minutes(30);
    expect(bench.chores).toStrictEqual([]);
    expect(bench.desk.run('backup')).toMatchObject({
      code: 'store.cannot_write',
      rule: 'disk full',
    });
    await bench.desk.close();
  });

  test('tells of damage', async () => {
    const bench = new Bench();
    bench.faults.push('trades: row 5 missing');
    bench.desk.run('integrity');
    await minutes(1);
    expect(bench.alarms).toStrictEqual(['damaged: trades: row 5 missing']);
    expect(bench.desk.status().runs[0]).toMatchObject({ job: 'integrity', result: 'failed' });
    await bench.desk.close();
  });

  test('runs what has been set from then on', async () => {
    const bench = new Bench();
    bench.desk.configure({ ...DEFAULT_MAINTENANCE, backupEveryHours: 0 });
    expect(bench.statuses.at(-1)?.settings.backupEveryHours).toBe(0);
    bench.desk.start();
    await minutes(30);
    expect(bench.ran()).not.toContain('backup');
    await bench.desk.close();
  });

  test('calls off what runs when the engine ends', async () => {
    const bench = new Bench();
    bench.roundsLeft = 1_000_000;
    bench.desk.run('vacuum');
    await vi.advanceTimersByTimeAsync(100);
    const closed = bench.desk.close();
    await vi.advanceTimersByTimeAsync(100);
    await closed;
    expect(bench.desk.status().runs[0]).toMatchObject({ result: 'canceled' });
    expect(bench.desk.run('ticks')).toMatchObject({ code: 'store.busy' });
  });
});

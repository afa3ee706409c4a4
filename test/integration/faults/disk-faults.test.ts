/**
 * A disk that fills up, does not answer or cannot be written, under a real engine's process: what was
 * acknowledged stays, nothing is there twice, the client is told, and trading goes on when it can.
 */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EXIT_CODES } from '../../../engine/host/exit-codes.ts';
import { EXIT_CODE_TRY_AGAIN } from '../../../engine/supervision/restart-policy.ts';
import { forkServedEngine } from '../../support/engine-process.ts';
import { describeWith } from '../../support/requirements.ts';
import { openSmallDisk } from '../../support/small-disk.ts';
import type { SmallDisk } from '../../support/small-disk.ts';
import { FAULTLESS, TradingRecord } from '../../support/trading-record.ts';
import { lastRefusal, startTrading, storeState, tradeOn } from './fault-runs.ts';

// Each test starts several engines, which a busy machine makes slow.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const BEFORE = 100;
/** A new store with its made-up past and some hundred orders takes half of it. */
const DISK_BYTES = 24 * 1_024 * 1_024;
const WRITE_FAILED = { type: 'refused', refusal: { code: 'store.write_failed' } };

let record: TradingRecord;
beforeEach(() => {
  record = new TradingRecord();
});

describeWith(['small-disk'], 'a disk that is full', () => {
  let disk: SmallDisk;
  beforeEach(async () => {
    disk = await openSmallDisk(DISK_BYTES);
  });
  afterEach(() => disk.close());

  test('ends the engine, which refuses orders when it is back and takes them once there is room', async () => {
    const first = await startTrading(disk.folder, record, disk.launcher);
    await tradeOn(first, record, BEFORE);
    disk.fill();
    await tradeOn(first, record);
    expect(lastRefusal(first.client)).toMatchObject(WRITE_FAILED);
    expect(await first.exitCode).toBe(EXIT_CODES['store.write_failed']);
    record.hear(first.client);

    const second = await startTrading(disk.folder, record, disk.launcher);
    expect(await storeState(second.client, false)).toContain('full');
    expect(await second.client.refusal(second.client.order())).toMatchObject({
      code: 'store.cannot_write',
    });
    disk.free();
    await storeState(second.client, true);
    await tradeOn(second, record, BEFORE);
    expect(await record.audit(second.client)).toEqual(FAULTLESS);
    second.child.kill('SIGKILL');
    await second.exitCode;
  });
});

describeWith(['small-disk'], 'a disk that is read-only', () => {
  let disk: SmallDisk;
  beforeEach(async () => {
    disk = await openSmallDisk(DISK_BYTES);
  });
  afterEach(() => disk.close());

  test.each([
    ['as a whole', undefined],
    ['in the file of the database', 'local.db'],
  ])('%s keeps the engine waiting with a reason, and loses nothing', async (_, file) => {
    const first = await startTrading(disk.folder, record, disk.launcher);
    await tradeOn(first, record, BEFORE);
    first.child.kill('SIGKILL');
    await first.exitCode;
    await first.client.end();
    record.hear(first.client);

    disk.setReadOnly(true, file);
    const { child, started } = forkServedEngine(disk.folder, disk.launcher);
    const exited = once(child, 'exit');
    const message = await started;
    if (message?.type !== 'failed') throw new Error(`it said ${JSON.stringify(message)}`);
    expect(message.message).toMatch(/cannot be opened for writing.*read-only/);
    expect(message.message).toContain(join(disk.folder, 'local.db'));
    expect(await exited).toEqual([EXIT_CODE_TRY_AGAIN, null]);

    disk.setReadOnly(false, file);
    const second = await startTrading(disk.folder, record, disk.launcher);
    await tradeOn(second, record, BEFORE);
    expect(await record.audit(second.client)).toEqual(FAULTLESS);
    second.child.kill('SIGKILL');
    await second.exitCode;
  });
});

describeWith(['prlimit'], 'a disk that does not take a write', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stp-faults-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test('ends the engine, and the next one has all that was acknowledged', async () => {
    const first = await startTrading(folder, record);
    await tradeOn(first, record, BEFORE);
    // A write beyond this length fails with an error of the system that is not about room.
    const bytes = statSync(join(folder, 'local.db-wal')).size + 64 * 1_024;
    spawnSync('prlimit', ['--pid', String(first.child.pid), `--fsize=${String(bytes)}`]);
    await tradeOn(first, record);
    expect(lastRefusal(first.client)).toMatchObject(WRITE_FAILED);
    expect(await first.exitCode).toBe(EXIT_CODES['store.write_failed']);
    record.hear(first.client);

    const second = await startTrading(folder, record);
    await tradeOn(second, record, BEFORE);
    expect(await record.audit(second.client)).toEqual(FAULTLESS);
    second.child.kill('SIGKILL');
    await second.exitCode;
  });
});

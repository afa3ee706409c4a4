/** Other programs on the same data: one that locks the database, and a second engine. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test, vi } from 'vitest';
import { EXIT_CODES } from '../../../engine/host/exit-codes.ts';
import {
  EXIT_CODE_REFUSED,
  EXIT_CODE_TRY_AGAIN,
} from '../../../engine/supervision/restart-policy.ts';
import { forkServedEngine } from '../../support/engine-process.ts';
import { FAULTLESS, TradingRecord } from '../../support/trading-record.ts';
import { lastRefusal, startTrading, storeState, tradeOn } from './fault-runs.ts';

// Each test starts several engines, which a busy machine makes slow.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const BEFORE = 60;
const LOCKER = fileURLToPath(new URL('locking-program.ts', import.meta.url));

/** Data folder and record of one test: they run beside each other, since most of their time is waits for a lock. */
interface Place {
  readonly folder: string;
  readonly record: TradingRecord;
}

const folders: string[] = [];
const running = new Set<ChildProcess>();

async function newPlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'stp-faults-'));
  folders.push(folder);
  return { folder, record: new TradingRecord() };
}

afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** Another program that holds the database until it is told to let go. */
async function lockDatabase(
  { folder }: Place,
  mode: 'writers' | 'everybody',
): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, [LOCKER, join(folder, 'local.db'), mode], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  await once(child.stdout, 'data');
  return async () => {
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  };
}

/** Starts an engine that must not come up; returns its reason and exit code. */
async function failedStart({ folder }: Place): Promise<{ message: string; code: unknown }> {
  const { child, started } = forkServedEngine(folder);
  const exited = once(child, 'exit');
  const message = await started;
  if (message?.type !== 'failed') throw new Error(`it said ${JSON.stringify(message)}`);
  const [code] = (await exited) as [unknown];
  return { message: message.message, code };
}

async function traded({ folder, record }: Place) {
  const engine = await startTrading(folder, record);
  running.add(engine.child);
  await tradeOn(engine, record, BEFORE);
  return engine;
}

async function ended(
  { record }: Place,
  { client, exitCode }: Awaited<ReturnType<typeof traded>>,
): Promise<void> {
  await exitCode;
  await client.end();
  record.hear(client);
}

test.concurrent(
  'a database that another program locks ends the engine, which then refuses until it is free',
  async () => {
    const place = await newPlace();
    const { folder, record } = place;
    const first = await traded(place);
    const unlock = await lockDatabase(place, 'writers');
    await tradeOn(first, record);
    expect(lastRefusal(first.client)).toMatchObject({ refusal: { code: 'store.write_failed' } });
    expect(await first.exitCode).toBe(EXIT_CODES['store.write_failed']);
    await ended(place, first);

    const second = await startTrading(folder, record);
    running.add(second.child);
    expect(await storeState(second.client, false)).toContain('locked');
    expect(await second.client.refusal(second.client.order())).toMatchObject({
      code: 'store.cannot_write',
    });
    await unlock();
    await storeState(second.client, true);
    await tradeOn(second, record, BEFORE);
    expect(await record.audit(second.client)).toEqual(FAULTLESS);
  },
);

test.concurrent(
  'a database that cannot even be read keeps the engine waiting with a reason',
  async () => {
    const place = await newPlace();
    const { folder, record } = place;
    const first = await traded(place);
    first.child.kill('SIGKILL');
    await ended(place, first);

    const unlock = await lockDatabase(place, 'everybody');
    const { message, code } = await failedStart(place);
    expect(message).toContain(`Another program has locked ${join(folder, 'local.db')}. Close it`);
    expect(code).toBe(EXIT_CODE_TRY_AGAIN);
    await unlock();
    const second = await startTrading(folder, record);
    running.add(second.child);
    expect(await record.audit(second.client)).toEqual(FAULTLESS);
  },
);

test.concurrent(
  'a second engine on the data folder is refused by name, and the first trades on',
  async () => {
    const place = await newPlace();
    const { folder, record } = place;
    const first = await traded(place);
    const { message, code } = await failedStart(place);
    expect(message).toBe(
      `Another engine is running on the data folder ${folder}. Close it, or choose another folder.`,
    );
    expect(code).toBe(EXIT_CODE_REFUSED);
    await tradeOn(first, record, BEFORE);
    expect(await record.audit(first.client)).toEqual(FAULTLESS);
  },
);

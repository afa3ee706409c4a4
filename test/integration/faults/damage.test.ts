/** A database whose pages are not what was written: found, left alone, and replaced by a backup on request. */
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EXIT_CODE_REFUSED } from '../../../engine/supervision/restart-policy.ts';
import { damagePage } from '../../support/damaged-page.ts';
import { forkServedEngine } from '../../support/engine-process.ts';
import { FAULTLESS, TradingRecord } from '../../support/trading-record.ts';
import { lastRefusal, startTrading, tradeOn } from './fault-runs.ts';

// Each test starts several engines, which a busy machine makes slow.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const BEFORE = 60;

let folder: string;
let file: string;
let record: TradingRecord;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stp-faults-'));
  file = join(folder, 'local.db');
  record = new TradingRecord();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Trades, takes a backup if wanted, and ends well, so that all is in the file and no log is there. */
async function tradeAndStop(withBackup: boolean = false): Promise<void> {
  const engine = await startTrading(folder, record);
  await tradeOn(engine, record, BEFORE);
  if (withBackup) {
    await engine.client.request({ type: 'backup.start' });
    await engine.client.until(() =>
      engine.client.heard.find((one) => one.type === 'data_task' && one.task.state === 'done'),
    );
  }
  engine.child.send({ type: 'stop' });
  expect(await engine.exitCode).toBe(0);
  record.hear(engine.client);
}

async function failedStart() {
  const { child, started } = forkServedEngine(folder);
  const exited = once(child, 'exit');
  const message = await started;
  if (message?.type !== 'failed') throw new Error(`it said ${JSON.stringify(message)}`);
  const [code] = (await exited) as [unknown];
  return { ...message, code };
}

const hash = (): string => createHash('sha256').update(readFileSync(file)).digest('hex');

test('the newest good backup is offered, and put in the place of the damaged store on request', async () => {
  await tradeAndStop(true);
  damagePage(file, 'order_events');
  const before = hash();
  const failed = await failedStart();
  expect(failed).toMatchObject({ canRestore: true, code: EXIT_CODE_REFUSED });
  expect(failed.message).toContain(`The newest good backup is of 2`);
  expect(failed.message).toContain(`with ${String(record.acknowledged)} orders`);

  const second = await startTrading(folder, record, [], { restoreBackup: true });
  await tradeOn(second, record, BEFORE);
  expect(await record.audit(second.client)).toMatchObject({ ...FAULTLESS, sequenceGaps: 0 });
  second.child.kill('SIGKILL');
  await second.exitCode;
  const [aside = ''] = readdirSync(join(folder, 'set-aside'));
  const kept = readFileSync(join(folder, 'set-aside', aside, 'local.db'));
  expect(createHash('sha256').update(kept).digest('hex')).toBe(before);
});

/** More than is read at the start: pages that nothing uses, as a deletion leaves them. */
function makeLarge(): void {
  const db = new Database(file);
  db.exec('CREATE TABLE filler (bytes BLOB)');
  db.exec(`INSERT INTO filler VALUES (zeroblob(${String(40 * 1_024 * 1_024)}))`);
  db.exec('DROP TABLE filler');
  db.close();
}

/** What the engine meets first: a page of history that is asked for, or one that a fill is added to. */
test.each([
  ['history', 'orders_by_symbol'],
  ['a fill', 'trades_by_symbol'],
])('a damaged page that %s meets ends the engine for good', async (what, damaged) => {
  await tradeAndStop();
  makeLarge();
  damagePage(file, damaged);
  const engine = await startTrading(folder, record);
  const { client, exitCode } = engine;
  if (what === 'history') {
    const page = { type: 'orders.page', symbol: 'AAPL', beforeOrderId: null, limit: 10 };
    client.ask(page).catch(() => undefined);
    await client.end();
  } else {
    await tradeOn(engine, record);
  }
  expect(lastRefusal(client)).toMatchObject({ refusal: { code: 'store.damaged' } });
  expect(await exitCode).toBe(EXIT_CODE_REFUSED);
});

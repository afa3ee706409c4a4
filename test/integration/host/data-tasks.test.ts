/** Backup and restore as clients see them, of an engine that runs in a process of its own. */
import { once } from 'node:events';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DataTask } from '../../../engine/contract/maintenance.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { EXIT_CODE_RESTART } from '../../../engine/supervision/restart-policy.ts';
import { TEST_TOKEN } from '../../support/engine-harness.ts';
import { forkEngine } from '../../support/engine-process.ts';
import type { TestClient } from '../../support/test-client.ts';
import { temporaryFolder } from '../store/temporary-store.ts';

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

/** The last word on a task, waited for. */
function lastWord(client: TestClient, taskId: number): Promise<DataTask> {
  return client.until(() => {
    for (const one of client.heard) {
      if (one.type !== 'data_task' || one.task.taskId !== taskId) continue;
      if (one.task.state !== 'running') return one.task;
    }
    return undefined;
  });
}

async function started(): Promise<Awaited<ReturnType<typeof forkEngine>>> {
  const engine = await forkEngine(place.folder);
  await engine.client.hello('test', TEST_TOKEN);
  engine.client.subscribe({ channel: 'quotes' });
  await engine.client.update('quotes');
  return engine;
}

async function buy(client: TestClient, times: number): Promise<void> {
  for (let i = 0; i < times; i += 1) await client.request(client.order());
}

test('an engine goes back to its backup, and keeps aside what it had', async () => {
  const first = await started();
  await buy(first.client, 3);
  const backup = await first.client.request({ type: 'backup.start' });
  const done = await lastWord(first.client, backup.taskId);
  expect(done).toMatchObject({ kind: 'backup', state: 'done', share: 1, problem: '' });
  const { backups, folder } = await first.client.request({ type: 'backup.list' });
  expect(folder).toBe(join(place.folder, 'backups'));
  expect(backups).toMatchObject([
    { fileName: done.fileName, bytes: done.bytes, orders: 3, problem: '' },
  ]);
  await buy(first.client, 2);
  const before = await first.client.message('welcome');

  const exited = once(first.child, 'exit');
  const restore = await first.client.request({ type: 'backup.restore', fileName: done.fileName });
  expect(await lastWord(first.client, restore.taskId)).toMatchObject({
    kind: 'restore',
    state: 'restarting',
    fileName: done.fileName,
  });
  expect((await exited)[0]).toBe(EXIT_CODE_RESTART);

  const second = await started();
  const welcome = await second.client.message('welcome');
  expect(welcome.storeId).not.toBe(before.storeId);
  expect(welcome.recovery.after).toBe('clean');
  const { orders } = await second.client.request({
    type: 'orders.page',
    symbol: null,
    beforeOrderId: null,
    limit: 10,
  });
  expect(orders.map(({ orderId }) => orderId)).toStrictEqual([3, 2, 1]);
  await buy(second.client, 1);
  second.child.kill('SIGKILL');
  await once(second.child, 'exit');
  expect(recoverState(place.file, 'local').lastOrderId).toBe(4);
  const [aside = ''] = readdirSync(join(place.folder, 'set-aside'));
  const old = recoverState(join(place.folder, 'set-aside', aside, 'local.db'), 'local');
  expect(old).toMatchObject({ storeId: before.storeId, lastOrderId: 5 });
  expect(existsSync(join(place.folder, 'restore.json'))).toBe(false);
});

test('what cannot be restored is refused or fails, and the engine goes on', async () => {
  const { child, client } = await started();
  for (const fileName of ['local.db', '../local.db', 'local-20260101T000000000Z.db']) {
    const why = await client.refusal({ type: 'backup.restore', fileName });
    expect(why).toMatchObject({ code: 'store.no_backup', field: 'fileName', value: fileName });
  }
  const empty = await client.refusal({ type: 'backup.restore', fileName: '' });
  expect(empty).toMatchObject({ field: 'body.fileName' });
  const backup = await client.request({ type: 'backup.start' });
  const busy = await client.refusal({ type: 'backup.start' });
  expect(busy).toMatchObject({ code: 'store.busy', value: 'backup' });
  const { fileName } = await lastWord(client, backup.taskId);
  const path = join(place.folder, 'backups', fileName);
  rmSync(path);
  writeFileSync(path, 'no backup at all');
  const { backups } = await client.request({ type: 'backup.list' });
  expect(backups[0]?.problem).toContain('is not a store of this program');
  const restore = await client.request({ type: 'backup.restore', fileName });
  const failed = await lastWord(client, restore.taskId);
  expect(failed).toMatchObject({ state: 'failed', kind: 'restore' });
  expect(failed.problem).toContain('is not a store of this program');
  await buy(client, 1);
  const exited = once(child, 'exit');
  child.send({ type: 'stop' });
  expect((await exited)[0]).toBe(0);
});

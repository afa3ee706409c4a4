/** Backup and restore as clients see them, of an engine that runs in a process of its own. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OfferedFile } from '../../../engine/contract/imports.ts';
import type { DataTask } from '../../../engine/contract/maintenance.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { EXIT_CODE_RESTART } from '../../../engine/supervision/restart-policy.ts';
import { TEST_TOKEN, connectSocket } from '../../support/engine-harness.ts';
import { forkServedEngine } from '../../support/engine-process.ts';
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

interface StartedEngine {
  readonly child: ChildProcess;
  readonly port: number;
  readonly client: TestClient;
}

/** An engine on the test's folder, or another one, whose market has opened. */
async function started(folder: string = place.folder): Promise<StartedEngine> {
  const { child, started: said } = forkServedEngine(folder);
  const message = await said;
  if (message?.type !== 'ready') throw new Error('the engine has not started');
  const client = await connectSocket(message.port);
  await client.hello('test', TEST_TOKEN);
  client.subscribe({ channel: 'quotes' });
  await client.update('quotes');
  return { child, port: message.port, client };
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
    { fileName: done.fileName, bytes: done.bytes, orders: 3, documents: 0, problem: '' },
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
  const { notice } = await second.client.message('notice');
  expect(notice).toMatchObject({ level: 'info', code: 'store.restored' });
  expect(notice.text).toContain(done.fileName);
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

test('a workspace goes from one engine to another as one file', async () => {
  const first = await started();
  await buy(first.client, 4);
  await first.client.request({ type: 'setting.save', key: 'workspace', value: '{"panels":[1,2]}' });
  const layout = { kind: 'workspace', name: 'Day' } as const;
  await first.client.request({ type: 'document.put', ...layout, value: '[3]', baseRevision: 0 });
  const packing = await first.client.request({ type: 'workspace.export' });
  const packed = await lastWord(first.client, packing.taskId);
  expect(packed).toMatchObject({ kind: 'workspace_export', state: 'done' });
  const fetched = await fetch(`http://127.0.0.1:${String(first.port)}/exports/${packed.ticket}`);
  expect(fetched.headers.get('content-type')).toBe('application/gzip');
  const file = await fetched.blob();
  expect(file.size).toBe(packed.bytes);
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');

  const other = join(place.folder, 'other');
  const second = await started(other);
  await buy(second.client, 1);
  const offered = await fetch(`http://127.0.0.1:${String(second.port)}/imports`, {
    method: 'POST',
    headers: { 'x-securetrade-token': TEST_TOKEN, 'x-file-name': packed.fileName },
    body: file,
  });
  // What the route answers with.
  const { ticket } = (await offered.json()) as OfferedFile;
  const exited = once(second.child, 'exit');
  const unpacking = await second.client.request({ type: 'workspace.import', ticket });
  expect(await lastWord(second.client, unpacking.taskId)).toMatchObject({
    kind: 'workspace_import',
    state: 'restarting',
    fileName: packed.fileName,
  });
  expect((await exited)[0]).toBe(EXIT_CODE_RESTART);

  const third = await started(other);
  const { settings } = await third.client.request({ type: 'settings.load' });
  expect(settings.workspace).toBe('{"panels":[1,2]}');
  const { document } = await third.client.request({ type: 'document.get', ...layout });
  expect(document).toMatchObject({ value: '[3]' });
  expect((await third.client.message('welcome')).snapshot?.recentFills.length).toBeGreaterThan(3);
  third.child.kill('SIGKILL');
  await once(third.child, 'exit');
  expect(recoverState(join(other, 'local.db'), 'local').lastOrderId).toBe(4);
  expect(readdirSync(join(other, 'set-aside'))).toHaveLength(1);
  expect(readdirSync(join(other, 'imports'))).toStrictEqual([]);
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { timeUs } from '../../../engine/domain/time.ts';
import {
  listBackups,
  newestGoodBackup,
  pruneBackups,
} from '../../../engine/store/backup/backup-folder.ts';
import { backupFileName } from '../../../engine/store/backup/backup-name.ts';
import { CopyCanceled } from '../../../engine/store/backup/copy-store.ts';
import { takeBackup } from '../../../engine/store/backup/take-backup.ts';
import type { BackupJob, UpkeepProgress } from '../../../engine/store/backup/take-backup.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { StoreModel } from '../../support/store-model.ts';
import { START_US, SampleStream } from './sample-events.ts';
import { journalOn, temporaryFolder } from './temporary-store.ts';

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

function job(changes: Partial<BackupJob> = {}): BackupJob {
  return {
    file: place.file,
    venue: 'local',
    documents: join(place.folder, 'documents'),
    folder: join(place.folder, 'backups'),
    nowUs: timeUs(START_US),
    isCanceled: () => false,
    onProgress: () => undefined,
    pause: () => nextTurn(),
    ...changes,
  };
}

/** A store of so many orders, every third of which is filled; closed again. */
async function fillStore(orders: number): Promise<void> {
  recoverState(place.file, 'local');
  const journal = await journalOn(place.file);
  const stream = new SampleStream();
  for (let i = 0; i < orders; i += 1)
    journal.append([{ kind: 'events', events: nextOrder(stream) }]);
  await journal.close();
}

/** As committing-child.ts makes them. */
function nextOrder(stream: SampleStream) {
  const accepted = stream.accept();
  const { orderId } = accepted.order;
  return orderId % 3 === 0 ? [accepted, stream.fill(accepted.order, 100)] : [accepted];
}

test('a backup taken while another process commits restores to a state that there was', async () => {
  const program = new URL('committing-child.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [program, place.file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let acknowledged = 0;
  const lines = createInterface({ input: child.stdout });
  const reached = new Promise<void>((resolve) => {
    lines.on('line', (line) => {
      acknowledged = Number(line);
      if (acknowledged > 2_000) resolve();
    });
  });
  await reached;
  const before = acknowledged;
  const taken = await takeBackup(job());
  child.kill('SIGKILL');
  await once(child, 'close');

  expect(taken.facts.orders).toBeGreaterThanOrEqual(before);
  const copy = join(place.folder, 'copy.db');
  copyFileSync(join(place.folder, 'backups', taken.fileName), copy);
  const restored = recoverState(copy, 'local');
  expect(restored.lastEventSeq).toBe(taken.facts.lastEventSeq);
  const model = new StoreModel();
  const stream = new SampleStream();
  while (model.events.length < restored.lastEventSeq) model.fold(nextOrder(stream));
  // The sample's fills come without their lots.
  const { lots, storeId, after } = restored;
  const positions = model.recovered().positions.toSorted((a, b) => (a.symbol < b.symbol ? -1 : 1));
  expect(restored).toStrictEqual({ ...model.recovered(), positions, lots, storeId, after });
});

test('a backup is one file, named by venue and time, that tells what it holds', async () => {
  await fillStore(30);
  const taken = await takeBackup(job());
  expect(readdirSync(join(place.folder, 'backups'))).toStrictEqual([taken.fileName]);
  expect(taken.fileName).toBe('local-20260304T150211004Z.db');
  expect(taken.facts).toMatchObject({ lastEventSeq: 40, orders: 30, trades: 10 });
  const [listed] = listBackups(join(place.folder, 'backups'), 'local');
  expect(listed).toMatchObject({ takenUs: START_US, bytes: taken.bytes });
});

test('progress goes from copying to checking', async () => {
  await fillStore(30);
  const heard: UpkeepProgress[] = [];
  await takeBackup(job({ onProgress: (progress) => heard.push(progress) }));
  expect(new Set(heard.map(({ phase }) => phase))).toStrictEqual(new Set(['copying', 'checking']));
  expect(heard.every(({ share }) => share >= 0 && share <= 1)).toBe(true);
});

test.each(['copying', 'checking'])(
  'a backup that is called off while %s leaves nothing',
  async (at) => {
    await fillStore(600);
    let phase = '';
    const running = takeBackup(
      job({
        onProgress: (progress) => (phase = progress.phase),
        isCanceled: () => phase === at,
      }),
    );
    await expect(running).rejects.toThrow(CopyCanceled);
    expect(readdirSync(join(place.folder, 'backups'))).toStrictEqual([]);
  },
);

test('what a killed backup has left is no backup, and goes with the next one that is pruned', async () => {
  await fillStore(30);
  const { fileName } = await takeBackup(job());
  const folder = join(place.folder, 'backups');
  const partial = `${backupFileName('local', timeUs(START_US + 1e9))}.partial`;
  copyFileSync(join(folder, fileName), join(folder, partial));
  expect(newestGoodBackup(folder, 'local')?.fileName).toBe(fileName);
  expect(pruneBackups(folder, 'local', { kept: 5, bytesMax: 1e9 })).toStrictEqual([partial]);
  expect(readdirSync(folder)).toStrictEqual([fileName]);
});

test('the newest good backup is the newest one that is whole', async () => {
  await fillStore(600);
  const folder = join(place.folder, 'backups');
  expect(newestGoodBackup(folder, 'local')).toBeNull();
  const names: string[] = [];
  for (let i = 0; i < 5; i += 1) {
    names.push((await takeBackup(job({ nowUs: timeUs(START_US + i * 1_000_000) }))).fileName);
  }
  const [, good = '', torn = '', rotten = '', foreign = ''] = names;
  writeFileSync(join(folder, foreign), 'a,b\n'.repeat(1_000));
  const bytes = readFileSync(join(folder, rotten));
  bytes.fill(0xa5, 8 * 4_096, 30 * 4_096);
  writeFileSync(join(folder, rotten), bytes);
  truncateSync(join(folder, torn), bytes.length - 4_096);
  expect(newestGoodBackup(folder, 'local')).toMatchObject({
    fileName: good,
    facts: { lastOrderId: 600, lastExecutionId: 200 },
  });
  expect(newestGoodBackup(folder, 'alpaca-paper')).toBeNull();
});

test('a damaged store is not backed up', async () => {
  await fillStore(600);
  const bytes = readFileSync(place.file);
  bytes.fill(0xa5, 20 * 4_096, 24 * 4_096);
  writeFileSync(place.file, bytes);
  await expect(takeBackup(job())).rejects.toMatchObject({ code: 'store.read_failed' });
  expect(readdirSync(join(place.folder, 'backups'))).toStrictEqual([]);
});

import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { timeUs } from '../../../engine/domain/time.ts';
import { takeBackup } from '../../../engine/store/backup/take-backup.ts';
import { askRestore, finishRestore } from '../../../engine/store/backup/pending-restore.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { START_US, SampleStream } from './sample-events.ts';
import { journalOn, temporaryFolder } from './temporary-store.ts';

let place: ReturnType<typeof temporaryFolder>;
let source: string;
beforeEach(async () => {
  place = temporaryFolder();
  const stream = new SampleStream();
  await write(stream, 5);
  const { fileName } = await takeBackup({
    file: place.file,
    venue: 'local',
    folder: join(place.folder, 'backups'),
    nowUs: timeUs(START_US),
    isCanceled: () => false,
    onProgress: () => undefined,
    pause: () => Promise.resolve(),
  });
  source = `backups/${fileName}`;
  await write(stream, 3);
});
afterEach(() => place.remove());

async function write(stream: SampleStream, orders: number): Promise<void> {
  recoverState(place.file, 'local');
  const journal = await journalOn(place.file);
  for (let i = 0; i < orders; i += 1)
    journal.append([{ kind: 'events', events: [stream.accept()] }]);
  await journal.flush();
  await journal.close();
}

const request = (): void =>
  askRestore(place.folder, { source, removeSource: false, nowUs: timeUs(START_US) });
const aside = (): string => join(place.folder, 'set-aside', '20260304T150211004Z', 'local.db');

/** The store is the backup, and the old one is aside, whole. */
function expectRestored(): void {
  expect(recoverState(place.file, 'local').lastOrderId).toBe(5);
  expect(recoverState(aside(), 'local').lastOrderId).toBe(8);
  expect(existsSync(join(place.folder, 'restore.json'))).toBe(false);
  expect(existsSync(`${place.file}.restoring`)).toBe(false);
}

test('nothing is done when nothing was asked for', () => {
  expect(finishRestore(place.folder, 'local')).toBeNull();
  expect(recoverState(place.file, 'local').lastOrderId).toBe(8);
});

test('the backup takes the place of the store, which is moved aside', () => {
  const { storeId } = recoverState(place.file, 'local');
  request();
  expect(finishRestore(place.folder, 'local')).toMatchObject({ source, problem: '' });
  expectRestored();
  // Its events have the numbers of others that clients may have heard.
  expect(recoverState(place.file, 'local').storeId).not.toBe(storeId);
  expect(finishRestore(place.folder, 'local')).toBeNull();
  expect(existsSync(join(place.folder, source))).toBe(true);
});

test.each([
  ['while the copy is made', () => writeFileSync(`${place.file}.restoring`, 'half')],
  [
    'when the log is aside and the store is not',
    () => {
      mkdirSync(join(aside(), '..'), { recursive: true });
      writeFileSync(`${aside()}-wal`, '');
    },
  ],
  [
    'when the store is aside and the copy is ready',
    () => {
      mkdirSync(join(aside(), '..'), { recursive: true });
      copyFileSync(join(place.folder, source), `${place.file}.restoring`);
      renameSync(place.file, aside());
      // The backup may be gone by then.
      rmSync(join(place.folder, source));
    },
  ],
  [
    'when the copy is in its place and the note is still there',
    () => {
      mkdirSync(join(aside(), '..'), { recursive: true });
      renameSync(place.file, aside());
      copyFileSync(join(place.folder, source), place.file);
    },
  ],
])('a restore that was killed %s is finished by the next start', (_, killed) => {
  request();
  killed();
  expect(finishRestore(place.folder, 'local')).toMatchObject({ problem: '' });
  expectRestored();
});

test.each([
  ['is gone', () => rmSync(join(place.folder, source)), /no such file/],
  ['is damaged', () => writeFileSync(join(place.folder, source), 'x'), /not a store/],
])('a backup that %s leaves the store as it is', (_, change, problem) => {
  request();
  change();
  const ended = finishRestore(place.folder, 'local');
  expect(ended?.problem).toMatch(problem);
  expect(recoverState(place.file, 'local').lastOrderId).toBe(8);
  expect(readdirSync(place.folder).filter((name) => name.includes('restor'))).toStrictEqual([]);
});

test.each([
  '{',
  '[]',
  '{"source":"../x.db","aside":"1"}',
  '{"source":"backups/a.db","aside":".."}',
])('the note %s is not followed', (note) => {
  writeFileSync(join(place.folder, 'restore.json'), note);
  expect(finishRestore(place.folder, 'local')?.problem).toContain('cannot be read');
  expect(recoverState(place.file, 'local').lastOrderId).toBe(8);
});

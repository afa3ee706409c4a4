import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { timeUs } from '../../../engine/domain/time.ts';
import type { DocumentKind } from '../../../engine/contract/documents.ts';
import { DocumentFiles } from '../../../engine/host/documents/document-files.ts';
import { takeBackup } from '../../../engine/store/backup/take-backup.ts';
import { askNew, askRestore, finishRestore } from '../../../engine/store/backup/pending-restore.ts';
import { documentsIn, keepDocuments } from '../../../engine/store/documents/kept-documents.ts';
import { layOutDocuments } from '../../../engine/store/documents/restored-documents.ts';
import type { DocumentsWanted } from '../../../engine/store/documents/restored-documents.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { START_US, SampleStream } from './sample-events.ts';
import { journalOn, temporaryFolder } from './temporary-store.ts';

/** Made once and copied for each test: starting threads takes longer than any of them. */
const template = temporaryFolder();
let source: string;
beforeAll(async () => {
  place = template;
  documents = join(place.folder, 'documents');
  await keep('workspace', 'Day', '"as backed up"');
  await keep('keymap', 'keys', '{"a":1}');
  const stream = new SampleStream();
  await write(stream, 5);
  const { fileName } = await takeBackup({
    file: place.file,
    venue: 'local',
    documents,
    folder: join(place.folder, 'backups'),
    nowUs: timeUs(START_US),
    isCanceled: () => false,
    onProgress: () => undefined,
    pause: () => Promise.resolve(),
  });
  source = `backups/${fileName}`;
  await write(stream, 3);
  await keep('workspace', 'Day', '"as of now"', 7);
  await keep('drawings', 'AAPL', '[]');
  await new DocumentFiles(documents).remove('keymap', 'keys');
});
afterAll(() => template.remove());

let place: ReturnType<typeof temporaryFolder>;
let documents: string;
beforeEach(() => {
  place = temporaryFolder();
  cpSync(template.folder, place.folder, { recursive: true });
  documents = join(place.folder, 'documents');
});
afterEach(() => place.remove());

function keep(kind: DocumentKind, name: string, value: string, revision = 3): Promise<void> {
  return new DocumentFiles(documents).write({ kind, name, value, revision, updatedUs: 1 });
}

/** What the folder holds: revision and value by name. */
function kept(folder: string = documents): Record<string, string> {
  const all = [...documentsIn(folder)];
  return Object.fromEntries(all.map((one) => [one.name, `${String(one.revision)} ${one.value}`]));
}

const OF_NOW = { Day: '7 "as of now"', AAPL: '3 []' };
/** Of one beyond the revision of now, so that a window that knows that one loads again. */
const OF_BACKUP = { Day: '8 "as backed up"', keys: '4 {"a":1}' };

async function write(stream: SampleStream, orders: number): Promise<void> {
  recoverState(place.file, 'local');
  const journal = await journalOn(place.file);
  for (let i = 0; i < orders; i += 1)
    journal.append([{ kind: 'events', events: [stream.accept()] }]);
  await journal.flush();
  await journal.close();
}

const request = (wanted: DocumentsWanted = 'all'): void =>
  askRestore(place.folder, {
    source,
    removeSource: false,
    documents: wanted,
    nowUs: timeUs(START_US),
  });
const aside = (): string => join(place.folder, 'set-aside', '20260304T150211004Z', 'local.db');

/** The store is the backup, and the old one is aside, whole. */
function expectRestored(): void {
  expect(recoverState(place.file, 'local').lastOrderId).toBe(5);
  expect(recoverState(aside(), 'local').lastOrderId).toBe(8);
  expect(existsSync(join(place.folder, 'restore.json'))).toBe(false);
  expect(existsSync(`${place.file}.restoring`)).toBe(false);
  expect(existsSync(`${documents}.restoring`)).toBe(false);
  expect(kept()).toStrictEqual(OF_BACKUP);
  expect(kept(join(aside(), '..', 'documents'))).toStrictEqual(OF_NOW);
}

test('nothing is done when nothing was asked for', () => {
  expect(finishRestore(place.folder, 'local', documents)).toBeNull();
  expect(recoverState(place.file, 'local').lastOrderId).toBe(8);
});

test('the backup takes the place of the store, which is moved aside', () => {
  const { storeId } = recoverState(place.file, 'local');
  request();
  expect(finishRestore(place.folder, 'local', documents)).toMatchObject({ source, problem: '' });
  expectRestored();
  // Its events have the numbers of others that clients may have heard.
  expect(recoverState(place.file, 'local').storeId).not.toBe(storeId);
  expect(finishRestore(place.folder, 'local', documents)).toBeNull();
  expect(existsSync(join(place.folder, source))).toBe(true);
});

test('a new store can begin, and the one of before is aside, whole', () => {
  askNew(place.folder, timeUs(START_US));
  const asideFolder = join(aside(), '..');
  const ended = { source: '', asideFolder, hasDocuments: false, problem: '' };
  expect(finishRestore(place.folder, 'local', documents)).toStrictEqual(ended);
  expect(recoverState(place.file, 'local').lastOrderId).toBe(0);
  expect(recoverState(aside(), 'local').lastOrderId).toBe(8);
  expect(kept()).toStrictEqual(OF_NOW);
  expect(finishRestore(place.folder, 'local', documents)).toBeNull();
});

/** As the first step of a restore has it. */
function layOut(): void {
  const copy = new Database(join(place.folder, source), { readonly: true });
  layOutDocuments(copy, documents, 'all');
  copy.close();
}

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
      layOut();
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
      layOut();
    },
  ],
  [
    'between the two moves of the documents',
    () => {
      mkdirSync(join(aside(), '..'), { recursive: true });
      renameSync(place.file, aside());
      copyFileSync(join(place.folder, source), place.file);
      layOut();
      renameSync(documents, join(aside(), '..', 'documents'));
    },
  ],
  [
    'while documents are laid out',
    () => mkdirSync(`${documents}.restoring/keymap`, { recursive: true }),
  ],
])('a restore that was killed %s is finished by the next start', (_, killed) => {
  request();
  killed();
  expect(finishRestore(place.folder, 'local', documents)).toMatchObject({ problem: '' });
  expectRestored();
});

/** Changes the backup. */
function change(sql: string): void {
  const db = new Database(join(place.folder, source));
  db.exec(sql);
  db.close();
}

test.each([
  ['is gone', () => rmSync(join(place.folder, source)), /no such file/],
  ['is damaged', () => writeFileSync(join(place.folder, source), 'x'), /not a store/],
  [
    'has documents of a newer version',
    () => change(`UPDATE meta SET value = '2' WHERE key = 'kept_documents'`),
    /documents cannot be put back: they are of version 2/,
  ],
  [
    'has a document that is none',
    () =>
      change(
        `UPDATE kept_documents SET text = '{"kind":"../x"}' || char(10) || '1' WHERE place = 1`,
      ),
    /documents cannot be put back: one of them cannot be read/,
  ],
  [
    'has a document twice',
    () => change('INSERT INTO kept_documents (text) SELECT text FROM kept_documents'),
    /documents cannot be put back: .* is there twice/,
  ],
])('a backup that %s leaves the store as it is', (_, spoil, problem) => {
  request();
  spoil();
  const ended = finishRestore(place.folder, 'local', documents);
  expect(ended?.problem).toMatch(problem);
  expect(kept()).toStrictEqual(OF_NOW);
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
  expect(finishRestore(place.folder, 'local', documents)?.problem).toContain('cannot be read');
  expect(recoverState(place.file, 'local').lastOrderId).toBe(8);
});

test('documents that are not there come back beside those that are, where only they are wanted', () => {
  request('missing');
  expect(finishRestore(place.folder, 'local', documents)?.hasDocuments).toBe(true);
  expect(kept()).toStrictEqual({ ...OF_NOW, keys: '4 {"a":1}' });
  expect(existsSync(join(aside(), '..', 'documents'))).toBe(false);
});

test.each([
  ['none are wanted', 'none', () => expect(existsSync(documents)).toBe(true)],
  [
    'the backup is of a program that kept none',
    'all',
    () => change(`DROP TABLE kept_documents; DELETE FROM meta WHERE key = 'kept_documents'`),
  ],
  [
    'the note is of a program that knew of none',
    'all',
    () => {
      const note = join(place.folder, 'restore.json');
      writeFileSync(note, JSON.stringify({ source, aside: '20260304T150211004Z' }));
    },
  ],
] satisfies [string, DocumentsWanted, () => void][])(
  'documents are left alone where %s',
  (_, wanted, made) => {
    request(wanted);
    made();
    const ended = finishRestore(place.folder, 'local', documents);
    expect(ended).toMatchObject({ problem: '', hasDocuments: false });
    expect(kept()).toStrictEqual(OF_NOW);
    expect(recoverState(place.file, 'local').lastOrderId).toBe(5);
  },
);

test('a restored store has no documents in it, and a folder that is gone comes back', () => {
  rmSync(documents, { recursive: true });
  request();
  finishRestore(place.folder, 'local', documents);
  expect(kept()).toStrictEqual({ Day: '4 "as backed up"', keys: '4 {"a":1}' });
  const db = new Database(place.file, { readonly: true });
  const tables = db.prepare(`SELECT name FROM sqlite_schema WHERE name = 'kept_documents'`).all();
  const rows = db.prepare(`SELECT value FROM meta WHERE key = 'kept_documents'`).all();
  db.close();
  expect([tables, rows]).toStrictEqual([[], []]);
});

test('what is no document, keys and secrets above all, is never in a backup', () => {
  const secret = 'PKSECRET0123456789';
  for (const path of ['alpaca-keys.json', 'market.json', 'documents/loose.json']) {
    writeFileSync(join(place.folder, path), JSON.stringify({ secret }));
  }
  mkdirSync(join(documents, 'keys'));
  writeFileSync(join(documents, 'keys', 'a.json'), `{"secret":"${secret}"}\n1`);
  writeFileSync(join(documents, 'notes.damaged'), secret);
  writeFileSync(join(documents, 'workspace', 'half.json'), secret);
  const copy = join(place.folder, source);
  expect(keepDocuments(copy, documents).count).toBe(2);
  expect(readFileSync(copy).includes(secret)).toBe(false);
});

/** Commands about copies of the store: `backup`, `restore`, `compact`. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_MAINTENANCE } from '../../contract/defaults.ts';
import { isoTimeUtc } from '../../domain/session.ts';
import {
  backupFolderOf,
  describeBackup,
  listBackups,
  newestGoodBackup,
  pruneBackups,
} from '../../store/backup/backup-folder.ts';
import { backupTimeOf } from '../../store/backup/backup-name.ts';
import { askRestore, finishRestore } from '../../store/backup/pending-restore.ts';
import { takeBackup, verifyCopy } from '../../store/backup/take-backup.ts';
import { openDatabase } from '../../store/database.ts';
import { DOCUMENTS_FOLDER } from '../../store/documents/restored-documents.ts';
import type { DocumentsWanted } from '../../store/documents/restored-documents.ts';
import { storedMaintenanceSettings } from '../../store/stored-maintenance.ts';
import { StoreError } from '../../store/store-error.ts';
import { lockDataFolder } from '../../store/store-lock.ts';
import { columns, sizeText } from './console.ts';
import { withStore } from './data-job.ts';
import type { DataJob } from './data-job.ts';
import { needFolder, needStore } from './store-place.ts';

const CACHE_KIB = 16_384;

/** Takes a backup and removes what is over the bounds that the terminal is set to. */
export async function backUp(job: DataJob): Promise<number> {
  const { venue, file, console } = job;
  needStore(job);
  const folder = backupFolderOf(job.folder);
  const taken = await takeBackup({
    ...job,
    folder,
    documents: documentsOf(job),
    nowUs: job.nowUs(),
    onProgress: ({ phase, share }) => console.progress(phase, share),
  });
  const { backupsKept, backupBytesMax } = await withStore(
    job,
    (db) => storedMaintenanceSettings(db) ?? DEFAULT_MAINTENANCE,
  );
  const removed = pruneBackups(folder, venue, { kept: backupsKept, bytesMax: backupBytesMax });
  const path = join(folder, taken.fileName);
  const text =
    `${path}: ${sizeText(taken.bytes)}, ${String(taken.facts.orders)} orders, ` +
    `${String(taken.facts.trades)} fills, ${String(taken.documents)} documents, read back whole.`;
  console.result(text, { command: 'backup', file, path, ...taken, removed });
  return 0;
}

/** Shows the backups there are, newest first. */
export function showBackups({ folder, venue, console }: DataJob): number {
  const backups = listBackups(backupFolderOf(folder), venue).map(({ path, ...backup }) => {
    const facts = describeBackup(path, venue);
    return facts instanceof StoreError
      ? { ...backup, facts: null, problem: facts.message }
      : { ...backup, facts, problem: '' };
  });
  const rows = backups.map(({ fileName, takenUs, bytes, facts, problem }) => {
    const documents = facts?.documents ?? 0;
    const holds =
      `order ${String(facts?.lastOrderId ?? 0)}, fill ${String(facts?.lastExecutionId ?? 0)}` +
      (documents === 0 ? '' : `, with ${String(documents)} documents`);
    const what = problem === '' ? `up to ${holds}` : problem;
    return [fileName, `${isoTimeUtc(takenUs)}  ${sizeText(bytes)}  ${what}`] as const;
  });
  const text = rows.length === 0 ? 'There are no backups.' : columns(rows);
  console.result(text, { command: 'backup', list: backups });
  return 0;
}

/** Puts a backup in the store's place; the store is moved aside. Needs the folder for itself. */
export async function restore(
  job: DataJob,
  name: string,
  documents: DocumentsWanted,
): Promise<number> {
  const { folder, venue, console } = job;
  needFolder(job);
  const lock = lockDataFolder(folder);
  try {
    const fileName = name === 'latest' ? newest(job) : named(job, name);
    const path = join(backupFolderOf(folder), fileName);
    const facts = await verifyCopy(path, null, {
      ...job,
      onProgress: ({ phase, share }) => console.progress(phase, share),
    });
    askRestore(folder, {
      source: `backups/${fileName}`,
      removeSource: false,
      documents,
      nowUs: job.nowUs(),
    });
    const finished = finishRestore(folder, venue, documentsOf(job));
    if (finished === null || finished.problem !== '') {
      throw new StoreError('store.read_failed', finished?.problem ?? 'nothing was restored');
    }
    const { asideFolder, hasDocuments } = finished;
    const also = hasDocuments
      ? ' Layouts, keys, drawings and settings are those of the backup too.'
      : '';
    const text =
      `${fileName} is the store now: ${String(facts.orders)} orders, ${String(facts.trades)} fills.${also} ` +
      `What was there is in ${asideFolder}.`;
    console.result(text, { command: 'restore', fileName, facts, hasDocuments, asideFolder });
    return 0;
  } finally {
    lock.release();
  }
}

function documentsOf({ dataFolder }: DataJob): string {
  return join(dataFolder, DOCUMENTS_FOLDER);
}

function newest({ folder, venue }: DataJob): string {
  const backup = newestGoodBackup(backupFolderOf(folder), venue);
  if (backup !== null) return backup.fileName;
  throw new StoreError(
    'store.read_failed',
    `There is no good backup in ${backupFolderOf(folder)}.`,
  );
}

function named({ folder, venue }: DataJob, fileName: string): string {
  const isThere = existsSync(join(backupFolderOf(folder), fileName));
  if (backupTimeOf(fileName, venue) !== null && isThere) return fileName;
  const problem = `${fileName} is no backup in ${backupFolderOf(folder)}; backup --list shows them.`;
  throw new StoreError('store.read_failed', problem);
}

/**
 * Rebuilds the file: without free pages, and so that it gives pages back by itself from then on, which
 * files of the first versions do not. Needs the folder and room for the file once more.
 */
export function compact(job: DataJob): number {
  needStore(job);
  const { folder, venue, file, console } = job;
  const lock = lockDataFolder(folder);
  try {
    const before = statSync(file).size;
    const db = openDatabase(file, { venue, access: 'write', cacheKib: CACHE_KIB });
    db.exec('PRAGMA auto_vacuum = INCREMENTAL');
    db.exec('VACUUM');
    db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
    db.close();
    const after = statSync(file).size;
    const text = `${file} has ${sizeText(after)}, it had ${sizeText(before)}.`;
    console.result(text, { command: 'compact', file, before, after });
    return 0;
  } finally {
    lock.release();
  }
}

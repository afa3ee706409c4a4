import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DataTask } from '../../contract/maintenance.ts';
import type { Venue } from '../../domain/order.ts';
import type { TimeUs } from '../../domain/time.ts';
import { openDatabase } from '../database.ts';
import { keepDocuments, readKeptDocuments } from '../documents/kept-documents.ts';
import type { KeptDocuments } from '../documents/kept-documents.ts';
import { StoreError } from '../store-error.ts';
import { PARTIAL_SUFFIX, backupFileName } from './backup-name.ts';
import { checkSlices, runSlices } from './check-slices.ts';
import { copyBytes, copyStore } from './copy-store.ts';
import { hasRoom, syncFile, syncFolder } from './disk.ts';
import { countStoreFacts, openCopy, sameFacts } from './store-facts.ts';
import type { CountedFacts } from './store-facts.ts';

/** What a job of the upkeep is doing, and how far it is with it. */
export interface UpkeepProgress {
  readonly phase: DataTask['phase'];
  /** 0 to 1, of this phase. */
  readonly share: number;
}

export interface BackupJob {
  /** The store. */
  readonly file: string;
  readonly venue: Venue;
  /** The trader's documents, which go into the backup. */
  readonly documents: string;
  /** Made if it is not there. */
  readonly folder: string;
  readonly nowUs: TimeUs;
  readonly isCanceled: () => boolean;
  readonly onProgress: (progress: UpkeepProgress) => void;
  /** Lets other messages of the thread through between two steps. */
  readonly pause: () => Promise<void>;
}

export interface TakenBackup {
  readonly fileName: string;
  readonly bytes: number;
  readonly facts: CountedFacts;
  /** Documents that it holds. */
  readonly documents: number;
}

/**
 * Backs a store up while it is in use: copies it, reads all of the copy back and compares it with what
 * the store held, and only then gives it the name of a backup. Rejects with CopyCanceled or a
 * StoreError, and leaves nothing.
 */
export async function takeBackup(job: BackupJob): Promise<TakenBackup> {
  mkdirSync(job.folder, { recursive: true });
  const fileName = backupFileName(job.venue, job.nowUs);
  const path = join(job.folder, fileName);
  const partial = path + PARTIAL_SUFFIX;
  needRoom(job);
  try {
    const facts = await copyStore({
      ...job,
      path: partial,
      onProgress: (share) => {
        job.onProgress({ phase: 'copying', share });
      },
    });
    const kept = keepDocuments(partial, job.documents);
    await verifyCopy(partial, facts, job, kept);
    syncFile(partial);
    renameSync(partial, path);
    syncFolder(job.folder);
    return { fileName, bytes: statSync(path).size, facts, documents: kept.count };
  } catch (error) {
    rmSync(partial, { force: true });
    rmSync(`${partial}-journal`, { force: true });
    throw error;
  }
}

/**
 * Reads all of a copy and compares it with `expected` and `kept` (null: whatever it holds). Returns what it
 * holds; rejects with CopyCanceled, or with a StoreError that says what is wrong with it.
 */
export async function verifyCopy(
  path: string,
  expected: CountedFacts | null,
  job: Pick<BackupJob, 'venue' | 'isCanceled' | 'onProgress' | 'pause'>,
  kept: KeptDocuments | null = null,
): Promise<CountedFacts> {
  const copy = openCopy(path, job.venue);
  try {
    const faults = await runSlices(checkSlices(copy), job);
    if (faults.length > 0) throw damaged(path, faults);
    const facts = countStoreFacts(copy);
    if (expected !== null && !sameFacts(facts, expected)) {
      throw damaged(path, [`it holds ${JSON.stringify(facts)}, not ${JSON.stringify(expected)}`]);
    }
    const found = readKeptDocuments(copy);
    if (kept !== null && found?.sha256 !== kept.sha256) {
      throw damaged(path, ['its documents are not those that were put into it']);
    }
    return facts;
  } finally {
    copy.close();
  }
}

function needRoom({ file, venue, folder }: BackupJob): void {
  const db = openDatabase(file, { venue, access: 'read', cacheKib: 64 });
  const bytes = copyBytes(db);
  db.close();
  if (hasRoom(folder, bytes)) return;
  const needed = `${Math.ceil(bytes / 1e6)} MB`;
  throw new StoreError('store.write_failed', `There is no room for ${needed} more in ${folder}.`);
}

function damaged(path: string, faults: readonly string[]): StoreError {
  return new StoreError('store.read_failed', `${path} is damaged: ${faults[0] ?? 'unknown'}`);
}

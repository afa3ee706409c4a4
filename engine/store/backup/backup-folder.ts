import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Venue } from '../../domain/order.ts';
import type { TimeUs } from '../../domain/time.ts';
import { countKeptDocuments } from '../documents/kept-documents.ts';
import { StoreError } from '../store-error.ts';
import { PARTIAL_SUFFIX, backupTimeOf } from './backup-name.ts';
import { checkAll } from './check-slices.ts';
import { openCopy, readStoreFacts } from './store-facts.ts';
import type { StoreFacts } from './store-facts.ts';

/** Where the backups of a data folder are. */
export function backupFolderOf(dataFolder: string): string {
  return `${dataFolder}/backups`;
}

/** A finished backup as its name and size tell of it. */
export interface BackupFile {
  readonly fileName: string;
  readonly path: string;
  readonly takenUs: TimeUs;
  readonly bytes: number;
}

/** All finished backups of the venue, newest first; none when there is no folder. */
export function listBackups(folder: string, venue: Venue): BackupFile[] {
  if (!existsSync(folder)) return [];
  const found: BackupFile[] = [];
  for (const fileName of readdirSync(folder)) {
    const takenUs = backupTimeOf(fileName, venue);
    if (takenUs === null) continue;
    const path = join(folder, fileName);
    // Removed since the folder was read.
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat?.isFile() === true) found.push({ fileName, path, takenUs, bytes: stat.size });
  }
  return found.sort((a, b) => b.takenUs - a.takenUs);
}

/** What a backup says of itself. */
export interface BackupFacts extends StoreFacts {
  /** Documents in it; null: it is of a program that kept none. */
  readonly documents: number | null;
}

/** What a backup holds by its own figures, or why it cannot be used; does not read all of it. */
export function describeBackup(path: string, venue: Venue): BackupFacts | StoreError {
  try {
    const db = openCopy(path, venue);
    try {
      return { ...readStoreFacts(db), documents: countKeptDocuments(db) };
    } finally {
      db.close();
    }
  } catch (error) {
    if (error instanceof StoreError) return error;
    return new StoreError('store.read_failed', `${path} cannot be read.`, { cause: error });
  }
}

export interface GoodBackup extends BackupFile {
  readonly facts: BackupFacts;
}

/**
 * The newest backup of the venue that can be restored, read from end to end; null when there is none.
 * Takes seconds a GB for each that it has to look at.
 */
export function newestGoodBackup(folder: string, venue: Venue): GoodBackup | null {
  for (const backup of listBackups(folder, venue)) {
    const facts = describeBackup(backup.path, venue);
    if (facts instanceof StoreError) continue;
    const db = openCopy(backup.path, venue);
    try {
      if (checkAll(db).length === 0) return { ...backup, facts };
    } finally {
      db.close();
    }
  }
  return null;
}

/** How many backups stay, and how many bytes they may take together. */
export interface BackupBounds {
  readonly kept: number;
  readonly bytesMax: number;
}

/** Backups that are over a bound, oldest last; the newest one always stays. */
export function surplusBackups(
  backups: readonly BackupFile[],
  { kept, bytesMax }: BackupBounds,
): BackupFile[] {
  let bytes = 0;
  return backups.filter((backup, i) => {
    bytes += backup.bytes;
    return i > 0 && (i >= kept || bytes > bytesMax);
  });
}

/** Removes what is over the bounds and what unfinished backups have left; returns their names. */
export function pruneBackups(folder: string, venue: Venue, bounds: BackupBounds): string[] {
  if (!existsSync(folder)) return [];
  const partials = readdirSync(folder).filter((name) => name.includes(`.db${PARTIAL_SUFFIX}`));
  const surplus = surplusBackups(listBackups(folder, venue), bounds);
  const names = [...partials, ...surplus.map(({ fileName }) => fileName)];
  for (const name of names) rmSync(join(folder, name), { force: true });
  return names;
}

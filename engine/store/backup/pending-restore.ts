/**
 * Replacing a store by a copy of it, so that a kill or a power cut at any moment leaves the old store, or
 * the new one, or a start that goes on where it ended. A running engine only notes what is wanted
 * (`askRestore`) and ends; the next start does it (`finishRestore`) before it opens the file.
 */
import { randomUUID } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Venue } from '../../domain/order.ts';
import type { TimeUs } from '../../domain/time.ts';
import type { Connection } from '../database.ts';
import { dropKeptDocuments } from '../documents/kept-documents.ts';
import {
  DOCUMENTS_WANTED,
  forgetLaidOut,
  layOutDocuments,
  placeDocuments,
} from '../documents/restored-documents.ts';
import type { DocumentsWanted } from '../documents/restored-documents.ts';
import { StoreError, problemText } from '../store-error.ts';
import { fileStamp } from './backup-name.ts';
import { hasRoom, syncFile, syncFolder } from './disk.ts';
import { openCopy } from './store-facts.ts';

const NOTE = 'restore.json';
/** The store and what SQLite keeps beside it. The log goes first: no other file may ever meet it. */
const PARTS = ['-wal', '-shm', ''] as const;

interface Note {
  /** Name of the copy below the data folder, with `/`; null: none, a new store begins. */
  readonly source: string | null;
  /** Folder below `set-aside` that takes the store of now. */
  readonly aside: string;
  /** Whether the copy was made for this and goes when it is done. */
  readonly removeSource: boolean;
  /** What of the copy's documents is put back. */
  readonly documents: DocumentsWanted;
}

export interface RestoreRequest {
  /** Path of the copy below the store's folder, with `/`: `backups/local-20260114T093000123Z.db`. */
  readonly source: string;
  readonly removeSource: boolean;
  readonly documents: DocumentsWanted;
  readonly nowUs: TimeUs;
}

/** Notes on disk that the next start is to put `source` in the store's place. */
export function askRestore(folder: string, request: RestoreRequest): void {
  const { source, removeSource, documents, nowUs } = request;
  writeNote(folder, { source, aside: fileStamp(nowUs), removeSource, documents });
}

/** Notes on disk that the next start is to set the store aside and to begin a new one. */
export function askNew(folder: string, nowUs: TimeUs): void {
  writeNote(folder, {
    source: null,
    aside: fileStamp(nowUs),
    removeSource: false,
    documents: 'none',
  });
}

function writeNote(folder: string, wanted: Note): void {
  const path = join(folder, NOTE);
  writeFileSync(`${path}.partial`, JSON.stringify(wanted));
  syncFile(`${path}.partial`);
  renameSync(`${path}.partial`, path);
  syncFolder(folder);
}

/** Whether the next start on that folder has a restore to finish. */
export function isRestoreAsked(folder: string): boolean {
  return existsSync(join(folder, NOTE));
}

/** How a restore that had been asked for has ended. */
export interface FinishedRestore {
  /** Name of the copy below the store's folder; '' where a new store begins. */
  readonly source: string;
  /** Where the store is that it has replaced, absolute; '' when there was none or it is still there. */
  readonly asideFolder: string;
  /** Whether the trader's documents, too, are those of the copy. */
  readonly hasDocuments: boolean;
  /** Why the store is the old one still; '' when it is the new one. */
  readonly problem: string;
}

/**
 * Does what the last run has asked for, or goes on with it; null when nothing was. For whoever holds the
 * folder's lock, before the store is opened. A copy that cannot be used leaves the store as it is; an
 * error of the disk while files are moved is thrown, and the next start goes on. `documents`: the folder of
 * the trader's documents.
 */
export function finishRestore(
  folder: string,
  venue: Venue,
  documents: string,
): FinishedRestore | null {
  if (!isRestoreAsked(folder)) return null;
  const notePath = join(folder, NOTE);
  const asked = readNote(notePath);
  const file = join(folder, `${venue}.db`);
  const ready = `${file}.restoring`;
  const asideFolder = join(folder, 'set-aside', asked?.aside ?? '');
  const wanted = asked?.documents ?? 'none';
  const end = (problem: string, hasDocuments = false): FinishedRestore => {
    rmSync(ready, { force: true });
    forgetLaidOut(documents);
    const copy = asked?.removeSource === true ? asked.source : null;
    if (copy !== null) rmSync(join(folder, copy), { force: true });
    rmSync(notePath, { force: true });
    syncFolder(folder);
    return {
      source: asked?.source ?? '',
      asideFolder: problem === '' && existsSync(asideFolder) ? asideFolder : '',
      hasDocuments,
      problem,
    };
  };
  if (asked === null) return end(`${notePath} cannot be read`);
  const { source } = asked;
  if (source === null) {
    setAside(folder, venue, asideFolder);
    return end('');
  }
  if (!existsSync(join(asideFolder, `${venue}.db`))) {
    try {
      prepare(join(folder, source), ready, venue, (db) => {
        layOutDocuments(db, documents, wanted);
      });
    } catch (error) {
      return end(problemText(error));
    }
    setAside(folder, venue, asideFolder);
  }
  // The old store is aside, so a file in its place is the new one: only the note is left to remove.
  if (!existsSync(file)) renameSync(ready, file);
  syncFolder(folder);
  return end('', placeDocuments(documents, asideFolder, wanted));
}

function setAside(folder: string, venue: Venue, asideFolder: string): void {
  if (PARTS.every((part) => !existsSync(join(folder, `${venue}.db${part}`)))) return;
  mkdirSync(asideFolder, { recursive: true });
  for (const part of PARTS) {
    const from = join(folder, `${venue}.db${part}`);
    const to = join(asideFolder, `${venue}.db${part}`);
    if (!existsSync(from)) continue;
    // Its log is aside already; this one is of a reader that has looked in between.
    if (existsSync(to)) rmSync(from);
    else renameSync(from, to);
    syncFolder(asideFolder);
    syncFolder(folder);
  }
}

/** Makes the new store beside the old one: its own identity, since its events are not the old one's. */
function prepare(
  source: string,
  ready: string,
  venue: Venue,
  takeOut: (db: Connection) => void,
): void {
  openCopy(source, venue).close();
  rmSync(ready, { force: true });
  rmSync(`${ready}-journal`, { force: true });
  if (!hasRoom(join(ready, '..'), statSync(source).size)) {
    throw new StoreError('store.write_failed', `there is no room for a copy of ${source}`);
  }
  copyFileSync(source, ready);
  const db = new Database(ready);
  try {
    db.exec('PRAGMA synchronous = FULL');
    takeOut(db);
    dropKeptDocuments(db);
    const set = db.prepare('UPDATE meta SET value = ? WHERE key = ?');
    set.run(randomUUID(), 'store_id');
    // It ended where the backup was taken, not in a crash.
    set.run('closed', 'run');
  } finally {
    db.close();
  }
  syncFile(ready);
}

/** null: not what `askRestore` writes, so it leads nowhere outside the folder either. */
function readNote(path: string): Note | null {
  try {
    const note: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof note !== 'object' || note === null) return null;
    // Checked next.
    const { source, aside, removeSource, documents } = note as Partial<Record<keyof Note, unknown>>;
    const isCopy = typeof source === 'string' && /^[a-z]+\/[\w-]+\.db$/.test(source);
    if (!isCopy && source !== null) return null;
    if (typeof aside !== 'string' || !/^[\dTZ]+$/.test(aside)) return null;
    const wanted = DOCUMENTS_WANTED.find((one) => one === documents) ?? 'none';
    return { source, aside, removeSource: removeSource === true, documents: wanted };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/**
 * Putting the documents of a copy in the place of those that are there, in two steps that a kill may part:
 * first they are written beside the folder, then folders are renamed. The folder of before is moved aside.
 */
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { StoredDocument } from '../../contract/documents.ts';
import { syncFile, syncFolder } from '../backup/disk.ts';
import type { Connection } from '../database.ts';
import { documentFileName, documentText, readDocumentText } from './document-text.ts';
import { countKeptDocuments, keptDocuments } from './kept-documents.ts';

/** Name of the documents' folder below the data folder. */
export const DOCUMENTS_FOLDER = 'documents';
const ASIDE_MAX = 1_000;

/**
 * What of a copy's documents is put back: all of them, in the place of all that are there; those that are
 * not there; none.
 */
export const DOCUMENTS_WANTED = ['all', 'missing', 'none'] as const;
export type DocumentsWanted = (typeof DOCUMENTS_WANTED)[number];

const waitingPath = (folder: string): string => `${folder}.restoring`;

/** Writes the documents of an opened copy beside `folder`; nothing when it has none or none are wanted. */
export function layOutDocuments(db: Connection, folder: string, wanted: DocumentsWanted): void {
  const waiting = waitingPath(folder);
  rmSync(waiting, { recursive: true, force: true });
  if (wanted === 'none' || countKeptDocuments(db) === null) return;
  mkdirSync(waiting, { recursive: true });
  const kinds = new Set<string>();
  for (const document of keptDocuments(db)) {
    const { kind, name } = document;
    kinds.add(kind);
    mkdirSync(join(waiting, kind), { recursive: true });
    const path = join(waiting, kind, documentFileName(name));
    writeFileSync(path, documentText(raised(document, folder)));
    syncFile(path);
  }
  for (const kind of kinds) syncFolder(join(waiting, kind));
  syncFolder(waiting);
  syncFolder(dirname(waiting));
}

/** Drops what `layOutDocuments` has written. */
export function forgetLaidOut(folder: string): void {
  rmSync(waitingPath(folder), { recursive: true, force: true });
}

/**
 * Puts what was laid out in its place and what is there into `asideFolder`, or goes on with it; nothing when
 * nothing was laid out. True when documents have been put back.
 */
export function placeDocuments(
  folder: string,
  asideFolder: string,
  wanted: DocumentsWanted,
): boolean {
  const waiting = waitingPath(folder);
  if (!existsSync(waiting)) return false;
  if (wanted === 'missing') {
    const placed = placeMissing(waiting, folder);
    rmSync(waiting, { recursive: true });
    return placed;
  }
  if (existsSync(folder)) {
    mkdirSync(asideFolder, { recursive: true });
    renameSync(folder, freeName(join(asideFolder, DOCUMENTS_FOLDER)));
    syncFolder(asideFolder);
  }
  renameSync(waiting, folder);
  syncFolder(dirname(folder));
  return true;
}

function placeMissing(waiting: string, folder: string): boolean {
  let placed = false;
  for (const kind of readdirSync(waiting)) {
    mkdirSync(join(folder, kind), { recursive: true });
    for (const file of readdirSync(join(waiting, kind))) {
      const to = join(folder, kind, file);
      if (existsSync(to)) continue;
      renameSync(join(waiting, kind, file), to);
      placed = true;
    }
    syncFolder(join(folder, kind));
  }
  return placed;
}

/** A kill after the first rename and a window that saves before the next start can leave one there. */
function freeName(path: string): string {
  for (let i = 2, free = path; i < ASIDE_MAX; i += 1) {
    if (!existsSync(free)) return free;
    free = `${path}-${String(i)}`;
  }
  throw new Error(`${path} has been set aside too often`);
}

/** With a revision beyond that of now, so that a window that knows the one of now is refused and loads again. */
function raised(document: StoredDocument, folder: string): StoredDocument {
  const path = join(folder, document.kind, documentFileName(document.name));
  const now = existsSync(path) ? readDocumentText(readFileSync(path, 'utf8')) : null;
  return { ...document, revision: Math.max(now?.revision ?? 0, document.revision) + 1 };
}

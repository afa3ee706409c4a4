/**
 * The trader's documents inside a copy of a store. Layouts, keys, drawings and settings belong to the data
 * folder and to no venue; a backup has them in a table of its own, so that it stays one file which is whole
 * or not there, and a restore takes them out before the store is used. Keys of Alpaca are no documents.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { DOCUMENTS_OF_KIND_MAX, DOCUMENT_CHARS_MAX } from '../../contract/bounds.ts';
import { DOCUMENT_KINDS } from '../../contract/documents.ts';
import type { StoredDocument } from '../../contract/documents.ts';
import { isJson } from '../../domain/json-text.ts';
import type { Connection } from '../database.ts';
import { StoreError } from '../store-error.ts';
import { DOCUMENT_SUFFIX, documentText, readDocumentText } from './document-text.ts';

/** Raised when an older program could not put the documents back. */
const KEPT_VERSION = 1;
/** Row of `meta` that says so; a store that is in use has none. */
const VERSION_KEY = 'kept_documents';

const TABLE = `
  DROP TABLE IF EXISTS kept_documents;
  CREATE TABLE kept_documents (
    place INTEGER PRIMARY KEY,
    text TEXT NOT NULL
  ) STRICT;`;
const TEXTS = 'SELECT text FROM kept_documents ORDER BY place';

/** What a copy has of documents. */
export interface KeptDocuments {
  readonly count: number;
  /** SHA-256 over all of them in order, in hexadecimal digits. */
  readonly sha256: string;
}

/** Every document below the folder that can be read, by kind and file name. */
export function* documentsIn(folder: string): Generator<StoredDocument> {
  for (const kind of DOCUMENT_KINDS) {
    const ofKind = join(folder, kind);
    if (!existsSync(ofKind)) continue;
    for (const file of readdirSync(ofKind).toSorted()) {
      if (!file.endsWith(DOCUMENT_SUFFIX)) continue;
      const document = readDocumentText(readFileSync(join(ofKind, file), 'utf8'));
      if (document?.kind === kind) yield document;
    }
  }
}

/** Puts the documents of a folder into a copy of a store, which nobody else has open. */
export function keepDocuments(copy: string, folder: string): KeptDocuments {
  const db = new Database(copy);
  try {
    return db.transaction(() => {
      db.exec(TABLE);
      const put = db.prepare<[string]>('INSERT INTO kept_documents (text) VALUES (?)');
      const sum = createHash('sha256');
      let count = 0;
      for (const document of documentsIn(folder)) {
        const text = documentText(document);
        put.run(text);
        sum.update(text);
        count += 1;
      }
      db.prepare<[string, string]>('INSERT OR REPLACE INTO meta VALUES (?, ?)').run(
        VERSION_KEY,
        String(KEPT_VERSION),
      );
      return { count, sha256: sum.digest('hex') };
    })();
  } finally {
    db.close();
  }
}

/**
 * Reads all documents of a copy; null: it is of a program that kept none. Throws a StoreError when they are
 * of a newer version or none that this program has written, which may be said of a file from anywhere.
 */
export function readKeptDocuments(db: Connection): KeptDocuments | null {
  if (keptVersion(db) === null) return null;
  const sum = createHash('sha256');
  let count = 0;
  for (const document of keptDocuments(db)) {
    sum.update(documentText(document));
    count += 1;
  }
  return { count, sha256: sum.digest('hex') };
}

/** How many a copy has, without reading them; null: it is of a program that kept none. */
export function countKeptDocuments(db: Connection): number | null {
  if (keptVersion(db) === null) return null;
  const row = db
    .prepare<[], { count: number }>('SELECT count(*) AS count FROM kept_documents')
    .get();
  return row?.count ?? 0;
}

/** The documents of a copy that has them, checked one by one. Throws as `readKeptDocuments` does. */
export function* keptDocuments(db: Connection): Generator<StoredDocument> {
  const version = keptVersion(db);
  if (version !== KEPT_VERSION) {
    throw wrong(`they are of version ${String(version)}, and this program knows ${KEPT_VERSION}`);
  }
  const kinds = new Map<string, number>();
  const known = new Set<string>();
  for (const { text } of db.prepare<[], { text: string }>(TEXTS).iterate()) {
    const document = readDocumentText(text);
    if (document === null || !isValue(document.value)) throw wrong('one of them cannot be read');
    const { kind, name } = document;
    const ofKind = (kinds.get(kind) ?? 0) + 1;
    kinds.set(kind, ofKind);
    if (ofKind > DOCUMENTS_OF_KIND_MAX) throw wrong(`there are too many of ${kind}`);
    const key = `${kind}\n${name}`;
    if (known.has(key)) throw wrong(`${kind} ${name} is there twice`);
    known.add(key);
    yield document;
  }
}

/** Takes the documents out of a copy that is to become a store. */
export function dropKeptDocuments(db: Connection): void {
  db.exec('DROP TABLE IF EXISTS kept_documents');
  db.prepare<[string]>('DELETE FROM meta WHERE key = ?').run(VERSION_KEY);
}

function keptVersion(db: Connection): number | null {
  const row = db
    .prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?')
    .get(VERSION_KEY);
  return row === undefined ? null : Number(row.value);
}

/** JSON on one line, as the engine stores it. */
function isValue(text: string): boolean {
  return text.length <= DOCUMENT_CHARS_MAX && !text.includes('\n') && isJson(text);
}

function wrong(why: string): StoreError {
  return new StoreError('store.read_failed', `Its documents cannot be put back: ${why}.`);
}

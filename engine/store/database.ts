/**
 * Opens the database file of one venue: WAL, synchronous=FULL, numbered migrations, and nothing done
 * to a file that is not ours or is newer than this program.
 *
 * Only what better-sqlite3 and its test stand-in (libsql) have in common is used: prepare, exec,
 * run, get, all, iterate and transaction.
 */
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Venue } from '../domain/order.ts';
import { versionInLog } from './log-version.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { StoreError } from './store-error.ts';

export type Connection = Database.Database;

/** 'STPd' in the file's header; says that a file is a store of this program. */
export const APPLICATION_ID = 0x53_54_50_64;
/** Number of the newest migration; the file's `user_version`. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/** Wait for another connection's lock (a checkpoint ending), in milliseconds. */
const BUSY_TIMEOUT_MS = 5_000;

export interface OpenOptions {
  readonly venue: Venue;
  /** `write` makes and migrates the file; `read` wants it as it must be and cannot change it. */
  readonly access: 'write' | 'read';
  /** Page cache in KiB. The hot pages of a trading day are a few MB; more only costs memory. */
  readonly cacheKib: number;
  /** Looks at what is there before it is migrated, and throws when it must not be used. */
  readonly check?: (db: Connection) => void;
  /** Called before each step that brings an older store to this version; not for a new one. */
  readonly onMigration?: (step: MigrationStep) => void;
}

/** One migration of several that an older store needs; they share one transaction. */
export interface MigrationStep {
  /** From 1 on. */
  readonly step: number;
  readonly steps: number;
  /** Of the database's pages. */
  readonly bytes: number;
}

/** Opens, checks and, for `write`, migrates. Throws a StoreError and leaves the file as it was. */
export function openDatabase(file: string, options: OpenOptions): Connection {
  const exists = existsSync(file);
  if (!exists && options.access === 'read') {
    throw new StoreError('store.read_failed', `There is no store at ${file}.`);
  }
  // Only before any connection of this process is open: to close a file of SQLite's by a handle of
  // our own gives up the locks that the process has on it. Source: sqlite.org/howtocorrupt.html 2.2.
  if (exists && options.access === 'write') {
    refuseForeignHeader(file);
    refuseNewerLog(file);
  }
  const db = new Database(file);
  try {
    db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    const version = Number(pragma(db, 'user_version'));
    if (version > SCHEMA_VERSION) throw newerSchema(file, version);
    if (options.access === 'write') prepareNewFile(db);
    configure(db, options);
    options.check?.(db);
    if (options.access === 'write') migrate(db, version, options);
    assertVenue(db, file, options.venue);
    // Not the `readonly` option: such a connection cannot make the shared-memory file it reads by.
    if (options.access === 'read') db.exec('PRAGMA query_only = ON');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** The value of a pragma as it stands. */
export function pragma(db: Connection, name: string): unknown {
  // The row's only column; libsql adds an enumerable one after it.
  const row = db.prepare<[], Record<string, unknown>>(`PRAGMA ${name}`).get();
  return row === undefined ? undefined : Object.values(row)[0];
}

/** Only a file without a page can still be told how it gives free pages back; see chores.ts. */
function prepareNewFile(db: Connection): void {
  if (Number(pragma(db, 'page_count')) === 0) db.exec('PRAGMA auto_vacuum = INCREMENTAL');
}

function configure(db: Connection, options: OpenOptions): void {
  db.prepare('PRAGMA journal_mode = WAL').get();
  // In WAL mode this build defaults to NORMAL, which loses the newest commits in a power cut.
  db.exec('PRAGMA synchronous = FULL');
  db.exec('PRAGMA foreign_keys = ON');
  db.exec('PRAGMA temp_store = MEMORY');
  db.exec(`PRAGMA cache_size = -${options.cacheKib}`);
  // No memory map: an I/O error on a mapped page is a signal that ends the process, where read()
  // gives an error code that the trader can be told about.
  db.prepare('PRAGMA mmap_size = 0').get();
  // Checkpoints are asked for, never a surprise inside a commit. (Returns a row.)
  db.prepare('PRAGMA wal_autocheckpoint = 0').get();
  const journal = pragma(db, 'journal_mode');
  const synchronous = Number(pragma(db, 'synchronous'));
  const foreignKeys = Number(pragma(db, 'foreign_keys'));
  if (journal !== 'wal' || synchronous !== 2 || foreignKeys !== 1) {
    throw new StoreError(
      'store.not_durable',
      `SQLite did not take the settings that durability needs: journal_mode=${String(journal)}, ` +
        `synchronous=${synchronous}, foreign_keys=${foreignKeys}.`,
    );
  }
}

function migrate(db: Connection, from: number, { venue, onMigration }: OpenOptions): void {
  if (from === SCHEMA_VERSION) return;
  const steps = SCHEMA_VERSION - from;
  const bytes = Number(pragma(db, 'page_count')) * Number(pragma(db, 'page_size'));
  const run = db.transaction(() => {
    for (const [i, migration] of MIGRATIONS.slice(from).entries()) {
      if (from > 0) onMigration?.({ step: i + 1, steps, bytes });
      migration(db, { venue });
    }
    db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    db.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
  });
  run();
  // Brings the version into the file's own header, where the next start reads it before opening.
  db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
}

function assertVenue(db: Connection, file: string, venue: Venue): void {
  const row = db.prepare<[], { value: string }>(`SELECT value FROM meta WHERE key = 'venue'`).get();
  if (row?.value === venue) return;
  const found = row?.value ?? 'no venue';
  throw new StoreError('store.wrong_venue', `${file} is a store of ${found}, not of ${venue}.`);
}

/** Reads the header without SQLite, which would already touch the files beside it. */
function refuseForeignHeader(file: string): void {
  const header = Buffer.alloc(100);
  const handle = openSync(file, 'r');
  const read = readSync(handle, header, 0, header.length, 0);
  closeSync(handle);
  if (read === 0) return; // Created and not yet written: a crash before the first migration.
  const magic = header.toString('latin1', 0, 15);
  if (read < header.length || magic !== 'SQLite format 3') {
    throw new StoreError('store.not_ours', `${file} is not a database.`);
  }
  const version = header.readUInt32BE(60);
  const application = header.readUInt32BE(68);
  // Both 0: made by SQLite, migration not yet checkpointed; what the log holds is checked later.
  if (application === 0 && version === 0) return;
  if (application !== APPLICATION_ID) {
    throw new StoreError('store.not_ours', `${file} is a database of another program.`);
  }
  if (version > SCHEMA_VERSION) throw newerSchema(file, version);
}

/** A newer program was killed before its migration had reached the file. */
function refuseNewerLog(file: string): void {
  const version = versionInLog(file) ?? 0;
  if (version > SCHEMA_VERSION) throw newerSchema(file, version);
}

function newerSchema(file: string, version: number): StoreError {
  return new StoreError(
    'store.newer_schema',
    `${file} was written by a newer version of the program (schema ${version}; this one knows ` +
      `${SCHEMA_VERSION}). It has not been touched. Start the newer version.`,
  );
}

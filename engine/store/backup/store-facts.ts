import { openSync, closeSync, readSync } from 'node:fs';
import Database from 'better-sqlite3';
import { assert } from '../../domain/assert.ts';
import type { Venue } from '../../domain/order.ts';
import { APPLICATION_ID, SCHEMA_VERSION, pragma } from '../database.ts';
import type { Connection } from '../database.ts';
import { StoreError } from '../store-error.ts';

/** What a store says of itself; read at once however large it is. */
export interface StoreFacts {
  readonly storeId: string;
  /** Number of the newest migration that the file has had. */
  readonly schemaVersion: number;
  readonly lastEventSeq: number;
  readonly lastOrderId: number;
  readonly lastExecutionId: number;
  readonly cashMicros: number;
}

/** The same with its rows counted, by which a copy is compared with its original. */
export interface CountedFacts extends StoreFacts {
  readonly orders: number;
  readonly trades: number;
}

const FACTS = `
  SELECT (SELECT value FROM meta WHERE key = 'store_id') AS storeId,
    (SELECT coalesce(max(seq), 0) FROM order_events) AS lastEventSeq,
    (SELECT coalesce(max(order_id), 0) FROM orders) AS lastOrderId,
    (SELECT coalesce(max(execution_id), 0) FROM trades) AS lastExecutionId,
    (SELECT cash_micros FROM account WHERE id = 1) AS cashMicros`;
const COUNTS = `
  SELECT (SELECT count(*) FROM orders) AS orders, (SELECT count(*) FROM trades) AS trades`;

/** Reads the figures by a connection whose file has been checked. */
export function readStoreFacts(db: Connection): StoreFacts {
  const row = db.prepare<[], Omit<StoreFacts, 'schemaVersion'>>(FACTS).get();
  assert(row !== undefined, 'a select of single values gives a row');
  // By name: libsql adds a column of its own.
  const { storeId, lastEventSeq, lastOrderId, lastExecutionId, cashMicros } = row;
  const schemaVersion = Number(pragma(db, 'user_version'));
  return { storeId, schemaVersion, lastEventSeq, lastOrderId, lastExecutionId, cashMicros };
}

/** Also counts; reads an index of each table, which takes some 50 ms a million rows. */
export function countStoreFacts(db: Connection): CountedFacts {
  const row = db.prepare<[], { orders: number; trades: number }>(COUNTS).get();
  assert(row !== undefined, 'a select of single values gives a row');
  return { ...readStoreFacts(db), orders: row.orders, trades: row.trades };
}

export function sameFacts(a: CountedFacts, b: CountedFacts): boolean {
  return (
    a.storeId === b.storeId &&
    a.schemaVersion === b.schemaVersion &&
    a.lastEventSeq === b.lastEventSeq &&
    a.lastOrderId === b.lastOrderId &&
    a.lastExecutionId === b.lastExecutionId &&
    a.orders === b.orders &&
    a.trades === b.trades &&
    a.cashMicros === b.cashMicros
  );
}

/**
 * Opens a copy of a store (a backup, or what an archive held), which nothing writes to; makes no files
 * beside it. Throws a StoreError when it is not a database of this program and venue, or too new.
 */
export function openCopy(file: string, venue: Venue): Connection {
  refuseForeignHeader(file);
  const db = new Database(file, { readonly: true, fileMustExist: true });
  try {
    const version = Number(pragma(db, 'user_version'));
    if (version > SCHEMA_VERSION) {
      throw new StoreError(
        'store.newer_schema',
        `${file} was written by a newer version of the program (schema ${version}; this one ` +
          `knows ${SCHEMA_VERSION}). Start the newer version.`,
      );
    }
    const row = db
      .prepare<[], { value: string }>(`SELECT value FROM meta WHERE key = 'venue'`)
      .get();
    if (row?.value !== venue) {
      const found = row?.value ?? 'no venue';
      throw new StoreError('store.wrong_venue', `${file} is a store of ${found}, not of ${venue}.`);
    }
    return db;
  } catch (error) {
    db.close();
    if (error instanceof StoreError) throw error;
    throw new StoreError('store.read_failed', `${file} cannot be read.`, { cause: error });
  }
}

/** Opened by a handle of our own, which is safe on a copy only: no connection has it open. */
function refuseForeignHeader(file: string): void {
  const header = Buffer.alloc(100);
  const handle = openSync(file, 'r');
  const read = readSync(handle, header, 0, header.length, 0);
  closeSync(handle);
  const isOurs =
    read === header.length &&
    header.toString('latin1', 0, 15) === 'SQLite format 3' &&
    header.readUInt32BE(68) === APPLICATION_ID;
  if (!isOurs) throw new StoreError('store.not_ours', `${file} is not a store of this program.`);
}

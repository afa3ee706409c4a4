import { openSync, closeSync, readSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Venue } from '../../domain/order.ts';
import { APPLICATION_ID, SCHEMA_VERSION, pragma } from '../database.ts';
import type { Connection } from '../database.ts';
import { StoreError } from '../store-error.ts';

/** What a store holds, in figures by which a copy is compared with its original. */
export interface StoreFacts {
  readonly storeId: string;
  /** Number of the newest migration that the file has had. */
  readonly schemaVersion: number;
  readonly lastEventSeq: number;
  readonly orders: number;
  readonly trades: number;
  readonly cashMicros: number;
}

const COUNTS = `
  SELECT (SELECT value FROM meta WHERE key = 'store_id') AS storeId,
    (SELECT coalesce(max(seq), 0) FROM order_events) AS lastEventSeq,
    (SELECT count(*) FROM orders) AS orders,
    (SELECT count(*) FROM trades) AS trades,
    (SELECT cash_micros FROM account WHERE id = 1) AS cashMicros`;

/** Reads the figures by a connection whose file has been checked. Counts go over an index. */
export function readStoreFacts(db: Connection): StoreFacts {
  const row = db.prepare<[], Omit<StoreFacts, 'schemaVersion'>>(COUNTS).get();
  const { storeId, lastEventSeq, orders, trades, cashMicros } = row ?? EMPTY;
  const schemaVersion = Number(pragma(db, 'user_version'));
  return { storeId, schemaVersion, lastEventSeq, orders, trades, cashMicros };
}

const EMPTY = { storeId: '', lastEventSeq: 0, orders: 0, trades: 0, cashMicros: 0 };

export function sameFacts(a: StoreFacts, b: StoreFacts): boolean {
  return (
    a.storeId === b.storeId &&
    a.schemaVersion === b.schemaVersion &&
    a.lastEventSeq === b.lastEventSeq &&
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

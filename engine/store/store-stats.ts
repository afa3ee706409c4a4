import { statSync } from 'node:fs';
import type { StoreStats, TableRows } from '../contract/maintenance.ts';
import { pragma } from './database.ts';
import type { Connection } from './database.ts';
import { readStoreFacts } from './backup/store-facts.ts';
import { tickUsage } from './ticks.ts';

const AUTO_VACUUM_INCREMENTAL = 2;
const TABLES = `
  SELECT name FROM sqlite_schema
  WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`;
const HAS_TICKS = `SELECT count(*) AS n FROM sqlite_schema WHERE name = 'ticks'`;
const FIRST_FILL = 'SELECT min(executed_us) AS us FROM trades';
const LAST_FILL = 'SELECT max(executed_us) AS us FROM trades';

/** Counts what is in a store of any schema; events by their numbers, which have no gaps. */
export function readStoreStats(db: Connection, file: string): StoreStats {
  const { storeId, schemaVersion, lastEventSeq } = readStoreFacts(db);
  const first = db.prepare<[], { us: number | null }>(FIRST_FILL).get();
  const last = db.prepare<[], { us: number | null }>(LAST_FILL).get();
  const pageBytes = Number(pragma(db, 'page_size'));
  return {
    file,
    storeId,
    schemaVersion,
    sqliteVersion: sqliteVersion(db),
    fileBytes: sizeOf(file),
    walBytes: sizeOf(`${file}-wal`),
    freeBytes: Number(pragma(db, 'freelist_count')) * pageBytes,
    canShrink: Number(pragma(db, 'auto_vacuum')) === AUTO_VACUUM_INCREMENTAL,
    tables: countTables(db, lastEventSeq),
    firstFillUs: first?.us ?? null,
    lastFillUs: last?.us ?? null,
    tickBytes: hasTicks(db) ? tickUsage(db).bytes : 0,
  };
}

function countTables(db: Connection, lastEventSeq: number): TableRows[] {
  const tables = db.prepare<[], { name: string }>(TABLES).all();
  return tables.map(({ name }) => {
    if (name === 'order_events') return { table: name, rows: lastEventSeq };
    if (name === 'ticks') return { table: name, rows: tickUsage(db).chunks };
    // Names are the schema's own.
    const row = db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM "${name}"`).get();
    return { table: name, rows: row?.n ?? 0 };
  });
}

/** Stores of before the ticks have no such table. */
function hasTicks(db: Connection): boolean {
  return (db.prepare<[], { n: number }>(HAS_TICKS).get()?.n ?? 0) > 0;
}

function sqliteVersion(db: Connection): string {
  return db.prepare<[], { v: string }>('SELECT sqlite_version() AS v').get()?.v ?? '';
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

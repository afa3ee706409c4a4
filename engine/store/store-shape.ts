/**
 * Whether the file still has the indexes that its schema has, and whether the planner's statistics are
 * still those of its tables. Somebody with another SQLite program can change both.
 */
import Database from 'better-sqlite3';
import { STATISTICS_ROWS_MIN } from '../contract/telemetry.ts';
import type { SchemaIndex, TableStatistics } from '../contract/telemetry.ts';
import type { Venue } from '../domain/order.ts';
import type { Connection } from './database.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { statisticsTimes } from './statistics-times.ts';

/**
 * Tables that grow with trading and are found by indexes; each has a row number that only grows. SQLite makes no
 * statistics of its own accord for one that is only read by its row number, such as the events.
 */
const TABLES = ['orders', 'trades'] as const;

export interface StoreShape {
  /** Indexes that the schema has and the file has not. */
  readonly indexesMissing: readonly SchemaIndex[];
  readonly indexesWanted: number;
  /** Tables that the planner has statistics of. */
  readonly analysed: number;
  /** Of the tables that grow with trading. */
  readonly statistics: readonly TableStatistics[];
}

interface IndexRow extends SchemaIndex {
  readonly sql: string;
}

/** The indexes of the schema, by name. */
export function wantedIndexes(venue: Venue): ReadonlyMap<string, IndexRow> {
  const db = new Database(':memory:');
  try {
    for (const migration of MIGRATIONS) migration(db, { venue });
    return new Map(indexesOf(db).map((index) => [index.name, index]));
  } finally {
    db.close();
  }
}

/** Reads it, in a moment: names, and the ends of some tables. */
export function storeShape(db: Connection, wanted: ReturnType<typeof wantedIndexes>): StoreShape {
  const there = new Set(indexesOf(db).map(({ name }) => name));
  const analysed = analysedRows(db);
  const taken = statisticsTimes(db);
  const missing = [...wanted.values()].filter(({ name }) => !there.has(name));
  return {
    indexesMissing: missing.map(({ name, table }) => ({ name, table })),
    indexesWanted: wanted.size,
    analysed: analysed.size,
    statistics: TABLES.map((table) => {
      const rowsThen = analysed.get(table) ?? null;
      const takenUs = rowsThen === null ? null : (taken.get(table) ?? null);
      return { table, rows: lastRow(db, table), rowsThen, takenUs };
    }),
  };
}

/**
 * How many times as many rows a table has as when its statistics were taken, or as few, of the one that is furthest
 * off: 1 or more. What never had any counts as taken of one row, what is small as being as it was.
 */
export function statisticsDrift(tables: readonly TableStatistics[]): number {
  const drifts = tables.map(({ rows, rowsThen }) => {
    if (rows < STATISTICS_ROWS_MIN) return 1;
    const then = Math.max(1, rowsThen ?? 1);
    return Math.max(rows / then, then / rows);
  });
  return Math.max(1, ...drifts);
}

/** Rows of each table that has statistics, as they were then. */
function analysedRows(db: Connection): ReadonlyMap<string, number> {
  const analysed = new Map<string, number>();
  const hasStatistics = db
    .prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE name = 'sqlite_stat1'`)
    .get();
  if (hasStatistics === undefined) return analysed;
  const rows = db.prepare<[], { tbl: string; stat: string }>('SELECT tbl, stat FROM sqlite_stat1');
  for (const { tbl, stat } of rows.all()) {
    // The first number of an index is the rows of its table; of a partial one fewer.
    const count = Number.parseInt(stat, 10);
    analysed.set(tbl, Math.max(analysed.get(tbl) ?? 0, count));
  }
  return analysed;
}

function lastRow(db: Connection, table: (typeof TABLES)[number]): number {
  const row = db
    .prepare<[], { last: number | null }>(`SELECT max(rowid) AS last FROM ${table}`)
    .get();
  return row?.last ?? 0;
}

function indexesOf(db: Connection): readonly IndexRow[] {
  const sql = `
    SELECT name, tbl_name AS "table", sql FROM sqlite_schema
    WHERE type = 'index' AND sql IS NOT NULL ORDER BY name`;
  return db.prepare<[], IndexRow>(sql).all();
}

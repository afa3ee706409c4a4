/**
 * Whether the file still has the indexes that its schema has, and whether the planner's statistics are
 * still those of its tables. Somebody with another SQLite program can change both.
 */
import Database from 'better-sqlite3';
import type { Venue } from '../domain/order.ts';
import type { Connection } from './database.ts';
import { MIGRATIONS } from './migrations/index.ts';

/** Tables of fewer rows are read in a moment whatever plan is chosen. */
const ROWS_MIN = 10_000;
/** The drift of a table that has never been analysed. */
const NEVER_ANALYSED = 10;
/**
 * Tables that grow with trading and are found by indexes; each has a row number that only grows. SQLite makes no
 * statistics of its own accord for one that is only read by its row number, such as the events.
 */
const TABLES = ['orders', 'trades'] as const;

export interface StoreShape {
  /** Names of indexes that the schema has and the file has not. */
  readonly indexesMissing: readonly string[];
  readonly indexesWanted: number;
  /** |ln(rows now / rows when analysed)| of the table that has drifted most; 0: none is large. */
  readonly statisticsDrift: number;
}

/** The SQL of each index of the schema, by name. */
export function wantedIndexes(venue: Venue): ReadonlyMap<string, string> {
  const db = new Database(':memory:');
  try {
    for (const migration of MIGRATIONS) migration(db, { venue });
    return new Map(indexesOf(db).map(({ name, sql }) => [name, sql]));
  } finally {
    db.close();
  }
}

/** Reads it, in a moment: names, and the ends of some tables. */
export function storeShape(db: Connection, wanted: ReadonlyMap<string, string>): StoreShape {
  const there = new Set(indexesOf(db).map(({ name }) => name));
  return {
    indexesMissing: [...wanted.keys()].filter((name) => !there.has(name)),
    indexesWanted: wanted.size,
    statisticsDrift: Math.max(0, ...driftsOf(db)),
  };
}

function driftsOf(db: Connection): number[] {
  const analysed = new Map<string, number>();
  const hasStatistics = db
    .prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE name = 'sqlite_stat1'`)
    .get();
  if (hasStatistics !== undefined) {
    const rows = db.prepare<[], { tbl: string; stat: string }>(
      'SELECT tbl, stat FROM sqlite_stat1',
    );
    for (const { tbl, stat } of rows.all()) {
      // The first number of an index is the rows of its table; of a partial one fewer.
      const count = Number.parseInt(stat, 10);
      analysed.set(tbl, Math.max(analysed.get(tbl) ?? 0, count));
    }
  }
  return TABLES.map((table) => {
    const rows = lastRow(db, table);
    if (rows < ROWS_MIN) return 0;
    const before = analysed.get(table) ?? 0;
    return before === 0 ? NEVER_ANALYSED : Math.abs(Math.log(rows / before));
  });
}

function lastRow(db: Connection, table: (typeof TABLES)[number]): number {
  const row = db
    .prepare<[], { last: number | null }>(`SELECT max(rowid) AS last FROM ${table}`)
    .get();
  return row?.last ?? 0;
}

function indexesOf(db: Connection): readonly { readonly name: string; readonly sql: string }[] {
  const sql = `SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL`;
  return db.prepare<[], { name: string; sql: string }>(sql).all();
}

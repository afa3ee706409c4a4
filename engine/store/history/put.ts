import type Database from 'better-sqlite3';
import type { Connection } from '../database.ts';

/** A prepared statement that writes one row, parameters in the order of its columns. */
export type Put = Database.Statement<(string | number | null)[]>;

/** Prepares a statement that writes. */
export function prepareWrite(db: Connection, sql: string): Put {
  return db.prepare<(string | number | null)[]>(sql);
}

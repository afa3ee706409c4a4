import { readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';

const PAGE_BYTES = 4_096;

/**
 * Overwrites the first page of a table or an index in a store that nobody has open, as a bad disk
 * would. Throws when there is none of the name.
 */
export function damagePage(file: string, name: string): void {
  const db = new Database(file, { readonly: true });
  const row = db
    .prepare<[string], { rootpage: number }>('SELECT rootpage FROM sqlite_schema WHERE name = ?')
    .get(name);
  db.close();
  if (row === undefined) throw new Error(`there is no ${name}`);
  const bytes = readFileSync(file);
  bytes.fill(0xa5, (row.rootpage - 1) * PAGE_BYTES, row.rootpage * PAGE_BYTES);
  writeFileSync(file, bytes);
}

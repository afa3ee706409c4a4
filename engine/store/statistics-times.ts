/** When this program took the planner's statistics of each table, which SQLite keeps no time of. */
import type { Connection } from './database.ts';

/** Keys of the settings; behind it the table's name. */
const PREFIX = 'statistics.';

/** Notes that they were taken of these tables, at this wall time in microseconds. */
export function noteStatistics(db: Connection, tables: readonly string[], atUs: number): void {
  const note = db.prepare<[string, string]>('INSERT OR REPLACE INTO settings VALUES (?, ?)');
  for (const table of tables) note.run(`${PREFIX}${table}`, String(atUs));
}

/** Wall time in microseconds by table; without those of which another program took them. */
export function statisticsTimes(db: Connection): ReadonlyMap<string, number> {
  const rows = db
    .prepare<[string, string], { key: string; value: string }>(
      'SELECT key, value FROM settings WHERE key >= ? AND key < ?',
    )
    .all(PREFIX, `${PREFIX}~`);
  return new Map(rows.map(({ key, value }) => [key.slice(PREFIX.length), Number(value)]));
}

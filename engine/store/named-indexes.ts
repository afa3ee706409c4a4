import type { Venue } from '../domain/order.ts';
import type { Connection } from './database.ts';
import { READ_STATEMENTS } from './statements.ts';
import { storeShape, wantedIndexes } from './store-shape.ts';

/** Indexes that statements name, without which SQLite does not take them. */
const NAMED: ReadonlySet<string> = new Set(
  Object.values(READ_STATEMENTS).flatMap((sql) =>
    Array.from(sql.matchAll(/\bINDEXED BY (\w+)/g), ([, name = '']) => name),
  ),
);

/**
 * Makes again what is gone of the indexes that statements name: no thread of the store could begin without them,
 * and nobody would be there to offer it. It takes about a second a million rows.
 */
export function restoreNamedIndexes(db: Connection, venue: Venue): void {
  const rows = db
    .prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'index'`)
    .all();
  const there = new Set(rows.map(({ name }) => name));
  if ([...NAMED].every((name) => there.has(name))) return;
  const wanted = wantedIndexes(venue);
  for (const { name } of storeShape(db, wanted).indexesMissing) {
    if (NAMED.has(name)) db.exec(wanted.get(name)?.sql ?? '');
  }
}

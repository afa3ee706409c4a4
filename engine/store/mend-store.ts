/** What the advisor may do to a store that has become slow; each step is short and is told of. */
import type { Venue } from '../domain/order.ts';
import type { Connection } from './database.ts';
import { noteStatistics } from './statistics-times.ts';
import { storeShape, wantedIndexes } from './store-shape.ts';

/** Rows of an index that statistics are made of: some milliseconds for the whole store. */
const ANALYSIS_LIMIT = 400;

export type Mend =
  /** Statistics of all tables, taken at this wall time in microseconds. */
  | { readonly name: 'mend'; readonly what: 'analyze'; readonly atUs: number }
  | {
      readonly name: 'mend';
      /**
       * `indexes`: makes one missing index again, which takes about a second a million rows; `left`: those
       * still missing. `reindex`: builds those of the next table.
       */
      readonly what: 'indexes' | 'reindex';
      /** Of `reindex`: tables done before. */
      readonly done: number;
    };

export function mendStore(
  db: Connection,
  venue: Venue,
  mend: Mend,
): { readonly done: number; readonly left: number } {
  switch (mend.what) {
    case 'analyze':
      db.prepare(`PRAGMA analysis_limit = ${ANALYSIS_LIMIT}`).get();
      db.transaction(() => {
        db.exec('ANALYZE');
        const tables = db.prepare<[], { tbl: string }>('SELECT DISTINCT tbl FROM sqlite_stat1');
        noteStatistics(
          db,
          tables.all().map(({ tbl }) => tbl),
          mend.atUs,
        );
      })();
      return { done: 1, left: 0 };
    case 'indexes': {
      const wanted = wantedIndexes(venue);
      const { indexesMissing } = storeShape(db, wanted);
      const index = wanted.get(indexesMissing[0]?.name ?? '');
      if (index === undefined) return { done: 0, left: 0 };
      db.exec(index.sql);
      return { done: 1, left: indexesMissing.length - 1 };
    }
    case 'reindex': {
      const tables = db
        .prepare<[], { tbl_name: string }>(
          `SELECT DISTINCT tbl_name FROM sqlite_schema WHERE type = 'index' ORDER BY tbl_name`,
        )
        .all();
      const next = tables[mend.done];
      if (next === undefined) return { done: 0, left: 0 };
      db.exec(`REINDEX "${next.tbl_name}"`);
      return { done: 1, left: tables.length - mend.done - 1 };
    }
  }
}

import type { Connection } from '../database.ts';
import { CopyCanceled } from './copy-store.ts';

/** Faults listed by a check; the first ones say enough. */
const FAULTS_MAX = 20;

const TABLES = `
  SELECT name FROM sqlite_schema
  WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`;

/** How far a check is, in tables. */
export interface CheckStep {
  readonly done: number;
  readonly total: number;
}

/**
 * SQLite's quick_check (pages, rows, keys, constraints; not whether each index has each row), one table
 * after the other. Yields before each table, so that the caller can stop or let others run; returns
 * what is wrong, in SQLite's words, or nothing. A table is read in one go: some 2 s a GB.
 */
export function* checkSlices(db: Connection): Generator<CheckStep, string[]> {
  const faults: string[] = [];
  try {
    const tables = db.prepare<[], { name: string }>(TABLES).all();
    for (const [done, { name }] of tables.entries()) {
      yield { done, total: tables.length };
      // Names are the schema's own. (libsql adds a column after the only one.)
      const rows = db
        .prepare<[], Record<string, unknown>>(`PRAGMA quick_check("${name.replaceAll('"', '""')}")`)
        .all();
      for (const row of rows) {
        const text = String(Object.values(row)[0]);
        if (text !== 'ok' && faults.length < FAULTS_MAX) faults.push(`${name}: ${text}`);
      }
    }
  } catch (error) {
    // A page that is so wrong that the check itself cannot go on.
    if (!(error instanceof Error) || !('code' in error)) throw error;
    faults.push(error.message);
  }
  return faults;
}

/** How a check of many slices is steered. */
export interface SliceControl {
  readonly isCanceled: () => boolean;
  readonly onProgress: (progress: { readonly phase: 'checking'; readonly share: number }) => void;
  /** Lets other messages of the thread through between two slices. */
  readonly pause: () => Promise<void>;
}

/** The same to its end, with pauses; rejects with CopyCanceled when it is called off. */
export async function runSlices(
  slices: Generator<CheckStep, string[]>,
  { isCanceled, onProgress, pause }: SliceControl,
): Promise<string[]> {
  for (let slice = slices.next(); ; slice = slices.next()) {
    if (slice.done === true) return slice.value;
    if (isCanceled()) throw new CopyCanceled();
    const { done, total } = slice.value;
    onProgress({ phase: 'checking', share: done / total });
    await pause();
  }
}

/** The same to its end, for callers that have nothing else to do. */
export function checkAll(db: Connection): string[] {
  const slices = checkSlices(db);
  for (;;) {
    const { done, value } = slices.next();
    if (done === true) return value;
  }
}

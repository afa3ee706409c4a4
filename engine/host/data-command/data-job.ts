import { setImmediate as nextTurn } from 'node:timers/promises';
import { join } from 'node:path';
import type { Venue } from '../../domain/order.ts';
import type { TimeUs } from '../../domain/time.ts';
import { SCHEMA_VERSION, openDatabase, pragma } from '../../store/database.ts';
import type { Connection } from '../../store/database.ts';
import { StoreError } from '../../store/store-error.ts';
import type { Console } from './console.ts';

/** Pages of a run over all of a store. */
const CACHE_KIB = 16_384;

/** What every command works with. */
export interface DataJob {
  readonly folder: string;
  readonly venue: Venue;
  readonly file: string;
  readonly console: Console;
  readonly nowUs: () => TimeUs;
  /** True after Ctrl+C. */
  readonly isCanceled: () => boolean;
  readonly pause: () => Promise<void>;
}

export function dataJob(
  parts: Pick<DataJob, 'folder' | 'console' | 'nowUs' | 'isCanceled'>,
): DataJob {
  const venue = 'local';
  const file = join(parts.folder, `${venue}.db`);
  return { ...parts, venue, file, pause: () => nextTurn() };
}

/** Opens the store to read, for as long as `read` takes; an engine may be writing to it. */
export async function withStore<Result>(
  { file, venue }: DataJob,
  read: (db: Connection) => Result | Promise<Result>,
): Promise<Result> {
  const db = openDatabase(file, { venue, access: 'read', cacheKib: CACHE_KIB });
  try {
    return await read(db);
  } finally {
    db.close();
  }
}

/** Throws where statements of this version would not find their columns. */
export function needNewestSchema(db: Connection, file: string): void {
  const version = Number(pragma(db, 'user_version'));
  if (version === SCHEMA_VERSION) return;
  throw new StoreError(
    'store.read_failed',
    `${file} is of an older version (schema ${version}, this one writes ${SCHEMA_VERSION}). ` +
      'Start the terminal on it once, which brings it up to date.',
  );
}

import { checkAll } from './backup/check-slices.ts';
import { pragma } from './database.ts';
import type { Connection } from './database.ts';
import { StoreError } from './store-error.ts';

/**
 * Largest store that is read from end to end at each start: some 0.1 s. In a larger one damaged pages
 * are found when they are read, and by the checks of backups.
 */
const CHECKED_BYTES_MAX = 32 * 1_024 * 1_024;

/** Throws `store.damaged` when pages of a store, if it is not too large, are not what was written. */
export function checkPages(db: Connection, file: string): void {
  const bytes = Number(pragma(db, 'page_count')) * Number(pragma(db, 'page_size'));
  if (bytes > CHECKED_BYTES_MAX) return;
  const [fault] = checkAll(db);
  if (fault !== undefined) throw new StoreError('store.damaged', `${file} is damaged (${fault}).`);
}

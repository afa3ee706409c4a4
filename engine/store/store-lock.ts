import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { StoreError } from './store-error.ts';
import { storeFault } from './store-fault.ts';

/** A data folder that is ours until released, or until this process ends in whatever way. */
export interface StoreLock {
  release(): void;
}

/** Connections that hold a lock. A collected one would be closed, and its lock given up unasked. */
const held = new Set<Database.Database>();

/**
 * Makes the folder if needed and takes it for this process alone; throws `store.in_use` when another
 * engine has it, and another StoreError when the disk does not let it be taken. The lock is SQLite's exclusive lock on a file of its own: the operating system drops
 * it with the process, kill -9 included, so there is no stale lock to clean up.
 */
export function lockDataFolder(folder: string): StoreLock {
  const db = openLock(folder);
  try {
    db.exec('PRAGMA busy_timeout = 0');
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code !== 'SQLITE_BUSY' && code !== 'SQLITE_LOCKED') throw storeFault(error, folder);
    throw new StoreError(
      'store.in_use',
      `Another engine is running on the data folder ${folder}. Close it, or choose another folder.`,
    );
  }
  held.add(db);
  return {
    release() {
      held.delete(db);
      db.close();
    },
  };
}

function openLock(folder: string): Database.Database {
  try {
    mkdirSync(folder, { recursive: true });
    return new Database(join(folder, 'engine.lock'));
  } catch (error) {
    throw storeFault(error, folder);
  }
}

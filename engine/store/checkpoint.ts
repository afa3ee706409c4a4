import type { Connection } from './database.ts';

/** How far the log is: frames of 4 KiB in it, and of them in the database file by now. */
export interface LogState {
  readonly frames: number;
  readonly framesMoved: number;
}

/**
 * Moves what it can from the log into the file without waiting for anyone. Run on another thread than
 * the writer's it does not hold up commits; when all has been moved, the writer starts the log over.
 */
export function checkpoint(db: Connection): LogState {
  const row = db
    .prepare<[], { log: number; checkpointed: number }>('PRAGMA wal_checkpoint(PASSIVE)')
    .get();
  return { frames: row?.log ?? 0, framesMoved: row?.checkpointed ?? 0 };
}

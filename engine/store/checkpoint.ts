/**
 * When the write-ahead log is moved into the database file. Measured at 1,000 orders/s, a checkpoint's
 * fsync holds up commits of other threads too, and a log of 128 MiB holds only some 6 MiB of different
 * pages: so it is done seldom under load, and at once when nothing is going on.
 */
import type { Connection } from './database.ts';

/** Frames of 4 KiB in the log at which it is moved whatever is going on: 64 MiB, read in 0.1 s. */
export const LOG_FRAMES_MAX = 16_384;
/** Of a page in the log with its header. Source: sqlite.org/fileformat2.html, chapter 4. */
export const LOG_FRAME_BYTES = 4_096 + 24;
/** Looks at an unchanged log before it is moved for being idle. */
const IDLE_LOOKS = 8;

/** How far the log is, in frames (pages written to it). */
export interface LogState {
  readonly frames: number;
  /** Of them in the database file by now; when all are, the next commit starts the log over. */
  readonly framesMoved: number;
}

/**
 * Looks at the log without moving anything; some microseconds. (SQLite before 3.51 does not know
 * NOOP and takes it for PASSIVE, which does no harm: the log is then moved at every look.)
 */
export function lookAtLog(db: Connection): LogState {
  const row = db
    .prepare<[], { log: number; checkpointed: number }>('PRAGMA wal_checkpoint(NOOP)')
    .get();
  return { frames: row?.log ?? 0, framesMoved: row?.checkpointed ?? 0 };
}

/**
 * Decides by looks at regular times: `idle` when there is something to move and nothing was added
 * lately, `large` when the log must not grow any more.
 */
export function checkpointPolicy(): (log: LogState) => 'none' | 'idle' | 'large' {
  let lastFrames = 0;
  let unchanged = 0;
  return (log) => {
    unchanged = log.frames === lastFrames ? unchanged + 1 : 0;
    lastFrames = log.frames;
    if (log.framesMoved >= log.frames) return 'none';
    if (log.frames >= LOG_FRAMES_MAX) return 'large';
    return unchanged >= IDLE_LOOKS ? 'idle' : 'none';
  };
}

/**
 * Moves what it can without waiting for anyone; commits go on meanwhile. What is committed while it
 * runs stays in the log.
 */
export function checkpoint(db: Connection): void {
  db.prepare('PRAGMA wal_checkpoint(PASSIVE)').get();
}

/**
 * When the write-ahead log is moved into the database file. Measured at 1,000 orders/s, a checkpoint's
 * fsync holds up commits of other threads too, and a log of 128 MiB holds only some 6 MiB of different
 * pages: so it is done seldom under load, and at once when nothing is going on.
 */
import { openSync, readSync } from 'node:fs';
import type { Connection } from './database.ts';

/** Frames of 4 KiB in the log at which it is moved whatever is going on: 64 MiB, read in 0.1 s. */
export const LOG_FRAMES_MAX = 16_384;
/** Looks at an unchanged log before it is moved for being idle. */
const IDLE_LOOKS = 8;

/** How far the log is, in frames (pages written to it). */
export interface LogState {
  readonly frames: number;
  /** Of them in the database file by now; when all are, the next commit starts the log over. */
  readonly framesMoved: number;
}

/** Reads the state from the log's shared index, without a lock. */
export interface LogGauge {
  read(): LogState;
}

// Offsets in the wal-index header. Source: sqlite.org/walformat.html, 2.1.
const MX_FRAME = 16;
const N_BACKFILL = 96;
const HEADER_BYTES = 136;

/**
 * Needs a connection to be open on `file` for as long as it is used. The handle is left open until
 * the process ends: to close it would give up the locks that the process has on the index, which
 * its other connections rely on. Source: sqlite.org/howtocorrupt.html 2.2.
 */
export function openLogGauge(file: string): LogGauge {
  const handle = openSync(`${file}-shm`, 'r');
  const bytes = new Uint8Array(HEADER_BYTES);
  // The index is in the machine's own byte order.
  const words = new Uint32Array(bytes.buffer);
  return {
    read() {
      readSync(handle, bytes, 0, HEADER_BYTES, 0);
      return { frames: words[MX_FRAME / 4] ?? 0, framesMoved: words[N_BACKFILL / 4] ?? 0 };
    },
  };
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

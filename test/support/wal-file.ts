/** SQLite's write-ahead log read by hand. Source: sqlite.org/fileformat2.html, chapter 4. */

/** Bytes of the log's header, and of each frame's before its page. */
const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const PAGE_SIZE_AT = 8;
const SALTS_AT = 16;
/** Where a frame's header has the size of the database after its commit; 0: not the last of one. */
const COMMIT_AT = 4;
const FRAME_SALTS_AT = 8;
const SALTS_BYTES = 8;

export interface WalFrame {
  /** Where the frame ends in the file, in bytes. */
  readonly end: number;
  /** The last frame of a transaction. */
  readonly isCommit: boolean;
}

/** Frames of the log's present generation, in order; those behind them are of an older one. */
export function walFrames(log: Buffer): WalFrame[] {
  const frames: WalFrame[] = [];
  if (log.length < HEADER_BYTES) return frames;
  const frameBytes = FRAME_HEADER_BYTES + log.readUInt32BE(PAGE_SIZE_AT);
  const salts = log.subarray(SALTS_AT, SALTS_AT + SALTS_BYTES);
  for (let at = HEADER_BYTES; at + frameBytes <= log.length; at += frameBytes) {
    const found = log.subarray(at + FRAME_SALTS_AT, at + FRAME_SALTS_AT + SALTS_BYTES);
    if (!found.equals(salts)) break;
    frames.push({ end: at + frameBytes, isCommit: log.readUInt32BE(at + COMMIT_AT) > 0 });
  }
  return frames;
}

/** Bytes from the start to the end of the last committed frame; 0 when there is none. */
export function walLength(log: Buffer): number {
  return walFrames(log).findLast(({ isCommit }) => isCommit)?.end ?? 0;
}

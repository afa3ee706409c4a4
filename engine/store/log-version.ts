import { closeSync, existsSync, openSync, readSync } from 'node:fs';

/** Layout of a write-ahead log. Source: sqlite.org/fileformat2.html, chapter 4 (all numbers big-endian). */
const HEADER_BYTES = 32;
const PAGE_SIZE_AT = 8;
const SALTS_AT = 16;
const FRAME_HEADER_BYTES = 24;
const FRAME_SALTS_AT = 8;
const SALTS_BYTES = 8;
/** Place of `user_version` in the first page of a database. */
const USER_VERSION_AT = 60;

/**
 * The schema version that the log beside a database brings, null when it brings none. It is read without
 * SQLite, whose last connection moves the log into the file when it closes and so changes a file that
 * must not be touched. Checksums are not looked at: of a torn page the version is old or new as well.
 */
export function versionInLog(file: string): number | null {
  const log = `${file}-wal`;
  if (!existsSync(log)) return null;
  const handle = openSync(log, 'r');
  try {
    return newestVersion((bytes, at) => {
      return readSync(handle, bytes, 0, bytes.length, at) === bytes.length;
    });
  } finally {
    closeSync(handle);
  }
}

/** `read` fills a buffer from a place in the log; false beyond its end. */
function newestVersion(read: (bytes: Buffer, at: number) => boolean): number | null {
  const header = Buffer.alloc(HEADER_BYTES);
  if (!read(header, 0)) return null;
  const pageBytes = header.readUInt32BE(PAGE_SIZE_AT);
  const salts = header.subarray(SALTS_AT, SALTS_AT + SALTS_BYTES);
  const frame = Buffer.alloc(FRAME_HEADER_BYTES);
  const version = Buffer.alloc(4);
  let newest: number | null = null;
  let at = HEADER_BYTES;
  while (read(frame, at)) {
    // Frames behind the newest ones are of an older turn of the log.
    if (!frame.subarray(FRAME_SALTS_AT, FRAME_SALTS_AT + SALTS_BYTES).equals(salts)) break;
    const isFirstPage = frame.readUInt32BE(0) === 1;
    if (isFirstPage && read(version, at + FRAME_HEADER_BYTES + USER_VERSION_AT)) {
      newest = version.readUInt32BE(0);
    }
    at += FRAME_HEADER_BYTES + pageBytes;
  }
  return newest;
}

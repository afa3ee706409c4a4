/** Moving finished files into place so that a power cut leaves the old state or the new one. */
import { closeSync, fdatasyncSync, fsyncSync, openSync, statfsSync } from 'node:fs';

/** Left free beside what is to be written: the engine's own log must not find a full disk. */
const SPARE_BYTES = 64 * 1_024 * 1_024;

/** Puts a file's bytes on disk. Not for files that a connection of this process has open. */
export function syncFile(path: string): void {
  const handle = openSync(path, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Puts on disk what a file that somebody writes has so far, again and again. */
export function growingFile(path: string): { write: () => void; close: () => void } {
  let handle: number | null = null;
  return {
    /** The file must be there. */
    write: () => {
      // Windows flushes by handles that may write alone.
      handle ??= openSync(path, 'r+');
      fdatasyncSync(handle);
    },
    close: () => {
      if (handle !== null) closeSync(handle);
      handle = null;
    },
  };
}

/** Puts a folder's names on disk: what has been made, renamed and removed in it. */
export function syncFolder(path: string): void {
  // Windows keeps names by its journal and cannot open a folder.
  if (process.platform === 'win32') return;
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Whether so many bytes more fit into the folder, with some to spare. */
export function hasRoom(folder: string, bytes: number): boolean {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize >= bytes + SPARE_BYTES;
}

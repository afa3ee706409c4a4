import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const PAGE_BYTES = 4_096;

/**
 * What the disk under `folder` needs at that moment to make one page durable: microseconds of each
 * append and fdatasync of 4 KiB. No commit can be quicker.
 */
export function probeFsync(folder: string, times: number): number[] {
  const file = join(folder, 'probe');
  const handle = openSync(file, 'w');
  const page = Buffer.alloc(PAGE_BYTES, 1);
  try {
    return Array.from({ length: times }, () => {
      const startedMs = performance.now();
      writeSync(handle, page);
      fdatasyncSync(handle);
      return (performance.now() - startedMs) * 1_000;
    });
  } finally {
    closeSync(handle);
    rmSync(file);
  }
}

/** Unpacks a zip file with its permissions and symbolic links; Debian's base system has no unzip. */
import { createWriteStream } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';
import type { Entry } from 'yauzl';

const FILE_TYPE_MASK = 0o170000;
const SYMBOLIC_LINK = 0o120000;
const PERMISSION_MASK = 0o777;

/**
 * Unpacks into `target` the entries for which `place` returns a relative path.
 *
 * @returns how many files were written. Rejects on a damaged archive, and (yauzl checks every name)
 *   on one whose names are absolute or contain `..`.
 */
export async function unzip(
  archive: string,
  target: string,
  place: (path: string) => string | undefined,
): Promise<number> {
  const zip = await openPromise(archive);
  let count = 0;
  for await (const entry of zip.eachEntry()) {
    const relative = place(entry.fileName);
    if (relative === undefined || entry.fileName.endsWith('/')) continue;
    const path = join(target, relative);
    await mkdir(dirname(path), { recursive: true });
    await writeEntry(entry, await zip.openReadStreamPromise(entry), path);
    count += 1;
  }
  return count;
}

async function writeEntry(entry: Entry, content: Readable, path: string): Promise<void> {
  // The upper half holds the Unix mode of the file as it was packed.
  const mode = entry.externalFileAttributes >>> 16;
  if ((mode & FILE_TYPE_MASK) === SYMBOLIC_LINK) await symlink(await text(content), path);
  else await pipeline(content, createWriteStream(path, { mode: mode & PERMISSION_MASK }));
}

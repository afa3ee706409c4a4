/**
 * Reads a workspace file that may come from anywhere. Nothing in it names a path: files are taken by their
 * place in a fixed list, only what the manifest says may follow, each exactly as long as it says, and no byte
 * more is unpacked than that, whatever the packed bytes grow to.
 */
import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { CopyCanceled } from '../backup/copy-store.ts';
import { hasRoom } from '../backup/disk.ts';
import { verifyCopy } from '../backup/take-backup.ts';
import type { BackupJob } from '../backup/take-backup.ts';
import { StoreError, problemText } from '../store-error.ts';
import { storeSubfolder, storeVenue } from '../store-kinds.ts';
import type { StoreKind } from '../store-kinds.ts';
import { BlockReader } from './block-reader.ts';
import { MANIFEST_BYTES_MAX, MANIFEST_NAME, kindOfPacked, readManifest } from './manifest.ts';
import type { PackedStore, WorkspaceManifest } from './manifest.ts';
import { BLOCK, readTarHeader, tarPadding } from './tar.ts';
import type { TarEntry } from './tar.ts';

/** Empty blocks that may follow the last file: tar programs fill up to 20 of them. */
const END_BYTES_MAX = 20 * BLOCK;

/** Where the new file of a store waits: its path below the store's folder. */
export function incomingFile(kind: StoreKind): string {
  return `incoming/${storeVenue(kind)}.db`;
}

export interface UnpackJob extends Pick<BackupJob, 'isCanceled' | 'onProgress' | 'pause'> {
  /** The workspace file. */
  readonly path: string;
  readonly dataFolder: string;
}

/**
 * Unpacks the stores to where `incomingFile` says and reads all of them. Rejects with CopyCanceled or a
 * StoreError for a person, and leaves nothing then.
 */
export async function unpackWorkspace(job: UnpackJob): Promise<WorkspaceManifest> {
  const written: string[] = [];
  try {
    const manifest = await unpack(job, written);
    for (const store of manifest.stores) {
      const venue = storeVenue(kindOfPacked(store));
      await verifyCopy(incomingPath(job, store), null, { ...job, venue });
    }
    return manifest;
  } catch (error) {
    for (const path of written) rmSync(path, { force: true });
    if (error instanceof StoreError || error instanceof CopyCanceled) throw error;
    throw wrong(job, problemText(error), error);
  }
}

async function unpack(job: UnpackJob, written: string[]): Promise<WorkspaceManifest> {
  const source = createReadStream(job.path);
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  const reader = new BlockReader(source.pipe(gunzip));
  try {
    const manifest = await readFirst(job, reader);
    const total = manifest.stores.reduce((sum, { bytes }) => sum + bytes, 0);
    if (!hasRoom(job.dataFolder, total)) throw wrong(job, 'there is no room for what it holds');
    let done = 0;
    for (const store of manifest.stores) {
      const entry = await nextEntry(job, reader);
      if (entry === 'end' || entry.name !== store.name || entry.bytes !== store.bytes) {
        throw wrong(job, `${store.name} does not follow as its manifest says`);
      }
      const path = incomingPath(job, store);
      written.push(path);
      await writeStore(job, reader, store, path, (bytes) => {
        done += bytes;
        job.onProgress({ phase: 'unpacking', share: done / total });
      });
    }
    const isEnd = (await nextEntry(job, reader)) === 'end';
    // To the last byte, which is where a packed file says whether all of it has come.
    if (!isEnd || !(await reader.endsWithin(END_BYTES_MAX))) {
      throw wrong(job, 'it holds more than it says');
    }
    return manifest;
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

async function readFirst(job: UnpackJob, reader: BlockReader): Promise<WorkspaceManifest> {
  const entry = await nextEntry(job, reader);
  if (entry === 'end' || entry.name !== MANIFEST_NAME || entry.bytes > MANIFEST_BYTES_MAX) {
    throw wrong(job, 'it does not begin with a manifest');
  }
  const text = await reader.exactly(entry.bytes);
  await reader.exactly(tarPadding(entry.bytes));
  const manifest = readManifest(text.toString('utf8'));
  if (manifest !== null) return manifest;
  throw wrong(job, 'its manifest is none that this version can follow');
}

async function nextEntry(job: UnpackJob, reader: BlockReader): Promise<TarEntry | 'end'> {
  const entry = readTarHeader(await reader.exactly(BLOCK));
  if (entry === null) throw wrong(job, 'it is no archive of plain files');
  return entry;
}

async function writeStore(
  job: UnpackJob,
  reader: BlockReader,
  { name, bytes, sha256 }: PackedStore,
  path: string,
  onBytes: (bytes: number) => void,
): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  const hash = createHash('sha256');
  const file = await open(path, 'w');
  try {
    for (let left = bytes; left > 0;) {
      if (job.isCanceled()) throw new CopyCanceled();
      const chunk = await reader.atMost(left);
      hash.update(chunk);
      await file.writeFile(chunk);
      left -= chunk.length;
      onBytes(chunk.length);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  await reader.exactly(tarPadding(bytes));
  if (hash.digest('hex') !== sha256) throw wrong(job, `${name} is not what was packed`);
}

function incomingPath({ dataFolder }: UnpackJob, store: PackedStore): string {
  const kind = kindOfPacked(store);
  return join(dataFolder, storeSubfolder(kind), incomingFile(kind));
}

function wrong({ path }: UnpackJob, problem: string, cause?: unknown): StoreError {
  return new StoreError('store.read_failed', `${path} cannot be imported: ${problem}.`, { cause });
}

/**
 * Packs the stores of a data folder, with the trader's documents in one of them, into one file: a gzipped tar, so that every system can look into it,
 * with a manifest first that says what follows and how it is checked.
 */
import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { US_PER_SECOND } from '../../domain/time.ts';
import { PARTIAL_SUFFIX } from '../backup/backup-name.ts';
import { CopyCanceled, copyStore } from '../backup/copy-store.ts';
import { syncFile, syncFolder } from '../backup/disk.ts';
import { verifyCopy } from '../backup/take-backup.ts';
import type { BackupJob } from '../backup/take-backup.ts';
import { keepDocuments } from '../documents/kept-documents.ts';
import { DOCUMENTS_FOLDER } from '../documents/restored-documents.ts';
import { StoreError } from '../store-error.ts';
import { STORE_KINDS, storeFile, storeVenue } from '../store-kinds.ts';
import type { StoreKind } from '../store-kinds.ts';
import { MANIFEST_NAME, STORE_BYTES_MAX, manifestOf } from './manifest.ts';
import type { PackedStore, WorkspaceManifest } from './manifest.ts';
import { TAR_END, tarHeader, tarPadding } from './tar.ts';

/** The fastest: pages of a database are packed to a third anyway. */
const GZIP_LEVEL = 1;
/** Every workspace file's name ends so. */
export const WORKSPACE_SUFFIX = '.tar.gz';

export interface PackJob extends Pick<BackupJob, 'nowUs' | 'isCanceled' | 'onProgress' | 'pause'> {
  /** Holds all stores and the trader's documents. */
  readonly dataFolder: string;
  /** Where the finished file will be; nothing must be there. */
  readonly path: string;
}

export interface PackedWorkspace {
  readonly manifest: WorkspaceManifest;
  readonly bytes: number;
}

/** Rejects with CopyCanceled or a StoreError and leaves nothing; the file is there when it is whole. */
export async function packWorkspace(job: PackJob): Promise<PackedWorkspace> {
  const partial = job.path + PARTIAL_SUFFIX;
  const copies = `${job.path}.copies`;
  try {
    mkdirSync(copies, { recursive: true });
    const stores: PackedStore[] = [];
    const kinds = STORE_KINDS.filter((kind) => existsSync(join(job.dataFolder, storeFile(kind))));
    for (const [i, kind] of kinds.entries()) stores.push(await copyOf(job, kind, copies, i === 0));
    if (stores.length === 0) {
      throw new StoreError('store.read_failed', `There is no store in ${job.dataFolder}.`);
    }
    const manifest = manifestOf(job.nowUs, stores);
    await pipeline(
      Readable.from(tarOf(manifest, copies, job)),
      createGzip({ level: GZIP_LEVEL }),
      createWriteStream(partial, { flags: 'wx' }),
    );
    syncFile(partial);
    renameSync(partial, job.path);
    syncFolder(dirname(job.path));
    return { manifest, bytes: statSync(job.path).size };
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  } finally {
    rmSync(copies, { recursive: true, force: true });
  }
}

/** Copies one store as it is now, reads the copy back and says what it is. The first one takes the documents. */
async function copyOf(
  job: PackJob,
  kind: StoreKind,
  copies: string,
  isFirst: boolean,
): Promise<PackedStore> {
  const name = storeFile(kind);
  const venue = storeVenue(kind);
  const path = copyPath(copies, name);
  const expected = await copyStore({
    file: join(job.dataFolder, name),
    venue,
    path,
    isCanceled: job.isCanceled,
    onProgress: (share) => job.onProgress({ phase: 'copying', share }),
  });
  const kept = isFirst ? keepDocuments(path, join(job.dataFolder, DOCUMENTS_FOLDER)) : null;
  const facts = await verifyCopy(path, expected, { ...job, venue }, kept);
  const { schemaVersion, lastEventSeq, orders, trades } = facts;
  const bytes = statSync(path).size;
  if (bytes > STORE_BYTES_MAX) {
    throw new StoreError('store.read_failed', `${name} is too large for a workspace file.`);
  }
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  const sha256 = hash.digest('hex');
  const documents = kept?.count ?? null;
  return { name, bytes, sha256, schemaVersion, lastEventSeq, orders, trades, documents };
}

function copyPath(copies: string, name: string): string {
  return join(copies, name.replace('/', '-'));
}

async function* tarOf(
  manifest: WorkspaceManifest,
  copies: string,
  { isCanceled, onProgress }: PackJob,
): AsyncGenerator<Buffer> {
  const seconds = Math.floor(manifest.createdUs / US_PER_SECOND);
  const text = Buffer.from(JSON.stringify(manifest, null, 2));
  yield tarHeader({ name: MANIFEST_NAME, bytes: text.length }, seconds);
  yield text;
  yield Buffer.alloc(tarPadding(text.length));
  const total = manifest.stores.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  for (const { name, bytes } of manifest.stores) {
    yield tarHeader({ name, bytes }, seconds);
    // Without an encoding a file's stream gives buffers.
    const content = createReadStream(copyPath(copies, name)) as AsyncIterable<Buffer>;
    for await (const chunk of content) {
      if (isCanceled()) throw new CopyCanceled();
      yield chunk;
      done += chunk.length;
      onProgress({ phase: 'packing', share: done / total });
    }
    yield Buffer.alloc(tarPadding(bytes));
  }
  yield TAR_END;
}

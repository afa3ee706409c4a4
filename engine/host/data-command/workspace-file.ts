/** Commands about the workspace as one file: `export workspace` and `import workspace`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { UpkeepProgress } from '../../store/backup/take-backup.ts';
import { finishRestore } from '../../store/backup/pending-restore.ts';
import { StoreError } from '../../store/store-error.ts';
import { lockDataFolder } from '../../store/store-lock.ts';
import type { StoreLock } from '../../store/store-lock.ts';
import { DOCUMENTS_FOLDER } from '../../store/documents/restored-documents.ts';
import { storeSubfolder, storeVenue } from '../../store/store-kinds.ts';
import type { StoreKind } from '../../store/store-kinds.ts';
import { kindOfPacked } from '../../store/workspace/manifest.ts';
import type { WorkspaceManifest } from '../../store/workspace/manifest.ts';
import { packWorkspace } from '../../store/workspace/pack.ts';
import { askForUnpacked } from '../../store/workspace/place-workspace.ts';
import { unpackWorkspace } from '../../store/workspace/unpack.ts';
import { sizeText } from './console.ts';
import type { DataJob } from './data-job.ts';

/** Writes all stores into one file. */
export async function pack(job: DataJob, path: string): Promise<number> {
  if (existsSync(path)) throw new StoreError('store.write_failed', `${path} is there already.`);
  const { manifest, bytes } = await packWorkspace({
    ...job,
    path,
    nowUs: job.nowUs(),
    onProgress: progressOf(job),
  });
  const text = `${path}: ${sizeText(bytes)}\n${storeLines(manifest)}`;
  job.console.result(text, { command: 'export', path, bytes, ...manifest });
  return 0;
}

/** Puts the stores of such a file in the place of those that are there, which are moved aside. */
export async function unpack(job: DataJob, path: string): Promise<number> {
  const { dataFolder, console } = job;
  const locks: StoreLock[] = [lockDataFolder(dataFolder)];
  try {
    const manifest = await unpackWorkspace({ ...job, path, onProgress: progressOf(job) });
    const kinds = manifest.stores.map(kindOfPacked);
    const folderOf = (kind: StoreKind): string => join(dataFolder, storeSubfolder(kind));
    // Before the first store is touched: an engine of another one must not be running either.
    for (const kind of kinds) if (kind !== 'local') locks.push(lockDataFolder(folderOf(kind)));
    const asideFolders: string[] = [];
    askForUnpacked(dataFolder, manifest, job.nowUs());
    for (const kind of kinds) {
      const documents = join(dataFolder, DOCUMENTS_FOLDER);
      const finished = finishRestore(folderOf(kind), storeVenue(kind), documents);
      if (finished === null || finished.problem !== '') {
        throw new StoreError('store.read_failed', finished?.problem ?? 'nothing was imported');
      }
      if (finished.asideFolder !== '') asideFolders.push(finished.asideFolder);
    }
    const aside = asideFolders.map((one) => `What was there is in ${one}.`);
    const text = [`${path} is the workspace now:`, storeLines(manifest), ...aside].join('\n');
    console.result(text, { command: 'import', path, ...manifest, asideFolders });
    return 0;
  } finally {
    for (const lock of locks) lock.release();
  }
}

function progressOf({ console }: DataJob): (progress: UpkeepProgress) => void {
  return ({ phase, share }) => {
    console.progress(phase, share);
  };
}

function storeLines({ stores }: WorkspaceManifest): string {
  return stores
    .map(({ name, bytes, orders, trades, documents }) => {
      const also = documents === null ? '' : `, and ${String(documents)} documents`;
      return `  ${name}: ${sizeText(bytes)}, ${String(orders)} orders, ${String(trades)} fills${also}`;
    })
    .join('\n');
}

/** Commands about the workspace as one file: `export workspace` and `import workspace`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { UpkeepProgress } from '../../store/backup/take-backup.ts';
import { askRestore, finishRestore } from '../../store/backup/pending-restore.ts';
import { StoreError } from '../../store/store-error.ts';
import { lockDataFolder } from '../../store/store-lock.ts';
import type { StoreLock } from '../../store/store-lock.ts';
import { WORKSPACE_STORES } from '../../store/workspace/manifest.ts';
import type { WorkspaceManifest } from '../../store/workspace/manifest.ts';
import { packWorkspace } from '../../store/workspace/pack.ts';
import { INCOMING, unpackWorkspace } from '../../store/workspace/unpack.ts';
import { sizeText } from './console.ts';
import type { DataJob } from './data-job.ts';

/** Writes all stores into one file. */
export async function pack(job: DataJob, path: string): Promise<number> {
  if (existsSync(path)) throw new StoreError('store.write_failed', `${path} is there already.`);
  const { manifest, bytes } = await packWorkspace({
    ...job,
    dataFolder: job.folder,
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
  const { folder, venue, console } = job;
  const locks: StoreLock[] = [lockDataFolder(folder)];
  try {
    const manifest = await unpackWorkspace({
      ...job,
      dataFolder: folder,
      path,
      onProgress: progressOf(job),
    });
    const folders = manifest.stores.map(({ name }) => join(folder, WORKSPACE_STORES[name]));
    // Before the first store is touched: an engine of the other one must not be running either.
    for (const one of folders) if (one !== folder) locks.push(lockDataFolder(one));
    const asideFolders: string[] = [];
    for (const one of folders) {
      askRestore(one, { source: INCOMING, removeSource: true, nowUs: job.nowUs() });
      const finished = finishRestore(one, venue);
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
    .map(({ name, bytes, orders, trades }) => {
      return `  ${name}: ${sizeText(bytes)}, ${String(orders)} orders, ${String(trades)} fills`;
    })
    .join('\n');
}

import { join } from 'node:path';
import { DOCUMENTS_FOLDER } from '../documents/restored-documents.ts';
import { StoreError } from '../store-error.ts';
import { STORE_KINDS, storeSubfolder, storeVenue } from '../store-kinds.ts';
import { lockDataFolder } from '../store-lock.ts';
import { finishRestore, isRestoreAsked } from './pending-restore.ts';

/**
 * Puts into place what a workspace file has brought for stores other than the one in `folder`, which is
 * about to be opened: otherwise they, and the documents that came in one of them, would wait for a start on
 * their own market. What an engine is running on is left to its next start.
 */
export function finishOtherRestores(dataFolder: string, folder: string): void {
  for (const kind of STORE_KINDS) {
    const other = join(dataFolder, storeSubfolder(kind));
    if (other === folder || !isRestoreAsked(other)) continue;
    try {
      const lock = lockDataFolder(other);
      try {
        finishRestore(other, storeVenue(kind), join(dataFolder, DOCUMENTS_FOLDER));
      } finally {
        lock.release();
      }
    } catch (error) {
      if (!(error instanceof StoreError) || error.code !== 'store.in_use') throw error;
    }
  }
}

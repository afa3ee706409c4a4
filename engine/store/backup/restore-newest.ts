import type { TimeUs } from '../../domain/time.ts';
import type { Venue } from '../../domain/order.ts';
import { StoreError } from '../store-error.ts';
import { backupFolderOf, newestGoodBackup } from './backup-folder.ts';
import { askRestore } from './pending-restore.ts';

/**
 * Notes that the newest good backup takes the store's place, which is set aside; for whoever holds the
 * folder's lock and calls `finishRestore` next. Throws `store.no_backup` when there is none.
 */
export function askNewest(folder: string, venue: Venue, nowUs: TimeUs): void {
  const backups = backupFolderOf(folder);
  const backup = newestGoodBackup(backups, venue);
  if (backup === null) {
    throw new StoreError(
      'store.no_backup',
      `There is no backup in ${backups} that can be restored.`,
    );
  }
  // It is the store that is damaged: documents that are there are left alone.
  const source = `backups/${backup.fileName}`;
  askRestore(folder, { source, removeSource: false, documents: 'missing', nowUs });
}

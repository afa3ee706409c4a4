import { isoTimeUtc } from '../domain/session.ts';
import type { Venue } from '../domain/order.ts';
import { backupFolderOf, newestGoodBackup } from '../store/backup/backup-folder.ts';
import { StoreError } from '../store/store-error.ts';
import { isPassing } from '../store/store-fault.ts';
import { EXIT_CODE_REFUSED, EXIT_CODE_TRY_AGAIN } from '../supervision/restart-policy.ts';

/** Why an engine could not start or go on, for the host that supervises it. */
export interface StartFailure {
  /** A few sentences for a person. */
  readonly message: string;
  /** A backup can take the store's place; the message says which. */
  readonly canRestore: boolean;
  readonly exitCode: number;
}

/** Where the engine was to run. */
export interface StartPlace {
  readonly storeFolder: string;
  readonly venue: Venue;
  /** Port to be served at; null: none. */
  readonly port: number | null;
}

/** Looks for a backup where the store is damaged, which takes some seconds a GB. */
export function startFailure(error: unknown, place: StartPlace): StartFailure {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    const message = `Port ${String(place.port)} is in use by another program; choose one with --port N.`;
    return { message, canRestore: false, exitCode: EXIT_CODE_REFUSED };
  }
  const message = error instanceof Error ? error.message : String(error);
  if (isDamage(error)) return damaged(message, place);
  const exitCode = isPassing(error) ? EXIT_CODE_TRY_AGAIN : EXIT_CODE_REFUSED;
  return { message, canRestore: false, exitCode };
}

/** A file without SQLite's first bytes, in the place of the store, is taken for damage, too. */
function isDamage(error: unknown): boolean {
  if (!(error instanceof StoreError)) return false;
  return error.code === 'store.damaged' || error.code === 'store.not_ours';
}

function damaged(message: string, { storeFolder, venue }: StartPlace): StartFailure {
  const backups = backupFolderOf(storeFolder);
  const backup = newestGoodBackup(backups, venue);
  const offer =
    backup === null
      ? `There is no backup in ${backups} that could take its place.`
      : `The newest good backup is of ${isoTimeUtc(backup.takenUs)} with ` +
        `${String(backup.facts.lastOrderId)} orders and ${String(backup.facts.lastExecutionId)} fills; ` +
        'what came after it would be missing.';
  return {
    message: `${message} Nothing has been changed. ${offer}`,
    canRestore: backup !== null,
    exitCode: EXIT_CODE_REFUSED,
  };
}

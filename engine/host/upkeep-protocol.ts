/** What the engine's thread and the upkeep thread say to each other. */
import type { StoreStats } from '../contract/maintenance.ts';
import type { Venue } from '../domain/order.ts';
import type { TimeUs } from '../domain/time.ts';
import type { BackupBounds } from '../store/backup/backup-folder.ts';
import type { BackupFacts } from '../store/backup/backup-folder.ts';
import type { StoreFacts } from '../store/backup/store-facts.ts';
import type { TakenBackup, UpkeepProgress } from '../store/backup/take-backup.ts';
import type { WorkspaceManifest } from '../store/workspace/manifest.ts';
import type { PackedWorkspace } from '../store/workspace/pack.ts';
import type { TickUsage } from '../store/ticks.ts';

/** A store and where its backups are. */
export interface UpkeepPlace {
  /** The venue's database. */
  readonly file: string;
  readonly venue: Venue;
  readonly backupFolder: string;
  /** Holds all stores and the trader's documents. */
  readonly dataFolder: string;
}

/** A backup in a list, with what it holds or why it cannot be used. */
export interface ListedBackup {
  readonly fileName: string;
  readonly takenUs: TimeUs;
  readonly bytes: number;
  readonly facts: BackupFacts | null;
  readonly problem: string;
}

/** Work that a thread is started for, and what comes of it. */
export interface UpkeepWorkMap {
  /** Takes a backup and removes what is over the bounds. */
  backup: { readonly args: { nowUs: TimeUs; bounds: BackupBounds }; readonly result: TakenBackup };
  'backup.list': { readonly args: null; readonly result: readonly ListedBackup[] };
  /** Reads all of the store, table by table; what is wrong with it. */
  integrity: { readonly args: null; readonly result: readonly string[] };
  'ticks.usage': { readonly args: null; readonly result: TickUsage };
  stats: { readonly args: null; readonly result: StoreStats };
  /** Writes all stores of the data folder into one file. */
  'workspace.pack': {
    readonly args: { path: string; nowUs: TimeUs };
    readonly result: PackedWorkspace;
  };
  /** Puts what such a file holds beside the stores of the data folder, checked. */
  'workspace.unpack': { readonly args: { path: string }; readonly result: WorkspaceManifest };
  /** Reads all of a backup. */
  'backup.verify': { readonly args: { fileName: string }; readonly result: StoreFacts };
}
export type UpkeepWorkName = keyof UpkeepWorkMap;

export type UpkeepOrder = {
  readonly [K in UpkeepWorkName]: {
    readonly place: UpkeepPlace;
    readonly name: K;
    readonly args: UpkeepWorkMap[K]['args'];
  };
}[UpkeepWorkName];

/** All that it can be told: to stop at its next step. */
export type ToUpkeep = { readonly kind: 'cancel' };

export type FromUpkeep =
  | { readonly kind: 'progress'; readonly progress: UpkeepProgress }
  | { readonly kind: 'done'; readonly result: UpkeepWorkMap[UpkeepWorkName]['result'] }
  | { readonly kind: 'canceled' }
  | { readonly kind: 'failed'; readonly problem: string };

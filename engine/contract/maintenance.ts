/**
 * The upkeep of the store as clients see and steer it; part of the contract (messages.ts). Long pieces
 * of work (a backup, a restore, a workspace file) are data tasks: the reply has the task's number, and
 * all clients hear how it goes on, as `data_task` messages. One runs at a time.
 */
import { z } from 'zod';

/** Longest name of a backup: a venue and a time. */
const FILE_NAME_CHARS_MAX = 80;
/** Backups that may be kept; a year of days. */
export const BACKUPS_KEPT_MAX = 366;
/** Longest pause between two backups by the schedule. */
export const BACKUP_HOURS_MAX = 30 * 24;
/** Most bytes that backups or ticks may be given: 1 TiB. */
const BYTES_MAX = 2 ** 40;
/** Smallest bound of bytes: below it the newest backup alone would not fit. */
const BYTES_MIN = 1_048_576;
/** Longest that ticks are kept by age: ten years. */
const TICK_DAYS_MAX = 3_660;

const bytes = z.int().min(BYTES_MIN).max(BYTES_MAX);

/** What is kept for how long. */
export const maintenanceSettingsSchema = z.strictObject({
  /** Hours between two backups by the schedule; 0: none are made unasked. */
  backupEveryHours: z.int().min(0).max(BACKUP_HOURS_MAX),
  /** The newest so many stay, and of them as many as fit into the bytes; the newest always does. */
  backupsKept: z.int().min(1).max(BACKUPS_KEPT_MAX),
  backupBytesMax: bytes,
  /** Prints of the market are kept for so many days, 0: not at all, and in at most so many bytes. */
  tickDaysKept: z.int().min(0).max(TICK_DAYS_MAX),
  tickBytesMax: bytes,
});
export type MaintenanceSettings = Readonly<z.infer<typeof maintenanceSettingsSchema>>;

/**
 * Jobs of the schedule, all off the way of an order:
 * `checkpoint` moves the write-ahead log into the file, `optimize` gives the query planner new
 * statistics, `integrity` reads all of the file for damage, `vacuum` gives free pages back to the disk,
 * `ticks` deletes prints beyond their age and size, `backup` copies the store and removes old copies.
 */
export const MAINTENANCE_JOBS = [
  'checkpoint',
  'optimize',
  'integrity',
  'vacuum',
  'ticks',
  'backup',
] as const;
export type MaintenanceJob = (typeof MAINTENANCE_JOBS)[number];

const taskId = z.int().min(1);

/** How each job stands, what is set, and the newest runs. */
export const maintenanceStatus = z.strictObject({ type: z.literal('maintenance.status') });
/** Starts a job now; a backup is a data task besides. Its end comes as a `maintenance` message. */
export const maintenanceRun = z.strictObject({
  type: z.literal('maintenance.run'),
  job: z.enum(MAINTENANCE_JOBS),
});
export const maintenanceConfigure = z.strictObject({
  type: z.literal('maintenance.configure'),
  settings: maintenanceSettingsSchema,
});
/** Counts what is in the store; reads indexes for some 50 ms a million rows, in a thread of its own. */
export const storeStats = z.strictObject({ type: z.literal('store.stats') });

/** One run of a job. */
export interface MaintenanceRun {
  readonly job: MaintenanceJob;
  readonly startedUs: number;
  readonly tookUs: number;
  /** `canceled`: by a client, or put off because the engine had more important things to do. */
  readonly result: 'done' | 'failed' | 'canceled';
  /** What was done, or why it was not, in a few words. */
  readonly detail: string;
}

export interface MaintenanceJobState {
  readonly job: MaintenanceJob;
  readonly isRunning: boolean;
  /** null: not since the log of runs begins. */
  readonly lastRun: MaintenanceRun | null;
  /** When it is due; null: it runs when it is needed, or is switched off. */
  readonly nextRunUs: number | null;
}

/** All of it; sent again to all clients whenever a job starts or ends or settings change. */
export interface MaintenanceStatus {
  readonly jobs: readonly MaintenanceJobState[];
  readonly settings: MaintenanceSettings;
  /** The newest ones of all jobs, newest first, at most 50. */
  readonly runs: readonly MaintenanceRun[];
  /** The data task that is under way, or null. */
  readonly task: DataTask | null;
  /** Bytes of the database and of its write-ahead log. */
  readonly fileBytes: number;
  readonly walBytes: number;
}

/** Rows of a table. */
export interface TableRows {
  readonly table: string;
  readonly rows: number;
}

/** What is in the store. */
export interface StoreStats {
  readonly file: string;
  readonly storeId: string;
  readonly schemaVersion: number;
  readonly sqliteVersion: string;
  readonly fileBytes: number;
  readonly walBytes: number;
  /** Bytes of the file that hold nothing, and whether they can be given back piece by piece. */
  readonly freeBytes: number;
  readonly canShrink: boolean;
  readonly tables: readonly TableRows[];
  /** Time of the first and the last fill; null: there is none. */
  readonly firstFillUs: number | null;
  readonly lastFillUs: number | null;
  /** Data of the market's prints. */
  readonly tickBytes: number;
}

/** Backs the store up now. */
export const backupStart = z.strictObject({ type: z.literal('backup.start') });
/** Calls a data task off, whatever it is; at the latest moment before it changes anything. */
export const backupCancel = z.strictObject({ type: z.literal('backup.cancel'), taskId });
export const backupList = z.strictObject({ type: z.literal('backup.list') });
/**
 * Replaces the store by a backup: checks it, ends the engine, moves the store of now aside and starts
 * on the backup. Orders and fills since then are in the store that was moved aside, and nowhere else. The
 * trader's documents become those of the backup, where it has any.
 */
export const backupRestore = z.strictObject({
  type: z.literal('backup.restore'),
  fileName: z.string().min(1).max(FILE_NAME_CHARS_MAX),
});

/**
 * Packs all stores of the data folder and the trader's documents into one file. Its last `data_task` says where
 * it is, like that of an export.
 */
export const workspaceExport = z.strictObject({ type: z.literal('workspace.export') });
/**
 * Puts the stores of such a file in the place of those that are there, like a restore. The file is offered
 * to the engine first, like one to be imported (imports.ts), for which there is a ticket.
 */
export const workspaceImport = z.strictObject({
  type: z.literal('workspace.import'),
  ticket: z.string().min(1).max(64),
});

export type DataTaskKind = 'backup' | 'restore' | 'workspace_export' | 'workspace_import';

/** A piece of long work, as all clients hear of it. */
export interface DataTask {
  readonly taskId: number;
  readonly kind: DataTaskKind;
  /** `restarting`: the engine ends now and comes back with what was restored. */
  readonly state: 'running' | 'restarting' | 'done' | 'canceled' | 'failed';
  readonly phase: 'copying' | 'checking' | 'packing' | 'unpacking';
  /** Part of the phase that is done, 0 to 1. */
  readonly share: number;
  /** Name of the finished or restored file, without folder; '' before. */
  readonly fileName: string;
  /** Where the engine wrote a workspace file; '' before, and of all else. */
  readonly path: string;
  /** One-time secret with which a browser fetches it: GET /exports/{ticket}; '' before. */
  readonly ticket: string;
  readonly bytes: number;
  /** Why it failed, in plain words; '' otherwise. */
  readonly problem: string;
}

/** What a backup holds, read from itself. */
export interface BackupInfo {
  readonly fileName: string;
  readonly takenUs: number;
  readonly bytes: number;
  readonly orders: number;
  readonly fills: number;
  readonly lastEventSeq: number;
  readonly cashMicros: number;
  /** Documents in it (layouts, keys, drawings, settings); null: it is of a version that kept none. */
  readonly documents: number | null;
  /** Why it cannot be restored, '' when nothing is known against it; a restore reads all of it first. */
  readonly problem: string;
}

export interface MaintenanceReplies {
  'maintenance.status': MaintenanceStatus;
  'maintenance.run': { readonly job: MaintenanceJob };
  'maintenance.configure': { readonly settings: MaintenanceSettings };
  'store.stats': StoreStats;
}

export interface BackupReplies {
  'backup.start': { readonly taskId: number };
  'backup.cancel': { readonly taskId: number; readonly canceled: boolean };
  /** Newest first; `folder` is where they are, absolute. */
  'backup.list': { readonly backups: readonly BackupInfo[]; readonly folder: string };
  'backup.restore': { readonly taskId: number };
  'workspace.export': { readonly taskId: number };
  'workspace.import': { readonly taskId: number };
}

export const maintenanceRequests = [
  maintenanceStatus,
  maintenanceRun,
  maintenanceConfigure,
  storeStats,
] as const;
export const backupRequests = [
  backupStart,
  backupCancel,
  backupList,
  backupRestore,
  workspaceExport,
  workspaceImport,
] as const;

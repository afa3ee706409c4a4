import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupInfo, BackupReplies, DataTask, DataTaskKind } from '../contract/maintenance.ts';
import { assert } from '../domain/assert.ts';
import type { Venue } from '../domain/order.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Clock } from '../ports.ts';
import type { BackupBounds } from '../store/backup/backup-folder.ts';
import { backupTimeOf, fileStamp } from '../store/backup/backup-name.ts';
import { askRestore } from '../store/backup/pending-restore.ts';
import { WORKSPACE_SUFFIX } from '../store/workspace/pack.ts';
import { askForUnpacked } from '../store/workspace/place-workspace.ts';
import { StoreError } from '../store/store-error.ts';
import type { RunningUpkeep, Upkeep, UpkeepOutcome } from './upkeep.ts';
import type { ListedBackup, UpkeepWorkMap, UpkeepWorkName } from './upkeep-protocol.ts';

/** Name of the backups' folder below a store's. */
export const BACKUPS_FOLDER = 'backups';

/** Where workspace files go to and come from. */
export interface WorkspaceFiles {
  /** Where they are written, like exports; made by the caller. */
  readonly folder: string;
  /** Lets a finished file be fetched, once, by what it returns. */
  readonly hand: (file: { readonly path: string; readonly fileName: string }) => string;
  /** The offered file of a ticket, which lapses; null when there is none. */
  readonly take: (ticket: string) => { readonly path: string; readonly fileName: string } | null;
  /** Removes a file that was offered by upload. */
  readonly forget: (path: string) => void;
}

export interface DataTaskDeskOptions {
  readonly upkeep: Upkeep;
  readonly venue: Venue;
  /** Holds the venue's database. */
  readonly storeFolder: string;
  readonly clock: Clock;
  /** Holds all stores and the trader's documents. */
  readonly dataFolder: string;
  readonly files: WorkspaceFiles;
  /** What is kept of the backups; asked at each one. */
  readonly bounds: () => BackupBounds;
  /** Tells all clients. */
  readonly tell: (task: DataTask) => void;
  /** Ends the engine so that its host starts it again, which finishes a restore. */
  readonly restart: (reason: string) => void;
}

interface Running {
  readonly task: DataTask;
  readonly cancel: () => void;
}

/** A backup that has been started, for whoever waits for its end. */
export interface StartedTask<Result> {
  readonly taskId: number;
  readonly outcome: Promise<UpkeepOutcome<Result>>;
}

/** Runs the long work on whole stores, one piece at a time, and tells all clients how it goes. */
export class DataTaskDesk {
  readonly #options: DataTaskDeskOptions;
  #running: Running | null = null;
  #lastTaskId = 0;
  #isClosed = false;

  constructor(options: DataTaskDeskOptions) {
    this.#options = options;
  }

  /** What runs now, or null. */
  get current(): DataTask | null {
    return this.#running?.task ?? null;
  }

  /** Backs the store up; refused while something else runs. */
  backup(): StartedTask<UpkeepWorkMap['backup']['result']> | Refusal {
    const { clock, bounds } = this.#options;
    const args = { nowUs: clock.wallUs(), bounds: bounds() };
    return this.#start('backup', 'backup', args, ({ fileName, bytes }) => ({ fileName, bytes }));
  }

  /** Reads all of a backup and restarts the engine on it. */
  restore(fileName: string): { readonly taskId: number } | Refusal {
    const { venue, storeFolder, clock, restart } = this.#options;
    const source = `${BACKUPS_FOLDER}/${fileName}`;
    if (backupTimeOf(fileName, venue) === null || !existsSync(join(storeFolder, source))) {
      return refusal('store.no_backup', 'fileName', fileName, 'a name of the list of backups');
    }
    return this.#start('restore', 'backup.verify', { fileName }, () => {
      const nowUs = clock.wallUs();
      askRestore(storeFolder, { source, removeSource: false, documents: 'all', nowUs });
      setImmediate(() => {
        restart(`the store is being replaced by its backup ${fileName}`);
      });
      return { fileName, state: 'restarting' };
    });
  }

  /** Packs all stores into one file. */
  exportWorkspace(): { readonly taskId: number } | Refusal {
    const { clock, files } = this.#options;
    const nowUs = clock.wallUs();
    const fileName = `securetrade-workspace-${fileStamp(nowUs)}${WORKSPACE_SUFFIX}`;
    const path = join(files.folder, fileName);
    return this.#start('workspace_export', 'workspace.pack', { path, nowUs }, ({ bytes }) => {
      return { fileName, path, bytes, ticket: files.hand({ path, fileName }) };
    });
  }

  /** Checks the workspace file of a ticket and restarts the engine on what it holds. */
  importWorkspace(ticket: string): { readonly taskId: number } | Refusal {
    const { dataFolder, files, clock, restart } = this.#options;
    // Not before: a ticket is good for one attempt.
    if (this.#running !== null) return this.#busy();
    const file = files.take(ticket);
    if (file === null) {
      const rule = 'a ticket of an offered file, once';
      return refusal('contract.import_ticket', 'ticket', '(hidden)', rule);
    }
    const { path, fileName } = file;
    const started = this.#start('workspace_import', 'workspace.unpack', { path }, (manifest) => {
      askForUnpacked(dataFolder, manifest, clock.wallUs());
      setImmediate(() => {
        restart(`the workspace is being replaced by ${fileName}`);
      });
      return { fileName, state: 'restarting' };
    });
    if ('outcome' in started) void started.outcome.then(() => files.forget(path));
    else files.forget(path);
    return started;
  }

  /** True when that task was running; its last message then says how it has ended. */
  cancel(taskId: number): boolean {
    if (this.#running?.task.taskId !== taskId) return false;
    this.#running.cancel();
    return true;
  }

  /** Newest first. Rejects with a StoreError. */
  async list(): Promise<BackupReplies['backup.list']> {
    const { upkeep, storeFolder } = this.#options;
    const outcome = await upkeep.run('backup.list', null, () => undefined).outcome;
    if (outcome.state === 'done') {
      const backups = outcome.result.map(backupInfo);
      return { backups, folder: join(storeFolder, BACKUPS_FOLDER) };
    }
    const problem = outcome.state === 'failed' ? outcome.problem : 'the list was called off';
    throw new StoreError('store.read_failed', problem);
  }

  /** Calls off what runs and starts nothing more; resolves when it has ended. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#running?.cancel();
    await this.#ended;
  }

  #ended: Promise<unknown> = Promise.resolve();

  /** `last` gives what the task's last message says when the work was done. */
  #start<K extends UpkeepWorkName>(
    kind: DataTaskKind,
    name: K,
    args: UpkeepWorkMap[K]['args'],
    last: (result: UpkeepWorkMap[K]['result']) => Partial<DataTask>,
  ): StartedTask<UpkeepWorkMap[K]['result']> | Refusal {
    if (this.#running !== null || this.#isClosed) return this.#busy();
    this.#lastTaskId += 1;
    const taskId = this.#lastTaskId;
    const work: RunningUpkeep<UpkeepWorkMap[K]['result']> = this.#options.upkeep.run(
      name,
      args,
      (progress) => this.#tell(taskId, { ...progress }),
    );
    const cancel = (): void => work.cancel();
    this.#running = { task: { ...NEW_TASK, taskId, kind }, cancel };
    const outcome = work.outcome.then((ended) => {
      this.#tell(taskId, lastWord(ended, last));
      this.#running = null;
      return ended;
    });
    this.#ended = outcome;
    return { taskId, outcome };
  }

  #busy(): Refusal {
    const rule = 'one backup, restore or workspace file at a time';
    return refusal('store.busy', '', this.#running?.task.kind ?? 'closing', rule);
  }

  #tell(taskId: number, change: Partial<DataTask>): void {
    assert(this.#running?.task.taskId === taskId, 'a task that is told of runs');
    this.#running = { ...this.#running, task: { ...this.#running.task, ...change } };
    this.#options.tell(this.#running.task);
  }
}

const NEW_TASK: Omit<DataTask, 'taskId' | 'kind'> = {
  state: 'running',
  phase: 'copying',
  share: 0,
  fileName: '',
  path: '',
  ticket: '',
  bytes: 0,
  problem: '',
};

/** What `last` throws (the disk, as a rule) is how the task has failed. */
function lastWord<Result>(
  ended: UpkeepOutcome<Result>,
  last: (result: Result) => Partial<DataTask>,
): Partial<DataTask> {
  if (ended.state !== 'done') return ended;
  try {
    return { state: 'done', share: 1, ...last(ended.result) };
  } catch (error) {
    return { state: 'failed', problem: error instanceof Error ? error.message : String(error) };
  }
}

function backupInfo({ fileName, takenUs, bytes, facts, problem }: ListedBackup): BackupInfo {
  return {
    fileName,
    takenUs,
    bytes,
    orders: facts?.lastOrderId ?? 0,
    fills: facts?.lastExecutionId ?? 0,
    lastEventSeq: facts?.lastEventSeq ?? 0,
    cashMicros: facts?.cashMicros ?? 0,
    documents: facts?.documents ?? null,
    problem,
  };
}

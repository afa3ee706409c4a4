/** Wires what keeps the store in shape: data tasks, the maintenance, the recorder of prints. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DEFAULT_MAINTENANCE, REPLAY_MAINTENANCE } from '../contract/defaults.ts';
import type { DataTask, MaintenanceRun, MaintenanceStatus } from '../contract/maintenance.ts';
import type { MaintenanceSettings } from '../contract/maintenance.ts';
import type { Venue } from '../domain/order.ts';
import type { Exchange } from '../market/exchange.ts';
import type { Clock } from '../ports.ts';
import { openDatabase } from '../store/database.ts';
import { newestRuns } from '../store/maintenance-log.ts';
import { storedMaintenanceSettings } from '../store/stored-maintenance.ts';
import type { Store } from '../store/store.ts';
import type { EngineStart } from '../supervision/host-messages.ts';
import { BACKUPS_FOLDER, DataTaskDesk } from './data-task-desk.ts';
import type { WorkspaceFiles } from './data-task-desk.ts';
import { MaintenanceDesk } from './maintenance-desk.ts';
import { TickRecorder } from './tick-recorder.ts';
import { threadUpkeep } from './upkeep.ts';

/** Runs that the desk starts with: some of each job. */
const RUNS_READ = 200;

export interface UpkeepParts {
  readonly start: EngineStart;
  readonly store: Store;
  readonly venue: Venue;
  /** Holds the venue's database. */
  readonly storeFolder: string;
  readonly clock: Clock;
  readonly exchange: Exchange;
  readonly files: WorkspaceFiles;
  readonly tellTask: (task: DataTask) => void;
  readonly tellStatus: (status: MaintenanceStatus) => void;
  /** Tells all clients that the store is damaged. */
  readonly alarm: (text: string) => void;
  /** Ends the engine so that its host starts it again. */
  readonly restart: (reason: string) => void;
}

export interface ComposedUpkeep {
  readonly tasks: DataTaskDesk;
  readonly maintenance: MaintenanceDesk;
  start(): void;
  /** Calls off what runs and stores the prints that there are; before the store is closed. */
  stop(): Promise<void>;
}

export function composeUpkeep(parts: UpkeepParts): ComposedUpkeep {
  const { start, store, venue, storeFolder, clock, exchange } = parts;
  const isReplay = start.source.kind === 'replay';
  const upkeep = threadUpkeep(pathToFileURL(start.workers.upkeep), {
    file: store.file,
    venue,
    backupFolder: join(storeFolder, BACKUPS_FOLDER),
    dataFolder: start.dataFolder,
  });
  const tasks = new DataTaskDesk({
    upkeep,
    venue,
    storeFolder,
    dataFolder: start.dataFolder,
    files: parts.files,
    clock,
    bounds: () => {
      const { backupsKept, backupBytesMax } = maintenance.settings;
      return { kept: backupsKept, bytesMax: backupBytesMax };
    },
    tell: parts.tellTask,
    restart: parts.restart,
  });
  const stored = readStored(store.file, venue);
  const maintenance: MaintenanceDesk = new MaintenanceDesk({
    journal: store.journal,
    upkeep,
    tasks,
    clock,
    file: store.file,
    settings: stored.settings ?? (isReplay ? REPLAY_MAINTENANCE : DEFAULT_MAINTENANCE),
    runs: stored.runs,
    tell: parts.tellStatus,
    alarm: parts.alarm,
  });
  const recorder = new TickRecorder({
    exchange,
    journal: store.journal,
    isWanted: () => !isReplay && maintenance.settings.tickDaysKept > 0,
  });
  return {
    tasks,
    maintenance,
    start() {
      maintenance.start();
      recorder.start();
    },
    async stop() {
      await tasks.close();
      await maintenance.close();
      await recorder.stop();
    },
  };
}

function readStored(
  file: string,
  venue: Venue,
): { readonly settings: MaintenanceSettings | null; readonly runs: readonly MaintenanceRun[] } {
  const db = openDatabase(file, { venue, access: 'read', cacheKib: 256 });
  try {
    return { settings: storedMaintenanceSettings(db), runs: newestRuns(db, RUNS_READ) };
  } finally {
    db.close();
  }
}

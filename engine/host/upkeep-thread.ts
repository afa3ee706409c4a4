/**
 * The thread for work that reads a whole store: backups, checks, workspace files. It is started for one
 * piece of work and ends with it, so that it costs nothing in between, and neither exports nor
 * checkpoints wait for statements that take seconds.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { assert, assertNever } from '../domain/assert.ts';
import { backupTimeOf } from '../store/backup/backup-name.ts';
import { describeBackup, listBackups, pruneBackups } from '../store/backup/backup-folder.ts';
import { checkSlices, runSlices } from '../store/backup/check-slices.ts';
import { CopyCanceled } from '../store/backup/copy-store.ts';
import { takeBackup, verifyCopy } from '../store/backup/take-backup.ts';
import type { BackupJob } from '../store/backup/take-backup.ts';
import { openDatabase } from '../store/database.ts';
import type { Connection } from '../store/database.ts';
import { DOCUMENTS_FOLDER } from '../store/documents/restored-documents.ts';
import { readStoreStats } from '../store/store-stats.ts';
import { packWorkspace } from '../store/workspace/pack.ts';
import { unpackWorkspace } from '../store/workspace/unpack.ts';
import { tickUsage } from '../store/ticks.ts';
import { StoreError, problemText } from '../store/store-error.ts';
import type {
  FromUpkeep,
  ListedBackup,
  UpkeepOrder,
  UpkeepPlace,
  UpkeepWorkMap,
  UpkeepWorkName,
} from './upkeep-protocol.ts';

/** Progress messages, at most one in this time. */
const PROGRESS_EVERY_MS = 100;
/** Everything is read once. */
const CACHE_KIB = 1_024;

const port = parentPort;
assert(port !== null, 'the upkeep runs in a worker thread');
// Given by upkeep.ts alone.
const order = workerData as UpkeepOrder;
let isCanceled = false;
let toldMs = Number.NEGATIVE_INFINITY;
const say = (message: FromUpkeep): void => port.postMessage(message);

const control: Pick<BackupJob, 'isCanceled' | 'onProgress' | 'pause'> = {
  isCanceled: () => isCanceled,
  onProgress: (progress) => {
    if (performance.now() - toldMs < PROGRESS_EVERY_MS) return;
    toldMs = performance.now();
    say({ kind: 'progress', progress });
  },
  pause: () => nextTurn(),
};

async function work({
  place,
  name,
  args,
}: UpkeepOrder): Promise<UpkeepWorkMap[UpkeepWorkName]['result']> {
  const { file, venue, backupFolder } = place;
  switch (name) {
    case 'backup': {
      const taken = await takeBackup({
        ...control,
        file,
        venue,
        documents: join(place.dataFolder, DOCUMENTS_FOLDER),
        folder: backupFolder,
        nowUs: args.nowUs,
      });
      pruneBackups(backupFolder, venue, args.bounds);
      return taken;
    }
    case 'backup.list':
      return listed(place);
    case 'integrity':
      return withStore(place, (db) => runSlices(checkSlices(db), control));
    case 'ticks.usage':
      return withStore(place, tickUsage);
    case 'stats':
      return withStore(place, (db) => readStoreStats(db, file));
    case 'workspace.pack':
      return packWorkspace({ ...control, ...args, dataFolder: place.dataFolder });
    case 'workspace.unpack':
      return unpackWorkspace({ ...control, ...args, dataFolder: place.dataFolder });
    case 'backup.verify': {
      // The name is a client's: only that of a backup is a path into the folder.
      if (backupTimeOf(args.fileName, venue) === null) throw noBackup(args.fileName);
      return verifyCopy(join(backupFolder, args.fileName), null, { ...control, venue });
    }
    default:
      return assertNever(name, 'work of the upkeep');
  }
}

/** Opens the store beside its engine, for one piece of work. */
async function withStore<Result>(
  { file, venue }: UpkeepPlace,
  read: (db: Connection) => Result | Promise<Result>,
): Promise<Result> {
  const db = openDatabase(file, { venue, access: 'read', cacheKib: CACHE_KIB });
  try {
    return await read(db);
  } finally {
    db.close();
  }
}

function listed({ backupFolder, venue }: UpkeepPlace): ListedBackup[] {
  return listBackups(backupFolder, venue).map(({ fileName, path, takenUs, bytes }) => {
    const facts = describeBackup(path, venue);
    return facts instanceof StoreError
      ? { fileName, takenUs, bytes, facts: null, problem: facts.message }
      : { fileName, takenUs, bytes, facts, problem: '' };
  });
}

function noBackup(fileName: string): StoreError {
  return new StoreError('store.read_failed', `${fileName} is not the name of a backup.`);
}

// The only thing that it is ever told.
port.on('message', () => {
  isCanceled = true;
});
try {
  say({ kind: 'done', result: await work(order) });
} catch (error) {
  if (error instanceof CopyCanceled) say({ kind: 'canceled' });
  else say({ kind: 'failed', problem: problemText(error) });
} finally {
  port.close();
}

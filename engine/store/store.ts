import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { assert } from '../domain/assert.ts';
import type { StatementTiming } from '../contract/messages.ts';
import type { Venue } from '../domain/order.ts';
import type { TimeUs } from '../domain/time.ts';
import type { RecoveredState } from '../ports.ts';
import { openJournal } from './journal.ts';
import type { OpenJournal, TransactionTimes } from './journal.ts';
import { openOrderLookup } from './order-lookup.ts';
import { cachedOrderLookup } from './order-cache.ts';
import type { CachedOrderLookup } from './order-cache.ts';
import { openReaders } from './readers.ts';
import type { StoreReaders } from './readers.ts';
import { askNewest } from './backup/restore-newest.ts';
import { DOCUMENTS_FOLDER } from './documents/restored-documents.ts';
import { finishRestore } from './backup/pending-restore.ts';
import type { FinishedRestore } from './backup/pending-restore.ts';
import type { MigrationStep } from './database.ts';
import { recoverState } from './recovery.ts';
import { refuseReadOnly, storeFault } from './store-fault.ts';
import { lockDataFolder } from './store-lock.ts';

/** Where the threads' code is: the .ts files beside this one, or their bundled forms. */
export interface StoreWorkerUrls {
  readonly writer: URL;
  readonly reader: URL;
}

export interface StoreOptions {
  /** Data folder; made if it is not there. Holds one file a venue. */
  readonly folder: string;
  readonly venue: Venue;
  /** The trader's documents, which a restore puts back; those below the folder if not given. */
  readonly documents?: string;
  readonly workers: StoreWorkerUrls;
  readonly readerThreads: number;
  /**
   * Puts the newest good backup in the store's place first; the store is set aside, under the name of
   * this time.
   */
  readonly restoreBackupAtUs?: TimeUs;
  /** What a store that is made now starts with; null: as much as usual. */
  readonly startCashMicros: number | null;
  /** Duration of each transaction, fsync included, in microseconds. */
  readonly onCommitTime: (us: number, times: TransactionTimes) => void;
  /** Duration of each read, from request to rows, and of its waiting, in microseconds. */
  readonly onReadTime: (us: number, waitUs: number) => void;
  /** Duration of each checkpoint between two transactions, in microseconds. */
  readonly onCheckpointTime?: (us: number) => void;
  /** Called before each step that brings an older store to this version. */
  readonly onMigration?: (step: MigrationStep) => void;
  /** Called with each of the store's threads once it runs. */
  readonly onThread?: (name: 'writer' | 'reader', worker: Worker) => void;
}

/** Everything one engine needs of the disk, opened and closed together. */
export interface Store {
  /** The venue's database. */
  readonly file: string;
  readonly recovered: RecoveredState;
  /** How a restore that the last run had asked for has ended; null when none was. */
  readonly restored: FinishedRestore | null;
  readonly journal: OpenJournal;
  readonly lookup: CachedOrderLookup;
  readonly readers: StoreReaders;
  timings(): StatementTiming[];
  /** Writes what waits, marks the run as ended well, and gives the folder up. */
  close(): Promise<void>;
}

/** A store whose state is known, while its threads are still starting. */
export interface OpeningStore {
  readonly file: string;
  readonly recovered: RecoveredState;
  readonly lookup: CachedOrderLookup;
  /** Rejects with a StoreError, with everything closed again. */
  readonly opened: Promise<Store>;
}

/** Takes the folder, recovers, and starts the threads. Rejects with a StoreError. */
export async function openStore(options: StoreOptions): Promise<Store> {
  return beginStore(options).opened;
}

/**
 * Takes the folder and recovers at once; throws a StoreError. The threads start meanwhile and while
 * the caller builds on what was recovered: each of them needs as long as the recovery itself.
 */
export function beginStore(options: StoreOptions): OpeningStore {
  const { folder, venue } = options;
  // What has been opened, newest last; closed in the opposite order.
  const opened: (() => Promise<void> | void)[] = [];
  const closeAll = async (): Promise<void> => {
    for (let close = opened.pop(); close !== undefined; close = opened.pop()) await close();
  };
  try {
    const lock = lockDataFolder(folder);
    opened.push(() => lock.release());
    const { restoreBackupAtUs } = options;
    if (restoreBackupAtUs !== undefined) askNewest(folder, venue, restoreBackupAtUs);
    const documents = options.documents ?? join(folder, DOCUMENTS_FOLDER);
    const restored = finishRestore(folder, venue, documents);
    const file = join(folder, `${venue}.db`);
    const { recovered, lookup } = recoverWithLookup(file, options);
    opened.push(() => lookup.close());
    const threads = startThreads(file, options, opened);
    const opening = threads.then(
      ({ journal, readers }): Store => {
        const timings = (): StatementTiming[] => [...readers.timings(), ...journal.timings()];
        return { file, recovered, restored, journal, lookup, readers, timings, close: closeAll };
      },
      async (error: unknown) => {
        await closeAll();
        throw storeFault(error, file);
      },
    );
    // Whoever awaits it takes the error; until then it is not one that nobody takes.
    opening.catch(() => undefined);
    return { file, recovered, lookup, opened: opening };
  } catch (error) {
    for (const close of opened.reverse()) void close();
    throw storeFault(error, join(folder, `${venue}.db`));
  }
}

/** Starts both kinds of threads at once; when one of them cannot start, the other is left in `opened`. */
async function startThreads(
  file: string,
  options: StoreOptions,
  opened: (() => Promise<void> | void)[],
): Promise<{ readonly journal: OpenJournal; readonly readers: StoreReaders }> {
  const { venue, workers, onCommitTime, onCheckpointTime, onReadTime } = options;
  const watched = (name: 'writer' | 'reader') => (worker: Worker) =>
    options.onThread?.(name, worker);
  const [journal, readers] = await Promise.allSettled([
    openJournal({
      workerUrl: workers.writer,
      file,
      venue,
      onCommitTime,
      ...(onCheckpointTime === undefined ? {} : { onCheckpointTime }),
      onThread: watched('writer'),
    }),
    openReaders({
      workerUrl: workers.reader,
      file,
      venue,
      threads: options.readerThreads,
      onReadTime,
      onThread: watched('reader'),
    }),
  ]);
  // Closed after the readers, so that its last checkpoint can empty the log.
  if (journal.status === 'fulfilled') opened.push(() => journal.value.close());
  if (readers.status === 'fulfilled') opened.push(() => readers.value.close());
  if (journal.status === 'rejected') throw journal.reason;
  if (readers.status === 'rejected') throw readers.reason;
  refuseReadOnly(journal.value.trouble(), file);
  return { journal: journal.value, readers: readers.value };
}

function recoverWithLookup(
  file: string,
  { venue, startCashMicros, onMigration }: StoreOptions,
): { readonly recovered: RecoveredState; readonly lookup: CachedOrderLookup } {
  const lookups: CachedOrderLookup[] = [];
  const openLookup = (): void => {
    lookups.push(cachedOrderLookup(openOrderLookup(file, venue)));
  };
  const recovered = recoverState(file, venue, startCashMicros, openLookup, onMigration);
  const [lookup] = lookups;
  assert(lookup !== undefined, 'a recovery that returns has called back');
  return { recovered, lookup };
}

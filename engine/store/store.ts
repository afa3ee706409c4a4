import { join } from 'node:path';
import type { StatementTiming } from '../contract/messages.ts';
import type { Venue } from '../domain/order.ts';
import type { RecoveredState } from '../ports.ts';
import { openJournal } from './journal.ts';
import type { OpenJournal } from './journal.ts';
import { openOrderLookup } from './order-lookup.ts';
import type { OpenOrderLookup } from './order-lookup.ts';
import { openReaders } from './readers.ts';
import type { StoreReaders } from './readers.ts';
import { finishRestore } from './backup/pending-restore.ts';
import type { FinishedRestore } from './backup/pending-restore.ts';
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
  readonly workers: StoreWorkerUrls;
  readonly readerThreads: number;
  /** What a store that is made now starts with; null: as much as usual. */
  readonly startCashMicros: number | null;
  /** Duration of each transaction, fsync included, in microseconds. */
  readonly onCommitTime: (us: number) => void;
  /** Duration of each read, from request to rows, in microseconds. */
  readonly onReadTime: (us: number) => void;
}

/** Everything one engine needs of the disk, opened and closed together. */
export interface Store {
  /** The venue's database. */
  readonly file: string;
  readonly recovered: RecoveredState;
  /** How a restore that the last run had asked for has ended; null when none was. */
  readonly restored: FinishedRestore | null;
  readonly journal: OpenJournal;
  readonly lookup: OpenOrderLookup;
  readonly readers: StoreReaders;
  timings(): StatementTiming[];
  /** Writes what waits, marks the run as ended well, and gives the folder up. */
  close(): Promise<void>;
}

/** Takes the folder, recovers, and starts the threads. Rejects with a StoreError. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { folder, venue, workers } = options;
  // What has been opened, newest last; closed in the opposite order.
  const opened: (() => Promise<void> | void)[] = [];
  const closeAll = async (): Promise<void> => {
    for (let close = opened.pop(); close !== undefined; close = opened.pop()) await close();
  };
  try {
    const lock = lockDataFolder(folder);
    opened.push(() => lock.release());
    const restored = finishRestore(folder, venue);
    const file = join(folder, `${venue}.db`);
    const recovered = recoverState(file, venue, options.startCashMicros);
    const journal = await openJournal({
      workerUrl: workers.writer,
      file,
      venue,
      onCommitTime: options.onCommitTime,
    });
    // Closed after the readers, so that its last checkpoint can empty the log.
    opened.push(() => journal.close());
    refuseReadOnly(journal.trouble(), file);
    const readers = await openReaders({
      workerUrl: workers.reader,
      file,
      venue,
      threads: options.readerThreads,
      onReadTime: options.onReadTime,
    });
    opened.push(() => readers.close());
    const lookup = openOrderLookup(file, venue);
    opened.push(() => lookup.close());
    const timings = (): StatementTiming[] => readers.timings();
    return { file, recovered, restored, journal, lookup, readers, timings, close: closeAll };
  } catch (error) {
    await closeAll();
    throw storeFault(error, join(folder, `${venue}.db`));
  }
}

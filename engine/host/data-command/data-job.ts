import { setImmediate as nextTurn } from 'node:timers/promises';
import { join } from 'node:path';
import { DEFAULT_SYMBOLS } from '../../domain/feed-symbols.ts';
import type { Instrument } from '../../domain/instrument.ts';
import type { Venue } from '../../domain/order.ts';
import type { TimeUs } from '../../domain/time.ts';
import { CATALOGUE } from '../../simulator/catalogue.ts';
import { SCHEMA_VERSION, openDatabase, pragma } from '../../store/database.ts';
import type { Connection } from '../../store/database.ts';
import { keptInstruments } from '../../store/kept-instruments.ts';
import { StoreError } from '../../store/store-error.ts';
import { storeFile, storeSubfolder, storeVenue } from '../../store/store-kinds.ts';
import { keptInstrument, withStoredInstruments } from '../store-instruments.ts';
import type { Console } from './console.ts';
import { needStore } from './store-place.ts';
import type { StorePlace } from './store-place.ts';

/** Pages of a run over all of a store. */
const CACHE_KIB = 16_384;

/** What every command works with. */
export interface DataJob extends StorePlace {
  /** Holds the store. */
  readonly folder: string;
  readonly venue: Venue;
  readonly file: string;
  readonly console: Console;
  readonly nowUs: () => TimeUs;
  /** True after Ctrl+C. */
  readonly isCanceled: () => boolean;
  readonly pause: () => Promise<void>;
}

export function dataJob(
  parts: Pick<DataJob, 'dataFolder' | 'kind' | 'console' | 'nowUs' | 'isCanceled'>,
): DataJob {
  const { dataFolder, kind } = parts;
  return {
    ...parts,
    folder: join(dataFolder, storeSubfolder(kind)),
    venue: storeVenue(kind),
    file: join(dataFolder, storeFile(kind)),
    pause: () => nextTurn(),
  };
}

/** Whether the store is one of the simulated market or of recordings, whose symbols are all listed. */
export function isMadeMarket({ kind }: StorePlace): boolean {
  return kind === 'local' || kind === 'replay';
}

/** Units of the symbols that a store names; of one of the real market also of `further` ones. */
export function instrumentsOf(
  place: StorePlace,
  db: Connection,
  further: readonly string[] = [],
): readonly Instrument[] {
  if (isMadeMarket(place)) return CATALOGUE.map(({ instrument }) => instrument);
  const kept = keptInstruments(db);
  const listed = [...new Set([...DEFAULT_SYMBOLS, ...further])].map((one) =>
    keptInstrument(one, kept),
  );
  return withStoredInstruments(db, listed);
}

/** Opens the store to read, for as long as `read` takes; an engine may be writing to it. */
export async function withStore<Result>(
  job: DataJob,
  read: (db: Connection) => Result | Promise<Result>,
): Promise<Result> {
  needStore(job);
  const { file, venue } = job;
  const db = openDatabase(file, { venue, access: 'read', cacheKib: CACHE_KIB });
  try {
    return await read(db);
  } finally {
    db.close();
  }
}

/** Throws where statements of this version would not find their columns. */
export function needNewestSchema(db: Connection, file: string): void {
  const version = Number(pragma(db, 'user_version'));
  if (version === SCHEMA_VERSION) return;
  throw new StoreError(
    'store.read_failed',
    `${file} is of an older version (schema ${version}, this one writes ${SCHEMA_VERSION}). ` +
      'Start the terminal on it once, which brings it up to date.',
  );
}

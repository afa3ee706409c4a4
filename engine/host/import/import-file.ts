/** Importing into a store that no engine has open; for the command line. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ImportContent, ImportSummary } from '../../contract/imports.ts';
import type { Instrument } from '../../domain/instrument.ts';
import type { Venue } from '../../domain/order.ts';
import { openDatabase } from '../../store/database.ts';
import type { Connection } from '../../store/database.ts';
import { lockDataFolder } from '../../store/store-lock.ts';
import { ImportJob } from './import-job.ts';

const CACHE_KIB = 65_536;

export interface ImportFileOptions {
  /** Holds the store of each venue, which is made if it is not there. */
  readonly dataFolder: string;
  readonly venue: Venue;
  /** Units of every symbol that can be traded in the store. */
  readonly instruments: (store: Connection) => readonly Instrument[];
  readonly file: string;
  readonly content: ImportContent;
  /** Wall clock in milliseconds. */
  readonly nowMs: number;
  /**
   * Called with what an import would do: what it returns decides. `skip_bad` imports the good rows
   * where there are bad ones, `all_or_nothing` refuses then, `none` ends without a change.
   */
  readonly decide: (summary: ImportSummary) => 'skip_bad' | 'all_or_nothing' | 'none';
  /** Part of the step that is done, 0 to 1, and rows. */
  readonly onProgress: (step: 'reading' | 'writing', done: number, rows: number) => void;
}

/**
 * Takes the data folder, checks the file and applies what `decide` wants. Returns what was done, or
 * null after `none`. Rejects with a StoreError (`store.in_use` while an engine runs), ImportFileError
 * (the file is none of its profile) or ImportRefused (bad rows); nothing has changed then.
 */
export async function importFile(options: ImportFileOptions): Promise<ImportSummary | null> {
  const { dataFolder, venue, instruments, file, content, nowMs } = options;
  const lock = lockDataFolder(dataFolder);
  try {
    const folder = importFolder(dataFolder);
    let step: 'reading' | 'writing' = 'reading';
    const store = openDatabase(join(dataFolder, `${venue}.db`), {
      venue,
      access: 'write',
      cacheKib: CACHE_KIB,
    });
    try {
      const job = await ImportJob.read({
        file,
        content,
        stageFile: join(folder, 'command-line.stage'),
        venue,
        instruments: instruments(store),
        nowMs,
        onProgress: (done, rows) => options.onProgress(step, done, rows),
        pause: () => Promise.resolve(),
      });
      try {
        const decision = options.decide(job.check(store));
        if (decision === 'none') return null;
        step = 'writing';
        return job.apply(store, decision === 'skip_bad');
      } finally {
        job.discard();
      }
    } finally {
      // Leaves no log behind; only this process has the folder.
      store.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
      store.close();
    }
  } finally {
    lock.release();
  }
}

/** Where uploaded files and staged rows lie; made if it is not there. */
export function importFolder(dataFolder: string): string {
  const folder = join(dataFolder, 'imports');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Removes a file that was uploaded; one that a person has chosen on this computer is theirs. */
export function forgetUpload(dataFolder: string, path: string): void {
  if (dirname(path) === importFolder(dataFolder)) rmSync(path, { force: true });
}

/** The same, without what a process that was killed has left there; nobody else has the data folder. */
export function emptiedImportFolder(dataFolder: string): string {
  const folder = importFolder(dataFolder);
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { force: true });
  return folder;
}

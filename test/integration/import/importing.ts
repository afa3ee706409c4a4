/** A folder with stores and files to import into them, removed at the end. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportContent, ImportSummary } from '../../../engine/contract/imports.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import type { Fill } from '../../../engine/domain/order.ts';
import { importFile } from '../../../engine/host/import/import-file.ts';
import { csvRow } from '../../../engine/csv/csv-row.ts';
import { FILLS_COLUMNS, fillsProfile } from '../../../engine/csv/fills-profile.ts';
import { openDatabase } from '../../../engine/store/database.ts';
import type { Connection } from '../../../engine/store/database.ts';
import { executionNames } from '../../../engine/store/execution-names.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { FILL_COLUMNS, fillOf } from '../../../engine/store/rows.ts';
import type { FillRow } from '../../../engine/store/rows.ts';
import { rowTerms } from '../../support/export-selection.ts';
import { TRADED } from '../../support/traded-history.ts';

export const OWN: ImportContent = { profile: 'fills', otherStore: false };
export const FOREIGN: ImportContent = { profile: 'fills', otherStore: true };
/** After every time in the tests' files. */
export const NOW_MS = Date.UTC(2030, 0, 1);

export class Importing {
  readonly #root = mkdtempSync(join(tmpdir(), 'stp-import-'));
  #stores = 0;
  #files = 0;

  /** Another empty data folder. */
  store(): string {
    this.#stores += 1;
    return join(this.#root, `store-${String(this.#stores)}`);
  }

  file(text: string): string {
    this.#files += 1;
    const path = join(this.#root, `file-${String(this.#files)}.csv`);
    writeFileSync(path, text);
    return path;
  }

  /** Imports the text and says what was done; null: nothing was wanted after the check. */
  import(
    dataFolder: string,
    text: string,
    content: ImportContent = OWN,
    decision: 'skip_bad' | 'all_or_nothing' | 'none' = 'all_or_nothing',
    onCheck: (summary: ImportSummary) => unknown = () => undefined,
    instruments: readonly Instrument[] = TRADED,
  ): Promise<ImportSummary | null> {
    return importFile({
      dataFolder,
      venue: 'local',
      instruments: () => instruments,
      file: this.file(text),
      content,
      nowMs: NOW_MS,
      decide: (summary) => {
        onCheck(summary);
        return decision;
      },
      onProgress: () => undefined,
    });
  }

  /** What an import of the text into an empty store would do. */
  async check(text: string, content: ImportContent = OWN): Promise<ImportSummary> {
    const found: ImportSummary[] = [];
    await this.import(this.store(), text, content, 'none', (summary) => found.push(summary));
    const [summary] = found;
    if (summary === undefined) throw new Error('nothing was checked');
    return summary;
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true });
  }
}

/** What an engine would start from, without what is told by clocks alone. */
export function stateOf(dataFolder: string) {
  const { positions, lots, cashMicros, workingOrders, ...state } = recoverState(
    join(dataFolder, 'local.db'),
    'local',
  );
  return {
    positions: [...positions].sort((a, b) => (a.symbol < b.symbol ? -1 : 1)),
    lots: [...lots].sort((a, b) => (a.symbol < b.symbol ? -1 : 1)),
    cashMicros,
    workingOrders,
    storeId: state.storeId,
    lastExecutionId: state.lastExecutionId,
  };
}

/** All fills of a store in the order of an export. */
export function fillsOf(dataFolder: string): Fill[] {
  return reading(dataFolder, storedFills);
}

/** A store's export of fills, with the names that it gives them. */
export function exportOf(dataFolder: string, instruments = TRADED): string {
  return reading(dataFolder, (db) => {
    const terms = { ...rowTerms(instruments), execName: executionNames(db) };
    const rows = fillsProfile(terms).rows(storedFills(db));
    return [FILLS_COLUMNS, ...rows].map(csvRow).join('');
  });
}

function storedFills(db: Connection): Fill[] {
  return db
    .prepare<[], FillRow>(`SELECT ${FILL_COLUMNS} FROM trades t ORDER BY executed_us, execution_id`)
    .all()
    .map((row) => fillOf(row, 'local'));
}

function reading<Result>(dataFolder: string, read: (db: Connection) => Result): Result {
  const db = openDatabase(join(dataFolder, 'local.db'), {
    venue: 'local',
    access: 'read',
    cacheKib: 1_024,
  });
  try {
    return read(db);
  } finally {
    db.close();
  }
}

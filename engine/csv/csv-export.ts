import type { ExportProgress, ExportTotals } from '../contract/exports.ts';
import { createCsvFile } from './csv-file.ts';

/** How far an export is; the host adds its number, path and ticket. */
export type ExportStep = Pick<
  ExportProgress,
  'state' | 'readDone' | 'rowsDone' | 'bytes' | 'totals' | 'problem'
>;

/** Cells of one row, in the order of the profile's columns. */
export type Row = readonly string[];

/** Makes the rows of one profile out of what the store has, in the order in which it is read. */
export interface RowMaker<Source> {
  readonly columns: readonly string[];
  /** Takes the next stretch; returns the rows that are certain by now. */
  rows(stretch: readonly Source[]): readonly Row[];
  /** The rows that only the end of the source makes certain. */
  rest(): readonly Row[];
  /** Over all rows returned so far. */
  totals(): ExportTotals;
}

export interface CsvExport<Source> {
  /** Where the finished file will be. */
  readonly path: string;
  readonly byteOrderMark: boolean;
  readonly maker: RowMaker<Source>;
  /** Stretches of the source in order; each is short and then forgotten. */
  readonly stretches: Iterable<readonly Source[]>;
  /** Looked at between stretches. */
  readonly isCanceled: () => boolean;
  readonly onProgress: (step: ExportStep) => void;
  /** Lets other messages of the thread through between stretches. */
  readonly pause: () => Promise<void>;
}

/**
 * Writes the file and returns the last step: `done`, `canceled` (no file is left) or `failed` with
 * the problem (no file is left). Memory does not grow with the number of rows read, but for what the
 * maker has to remember.
 */
export async function exportCsv<Source>(job: CsvExport<Source>): Promise<ExportStep> {
  const { maker, path, byteOrderMark } = job;
  let readDone = 0;
  let rowsDone = 0;
  let bytes = 0;
  const step = (state: ExportStep['state'], problem = ''): ExportStep => ({
    state,
    readDone,
    rowsDone,
    bytes,
    totals: maker.totals(),
    problem,
  });
  let discard = (): void => undefined;
  try {
    const file = createCsvFile({ path, columns: maker.columns, byteOrderMark });
    discard = () => file.discard();
    const put = (rows: readonly Row[]): void => {
      file.write(rows);
      rowsDone += rows.length;
      bytes = file.bytes();
    };
    for (const stretch of job.stretches) {
      put(maker.rows(stretch));
      readDone += stretch.length;
      job.onProgress(step('running'));
      await job.pause();
      if (job.isCanceled()) {
        file.discard();
        return step('canceled');
      }
    }
    put(maker.rest());
    file.finish();
    return step('done');
  } catch (error) {
    discard();
    return step('failed', error instanceof Error ? error.message : String(error));
  }
}

/** The last step of an export that could not even begin. */
export function failedExport(problem: string): ExportStep {
  return { state: 'failed', readDone: 0, rowsDone: 0, bytes: 0, totals: {}, problem };
}

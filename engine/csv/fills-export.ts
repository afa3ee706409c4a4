import type { ExportProgress } from '../contract/messages.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { Fill } from '../domain/order.ts';
import { createCsvFile } from './csv-file.ts';
import { FILLS_COLUMNS, fillsProfile } from './fills-profile.ts';

/** How far an export is; the host adds its number, path and ticket. */
export type ExportStep = Pick<
  ExportProgress,
  'state' | 'rowsDone' | 'bytes' | 'grossMicros' | 'feeMicros' | 'realisedMicros' | 'problem'
>;

export interface FillsExport {
  /** Where the finished file will be. */
  readonly path: string;
  readonly byteOrderMark: boolean;
  /** Units of every symbol that the fills can name. */
  readonly instruments: readonly Instrument[];
  /** Stretches of fills in the order they are to be written; each is short and then forgotten. */
  readonly stretches: Iterable<Iterable<Fill>>;
  /** Looked at between stretches. */
  readonly isCanceled: () => boolean;
  readonly onProgress: (step: ExportStep) => void;
  /** Lets other messages of the thread through between stretches. */
  readonly pause: () => Promise<void>;
}

/** Sums beyond 2^53 micros would not be exact as numbers, so they are gathered as big integers. */
interface Sums {
  gross: bigint;
  fee: bigint;
  realised: bigint;
}

/**
 * Writes the file and returns the last step: `done`, `canceled` (no file is left) or `failed` with
 * the problem (no file is left). Memory does not grow with the number of rows.
 */
export async function exportFills(job: FillsExport): Promise<ExportStep> {
  const sums: Sums = { gross: 0n, fee: 0n, realised: 0n };
  let rowsDone = 0;
  let bytes = 0;
  const step = (state: ExportStep['state'], problem = ''): ExportStep => ({
    state,
    rowsDone,
    bytes,
    grossMicros: Number(sums.gross),
    feeMicros: Number(sums.fee),
    realisedMicros: Number(sums.realised),
    problem,
  });
  let discard = (): void => undefined;
  try {
    const rowOf = fillsProfile(job.instruments);
    const file = createCsvFile({
      path: job.path,
      columns: FILLS_COLUMNS,
      byteOrderMark: job.byteOrderMark,
    });
    discard = () => file.discard();
    for (const stretch of job.stretches) {
      const rows = Array.from(stretch, (fill) => addTo(sums, fill, rowOf));
      file.write(rows);
      rowsDone += rows.length;
      bytes = file.bytes();
      job.onProgress(step('running'));
      await job.pause();
      if (job.isCanceled()) {
        file.discard();
        return step('canceled');
      }
    }
    bytes = file.bytes();
    file.finish();
    return step('done');
  } catch (error) {
    discard();
    return step('failed', error instanceof Error ? error.message : String(error));
  }
}

function addTo(sums: Sums, fill: Fill, rowOf: (fill: Fill) => string[]): string[] {
  sums.gross += BigInt(fill.grossMicros);
  sums.fee += BigInt(fill.feeMicros);
  sums.realised += BigInt(fill.realisedMicros);
  return rowOf(fill);
}

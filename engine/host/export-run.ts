/** Runs one export on a read-only connection: the profile's source, its rows, its file. */
import { assertNever } from '../domain/assert.ts';
import type { ExportProfile } from '../contract/export-profiles.ts';
import type { ExportSelection } from '../contract/exports.ts';
import { exportCsv } from '../csv/csv-export.ts';
import type { ExportStep, RowMaker } from '../csv/csv-export.ts';
import { fillsProfile } from '../csv/fills-profile.ts';
import { form8949Profile } from '../csv/form8949-profile.ts';
import { ordersProfile } from '../csv/orders-profile.ts';
import { roundTripsProfile } from '../csv/round-trips-profile.ts';
import type { RowTerms } from '../csv/row-terms.ts';
import { textCell } from '../csv/text-cell.ts';
import { tradelogProfile } from '../csv/tradelog-profile.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { Venue } from '../domain/order.ts';
import type { Connection } from '../store/database.ts';
import { executionNames } from '../store/execution-names.ts';
import {
  openExecutionSource,
  openFillSource,
  openOrderSource,
  openSymbolSource,
} from '../store/export-source.ts';
import type { ExportSource } from '../store/export-source.ts';
import { barRanges } from '../store/history/bar-ranges.ts';

/** What is to be exported, and where to. */
export interface ExportRequest {
  readonly profile: ExportProfile;
  readonly selection: ExportSelection;
  /** Where the finished file will be; nothing must be there. */
  readonly path: string;
  /** The variant for Excel, see docs/export-profiles/README.md. */
  readonly excel: boolean;
}

/** What an export reads. */
export interface ExportedStore {
  readonly db: Connection;
  readonly venue: Venue;
  /** Units of every symbol that a row can name. */
  readonly instruments: readonly Instrument[];
}

/** What follows an export. */
export interface ExportWatch {
  /** Called once, before the first step. */
  readonly onStart: (readTotal: number) => void;
  readonly onProgress: (step: ExportStep) => void;
  /** Looked at some 100 times a second. */
  readonly isCanceled: () => boolean;
  /** Lets other work of the thread through. */
  readonly pause: () => Promise<void>;
}

/** Resolves with the last step: `done`, or `canceled` or `failed` without a file; never rejects. */
export function runExport(
  store: ExportedStore,
  request: ExportRequest,
  watch: ExportWatch,
): Promise<ExportStep> {
  const { db, venue, instruments } = store;
  const { profile, selection } = request;
  const text = textCell(request.excel);
  const terms: RowTerms = { instruments, text, selection, execName: executionNames(db) };
  const write = <T>(source: ExportSource<T>, maker: RowMaker<T>): Promise<ExportStep> => {
    watch.onStart(source.readTotal);
    const { path, excel: byteOrderMark } = request;
    return exportCsv({ path, byteOrderMark, maker, stretches: source.stretches, ...watch });
  };
  switch (profile) {
    case 'fills':
      return write(openFillSource(db, venue, selection), fillsProfile(terms));
    case 'orders':
      return write(openOrderSource(db, venue, selection.symbol), ordersProfile(terms));
    case 'tradelog':
      return write(openExecutionSource(db, venue, selection.symbol), tradelogProfile(terms));
    case 'round_trips':
      return write(
        openExecutionSource(db, venue, selection.symbol),
        roundTripsProfile(terms, barRanges(db)),
      );
    case 'form8949':
      return write(openSymbolSource(db, venue, selection.symbol), form8949Profile(terms));
    default:
      return assertNever(profile, 'export profile');
  }
}

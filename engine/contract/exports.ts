/** Exports to CSV as clients ask for and follow them; part of the contract (messages.ts). */
import { z } from 'zod';
import { EXPORT_PROFILES } from './export-profiles.ts';
import type { ExportTotal } from './export-profiles.ts';
import { symbolField } from './fields.ts';

/** Which rows: null leaves one open. */
const selection = {
  symbol: symbolField.nullable(),
  /** Of the fill or order; of a round trip or a closed lot the side of its entry (buy: long). */
  side: z.enum(['buy', 'sell']).nullable(),
  /** Exactly this text on the order; of a round trip on its first, of a closed lot on its closing one. */
  tag: z.string().max(64).nullable(),
  /**
   * Inclusive start and exclusive end of the time of the fill, of the order's acceptance, or of the
   * fill that closed the round trip or the lot.
   */
  fromUs: z.int().nullable(),
  toUs: z.int().nullable(),
};
/** Starts writing a CSV file; progress comes as `export` messages of this connection. */
export const exportStartSchema = z.strictObject({
  type: z.literal('export.start'),
  profile: z.enum(EXPORT_PROFILES),
  ...selection,
  /** For Excel: with a byte order mark, and text that Excel would take for a number kept as text. */
  excel: z.boolean(),
});

/** Which rows an export holds. */
export type ExportSelection = Readonly<
  Omit<z.infer<typeof exportStartSchema>, 'type' | 'profile' | 'excel'>
>;

export const exportCancelSchema = z.strictObject({
  type: z.literal('export.cancel'),
  exportId: z.int().min(1),
});

/** In micros, as the text of an integer: a sum over a million rows can pass what a number holds. */
export type ExportTotals = Readonly<Partial<Record<ExportTotal, string>>>;

export type ExportState = 'running' | 'done' | 'canceled' | 'failed';

export interface ExportStarted {
  readonly exportId: number;
  /** Rows of the store that will be read for it. */
  readonly readTotal: number;
}

export interface ExportProgress extends ExportStarted {
  readonly state: ExportState;
  /** How far it is: rows read, `readTotal` at the end. A file may have fewer rows, or more. */
  readonly readDone: number;
  /** Rows written, without the header. */
  readonly rowsDone: number;
  readonly bytes: number;
  readonly totals: ExportTotals;
  /** Name of the finished file, without folder; '' before. */
  readonly fileName: string;
  /** Where the engine wrote it; '' before. */
  readonly path: string;
  /** One-time secret with which a browser fetches it: GET /exports/{ticket}; '' before. */
  readonly ticket: string;
  /** Why it failed, in plain words; '' otherwise. */
  readonly problem: string;
}

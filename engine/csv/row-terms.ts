import type { ExportSelection } from '../contract/exports.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { Venue } from '../domain/order.ts';
import type { TextCell } from './text-cell.ts';

/** What every profile makes its rows with. */
export interface RowTerms {
  /** Units of every symbol that a row can name. */
  readonly instruments: readonly Instrument[];
  readonly text: TextCell;
  /** Which rows. */
  readonly selection: ExportSelection;
  /** What exports call a fill: its venue and number, or the name that it was imported with. */
  readonly execName: (venue: Venue, executionId: number) => string;
}

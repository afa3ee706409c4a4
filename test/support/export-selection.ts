import type { ExportSelection } from '../../engine/contract/exports.ts';
import type { RowTerms } from '../../engine/csv/row-terms.ts';
import { textCell } from '../../engine/csv/text-cell.ts';
import { executionId, executionIdText } from '../../engine/domain/ids.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';

/** Every row there is. */
export const EVERYTHING: ExportSelection = {
  symbol: null,
  side: null,
  tag: null,
  fromUs: null,
  toUs: null,
};

/** Terms of an export of everything in the plain form, or of what is chosen, of a store without imports. */
export function rowTerms(
  instruments: readonly Instrument[],
  selection: Partial<ExportSelection> = {},
  excel = false,
): RowTerms {
  return {
    instruments,
    text: textCell(excel),
    selection: { ...EVERYTHING, ...selection },
    execName: (venue, id) => executionIdText(venue, executionId(id)),
  };
}

import type { ExportSelection } from '../contract/exports.ts';
import type { Side } from '../domain/side.ts';

/** What a selection looks at, whichever kind of row it is. */
export interface Selectable {
  readonly symbol: string;
  readonly side: Side;
  readonly tag: string;
  /** The time that the profile's period is about. */
  readonly us: number;
}

/** Whether a row belongs to the export. */
export function isSelected(selection: ExportSelection, row: Selectable): boolean {
  const { symbol, side, tag, fromUs, toUs } = selection;
  return (
    (symbol === null || symbol === row.symbol) &&
    (side === null || side === row.side) &&
    (tag === null || tag === row.tag) &&
    (fromUs === null || row.us >= fromUs) &&
    (toUs === null || row.us < toUs)
  );
}

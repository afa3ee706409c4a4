import { useTerminal } from '../stores/terminal.ts';

/** Height of a table row by density, in px; theme/tokens.css has the same. */
const ROW_HEIGHT = { compact: 22, comfortable: 28 } as const;
/** Column widths are given for the compact text of 12 px; the comfortable one has 13 px. */
const COLUMN_SCALE = { compact: 1, comfortable: 1.12 } as const;

/** Height of a table row at the present density, in px. */
export function useRowHeight(): number {
  return useTerminal((terminal) => ROW_HEIGHT[terminal.density]);
}

/** What column widths are multiplied by at the present density. */
export function useColumnScale(): number {
  return useTerminal((terminal) => COLUMN_SCALE[terminal.density]);
}

import type { ReactNode } from 'react';

/** One column of a `DataTable`. */
export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  /** Longer words for the header's tooltip. */
  readonly title?: string;
  /** Numbers right, which is also the default where `sortValue` is given a number. */
  readonly align?: 'left' | 'right';
  /** Smallest width in px. */
  readonly width: number;
  /** Share of the width that is left over; 0 when not given. */
  readonly grow?: number;
  /** Rank in which it makes room in a narrow table, 1 first; without one it always stays. */
  readonly yields?: number;
  /** Stays at the right edge where even the columns that always stay are too wide. */
  readonly pinned?: boolean;
  readonly cell: (row: Row) => ReactNode;
  /** The cell as plain text, where it is drawn by a component; elements are read by themselves. */
  readonly text?: (row: Row) => string;
  /** What the column sorts by; a column without it does not sort. */
  readonly sortValue?: (row: Row) => number | string;
}

export interface Sorting {
  readonly columnId: string;
  readonly descending: boolean;
}

/** Rows in the order asked for; equal ones keep theirs. null: as they come. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sorting: Sorting | null,
): readonly Row[] {
  const valueOf = columns.find((column) => column.id === sorting?.columnId)?.sortValue;
  if (sorting === null || valueOf === undefined) return rows;
  const direction = sorting.descending ? -1 : 1;
  return [...rows].sort((a, b) => direction * compareValues(valueOf(a), valueOf(b)));
}

function compareValues(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const left = String(a);
  const right = String(b);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** Next sorting after a click on a header: ascending, descending, as they come. */
export function nextSorting(before: Sorting | null, columnId: string): Sorting | null {
  if (before?.columnId !== columnId) return { columnId, descending: false };
  return before.descending ? null : { columnId, descending: true };
}

/**
 * Sorting that a key asks for with Shift: left and right choose the column among `columns`, up and down the
 * way. undefined for a key that does not sort, or where no column does.
 */
export function sortingByKey<Row>(
  before: Sorting | null,
  columns: readonly Column<Row>[],
  key: string,
): Sorting | undefined {
  const sortable = columns.filter(({ sortValue }) => sortValue !== undefined);
  const at = sortable.findIndex(({ id }) => id === before?.columnId);
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: 0, ArrowDown: 0 }[key];
  if (step === undefined) return undefined;
  const from = at < 0 && step <= 0 ? 0 : at;
  const column = sortable[(from + step + sortable.length) % sortable.length] ?? sortable[0];
  if (column === undefined) return undefined;
  const descending = step === 0 ? key === 'ArrowDown' : (before?.descending ?? false);
  return { columnId: column.id, descending };
}

/**
 * Columns that `width` px have room for: those of the lowest `yields` are left out until the others
 * fit, so that none is shown by half.
 */
export function fittingColumns<Row>(
  columns: readonly Column<Row>[],
  scale: number,
  width: number,
): readonly Column<Row>[] {
  const yielding = columns
    .filter((column) => column.yields !== undefined)
    .sort((a, b) => (a.yields ?? 0) - (b.yields ?? 0));
  let wanted = tableWidth(columns, scale);
  const left = new Set<Column<Row>>();
  for (const column of yielding) {
    if (wanted <= width) break;
    left.add(column);
    wanted -= scaledWidth(column, scale);
  }
  return left.size === 0 ? columns : columns.filter((column) => !left.has(column));
}

/** Smallest width in px that shows every column whole. */
export function tableWidth<Row>(columns: readonly Column<Row>[], scale: number): number {
  return columns.reduce((total, column) => total + scaledWidth(column, scale), 0);
}

function scaledWidth<Row>(column: Column<Row>, scale: number): number {
  return Math.round(column.width * scale);
}

/** Track list for CSS grid; `scale` widens the columns for a larger text. */
export function gridTemplate<Row>(columns: readonly Column<Row>[], scale: number): string {
  return columns
    .map((column) => {
      const width = scaledWidth(column, scale);
      const { grow = 0 } = column;
      return grow > 0 ? `minmax(${width}px, ${grow}fr)` : `${width}px`;
    })
    .join(' ');
}

/**
 * Row that a key moves to from row `at` (-1: none) of `count`, `page` rows being a page. null for a
 * key that does not move.
 */
export function moveTarget(key: string, at: number, count: number, page: number): number | null {
  const target = unboundTarget(key, at, count, page);
  return target === null || count === 0 ? null : Math.max(0, Math.min(count - 1, target));
}

function unboundTarget(key: string, at: number, count: number, page: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return at + 1;
    case 'ArrowUp':
      return at < 0 ? count - 1 : at - 1;
    case 'PageDown':
      return at + page;
    case 'PageUp':
      return at - page;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

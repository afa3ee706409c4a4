import { describe, expect, it } from 'vitest';
import {
  gridTemplate,
  nextSorting,
  sortRows,
  visibleRange,
} from '../../../../renderer/components/table-model.ts';
import type { Column } from '../../../../renderer/components/table-model.ts';

interface Row {
  readonly name: string;
  readonly qty: number;
}

const columns: readonly Column<Row>[] = [
  { id: 'name', header: 'Name', width: 50, cell: (row) => row.name, sortValue: (row) => row.name },
  {
    id: 'qty',
    header: 'Qty',
    width: 60,
    grow: 1,
    cell: (row) => row.qty,
    sortValue: (row) => row.qty,
  },
  { id: 'note', header: 'Note', width: 40, cell: () => '' },
];
const rows: readonly Row[] = [
  { name: 'b', qty: 10 },
  { name: 'a', qty: 9 },
  { name: 'c', qty: 10 },
];
const names = (sorted: readonly Row[]): string => sorted.map((row) => row.name).join('');

describe('sorting', () => {
  it('is by number where values are numbers, and keeps the order of equals', () => {
    expect(names(sortRows(rows, columns, { columnId: 'qty', descending: false }))).toBe('abc');
    expect(names(sortRows(rows, columns, { columnId: 'qty', descending: true }))).toBe('bca');
    expect(names(sortRows(rows, columns, { columnId: 'name', descending: true }))).toBe('cba');
  });

  it('leaves rows as they come without a column that sorts', () => {
    expect(sortRows(rows, columns, null)).toBe(rows);
    expect(sortRows(rows, columns, { columnId: 'note', descending: true })).toBe(rows);
  });

  it('goes from ascending to descending to none at each click', () => {
    const first = nextSorting(null, 'qty');
    const second = nextSorting(first, 'qty');
    expect(first).toEqual({ columnId: 'qty', descending: false });
    expect(second).toEqual({ columnId: 'qty', descending: true });
    expect(nextSorting(second, 'qty')).toBeNull();
    expect(nextSorting(second, 'name')).toEqual({ columnId: 'name', descending: false });
  });
});

describe('the rows that are drawn', () => {
  it('are those in view and a few around', () => {
    expect(visibleRange(2_200, 220, 22, 1_000_000)).toEqual({ from: 92, to: 118 });
  });

  it('stay within the table when it has shrunk under the scroll position', () => {
    expect(visibleRange(2_200, 220, 22, 5)).toEqual({ from: 5, to: 5 });
    expect(visibleRange(0, 220, 22, 0)).toEqual({ from: 0, to: 0 });
  });
});

describe('column widths', () => {
  it('are fixed or share what is left', () => {
    expect(gridTemplate(columns, 1)).toBe('50px minmax(60px, 1fr) 40px');
    expect(gridTemplate(columns, 1.1)).toBe('55px minmax(66px, 1fr) 44px');
  });
});

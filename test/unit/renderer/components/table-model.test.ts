import { describe, expect, it } from 'vitest';
import {
  fittingColumns,
  gridTemplate,
  moveTarget,
  nextSorting,
  sortRows,
  sortingByKey,
  tableWidth,
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

describe('the row that a key moves to', () => {
  const PAGE = 20;
  const moves = [
    { key: 'ArrowDown', at: 3, target: 4 },
    { key: 'ArrowUp', at: 3, target: 2 },
    { key: 'PageDown', at: 3, target: 23 },
    { key: 'PageUp', at: 53, target: 33 },
    { key: 'Home', at: 53, target: 0 },
    { key: 'End', at: 53, target: 99 },
  ];

  it.each(moves)('$key goes from row $at to row $target', ({ key, at, target }) => {
    expect(moveTarget(key, at, 100, PAGE)).toBe(target);
  });

  it('is the first or the last where none is selected', () => {
    expect(moveTarget('ArrowDown', -1, 100, PAGE)).toBe(0);
    expect(moveTarget('ArrowUp', -1, 100, PAGE)).toBe(99);
  });

  it('stays within the table', () => {
    expect(moveTarget('ArrowDown', 99, 100, PAGE)).toBe(99);
    expect(moveTarget('PageDown', 95, 100, PAGE)).toBe(99);
    expect(moveTarget('ArrowUp', 0, 100, PAGE)).toBe(0);
    expect(moveTarget('PageUp', 5, 100, PAGE)).toBe(0);
  });

  it('is none in an empty table and for keys that do not move', () => {
    expect(moveTarget('End', -1, 0, PAGE)).toBeNull();
    expect(moveTarget('Enter', 3, 100, PAGE)).toBeNull();
  });
});

describe('column widths', () => {
  it('are fixed or share what is left', () => {
    expect(gridTemplate(columns, 1)).toBe('50px minmax(60px, 1fr) 40px');
    expect(gridTemplate(columns, 1.1)).toBe('55px minmax(66px, 1fr) 44px');
  });

  it('add up to that of the table, whatever the cells hold', () => {
    expect(tableWidth(columns, 1)).toBe(150);
    expect(tableWidth(columns, 1.1)).toBe(165);
  });
});

describe('columns in a narrow table', () => {
  const cell = (): null => null;
  const table = [
    { id: 'symbol', header: '', width: 50, cell },
    { id: 'tag', header: '', width: 40, yields: 1, cell },
    { id: 'time', header: '', width: 60, yields: 2, cell },
    { id: 'actions', header: '', width: 50, cell },
  ];
  const shown = (width: number, scale = 1): readonly string[] =>
    fittingColumns(table, scale, width).map(({ id }) => id);

  it('are all there as long as they fit to the pixel', () => {
    expect(shown(200)).toEqual(['symbol', 'tag', 'time', 'actions']);
  });

  it('make room by rank, whole and no more than needed', () => {
    expect(shown(199)).toEqual(['symbol', 'time', 'actions']);
    expect(shown(159)).toEqual(['symbol', 'actions']);
  });

  it('stay where they have no rank, however narrow it is', () => {
    expect(shown(10)).toEqual(['symbol', 'actions']);
  });

  it('are as wide as the density of the text makes them', () => {
    expect(shown(200, 1.1)).toEqual(['symbol', 'time', 'actions']);
  });
});

describe('keys with Shift', () => {
  const by = (columnId: string, descending = false) => ({ columnId, descending });

  it('go round the columns that sort, and keep the way', () => {
    expect(sortingByKey(null, columns, 'ArrowRight')).toEqual(by('name'));
    expect(sortingByKey(by('name', true), columns, 'ArrowRight')).toEqual(by('qty', true));
    expect(sortingByKey(by('qty'), columns, 'ArrowRight')).toEqual(by('name'));
    expect(sortingByKey(null, columns, 'ArrowLeft')).toEqual(by('qty'));
  });

  it('choose the way, of the first column where none is chosen', () => {
    expect(sortingByKey(by('qty'), columns, 'ArrowDown')).toEqual(by('qty', true));
    expect(sortingByKey(by('qty', true), columns, 'ArrowUp')).toEqual(by('qty'));
    expect(sortingByKey(null, columns, 'ArrowDown')).toEqual(by('name', true));
  });

  it('do nothing else, and nothing where no column sorts', () => {
    expect(sortingByKey(by('qty'), columns, 'Home')).toBeUndefined();
    expect(sortingByKey(null, columns.slice(2), 'ArrowRight')).toBeUndefined();
  });
});

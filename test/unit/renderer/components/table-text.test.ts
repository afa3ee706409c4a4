import { createElement } from 'react';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import type { Column } from '../../../../renderer/components/table-model.ts';
import { cellText, matchingRows, tableCsv } from '../../../../renderer/components/table-text.ts';

interface Row {
  readonly symbol: string;
  readonly profit: string;
  readonly note: string;
}

const Component = (): null => null;
const COLUMNS: readonly Column<Row>[] = [
  {
    ...{ id: 'symbol', header: 'Symbol', width: 60 },
    cell: (row) => createElement('strong', { title: 'x' }, row.symbol),
  },
  {
    ...{ id: 'profit', header: 'P&L, $', width: 60 },
    cell: (row) => createElement('span', {}, '▲ ', [createElement('b', { key: 1 }, row.profit)]),
  },
  {
    ...{ id: 'note', header: 'Note', width: 60 },
    text: (row) => row.note,
    cell: () => createElement(Component),
  },
  { ...{ id: 'buttons', header: '', width: 60 }, cell: () => createElement('button', {}, 'Go') },
];
const rows: readonly Row[] = [
  { symbol: 'AAPL', profit: '+1,234.50', note: 'said "so", twice' },
  { symbol: 'MSFT', profit: '-0.20%', note: '=1+1' },
];

describe('what a table shows as text', () => {
  test('is what its elements hold, or what the column says in their place', () => {
    expect(COLUMNS.map((column) => cellText(column, rows[0] ?? expect.fail()))).toEqual([
      'AAPL',
      '▲ +1,234.50',
      'said "so", twice',
      'Go',
    ]);
  });

  test('is looked through by words that all have to be there, in any column', () => {
    expect(matchingRows(rows, COLUMNS, ' TWICE aapl ')).toEqual([rows[0]]);
    expect(matchingRows(rows, COLUMNS, 'aapl msft')).toEqual([]);
    expect(matchingRows(rows, COLUMNS, '  ')).toBe(rows);
  });

  test('is copied as CSV that any program reads: bare numbers, quoted text, no formulas', () => {
    const csv = tableCsv(rows, COLUMNS);
    expect(csv.endsWith('\r\n')).toBe(true);
    expect(parse(csv)).toEqual([
      ['Symbol', 'P&L, $', 'Note'],
      ['AAPL', '1234.50', 'said "so", twice'],
      ['MSFT', '-0.20%', "'=1+1"],
    ]);
  });
});

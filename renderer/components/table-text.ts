/** What a table shows, as plain text: to look through it and to copy it. */
import { isValidElement } from 'react';
import type { ReactNode } from 'react';
import type { Column } from './table-model.ts';

/** Text of a cell as it is read: the column's own, else what its elements hold. */
export function cellText<Row>(column: Column<Row>, row: Row): string {
  return column.text?.(row) ?? nodeText(column.cell(row)).trim();
}

/** The text in elements; a component, which would have to be drawn, has none. */
function nodeText(node: ReactNode): string {
  if (typeof node === 'string' || typeof node === 'number') return String(node);
  if (Array.isArray(node)) return node.map((child: ReactNode) => nodeText(child)).join('');
  if (!isValidElement<{ readonly children?: ReactNode }>(node)) return '';
  return typeof node.type === 'function' ? '' : nodeText(node.props.children);
}

/** Rows in which every word of `search` stands somewhere; all of them for an empty one. */
export function matchingRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  search: string,
): readonly Row[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = columns
      .map((column) => cellText(column, row))
      .join(' ')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** A number as it is shown: `+1,234.50`, `-0.20%`, with an arrow or a sum's sign. */
const SHOWN_NUMBER = /^[▲▼]? ?([+-]?\d{1,3}(?:,\d{3})*(?:\.\d+)?|[+-]?\d+(?:\.\d+)?)(%?)$/;

/**
 * Rows as CSV (RFC 4180, CRLF) with a head: numbers without thousands marks and plus signs, text that
 * a spreadsheet would run as a formula behind an apostrophe.
 */
export function tableCsv<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const written = columns.filter(({ header }) => header !== '');
  const head = written.map(({ header }) => quoted(header)).join(',');
  const lines = rows.map((row) =>
    written.map((column) => csvCell(cellText(column, row))).join(','),
  );
  return [head, ...lines].map((line) => `${line}\r\n`).join('');
}

function csvCell(text: string): string {
  const number = SHOWN_NUMBER.exec(text);
  if (number !== null) {
    const [, digits = '', percent = ''] = number;
    return digits.replaceAll(',', '').replace(/^\+/, '') + percent;
  }
  return quoted(/^[=+\-@\t\r]/.test(text) && text.length > 1 ? `'${text}` : text);
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

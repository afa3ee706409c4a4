import fc from 'fast-check';
import { expect, test } from 'vitest';
import { excelText, textOfExcel } from '../../../engine/csv/excel-text.ts';
import { originalText } from '../../../engine/csv/neutral-text.ts';
import { textCell } from '../../../engine/csv/text-cell.ts';

test.each([
  '00042',
  '12345678901234567',
  '1E5',
  '1.5',
  '3-4',
  '1/2',
  '10:30',
  '10:30 pm',
  '$5',
  '50%',
  '(3)',
  'MAR1',
  'Sept 3',
  '2 Jan',
  '2026-03-04',
  'true',
  'FALSE',
])('%j, which Excel would take for something else, is kept as text', (text) => {
  expect(excelText(text)).toBe(`="${text}"`);
});

test.each([
  '',
  'AAPL',
  't-1',
  'client-00000001',
  'swing, 2nd',
  'a1',
  'margin',
  `'=1+1`,
  'Zürich ✓',
])('%j, which Excel shows as it is, stays', (text) => {
  expect(excelText(text)).toBe(text);
});

test('the original can always be had back, and a cell never starts a formula but of a constant', () => {
  const pieces = [
    '=',
    '"',
    "'",
    '+',
    '-',
    '@',
    '0',
    '7',
    'e',
    'E',
    '/',
    ':',
    '$',
    'MAR',
    'true',
    ' ',
  ];
  const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...pieces) }));
  const cellOf = textCell(true);
  fc.assert(
    fc.property(text, (original) => {
      const cell = cellOf(original);
      expect(originalText(textOfExcel(cell))).toBe(original);
      expect(cell).toMatch(/^(?:="[^"]*"|(?![=+\-@\t\r])[^]*)$/);
    }),
  );
});

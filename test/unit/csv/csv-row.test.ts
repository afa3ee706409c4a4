import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvRow } from '../../../engine/csv/csv-row.ts';

test('cells are quoted only where they must be, and quotes are doubled', () => {
  expect(csvRow(['plain', '', 'a,b', 'say "hi"', 'two\nlines'])).toBe(
    'plain,,"a,b","say ""hi""","two\nlines"\r\n',
  );
});

test('any rows of text are read back as they were', () => {
  const cell = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', 'x', ' ', 'é') }),
  );
  const rows = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1 });
  fc.assert(
    fc.property(rows, (written) => {
      const text = written.map(csvRow).join('');
      expect(parse(text, { record_delimiter: '\r\n' })).toStrictEqual(written);
    }),
  );
});

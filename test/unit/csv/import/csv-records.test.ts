import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvRow } from '../../../../engine/csv/csv-row.ts';
import { CsvRecords } from '../../../../engine/csv/import/csv-records.ts';
import type { CsvEntry } from '../../../../engine/csv/import/csv-records.ts';
import { propertyFactor, propertySeed } from '../../../support/property-runs.ts';

const ROW_CHARS_MAX = 100;

function entriesOf(text: string, chunkChars = text.length + 1): CsvEntry[] {
  const records = new CsvRecords(ROW_CHARS_MAX);
  const entries: CsvEntry[] = [];
  for (let at = 0; at < text.length; at += chunkChars) {
    entries.push(...records.take(text.slice(at, at + chunkChars)));
  }
  return [...entries, ...records.finish()];
}

const cellsOf = (entries: readonly CsvEntry[]) =>
  entries.flatMap((entry) => ('cells' in entry ? [entry.cells] : []));
const badLines = (entries: readonly CsvEntry[]) =>
  entries.flatMap((entry) => ('cells' in entry ? [] : [entry.line]));

describe('a row with broken quotes', () => {
  it.each([
    ['a quote inside a cell', '1,b"c,3'],
    ['text after a closing quote', '1,"b"c,3'],
    ['a quote that never closes', '1,"b,3'],
    ['one that a quote of a later row seems to close', '1,"b\n4,"'],
    ['only a quote', '"'],
  ])('is told with its line, and the rows around it are read: %s', (_, row) => {
    const entries = entriesOf(`x,y,z\n7,8,9\n${row}\n"10",11,12\n13,14,15\n`);
    expect(badLines(entries)[0]).toBe(3);
    expect(cellsOf(entries)).toEqual(
      expect.arrayContaining([
        ['x', 'y', 'z'],
        ['7', '8', '9'],
        ['10', '11', '12'],
        ['13', '14', '15'],
      ]),
    );
  });

  it('is told at the end of the file too', () => {
    const entries = entriesOf('x,y\n1,"2');
    expect(entries).toMatchObject([{ cells: ['x', 'y'] }, { line: 2, text: '1,"2' }]);
  });
});

describe('a row that is too long', () => {
  const long = 'a'.repeat(3 * ROW_CHARS_MAX);

  it.each([long, `"${long}"`, `1,"${'\n'.repeat(ROW_CHARS_MAX)}"`])(
    'is told, and what follows is read: %j',
    (row) => {
      for (const chunkChars of [1, 64, 4_096]) {
        const entries = entriesOf(`x,y\r\n${row}\r\n3,4\r\n`, chunkChars);
        expect(badLines(entries)[0]).toBe(2);
        expect(cellsOf(entries)).toContainEqual(['3', '4']);
      }
    },
  );
});

it('reads what csv-parse reads, in pieces of any size, with the line at which each row ends', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' '), maxLength: 6 });
  const row = fc.array(cell, { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 8 }), fc.integer({ min: 1, max: 9 }), (rows, chars) => {
      const text = rows.map(csvRow).join('');
      const entries = entriesOf(text, chars);
      const wanted: string[][] = parse(text, { record_delimiter: ['\r\n', '\n', '\r'] });
      expect(cellsOf(entries)).toEqual(wanted);
      let lines = 0;
      const ends = rows.map((cells) => (lines += csvRow(cells).split(/\r\n|\r|\n/).length - 1));
      expect(entries.map(({ line }) => line)).toEqual(ends);
    }),
    { numRuns: 200 * propertyFactor(), seed: propertySeed(71) },
  );
});

it('loses no good row to a bad one, wherever it stands', () => {
  const bad = fc.constantFrom('1,"b,3', '1,b"c,3', '"1"b,2,3');
  const good = fc.tuple(fc.nat(), fc.nat(), fc.nat()).map((cells) => cells.map(String));
  const line = fc.oneof(good, bad);
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
      const text = lines.map((words) => (typeof words === 'string' ? words : words.join(',')));
      const entries = entriesOf(['x,y,z', ...text, ''].join('\n'));
      const goodRows = lines.filter((words) => typeof words !== 'string');
      expect(cellsOf(entries)).toEqual([['x', 'y', 'z'], ...goodRows]);
      expect(badLines(entries)).toHaveLength(lines.length - goodRows.length);
    }),
    { numRuns: 200 * propertyFactor(), seed: propertySeed(72) },
  );
});

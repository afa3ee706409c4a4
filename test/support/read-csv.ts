import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';

/** Rows of a CSV file with a header, by column, one after another. */
export async function* readCsv(path: string): AsyncGenerator<Readonly<Record<string, string>>> {
  const rows: AsyncIterable<Record<string, string>> = createReadStream(path).pipe(
    parse({ columns: true, record_delimiter: '\r\n' }),
  );
  yield* rows;
}

/** Exact micros of decimal text with at most six decimals; 0 for an empty cell. */
export function microsOf(text: string | undefined): bigint {
  if (text === undefined || text === '') return 0n;
  const match = /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(text);
  if (match === null) throw new Error(`${text} is no plain decimal of micros`);
  const [, sign, whole = '', fraction = ''] = match;
  const micros = BigInt(whole + fraction.padEnd(6, '0'));
  return sign === '-' ? -micros : micros;
}

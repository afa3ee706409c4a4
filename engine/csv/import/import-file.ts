/** Reads a file stretch by stretch: what each row holds, or what is wrong with it. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse';
import { IMPORT_ROWS_MAX, IMPORT_ROW_CHARS_MAX } from '../../contract/imports.ts';
import type { ImportProblem } from '../../contract/imports.ts';
import { BadCell, ImportFileError } from './bad-cell.ts';
import { JsonElements } from './json-elements.ts';

/** Rows between two looks at messages: some 10 ms, so that cancel waits no longer. */
const STRETCH_ROWS = 1_000;
const CHUNK_BYTES = 65_536;
/** Enough to see past a byte order mark and blanks what the file begins with. */
const PEEK_BYTES = 256;
/** Told to csv-parse, which would take all line ends to be as the first one is. */
const LINE_ENDS = ['\r\n', '\n', '\r'];

/** Some rows of a file; each is in one of the two lists. */
export interface ImportStretch<Item> {
  readonly rows: readonly { readonly line: number; readonly item: Item }[];
  readonly problems: readonly ImportProblem[];
  /** Part of the file that has been read, in bytes. */
  readonly bytesDone: number;
}

/** Whether a file begins as a JSON array does; rejects when it cannot be read. */
export async function isJsonArray(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(PEEK_BYTES), 0, PEEK_BYTES, 0);
    return /^[\s\uFEFF]*\[/.test(buffer.toString('utf8', 0, bytesRead));
  } finally {
    await handle.close();
  }
}

/**
 * Rows of a CSV file with a header: UTF-8 with or without a byte order mark, CRLF, LF or both, quoted
 * cells. Throws an ImportFileError at what cannot be read as CSV at all.
 */
export async function* readCsv<Item>(
  file: string,
  onHeader: (header: readonly string[]) => (cells: readonly string[]) => Item,
): AsyncGenerator<ImportStretch<Item>> {
  const bytes = createReadStream(file, { highWaterMark: CHUNK_BYTES });
  const parser = parse({
    bom: true,
    info: true,
    record_delimiter: LINE_ENDS,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: IMPORT_ROW_CHARS_MAX,
  });
  bytes.on('error', (error) => parser.destroy(error));
  bytes.pipe(parser);
  const stretches = new Stretches<Item>(() => bytes.bytesRead);
  let read: ((cells: readonly string[]) => Item) | null = null;
  try {
    for await (const entry of parser) {
      // With `info` csv-parse yields the cells as text and the line at which the row ends.
      const { record, info } = entry as { record: readonly string[]; info: { lines: number } };
      if (read === null) {
        read = onHeader(record);
        continue;
      }
      const reader = read;
      if (stretches.add(info.lines, () => reader(record))) yield stretches.take();
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new ImportFileError(`The file cannot be read as CSV: ${error.message}`);
  } finally {
    bytes.destroy();
    parser.destroy();
  }
  if (read === null) throw new ImportFileError('The file is empty.');
  yield stretches.take();
}

/** Elements of a JSON array, the first being 1. Throws an ImportFileError when it is none. */
export async function* readJson<Item>(
  file: string,
  read: (json: string) => Item,
): AsyncGenerator<ImportStretch<Item>> {
  const text = createReadStream(file, { encoding: 'utf8', highWaterMark: CHUNK_BYTES });
  const stretches = new Stretches<Item>(() => text.bytesRead);
  const elements = new JsonElements();
  let count = 0;
  for await (const chunk of text) {
    // A stream with an encoding gives text.
    for (const element of elements.take(chunk as string)) {
      count += 1;
      if (stretches.add(count, () => read(element))) yield stretches.take();
    }
  }
  elements.finish();
  yield stretches.take();
}

class Stretches<Item> {
  readonly #bytesDone: () => number;
  #rows: { line: number; item: Item }[] = [];
  #problems: ImportProblem[] = [];
  #count = 0;

  constructor(bytesDone: () => number) {
    this.#bytesDone = bytesDone;
  }

  /** Takes the next row; true when the stretch is full. */
  add(line: number, read: () => Item): boolean {
    this.#count += 1;
    if (this.#count > IMPORT_ROWS_MAX) {
      throw new ImportFileError(`The file has more than ${IMPORT_ROWS_MAX} rows; divide it.`);
    }
    try {
      this.#rows.push({ line, item: read() });
    } catch (error) {
      if (!(error instanceof BadCell)) throw error;
      this.#problems.push(error.at(line));
    }
    return this.#rows.length + this.#problems.length >= STRETCH_ROWS;
  }

  take(): ImportStretch<Item> {
    const stretch = { rows: this.#rows, problems: this.#problems, bytesDone: this.#bytesDone() };
    this.#rows = [];
    this.#problems = [];
    return stretch;
  }
}

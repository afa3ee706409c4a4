/** Reads a file stretch by stretch: what each row holds, or what is wrong with it. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { IMPORT_ROWS_MAX, IMPORT_ROW_CHARS_MAX } from '../../contract/imports.ts';
import type { ImportProblem } from '../../contract/imports.ts';
import { BadCell, ImportFileError } from './bad-cell.ts';
import { CsvRecords } from './csv-records.ts';
import type { CsvEntry } from './csv-records.ts';
import { JsonElements } from './json-elements.ts';

/** Rows between two looks at messages: some 10 ms, so that cancel waits no longer. */
const STRETCH_ROWS = 1_000;
const CHUNK_BYTES = 65_536;
/** Enough to see past a byte order mark and blanks what the file begins with. */
const PEEK_BYTES = 256;

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
 * cells. A row with broken quotes is a problem of its own. Throws an ImportFileError without a header.
 */
export async function* readCsv<Item>(
  file: string,
  onHeader: (header: readonly string[]) => (cells: readonly string[]) => Item,
): AsyncGenerator<ImportStretch<Item>> {
  const text = createReadStream(file, { encoding: 'utf8', highWaterMark: CHUNK_BYTES });
  const stretches = new Stretches<Item>(() => text.bytesRead);
  let read: ((cells: readonly string[]) => Item) | null = null;
  for await (const entries of csvEntries(text)) {
    for (const entry of entries) {
      if (read === null) {
        if (!('cells' in entry)) {
          throw new ImportFileError(
            `The file cannot be read as CSV: its header needs ${entry.rule}.`,
          );
        }
        read = onHeader(entry.cells);
        continue;
      }
      const reader = read;
      const isFull = stretches.add(entry.line, () => {
        if ('cells' in entry) return reader(entry.cells);
        throw new BadCell('', entry.text, entry.rule);
      });
      if (isFull) yield stretches.take();
    }
  }
  if (read === null) throw new ImportFileError('The file is empty.');
  yield stretches.take();
}

/** What the chunks of a text hold. */
async function* csvEntries(text: AsyncIterable<unknown>): AsyncGenerator<readonly CsvEntry[]> {
  const records = new CsvRecords(IMPORT_ROW_CHARS_MAX);
  let isFirst = true;
  for await (const chunk of text) {
    // A stream with an encoding gives text.
    const part = chunk as string;
    yield records.take(isFirst ? part.replace(/^\uFEFF/, '') : part);
    isFirst = false;
  }
  yield records.finish();
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

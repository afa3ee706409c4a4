/** The rows of a CSV file, plain or gzip, with what is wrong with it in words for its owner. */
import { open } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { CsvError, parse } from 'csv-parse';

/** What is wrong with a recording, in words for its owner: file, line, column, value and rule. */
export class ReplayFileError extends Error {
  override readonly name = 'ReplayFileError';
}

/** Longest row in characters; a file without line ends is noticed before it fills the memory. */
const ROW_CHARS_MAX = 4_096;

/** Told to csv-parse, which would take all line ends to be as the first one is. */
const LINE_ENDS = ['\r\n', '\n', '\r'];

const GZIP_MAGIC = 0x8b1f;

/** Takes one row after the header; throws `RowError` when it breaks a rule. */
export type RowTaker = (record: readonly string[], line: number) => void;

/**
 * Gives the header to `onHeader` and every row to what that returns. Rejects with `ReplayFileError`
 * at the first row that breaks a rule.
 */
export async function readRows(
  file: string,
  onHeader: (header: readonly string[]) => RowTaker,
): Promise<void> {
  const parser = parse({
    bom: true,
    info: true,
    max_record_size: ROW_CHARS_MAX,
    record_delimiter: LINE_ENDS,
  });
  const collect = async (records: AsyncIterable<unknown>): Promise<void> => {
    let take: RowTaker | null = null;
    for await (const entry of records) {
      // With `info` csv-parse yields the fields as strings and the line at which the row ends.
      const { record, info } = entry as { record: readonly string[]; info: { lines: number } };
      if (take === null) take = onHeader(record);
      else take(record, info.lines);
    }
  };
  try {
    await pipeline(await bytesOf(file), parser, collect);
  } catch (error) {
    throw new ReplayFileError(`${file}: ${problemOf(error)}`, { cause: error });
  }
}

async function bytesOf(file: string): Promise<Readable> {
  const handle = await open(file);
  const magic = Buffer.alloc(2);
  try {
    await handle.read(magic, 0, 2, 0);
  } finally {
    await handle.close();
  }
  const bytes = createReadStream(file);
  if (magic.readUInt16LE() !== GZIP_MAGIC) return bytes;
  const gunzip = createGunzip();
  bytes.on('error', (error) => gunzip.destroy(error));
  return bytes.pipe(gunzip);
}

function problemOf(error: unknown): string {
  if (error instanceof RowError) return error.message;
  if (error instanceof CsvError) return `not readable as CSV: ${error.message}`;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EISDIR') return 'is a folder, not a file';
  if (typeof code === 'string' && code.startsWith('Z_')) return 'the gzip data is damaged';
  return error instanceof Error ? error.message : String(error);
}

/** What is wrong with one row; `line` starts at 1, the header's. */
export class RowError extends Error {
  constructor(line: number, rule: string) {
    super(`line ${line}: ${rule}`);
  }
}

import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { csvRow } from './csv-row.ts';

export interface CsvFileOptions {
  /** Where the finished file will be; beside it, `.part` while it is being written. */
  readonly path: string;
  readonly columns: readonly string[];
  /** With a byte order mark, by which Excel knows UTF-8. */
  readonly byteOrderMark: boolean;
}

/** A CSV file that exists under its name only once it is complete: UTF-8, RFC 4180, CRLF. */
export interface CsvFile {
  write(rows: readonly (readonly string[])[]): void;
  /** Bytes written so far. */
  bytes(): number;
  /** Puts the file on disk and in its place. */
  finish(): void;
  /** Leaves nothing behind. */
  discard(): void;
}

/** Starts the file with its header row; throws when it cannot be made or a part of it is there. */
export function createCsvFile(options: CsvFileOptions): CsvFile {
  const partPath = `${options.path}.part`;
  const handle = openSync(partPath, 'wx');
  let bytes = 0;
  let isOpen = true;
  const close = (): void => {
    if (isOpen) closeSync(handle);
    isOpen = false;
  };
  const put = (text: string): void => {
    const data = Buffer.from(text, 'utf8');
    let done = 0;
    while (done < data.length) done += writeSync(handle, data, done);
    bytes += data.length;
  };
  const write = (rows: readonly (readonly string[])[]): void => put(rows.map(csvRow).join(''));
  if (options.byteOrderMark) put('\uFEFF');
  write([options.columns]);
  return {
    write,
    bytes: () => bytes,
    finish() {
      fsyncSync(handle);
      close();
      renameSync(partPath, options.path);
    },
    discard() {
      close();
      rmSync(partPath, { force: true });
    },
  };
}

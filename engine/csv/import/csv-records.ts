/**
 * Goal: the rows of a CSV file as RFC 4180 has it, where a row with broken quotes costs no other row.
 * Method: line by line; only a cell that is open at the end of its line makes a row of several. If that
 * row never closes, closes in the middle of a cell or has not the header's number of cells, its first
 * line alone is bad and reading goes on at its second: a quote left open would else swallow what follows.
 * csv-parse, which reads every other CSV here and is what the tests hold this to, can leave out a row but
 * not go back into what an open quote has swallowed.
 */

/** A row, or the line that is none. `line` is the row's last, from 1 on. */
export type CsvEntry =
  | { readonly line: number; readonly cells: readonly string[] }
  | { readonly line: number; readonly text: string; readonly rule: string };

/** Characters of a line that is too long that are kept to be shown. */
const SHOWN_CHARS = 200;
const QUOTES_RULE = 'quotes around a whole cell, and doubled inside it';
/** A carriage return at the end may be the first half of one. */
const LINE_END = /\r\n|\n|\r(?!$)/g;
/** A cell in quotes or without any, and what ends it. */
const CELL = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r\n|\r|\n|$)/y;
const OPEN_CELL = /"[^"]*(?:""[^"]*)*$/y;

interface Line {
  readonly text: string;
  /** With what it ended, which belongs to a cell that goes on. */
  readonly end: string;
}

/** See the head of the file. Holds a row's characters at most, and what has been given to it since. */
export class CsvRecords {
  readonly #rowCharsMax: number;
  /** What follows the last line end. */
  #rest = '';
  #isTooLong = false;
  /** Lines of a row that is open, oldest first; their characters. */
  #open: Line[] = [];
  #openChars = 0;
  /** Lines before those that are open. */
  #lines = 0;
  /** Cells of the header; 0 before it. */
  #width = 0;

  /** `rowCharsMax`: a longer row is bad. */
  constructor(rowCharsMax: number) {
    this.#rowCharsMax = rowCharsMax;
  }

  /** Takes more of the file; gives what is known of it now. */
  take(chunk: string): readonly CsvEntry[] {
    const entries: CsvEntry[] = [];
    const text = this.#rest + chunk;
    let from = 0;
    for (const { 0: end, index } of text.matchAll(LINE_END)) {
      this.#takeLine({ text: text.slice(from, index), end }, entries);
      from = index + end.length;
    }
    this.#rest = text.slice(from);
    if (this.#rest.length > this.#rowCharsMax) {
      this.#isTooLong = true;
      // A carriage return may be the first half of a line end.
      this.#rest = this.#rest.slice(0, SHOWN_CHARS) + (this.#rest.endsWith('\r') ? '\r' : '');
    }
    return entries;
  }

  /** The file has ended: gives what was left. */
  finish(): readonly CsvEntry[] {
    const entries: CsvEntry[] = [];
    const text = this.#rest.replace(/\r$/, '');
    this.#rest = '';
    if (text !== '') this.#takeLine({ text, end: '' }, entries);
    while (this.#open.length > 0) this.#refuseFirst(entries);
    return entries;
  }

  #takeLine(line: Line, entries: CsvEntry[]): void {
    const isLong = this.#isTooLong || line.text.length > this.#rowCharsMax;
    this.#isTooLong = false;
    if (isLong) {
      while (this.#open.length > 0) this.#refuseFirst(entries);
      this.#lines += 1;
      const rule = `at most ${this.#rowCharsMax} characters a row`;
      entries.push({ line: this.#lines, text: line.text.slice(0, SHOWN_CHARS), rule });
      return;
    }
    const goesOn = this.#open.length > 0;
    this.#open.push(line);
    this.#openChars += line.text.length + line.end.length;
    if (goesOn && !line.text.includes('"')) {
      if (this.#openChars > this.#rowCharsMax) this.#refuseFirst(entries);
      return;
    }
    this.#settle(entries);
  }

  /** Takes rows from the open lines until what is left may still become one. */
  #settle(entries: CsvEntry[]): void {
    while (this.#open.length > 0) {
      const row = readRow(this.#open);
      if (row === 'open' && this.#openChars <= this.#rowCharsMax) return;
      if (row === 'open' || row === 'broken' || this.#isMixture(row)) {
        this.#drop(entries);
        continue;
      }
      this.#open.splice(0, row.lines);
      this.#openChars = charsOf(this.#open);
      this.#lines += row.lines;
      if (row.cells === null) continue;
      this.#width ||= row.cells.length;
      entries.push({ line: this.#lines, cells: row.cells });
    }
  }

  /** Whether a quote left open has met one of a later row. */
  #isMixture({ cells, lines }: Row): boolean {
    return lines > 1 && this.#width > 0 && cells?.length !== this.#width;
  }

  /** The first open line is no row; those after it may be. */
  #refuseFirst(entries: CsvEntry[]): void {
    this.#drop(entries);
    this.#settle(entries);
  }

  #drop(entries: CsvEntry[]): void {
    const [first] = this.#open.splice(0, 1);
    if (first === undefined) return;
    this.#openChars -= first.text.length + first.end.length;
    this.#lines += 1;
    entries.push({ line: this.#lines, text: first.text, rule: QUOTES_RULE });
  }
}

interface Row {
  /** null: an empty line. */
  readonly cells: readonly string[] | null;
  /** Lines that it goes over. */
  readonly lines: number;
}

function charsOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { text, end }) => sum + text.length + end.length, 0);
}

/** The row that begins with the first line; `open` when a quoted cell does not end in these lines. */
function readRow(lines: readonly Line[]): Row | 'open' | 'broken' {
  const [first] = lines;
  if (first === undefined) return 'open';
  if (!first.text.includes('"')) {
    return { cells: first.text === '' ? null : first.text.split(','), lines: 1 };
  }
  const text = lines.map((line) => line.text + line.end).join('');
  const cells: string[] = [];
  for (let at = 0; ;) {
    CELL.lastIndex = OPEN_CELL.lastIndex = at;
    const found = CELL.exec(text);
    if (found === null) return OPEN_CELL.test(text) ? 'open' : 'broken';
    const [{ length }, quoted, plain = '', after] = found;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    at += length;
    if (after !== ',') return { cells, lines: linesUpTo(lines, at) };
  }
}

function linesUpTo(lines: readonly Line[], chars: number): number {
  let [count, left] = [0, chars];
  for (const { text, end } of lines) {
    count += 1;
    left -= text.length + end.length;
    if (left <= 0) break;
  }
  return count;
}

import type { ImportProblem } from '../../contract/imports.ts';

/** Characters of a value that a problem repeats. */
const VALUE_CHARS_MAX = 120;

/** What is wrong with a row; thrown by readers of cells and caught where the row is known. */
export class BadCell extends Error {
  override readonly name = 'BadCell';
  readonly column: string;
  readonly value: string;
  readonly rule: string;

  constructor(column: string, value: string, rule: string) {
    super(`${column} ${JSON.stringify(value)}: ${rule}`);
    this.column = column;
    this.value = value.slice(0, VALUE_CHARS_MAX);
    this.rule = rule;
  }

  at(line: number): ImportProblem {
    return { line, column: this.column, value: this.value, rule: this.rule };
  }
}

/** What is wrong with a file as a whole, in words for its owner: it holds no row that can be read. */
export class ImportFileError extends Error {
  override readonly name = 'ImportFileError';
}

import { IMPORT_ROW_CHARS_MAX } from '../../contract/imports.ts';
import { ImportFileError } from './bad-cell.ts';

/** Characters that the splitter looks for. */
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const ARRAY_OPENS = 0x5b;
const OPENS = new Set([ARRAY_OPENS, 0x7b]);
const CLOSES = new Set([0x5d, 0x7d]);
const BLANK = /^[\s\uFEFF]*$/;

/**
 * Splits the text of a JSON array into the texts of its elements without holding more than one of
 * them; each is parsed by itself, so that one bad element does not spoil the others.
 */
export class JsonElements {
  #element = '';
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #hasEnded = false;

  /** Elements that end in this piece of the text; throws an ImportFileError if it is no array. */
  take(text: string): string[] {
    const elements: string[] = [];
    let start = 0;
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      if (this.#isInString) {
        if (this.#isEscaped) this.#isEscaped = false;
        else if (code === BACKSLASH) this.#isEscaped = true;
        else if (code === QUOTE) this.#isInString = false;
        continue;
      }
      if (code === QUOTE) this.#isInString = true;
      else if (OPENS.has(code)) {
        if (this.#depth === 0) {
          this.#begin(this.#element + text.slice(start, i), code);
          start = i + 1;
        }
        this.#depth += 1;
      } else if (CLOSES.has(code)) {
        this.#depth -= 1;
        if (this.#depth === 0) {
          this.#end(text.slice(start, i), elements);
          start = i + 1;
        }
      } else if (code === COMMA && this.#depth === 1) {
        this.#end(text.slice(start, i), elements);
        start = i + 1;
      }
    }
    this.#element += text.slice(start);
    if (this.#element.length > IMPORT_ROW_CHARS_MAX) {
      throw new ImportFileError(`An element is longer than ${IMPORT_ROW_CHARS_MAX} characters.`);
    }
    return elements;
  }

  /** Throws an ImportFileError when the array has not been closed, or something follows it. */
  finish(): void {
    if (!this.#hasEnded || this.#depth !== 0 || !BLANK.test(this.#element)) {
      throw new ImportFileError('The JSON ends in the middle, or is no array of activities.');
    }
  }

  #begin(before: string, code: number): void {
    if (this.#hasEnded || code !== ARRAY_OPENS || !BLANK.test(before)) {
      throw new ImportFileError('The file is no JSON array of activities.');
    }
    this.#element = '';
  }

  #end(rest: string, elements: string[]): void {
    const element = this.#element + rest;
    this.#element = '';
    if (this.#depth === 0) this.#hasEnded = true;
    if (!BLANK.test(element)) elements.push(element);
  }
}

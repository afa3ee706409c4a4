/**
 * Recordings that a replay can be chosen of: the files of one folder, which the trader puts there, and the
 * one of the command line. A page names them as they are listed and never by a path.
 */
import { mkdirSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/** As the readers of recordings take them; no hidden files. */
const RECORDING = /^[^.].*\.csv(\.gz)?$/i;
/** Listed at most; a list that nobody reads through is none. */
const RECORDINGS_MAX = 200;

export class Recordings {
  /** Absolute. */
  readonly folder: string;
  /** Absolute; null where the command line names none. */
  readonly #given: string | null;
  readonly #notMade: string;

  /** Makes the folder, so that there is a place to put files in; `problem` says why that did not work. */
  constructor(folder: string, given: string | null) {
    this.folder = folder;
    this.#given = given;
    this.#notMade = made(folder);
  }

  /** Name of the one that is played when none is named; '' when there is none. */
  get usual(): string {
    return this.#given === null ? '' : basename(this.#given);
  }

  /** Names that may be chosen, the command line's first. */
  get names(): readonly string[] {
    const kept = this.#kept().names.filter((name) => name !== this.usual);
    return this.usual === '' ? kept : [this.usual, ...kept];
  }

  /** Whether it will be there at the next start too, which has another command line. */
  isKept(name: string): boolean {
    return name !== this.usual && this.#kept().names.includes(name);
  }

  /** The file of a name, absolute; '' is the usual one. null when there is no such recording. */
  fileOf(name: string): string | null {
    if (name === '' || name === this.usual) return this.#given;
    return this.#kept().names.includes(name) ? join(this.folder, name) : null;
  }

  /** Why the folder is not there or cannot be read, in the system's words; '' when it can. */
  get problem(): string {
    return this.#kept().problem;
  }

  #kept(): { readonly names: readonly string[]; readonly problem: string } {
    try {
      const names = readdirSync(this.folder, { withFileTypes: true })
        .filter((entry) => RECORDING.test(entry.name))
        .filter((entry) => entry.isFile() || entry.isSymbolicLink())
        .map((entry) => entry.name)
        .sort()
        .slice(0, RECORDINGS_MAX);
      return { names, problem: '' };
    } catch (error) {
      return { names: [], problem: this.#notMade === '' ? textOf(error) : this.#notMade };
    }
  }
}

/** Makes a folder; what kept it from that, or ''. */
function made(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true });
    return '';
  } catch (error) {
    return textOf(error);
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

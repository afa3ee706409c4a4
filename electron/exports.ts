/** Saves the engine's exports where the person wants them; touches no other file. */
import { copyFile, realpath, stat } from 'node:fs/promises';
import { basename, sep } from 'node:path';

/** Copies remembered for `showInFolder`; more than a person makes in a day. */
const SAVED_MAX = 100;

export interface ExportParts {
  /** Where the engine writes exports. */
  readonly folder: string;
  /** Asks where to save a file of this name; null when the person declined. */
  choose(name: string): Promise<string | null>;
  show(path: string): void;
}

/** Requests come from the page, so every path is checked to be an export or a copy made here. */
export class Exports {
  readonly #parts: ExportParts;
  readonly #saved = new Set<string>();

  constructor(parts: ExportParts) {
    this.#parts = parts;
  }

  /** Rejects with a plain sentence when `path` is not an export or can't be copied. */
  async save(path: unknown): Promise<{ readonly saved: string | null }> {
    const source = await this.#exported(path);
    if (source === null) throw new Error('This file is not an export of the terminal.');
    const target = await this.#parts.choose(basename(source));
    if (target === null) return { saved: null };
    if (target !== source) await copyFile(source, target);
    this.#remember(target);
    return { saved: target };
  }

  /** Does nothing for a path that is neither an export nor a copy of one. */
  async show(path: unknown): Promise<void> {
    if (typeof path !== 'string') return;
    if (this.#saved.has(path) || (await this.#exported(path)) !== null) this.#parts.show(path);
  }

  /** The real path when it is a file inside the export folder, else null. */
  async #exported(path: unknown): Promise<string | null> {
    if (typeof path !== 'string') return null;
    try {
      const real = await realpath(path);
      const inside = real.startsWith((await realpath(this.#parts.folder)) + sep);
      return inside && (await stat(real)).isFile() ? real : null;
    } catch {
      return null; // There is no such file.
    }
  }

  #remember(path: string): void {
    this.#saved.add(path);
    const oldest = this.#saved.values().next();
    if (this.#saved.size > SAVED_MAX && oldest.done !== true) this.#saved.delete(oldest.value);
  }
}

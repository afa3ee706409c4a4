/** A log on disk that can't grow without bound: one file and the one before it. */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Two files of this size hold days of ordinary running. */
export const LOG_BYTES_MAX = 5_000_000;

/** Appends text to a file; at `bytesMax` the file becomes `NAME.1` and a new one is begun. */
export class LogFile {
  readonly #path: string;
  readonly #bytesMax: number;
  #bytes: number;

  /** Makes the folder; throws when it can't be written. */
  constructor(path: string, bytesMax: number = LOG_BYTES_MAX) {
    mkdirSync(dirname(path), { recursive: true });
    this.#path = path;
    this.#bytesMax = bytesMax;
    this.#bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  }

  /** Writes text as it is. A full disk must not stop trading, so failures only cost the text. */
  write(text: string): void {
    try {
      if (this.#bytes >= this.#bytesMax) {
        renameSync(this.#path, `${this.#path}.1`);
        this.#bytes = 0;
      }
      appendFileSync(this.#path, text);
      this.#bytes += Buffer.byteLength(text);
    } catch (error) {
      process.stderr.write(`log: ${String(error)}\n`);
    }
  }

  /** Writes one line of the host's own, in the engine's format: JSON with time and sentence. */
  line(text: string): void {
    this.write(
      `${JSON.stringify({ time: new Date().toISOString(), name: 'desktop', msg: text })}\n`,
    );
  }
}

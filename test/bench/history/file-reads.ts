import { closeSync, existsSync, openSync, readSync } from 'node:fs';

/** The process's own account of what it has read. Source: proc(5). Linux alone has it. */
const ACCOUNT = '/proc/self/io';
const ACCOUNT_BYTES = 512;

/** How this process reads files between two looks: calls, and whether the disk had to be asked. */
export class FileReads {
  readonly #handle = existsSync(ACCOUNT) ? openSync(ACCOUNT, 'r') : null;
  readonly #text = Buffer.alloc(ACCOUNT_BYTES);
  #calls = 0;
  #diskBytes = 0;

  start(): void {
    const { calls, diskBytes } = this.#look();
    this.#calls = calls;
    this.#diskBytes = diskBytes;
  }

  /** Since `start`; none and never where the machine does not tell. */
  since(): { readonly calls: number; readonly isFromDisk: boolean } {
    const { calls, diskBytes } = this.#look();
    // The look at the start is counted by the one at the end.
    return {
      calls: Math.max(0, calls - this.#calls - 1),
      isFromDisk: diskBytes > this.#diskBytes,
    };
  }

  close(): void {
    if (this.#handle !== null) closeSync(this.#handle);
  }

  #look(): { calls: number; diskBytes: number } {
    if (this.#handle === null) return { calls: 0, diskBytes: 0 };
    const length = readSync(this.#handle, this.#text, 0, ACCOUNT_BYTES, 0);
    const text = this.#text.toString('latin1', 0, length);
    const value = (name: string): number =>
      Number(new RegExp(`^${name}: (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
    return { calls: value('syscr'), diskBytes: value('read_bytes') };
  }
}

import { openSync, readSync, closeSync } from 'node:fs';

/** Of the process's main thread: time on a core, time ready and waiting for one, in nanoseconds. */
const SCHEDSTAT = '/proc/self/schedstat';
const NS_PER_MS = 1_000_000;
/** Three numbers and blanks. */
const BYTES = 96;

/** How long the main thread was ready and had no core. Linux alone tells; source: proc_pid_schedstat(5). */
export class CpuWait {
  readonly #buffer = Buffer.alloc(BYTES);
  #handle: number | null;
  #beforeNs: number | null = null;

  constructor() {
    this.#handle = open();
  }

  /** Milliseconds since the last call; null: not known. */
  take(): number | null {
    if (this.#handle === null) return null;
    const read = readSync(this.#handle, this.#buffer, 0, BYTES, 0);
    const [, waited] = this.#buffer.toString('latin1', 0, read).split(' ');
    const ns = Number(waited);
    if (!Number.isFinite(ns)) return null;
    const before = this.#beforeNs;
    this.#beforeNs = ns;
    return before === null ? null : Math.max(0, (ns - before) / NS_PER_MS);
  }

  close(): void {
    if (this.#handle !== null) closeSync(this.#handle);
    this.#handle = null;
  }
}

function open(): number | null {
  try {
    return openSync(SCHEDSTAT, 'r');
  } catch {
    // Another platform, or a kernel without the figure: it is not measured.
    return null;
  }
}

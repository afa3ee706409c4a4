import { openSync, readSync, closeSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

/** Of the process's main thread: time on a core, time ready and waiting for one, in nanoseconds. */
const SCHEDSTAT = '/proc/self/schedstat';
const NS_PER_MS = 1_000_000;
const MS_PER_S = 1_000;
/** Three numbers and blanks. */
const BYTES = 96;
/** Looks in between, by which a long stretch of work is found; each takes some microseconds. */
const LOOK_EVERY_MS = 20;

/** What the main thread did since the last call. */
export interface ThreadTimes {
  /** Milliseconds a second that it was ready and had no core. */
  readonly waitedMsPerS: number;
  /**
   * Longest work between two turns of its timers, in milliseconds on a core: what it waited for a core is not
   * in it, so that a busy machine and a busy thread are told apart. Up to 20 ms of it are several small ones.
   */
  readonly longestOwnMs: number;
}

/** Times of the main thread. Linux alone tells them; source: proc_pid_schedstat(5). */
export class MainThread {
  readonly #buffer = Buffer.alloc(BYTES);
  readonly #timer: NodeJS.Timeout | null;
  #handle: number | null;
  #takenMs = performance.now();
  #waitedNs = 0;
  #lastNs = 0;
  #longestNs = 0;

  constructor() {
    this.#handle = open();
    this.#look();
    this.#waitedNs = this.#look() ?? 0;
    this.#timer = this.#handle === null ? null : setInterval(() => this.#look(), LOOK_EVERY_MS);
    this.#timer?.unref();
  }

  /** null: not known. */
  take(): ThreadTimes | null {
    const waitedNs = this.#look();
    if (waitedNs === null) return null;
    const nowMs = performance.now();
    const seconds = Math.max(1, nowMs - this.#takenMs) / MS_PER_S;
    const times = {
      waitedMsPerS: Math.max(0, (waitedNs - this.#waitedNs) / NS_PER_MS / seconds),
      longestOwnMs: this.#longestNs / NS_PER_MS,
    };
    this.#takenMs = nowMs;
    this.#waitedNs = waitedNs;
    this.#longestNs = 0;
    return times;
  }

  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    if (this.#handle !== null) closeSync(this.#handle);
    this.#handle = null;
  }

  /** Nanoseconds waited since the thread began. */
  #look(): number | null {
    if (this.#handle === null) return null;
    const read = readSync(this.#handle, this.#buffer, 0, BYTES, 0);
    const [worked, waited] = this.#buffer.toString('latin1', 0, read).split(' ').map(Number);
    if (!Number.isFinite(worked) || !Number.isFinite(waited)) return null;
    const workedNs = worked ?? 0;
    if (this.#lastNs > 0) this.#longestNs = Math.max(this.#longestNs, workedNs - this.#lastNs);
    this.#lastNs = workedNs;
    return waited ?? 0;
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

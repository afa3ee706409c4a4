import { openSync, readSync, closeSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import type { GaugeName } from '../contract/metrics.ts';

/** Of the thread that opens it: time on a core, time ready and waiting for one, in nanoseconds. */
const SCHEDSTAT = '/proc/thread-self/schedstat';
const NS_PER_MS = 1_000_000;
const MS_PER_S = 1_000;
const US_PER_MS = 1_000;
/** Three numbers and blanks. */
const BYTES = 96;
/** Looks in between, by which a long stretch of work is found; each takes some microseconds. */
const LOOK_EVERY_MS = 20;

/** Times of the thread that makes it, which is the engine's main one. Linux alone tells them; source: proc_pid_schedstat(5). */
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

  /** Figures of the time since the last call; none where they are not known. */
  gauges(): Partial<Record<GaugeName, number>> {
    const waitedNs = this.#look();
    if (waitedNs === null) return {};
    const nowMs = performance.now();
    const seconds = Math.max(1, nowMs - this.#takenMs) / MS_PER_S;
    const waited = (waitedNs - this.#waitedNs) / NS_PER_MS / MS_PER_S / seconds;
    const gauges = {
      'engine.cpu_wait': Math.min(1, Math.max(0, waited)),
      'loop.own': (this.#longestNs / NS_PER_MS) * US_PER_MS,
    };
    this.#takenMs = nowMs;
    this.#waitedNs = waitedNs;
    this.#longestNs = 0;
    return gauges;
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

import { readFile } from 'node:fs/promises';
import type { ProcessFigures } from '../contract/telemetry.ts';

const BYTES_PER_KIB = 1_024;
/** The kernel sums up all pages of a process for it. */
const LOOK_EVERY_MS = 10_000;

/**
 * The processes beside the engine's, as their host tells of them. Where the system knows each one's share
 * of memory (Linux), that takes the place of what the host counts, which has shared pages in every one.
 */
export class ProcessList {
  #told: readonly ProcessFigures[] = [];
  /** Bytes by process id. */
  #shares = new Map<number, number>();
  #lookedMs = Number.NEGATIVE_INFINITY;

  /** The host's newest list. */
  hear(processes: readonly ProcessFigures[]): void {
    this.#told = processes;
    this.#look();
  }

  figures(): readonly ProcessFigures[] {
    return this.#told.map((one) => ({
      ...one,
      memoryBytes: this.#shares.get(one.pid) ?? one.memoryBytes,
    }));
  }

  #look(): void {
    const nowMs = performance.now();
    if (nowMs - this.#lookedMs < LOOK_EVERY_MS) return;
    this.#lookedMs = nowMs;
    const asked = this.#told.map(async ({ pid }) => [pid, await proportionalBytes(pid)] as const);
    void Promise.all(asked).then((answers) => {
      this.#shares = new Map(
        answers.flatMap(([pid, bytes]) => (bytes === null ? [] : [[pid, bytes] as const])),
      );
    });
  }
}

/** A process's proportional share of memory, null where it is not told. Source: proc_pid_smaps(5). */
export async function proportionalBytes(pid: number | 'self'): Promise<number | null> {
  try {
    const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
    const kib = /^Pss:\s+(\d+) kB/m.exec(text)?.[1];
    return kib === undefined ? null : Number(kib) * BYTES_PER_KIB;
  } catch {
    // Only Linux tells, and not of every process.
    return null;
  }
}

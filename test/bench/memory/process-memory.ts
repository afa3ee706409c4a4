/** Memory of a process as Linux tells it. Elsewhere there are no such figures. */
import { existsSync } from 'node:fs';
import { readProc } from '../process-tree.ts';

const BYTES_PER_KIB = 1_024;

/** Bytes of one process. */
export interface ProcessMemory {
  /** Its share: pages that several processes have count in part in each. */
  readonly pss: number;
  /** Pages that no other process has. */
  readonly own: number;
}

export function tellsMemory(): boolean {
  return existsSync('/proc/self/smaps_rollup');
}

/** Source: proc_pid_smaps(5). Zeros of a process that has ended meanwhile. */
export function memoryOf(pid: number): ProcessMemory {
  const text = readProc(`/proc/${String(pid)}/smaps_rollup`);
  const bytes = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) * BYTES_PER_KIB;
  return { pss: bytes('Pss'), own: bytes('Private_Clean') + bytes('Private_Dirty') };
}

/** Memory of processes as Linux tells it, of a whole tree of them. Elsewhere there are no such figures. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';

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

/** A process and all that it has started, directly or not. */
export function processTree(root: number): readonly number[] {
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const parents = new Map(pids.map((pid) => [pid, parentOf(pid)]));
  const isBelow = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at)) {
      if (at === root) return true;
    }
    return false;
  };
  return pids.filter(isBelow);
}

/** The ancestor of a process that `of` has started. Throws when `of` is no ancestor of it. */
export function childOf(of: number, descendant: number): number {
  for (let at = descendant; at > 1;) {
    const parent = parentOf(at);
    if (parent === of) return at;
    at = parent;
  }
  throw new Error(`process ${String(descendant)} was not started by ${String(of)}`);
}

/** Source: proc_pid_smaps(5). Zeros of a process that has ended meanwhile. */
export function memoryOf(pid: number): ProcessMemory {
  const text = readProc(`/proc/${String(pid)}/smaps_rollup`);
  const bytes = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) * BYTES_PER_KIB;
  return { pss: bytes('Pss'), own: bytes('Private_Clean') + bytes('Private_Dirty') };
}

/** By proc_pid_stat(5): the second word after the name, which may hold spaces and brackets. */
function parentOf(pid: number): number {
  const stat = readProc(`/proc/${String(pid)}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
}

/** '' for a process that has ended meanwhile, or that is another user's. */
function readProc(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Which processes a process has started, as Linux tells it. */
import { readFileSync, readdirSync } from 'node:fs';

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

/** By proc_pid_stat(5): the second word after the name, which may hold spaces and brackets. */
function parentOf(pid: number): number {
  const stat = readProc(`/proc/${String(pid)}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
}

/** '' for a process that has ended meanwhile, or that is another user's. */
export function readProc(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/**
 * Processor time of a page's main thread: what a frame costs, whatever else the machine does. Linux tells it
 * by thread; elsewhere there is no such figure.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';

const NS_PER_MS = 1e6;

/** The process that renders most at the moment of the call, among those of this browser's pages. */
export function rendererPid(ofBrowser: number): number | null {
  if (!existsSync('/proc')) return null;
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parents = new Map(pids.map((pid) => [Number(pid), parentOf(Number(pid))]));
  const isOurs = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at)) {
      if (at === ofBrowser) return true;
    }
    return false;
  };
  const renderers = pids.map(Number).filter((pid) => isRenderer(pid) && isOurs(pid));
  return renderers.toSorted((a, b) => mainThreadMs(b) - mainThreadMs(a))[0] ?? null;
}

/** On the processor since it was started, in milliseconds; 0 for a process that has ended. */
export function mainThreadMs(pid: number): number {
  const text = readProc(`/proc/${String(pid)}/task/${String(pid)}/schedstat`);
  return Number(text.split(' ')[0] ?? 0) / NS_PER_MS;
}

function isRenderer(pid: number): boolean {
  return readProc(`/proc/${String(pid)}/cmdline`).includes('--type=renderer');
}

/** By proc_pid_stat(5): the second word after the name, which may hold spaces and brackets. */
function parentOf(pid: number): number {
  const stat = readProc(`/proc/${String(pid)}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
}

/** '' for a process that has ended meanwhile. */
function readProc(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Threads of this process as the kernel counts their time. Linux alone tells it; source: proc_pid_schedstat(5). */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';

const TASKS = '/proc/self/task';
const NS_PER_MS = 1e6;
const TELLS_THREAD_TIME = existsSync('/proc/self/schedstat');
/** Between two looks at a thread whose longest work is wanted. */
const LOOK_MS = 100;

interface ThreadTimes {
  /** On a processor since it was started, and ready without one, in milliseconds. */
  readonly ranMs: number;
  readonly waitedMs: number;
}

/** Of the thread of that name. Throws where there is none. */
function threadTimes(name: string): ThreadTimes {
  for (const task of readdirSync(TASKS)) {
    if (readFileSync(`${TASKS}/${task}/comm`, 'utf8').trim() !== name) continue;
    const [ranNs, waitedNs] = readFileSync(`${TASKS}/${task}/schedstat`, 'utf8').split(' ');
    return { ranMs: Number(ranNs) / NS_PER_MS, waitedMs: Number(waitedNs) / NS_PER_MS };
  }
  throw new Error(`no thread is called ${name}`);
}

/** Milliseconds on a processor of the thread of that name; 0 where this system does not tell. */
export function threadCpuMs(name: string): number {
  return TELLS_THREAD_TIME ? threadTimes(name).ranMs : 0;
}

/**
 * Most that a thread has worked between two looks until then, in milliseconds: its loop was not idle, and it did not
 * wait for a processor. 0 where this system does not tell.
 */
export async function longestWorkMs(of: Worker, until: Promise<void>): Promise<number> {
  const workMs = (): number => {
    if (!TELLS_THREAD_TIME) return 0;
    const { active } = of.performance.eventLoopUtilization();
    return active - threadTimes(of.threadName ?? '').waitedMs;
  };
  const over = until.then(() => true);
  let longest = 0;
  for (let last = workMs(), isOver = false; !isOver;) {
    isOver = await Promise.race([over, setTimeout(LOOK_MS, false)]);
    const now = workMs();
    longest = Math.max(longest, now - last);
    last = now;
  }
  return longest;
}

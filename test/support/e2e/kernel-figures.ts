/** Processes as the Linux kernel counts what they use. Source: proc(5), proc_pid_smaps(5). */
import { readFileSync } from 'node:fs';

/** The kernel's unit of processor time, which programs see, is a hundredth of a second everywhere. */
const TICKS_PER_S = 100;
const BYTES_PER_KIB = 1_024;
/** After the name in brackets: user's and system's time are the 14th and 15th field of all. */
const USER_TICKS = 11;
const SYSTEM_TICKS = 12;

/** Seconds on a processor that they have had together since each was started. */
export function processorSeconds(pids: readonly number[]): number {
  let ticks = 0;
  for (const pid of pids) {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    ticks += Number(fields[USER_TICKS]) + Number(fields[SYSTEM_TICKS]);
  }
  return ticks / TICKS_PER_S;
}

/** Their memory, pages shared with others counted in part, in bytes. */
export function memoryBytes(pids: readonly number[]): number {
  let kib = 0;
  for (const pid of pids) {
    const rollup = readFileSync(`/proc/${String(pid)}/smaps_rollup`, 'utf8');
    kib += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1]);
  }
  return kib * BYTES_PER_KIB;
}

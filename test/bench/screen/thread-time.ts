/**
 * Processor time of a page's main thread: what a frame costs, whatever else the machine does. Linux tells it
 * by thread; elsewhere there is no such figure.
 */
import { existsSync } from 'node:fs';
import { processTree, readProc } from '../process-tree.ts';

const NS_PER_MS = 1e6;

/** The process that renders most at the moment of the call, among those of this browser's pages. */
export function rendererPid(ofBrowser: number): number | null {
  if (!existsSync('/proc')) return null;
  const renderers = processTree(ofBrowser).filter(isRenderer);
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

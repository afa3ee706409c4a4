/** How much of the heap a piece of work takes, and which garbage collections happen during it. */
import { PerformanceObserver } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';

export interface HeapUse {
  readonly bytes: number;
  /** Collections within the work, and the time that they took of it. */
  readonly collections: number;
  readonly collectionMs: number;
}

/**
 * Adds up what `rounds` pieces of work take from the heap; `prepare` makes each of them ready and is
 * not counted. A piece in which the heap shrinks, because V8 collects then, counts as the mean of the
 * others, so pieces should be short beside the time between collections.
 */
export async function measureHeap(rounds: number, prepare: () => () => void): Promise<HeapUse> {
  const windows: { readonly fromMs: number; readonly toMs: number }[] = [];
  const collected: { readonly startTime: number; readonly duration: number }[] = [];
  const observer = new PerformanceObserver((list) => {
    collected.push(...list.getEntries());
  });
  observer.observe({ entryTypes: ['gc'] });
  const growths: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const work = prepare();
    const fromMs = performance.now();
    const before = process.memoryUsage().heapUsed;
    work();
    growths.push(process.memoryUsage().heapUsed - before);
    windows.push({ fromMs, toMs: performance.now() });
  }
  // Entries arrive with the loop's next turns, not at once.
  await turn();
  await turn();
  observer.disconnect();
  const inside = collected.filter(({ startTime }) =>
    windows.some(({ fromMs, toMs }) => startTime >= fromMs && startTime <= toMs),
  );
  const whole = growths.filter((bytes) => bytes >= 0);
  const sum = whole.reduce((total, bytes) => total + bytes, 0);
  return {
    bytes: Math.round((sum / Math.max(1, whole.length)) * rounds),
    collections: inside.length,
    collectionMs: Math.round(inside.reduce((total, { duration }) => total + duration, 0)),
  };
}

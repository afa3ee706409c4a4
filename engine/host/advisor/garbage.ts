/** Garbage for a developer who wants to see what collecting it does to the engine. */
import { PerformanceObserver } from 'node:perf_hooks';

const TICK_MS = 10;
const OBJECTS_A_BATCH = 10_000;
/** Batches that live at the same time: just long enough to be moved to the old generation. */
const BATCHES_HELD = 20;
/** In one turn: more would hold up the loop by themselves. */
const BATCHES_A_TURN_MAX = 12;
/** Pauses that are missing, in milliseconds, for each batch of a turn; and the most that is made up for. */
const MISSING_MS_A_BATCH = 2;
const MISSING_MS_MAX = 40;

/**
 * Makes as much of it as lets collections pause this thread for a share of the time (0 to 1), whatever room
 * V8 has for what is young and however fast the machine is; as near as that as its turns allow. Returns what
 * ends it.
 */
export function makeGarbage(share: number): () => void {
  const held: object[][] = [];
  let missingMs = 0;
  let lastMs = performance.now();
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) missingMs -= duration;
  });
  observer.observe({ entryTypes: ['gc'] });
  const timer = setInterval(() => {
    const nowMs = performance.now();
    const dueMs = missingMs + share * (nowMs - lastMs);
    missingMs = Math.min(MISSING_MS_MAX, Math.max(-MISSING_MS_MAX, dueMs));
    lastMs = nowMs;
    const batches = Math.min(BATCHES_A_TURN_MAX, Math.round(missingMs / MISSING_MS_A_BATCH));
    for (let i = 0; i < batches; i += 1) held.push(batch());
    if (held.length > BATCHES_HELD) held.splice(0, held.length - BATCHES_HELD);
  }, TICK_MS);
  return () => {
    clearInterval(timer);
    observer.disconnect();
  };
}

function batch(): object[] {
  return Array.from({ length: OBJECTS_A_BATCH }, (_, i) => ({ i, j: [i] }));
}

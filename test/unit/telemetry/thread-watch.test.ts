import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterEach, expect, it } from 'vitest';
import { ThreadWatch } from '../../../engine/telemetry/thread-watch.ts';

/** Works for as many milliseconds as it is asked to, and answers how many it were. */
const WORKING = `
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', (ms) => {
    const startedMs = performance.now();
    while (performance.now() - startedMs < ms);
    parentPort.postMessage(performance.now() - startedMs);
  });
`;
const WORK_MS = 60;
const ROUNDS = 3;

let worker: Worker | null = null;

afterEach(async () => {
  await worker?.terminate();
  worker = null;
});

async function ask(of: Worker, ms: number): Promise<number> {
  const answered = once(of, 'message');
  of.postMessage(ms);
  const answer: unknown[] = await answered;
  return Number(answer[0]);
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, WORK_MS);
  });
}

it('a thread is told as busy for as long as it worked, and no longer than it was waited for', async () => {
  worker = new Worker(WORKING, { eval: true });
  await ask(worker, 0);
  const watch = new ThreadWatch();
  watch.add('writer', worker);
  const startedMs = performance.now();
  let [workedMs, waitedMs] = [0, 0];
  for (let round = 0; round < ROUNDS; round += 1) {
    const askedMs = performance.now();
    workedMs += await ask(worker, WORK_MS);
    waitedMs += performance.now() - askedMs;
    await turn();
  }
  const beforeMs = performance.now() - startedMs;
  const busy = watch.take().gauges['writer.busy'] ?? 0;
  const afterMs = performance.now() - startedMs;
  expect(busy * afterMs).toBeGreaterThan(workedMs * 0.98);
  // It falls asleep some time after its answer: on a busy machine it may have to wait for a core for that.
  expect(busy * beforeMs).toBeLessThan(waitedMs * 1.02 + 0.6 * WORK_MS * ROUNDS);
});

it('of several threads of a name the busiest is told, and one that has ended no more', async () => {
  worker = new Worker(WORKING, { eval: true });
  const other = new Worker(WORKING, { eval: true });
  await Promise.all([ask(worker, 0), ask(other, 0)]);
  const watch = new ThreadWatch();
  watch.add('reader', worker);
  watch.add('reader', other);
  await ask(other, WORK_MS);
  const { gauges, threads } = watch.take();
  const shares = threads.map(({ cpuCores }) => cpuCores);
  expect(shares).toHaveLength(2);
  expect(gauges['reader.busy']).toBe(Math.max(...shares));
  expect(shares[1]).toBeGreaterThan(shares[0] ?? 1);
  await other.terminate();
  expect(watch.take().threads).toHaveLength(1);
});

/** A thread that asks the engine's thread for an order at uneven times, and says when it did. */
import { parentPort } from 'node:worker_threads';
import { assert } from '../../../engine/domain/assert.ts';

/** Orders wanted; 0 ends. */
export interface OrderPace {
  readonly orders: number;
  readonly everyMs: number;
}

const port = parentPort;
assert(port !== null, 'the sender runs in a worker thread');

port.on('message', ({ orders, everyMs }: OrderPace) => {
  let left = orders;
  const next = (): void => {
    if (left === 0) return;
    left -= 1;
    // One clock for all threads of a process.
    port.postMessage(performance.timeOrigin + performance.now());
    setTimeout(next, everyMs * (0.5 + ((left * 7) % 11) / 10));
  };
  next();
});

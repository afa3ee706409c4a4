import type { EventLoopUtilization } from 'node:perf_hooks';
import type { Worker } from 'node:worker_threads';
import type { GaugeName } from '../contract/metrics.ts';
import type { ProcessFigures } from '../contract/telemetry.ts';

/** Threads of the engine that stay; those of an import or a backup are not among them. */
export type ThreadName = 'writer' | 'reader' | 'background';

interface Watched {
  readonly name: ThreadName;
  readonly worker: Worker;
  last: EventLoopUtilization;
  heapBytes: number | null;
}

/** How busy each thread is and what its heap holds, without the thread doing anything for it. */
export class ThreadWatch {
  readonly #watched: Watched[] = [];

  /** Follows a thread until it ends. */
  add(name: ThreadName, worker: Worker): void {
    const watched: Watched = {
      name,
      worker,
      last: worker.performance.eventLoopUtilization(),
      heapBytes: null,
    };
    this.#watched.push(watched);
    worker.once('exit', () => {
      this.#watched.splice(this.#watched.indexOf(watched), 1);
    });
  }

  /** The threads that are followed. */
  get threads(): readonly { readonly name: ThreadName; readonly worker: Worker }[] {
    return this.#watched;
  }

  /** Since the last call; threads of one name as the busiest of them. */
  take(): {
    readonly gauges: Partial<Record<GaugeName, number>>;
    readonly threads: readonly ProcessFigures[];
  } {
    const gauges: Partial<Record<GaugeName, number>> = {};
    const threads = this.#watched.map((watched): ProcessFigures => {
      const { worker, name } = watched;
      const now = worker.performance.eventLoopUtilization();
      const { utilization } = worker.performance.eventLoopUtilization(now, watched.last);
      watched.last = now;
      gauges[`${name}.busy`] = Math.max(utilization, gauges[`${name}.busy`] ?? 0);
      askHeap(watched);
      return {
        name,
        kind: 'thread',
        pid: 0,
        cpuCores: utilization,
        memoryBytes: watched.heapBytes,
      };
    });
    return { gauges, threads };
  }
}

/** Node 22.16 and later tell of a thread's heap; the answer is there for the next look. */
function askHeap(watched: Watched): void {
  const { worker } = watched;
  if (typeof worker.getHeapStatistics !== 'function') return;
  worker.getHeapStatistics().then(
    ({ used_heap_size }) => {
      watched.heapBytes = used_heap_size;
    },
    () => {
      // The thread is ending.
      watched.heapBytes = null;
    },
  );
}

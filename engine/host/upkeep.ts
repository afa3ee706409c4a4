import { Worker } from 'node:worker_threads';
import { assertNever } from '../domain/assert.ts';
import type { UpkeepProgress } from '../store/backup/take-backup.ts';
import { problemText } from '../store/store-error.ts';
import type {
  FromUpkeep,
  ToUpkeep,
  UpkeepOrder,
  UpkeepPlace,
  UpkeepWorkMap,
  UpkeepWorkName,
} from './upkeep-protocol.ts';

/** What it holds is pages that it passes on; the rest is the thread itself. */
const RESOURCE_LIMITS = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 64 };

/** How a piece of work has ended. */
export type UpkeepOutcome<Result> =
  | { readonly state: 'done'; readonly result: Result }
  | { readonly state: 'canceled' }
  | { readonly state: 'failed'; readonly problem: string };

export interface RunningUpkeep<Result> {
  /** Never rejects. */
  readonly outcome: Promise<UpkeepOutcome<Result>>;
  /** Calls it off; it ends at its next step, or is done already. */
  cancel(): void;
}

/** Starts pieces of work, each in a thread of its own that ends with it. */
export interface Upkeep {
  run<K extends UpkeepWorkName>(
    name: K,
    args: UpkeepWorkMap[K]['args'],
    onProgress: (progress: UpkeepProgress) => void,
  ): RunningUpkeep<UpkeepWorkMap[K]['result']>;
}

/** `workerUrl`: upkeep-thread.ts, or its bundled form. */
export function threadUpkeep(workerUrl: URL, place: UpkeepPlace): Upkeep {
  return {
    run(name, args, onProgress) {
      // The pair of a name and its arguments, which the compiler cannot follow.
      const workerData = { place, name, args } as UpkeepOrder;
      const worker = new Worker(workerUrl, {
        workerData,
        name: 'upkeep',
        resourceLimits: RESOURCE_LIMITS,
      });
      return { outcome: outcomeOf(worker, onProgress), cancel: () => post(worker) };
    },
  };
}

function post(worker: Worker): void {
  const message: ToUpkeep = { kind: 'cancel' };
  worker.postMessage(message);
}

function outcomeOf<Result>(
  worker: Worker,
  onProgress: (progress: UpkeepProgress) => void,
): Promise<UpkeepOutcome<Result>> {
  return new Promise((resolve) => {
    worker.on('message', (message: FromUpkeep) => {
      switch (message.kind) {
        case 'progress':
          onProgress(message.progress);
          return;
        case 'done':
          // The protocol pairs the result with the name of the work.
          resolve({ state: 'done', result: message.result as Result });
          return;
        case 'canceled':
          resolve({ state: 'canceled' });
          return;
        case 'failed':
          resolve({ state: 'failed', problem: message.problem });
          return;
        default:
          assertNever(message, 'message from the upkeep');
      }
    });
    worker.on('error', (error) => resolve({ state: 'failed', problem: problemText(error) }));
    worker.on('exit', () => resolve({ state: 'failed', problem: 'the upkeep thread has ended' }));
  });
}

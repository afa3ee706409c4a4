import { Worker } from 'node:worker_threads';
import { problemText } from '../../store/store-error.ts';
import type { FromImport, ImportOrder, ToImport } from './import-protocol.ts';

/** Rows live for a moment only; the stage's and the store's pages are SQLite's own. */
const RESOURCE_LIMITS = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 128 };

/** An import under way. */
export interface RunningImport {
  apply(skipBad: boolean): void;
  cancel(): void;
  /** Resolves when its thread has ended. */
  readonly ended: Promise<void>;
}

/** Starts the check of a file; `heard` gets what it says, of the last words (see FromImport) just one. */
export type ImportRunner = (
  order: ImportOrder,
  heard: (message: FromImport) => void,
) => RunningImport;

/** Runs each import in a thread of its own, which costs nothing while there is none. */
export function threadImports(workerUrl: URL): ImportRunner {
  return (order, heard) => {
    const worker = new Worker(workerUrl, {
      workerData: order,
      name: 'import',
      resourceLimits: RESOURCE_LIMITS,
    });
    let hasLastWord = false;
    const hear = (message: FromImport): void => {
      if (hasLastWord) return;
      hasLastWord = message.kind !== 'progress' && message.kind !== 'checked';
      heard(message);
    };
    const post = (message: ToImport): void => worker.postMessage(message);
    worker.on('message', hear);
    worker.on('error', (error) => hear({ kind: 'failed', problem: problemText(error) }));
    const ended = new Promise<void>((resolve) => {
      worker.on('exit', () => {
        hear({ kind: 'failed', problem: 'the import thread has ended' });
        resolve();
      });
    });
    return {
      apply: (skipBad) => post({ kind: 'apply', skipBad }),
      cancel: () => post({ kind: 'cancel' }),
      ended,
    };
  };
}

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { ExportStarted } from '../contract/exports.ts';
import { failedExport } from '../csv/csv-export.ts';
import type { ExportStep } from '../csv/csv-export.ts';
import { assertNever } from '../domain/assert.ts';
import { StoreError, problemText } from '../store/store-error.ts';
import type { BackgroundStart, FromBackground, ToBackground } from './background-protocol.ts';
import type { ExportRequest } from './export-run.ts';

/** An export makes short-lived rows only; without a bound their garbage grows by over 100 MB. */
const RESOURCE_LIMITS = { maxYoungGenerationSizeMb: 3, maxOldGenerationSizeMb: 128 };
/** Exports waiting for their turn. */
const EXPORTS_MAX = 16;

export interface BackgroundOptions extends BackgroundStart {
  /** background-thread.ts, or its bundled form. */
  readonly workerUrl: URL;
  /**
   * Asks the writer to move the rest of the log between two transactions. While the writer never
   * pauses, a thread beside it always leaves the newest frames, and the log would grow.
   */
  readonly onLogLarge: () => void;
  /** Duration of each checkpoint in microseconds. */
  readonly onCheckpointTime: (us: number) => void;
  /** Bytes of the log that are not in the database yet, some times a second when they change. */
  readonly onLogWaiting?: (bytes: number) => void;
  /** The log could not be moved; tried again every few seconds, and told each time. */
  readonly onCheckpointFailed?: (problem: string) => void;
  /** Called with the thread once it runs. */
  readonly onThread?: (worker: Worker) => void;
}

export interface Background {
  /**
   * Queues an export and resolves once what it will read is counted; then `onStep` follows it to its end
   * (`done`, `canceled` or `failed`). Rejects when too many are waiting or the thread has ended.
   */
  startExport(request: ExportRequest, onStep: (step: ExportStep) => void): Promise<ExportStarted>;
  /** True when the export is known and has not ended; its last step then says how it went. */
  cancelExport(exportId: number): boolean;
  /** Cancels what runs, so that no half a file stays, and ends the thread. */
  close(): Promise<void>;
}

interface RunningExport {
  readonly onStep: (step: ExportStep) => void;
  readonly counted: (readTotal: number) => void;
  readonly failed: (error: StoreError) => void;
}

/** Starts the thread; rejects when it cannot open the file. */
export async function openBackground(options: BackgroundOptions): Promise<Background> {
  const { file, venue, instruments, isRealMarket } = options;
  const workerData: BackgroundStart = { file, venue, instruments, isRealMarket };
  const worker = new Worker(options.workerUrl, {
    workerData,
    name: 'background',
    resourceLimits: RESOURCE_LIMITS,
  });
  await once(worker, 'message');
  options.onThread?.(worker);
  const exports = new Map<number, RunningExport>();
  let lastExportId = 0;
  let ended: string | null = null;
  const post = (message: ToBackground): void => worker.postMessage(message);

  const end = (problem: string): void => {
    ended ??= problem;
    for (const [, running] of exports) {
      running.failed(new StoreError('store.read_failed', problem));
      running.onStep(failedExport(problem));
    }
    exports.clear();
  };
  worker.on('message', (message: FromBackground) => {
    switch (message.kind) {
      case 'ready':
        return;
      case 'counted':
        exports.get(message.exportId)?.counted(message.readTotal);
        return;
      case 'step':
        receiveStep(exports, message.exportId, message.step);
        return;
      case 'checkpointed':
        options.onCheckpointTime(message.tookUs);
        if (message.isLarge) options.onLogLarge();
        return;
      case 'log':
        options.onLogWaiting?.(message.waitingBytes);
        return;
      case 'checkpoint_failed':
        options.onCheckpointFailed?.(message.problem);
        return;
      default:
        assertNever(message, 'message from the background');
    }
  });
  worker.on('error', (error) => end(problemText(error)));
  worker.on('exit', () => end('the background thread has ended'));

  return {
    startExport: (request, onStep) =>
      new Promise((resolve, reject) => {
        if (ended !== null) {
          reject(new StoreError('store.closed', ended));
          return;
        }
        if (exports.size >= EXPORTS_MAX) {
          reject(new StoreError('store.busy', `More than ${EXPORTS_MAX} exports are waiting.`));
          return;
        }
        lastExportId += 1;
        const exportId = lastExportId;
        const counted = (readTotal: number): void => resolve({ exportId, readTotal });
        exports.set(exportId, { onStep, counted, failed: reject });
        post({ kind: 'export', order: { exportId, request } });
      }),
    cancelExport(exportId) {
      if (!exports.has(exportId)) return false;
      post({ kind: 'cancel', exportId });
      return true;
    },
    async close() {
      if (ended !== null) return;
      const exited = once(worker, 'exit');
      post({ kind: 'close' });
      await exited;
    },
  };
}

function receiveStep(
  exports: Map<number, RunningExport>,
  exportId: number,
  step: ExportStep,
): void {
  const running = exports.get(exportId);
  if (running === undefined) return;
  if (step.state !== 'running') {
    exports.delete(exportId);
    // Settles a start whose rows could not even be counted; later it changes nothing.
    running.failed(new StoreError('store.read_failed', step.problem));
  }
  running.onStep(step);
}

/** One export at a time, from its start to its end; it goes on while its dialog is closed. */
import { create } from 'zustand';
import type { ExportProgress, ExportStarted } from '../../engine/contract/exports.ts';
import type { RequestOf } from '../../engine/contract/messages.ts';
import type { EngineClient } from '../client/engine-client.ts';
import { problemText } from '../client/errors.ts';
import { useTimedOnce } from '../stores/timed-once.ts';
import { exportsText } from '../text/exports.ts';

/** What was asked for. */
export type ExportOrder = Omit<RequestOf<'export.start'>, 'type'>;

export interface ExportJob {
  readonly order: ExportOrder | null;
  /** null before the first. */
  readonly progress: ExportProgress | null;
  /** Why it could not be started or went on no longer; '' when nothing is wrong. */
  readonly problem: string;
}

const NONE: ExportJob = { order: null, progress: null, problem: '' };

export const useExportJob = create<ExportJob>(() => NONE);

/** When the one that runs was asked for, by performance.now(). */
let startedMs = 0;

/** Lets the job follow the engine's words. Returns what ends it. */
export function followExports(client: EngineClient): () => void {
  const undo = [
    client.onExport((step) => {
      const { progress } = useExportJob.getState();
      if (progress?.exportId !== step.exportId) return;
      useExportJob.setState({ progress: step });
      if (step.state !== 'done') return;
      const tookMs = performance.now() - startedMs;
      useTimedOnce.setState({ exported: { rows: step.rowsDone, tookMs } });
    }),
    client.onState(({ state }) => {
      // The engine drops a connection's exports with the connection.
      const isRunning = useExportJob.getState().progress?.state === 'running';
      if (state === 'ready' || !isRunning) return;
      useExportJob.setState({ progress: null, problem: exportsText.lost });
    }),
  ];
  return () => {
    for (const dispose of undo) dispose();
  };
}

export function startExport(client: EngineClient, order: ExportOrder): void {
  useExportJob.setState({ order, problem: '' });
  startedMs = performance.now();
  client
    .send<'export.start'>({ type: 'export.start', ...order })
    .then((started) => useExportJob.setState({ progress: startedProgress(started) }))
    .catch((error: unknown) => useExportJob.setState({ problem: problemText(error) }));
}

export function cancelExport(client: EngineClient): void {
  const { progress } = useExportJob.getState();
  if (progress === null) return;
  client
    .send<'export.cancel'>({ type: 'export.cancel', exportId: progress.exportId })
    .catch((error: unknown) => useExportJob.setState({ problem: problemText(error) }));
}

/** Forgets the last export, so that another can be chosen. */
export function resetExport(): void {
  useExportJob.setState(NONE);
}

function startedProgress(started: ExportStarted): ExportProgress {
  return {
    ...started,
    state: 'running',
    readDone: 0,
    rowsDone: 0,
    fileName: '',
    path: '',
    ticket: '',
    bytes: 0,
    totals: {},
    problem: '',
  };
}

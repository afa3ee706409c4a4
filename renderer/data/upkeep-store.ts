/** How the store is looked after, as the engine tells it: jobs, settings, the task under way. */
import { create } from 'zustand';
import type { DataTask, MaintenanceStatus } from '../../engine/contract/maintenance.ts';
import type { EngineClient } from '../client/engine-client.ts';
import { announce } from '../stores/notices.ts';
import { dataText } from '../text/data.ts';

export interface UpkeepStore {
  /** null before it has been asked for. */
  readonly status: MaintenanceStatus | null;
  /** The newest task, also when it is over; null: there was none. */
  readonly task: DataTask | null;
  /** Grows with each backup that is made, so that lists of them are asked for again. */
  readonly backups: number;
}

export const useUpkeep = create<UpkeepStore>(() => ({ status: null, task: null, backups: 0 }));

/** Takes what is said of a task. Its end is said aloud, since it may come long after its start. */
export function applyTask(task: DataTask): void {
  const before = useUpkeep.getState();
  const isOver = task.state !== 'running';
  const isNew = before.task?.taskId !== task.taskId || before.task.state !== task.state;
  const isBackup = isNew && task.kind === 'backup' && task.state === 'done';
  useUpkeep.setState({ task, backups: before.backups + (isBackup ? 1 : 0) });
  if (!isOver || !isNew) return;
  const { kinds, states, announced } = dataText.task;
  const what = task.problem === '' ? task.fileName : task.problem;
  const text = announced(kinds[task.kind], states[task.state], what);
  announce(task.state === 'failed' ? 'error' : 'info', text, `data.${task.kind}`);
}

/** Lets the store follow the engine's words. Returns what ends it. */
export function followUpkeep(client: EngineClient): () => void {
  const undo = [
    client.onDataTask(applyTask),
    client.onMaintenance((status) => useUpkeep.setState({ status })),
    client.onState(({ state }) => {
      // What was under way has ended with the engine, or is told again.
      if (state !== 'ready') useUpkeep.setState({ status: null, task: null });
    }),
  ];
  return () => {
    for (const dispose of undo) dispose();
  };
}

/** One import at a time, from the chosen file to its end; it goes on while its dialog is closed. */
import { create } from 'zustand';
import type { ImportContent, ImportProgress, OfferedFile } from '../../engine/contract/imports.ts';
import type { EngineClient } from '../client/engine-client.ts';
import { problemText } from '../client/errors.ts';
import { announce } from '../stores/notices.ts';
import { importsText } from '../text/imports.ts';

export interface ImportJob {
  /** A file is on its way to the engine. */
  readonly isOffering: boolean;
  /** null before the first check. */
  readonly progress: ImportProgress | null;
  /** Why the last step was not done; '' when nothing is wrong. */
  readonly problem: string;
}

const NONE: ImportJob = { isOffering: false, progress: null, problem: '' };

export const useImportJob = create<ImportJob>(() => NONE);

/** Takes what is said of an import. Its end is said aloud: the engine restarts after one. */
export function applyProgress(progress: ImportProgress): void {
  const before = useImportJob.getState().progress;
  if (before !== null && before.importId !== progress.importId) return;
  useImportJob.setState({ progress });
  if (before?.state === progress.state) return;
  const { fileName, state } = progress;
  if (state === 'applied') announce('info', `${importsText.states.applied}: ${fileName}`);
  if (state === 'failed') announce('error', `${importsText.states.failed}: ${progress.problem}`);
}

/** Lets the job follow the engine's words. Returns what ends it. */
export function followImports(client: EngineClient): () => void {
  const undo = [
    client.onImport(applyProgress),
    client.onState(({ state }) => {
      const { progress } = useImportJob.getState();
      if (state === 'ready' || progress === null) return;
      // The engine forgets the file with the connection; what it is writing it ends.
      const isLost = progress.state === 'checking' || progress.state === 'checked';
      if (isLost) useImportJob.setState({ progress: null, problem: importsText.lost });
    }),
  ];
  return () => {
    for (const dispose of undo) dispose();
  };
}

/** Hands the file over and has it checked. `offer` resolves to null when the user said no. */
export async function checkFile(
  client: EngineClient,
  offer: () => Promise<OfferedFile | null>,
  content: ImportContent,
): Promise<void> {
  useImportJob.setState({ ...NONE, isOffering: true });
  let file: OfferedFile | null;
  try {
    file = await offer();
  } catch (error) {
    useImportJob.setState({ ...NONE, problem: importsText.notOffered(problemText(error)) });
    return;
  }
  useImportJob.setState(NONE);
  if (file === null) return;
  const { ticket, fileName } = file;
  try {
    const { importId } = await client.send<'import.check'>({
      type: 'import.check',
      ticket,
      content,
    });
    // Words of its progress may have come first.
    if (useImportJob.getState().progress?.importId === importId) return;
    const start = { importId, fileName, profile: content.profile, state: 'checking' } as const;
    const empty = { done: 0, rowsDone: 0, summary: null, problem: '' };
    useImportJob.setState({ progress: { ...start, ...empty } });
  } catch (error) {
    useImportJob.setState({ problem: importsText.notStarted(problemText(error)) });
  }
}

/** Does what has been checked. */
export function applyImport(client: EngineClient, skipBad: boolean): void {
  const { progress } = useImportJob.getState();
  if (progress === null) return;
  useImportJob.setState({ problem: '' });
  client
    .send<'import.apply'>({ type: 'import.apply', importId: progress.importId, skipBad })
    .catch(failed);
}

export function cancelImport(client: EngineClient): void {
  const { progress } = useImportJob.getState();
  if (progress === null) return;
  client
    .send<'import.cancel'>({ type: 'import.cancel', importId: progress.importId })
    .catch(failed);
}

/** Forgets the last import, so that another file can be chosen. */
export function resetImport(): void {
  useImportJob.setState(NONE);
}

function failed(error: unknown): void {
  useImportJob.setState({ problem: importsText.notStarted(problemText(error)) });
}

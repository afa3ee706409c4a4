import { useCallback, useEffect, useRef, useState } from 'react';
import type { ExportProgress, ExportStarted } from '../../../engine/contract/exports.ts';
import type { RequestOf } from '../../../engine/contract/messages.ts';
import { useEngine } from '../../client/engine-context.ts';
import { problemText } from '../../client/errors.ts';
import { fillsText } from '../../text/fills.ts';

/** One export from its start to its end. */
export interface ExportJob {
  /** null before the first. */
  readonly progress: ExportProgress | null;
  /** Why it could not be started or went on no longer; null when nothing is wrong. */
  readonly problem: string | null;
  readonly start: (request: Omit<RequestOf<'export.start'>, 'type' | 'profile'>) => void;
  readonly cancel: () => void;
  readonly reset: () => void;
}

/** Starts exports of fills and follows them; one at a time. */
export function useExport(): ExportJob {
  const client = useEngine();
  const [progress, setProgress] = useState<ExportProgress | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const current = useRef<number | null>(null);

  useEffect(() => {
    const undo = [
      client.onExport((step) => {
        if (step.exportId === current.current) setProgress(step);
      }),
      client.onState(({ state }) => {
        // The engine drops a connection's exports with the connection.
        if (state === 'ready' || current.current === null) return;
        setProgress((last) => {
          if (last?.state === 'running') setProblem(fillsText.lost);
          return last?.state === 'running' ? null : last;
        });
      }),
    ];
    return () => {
      for (const dispose of undo) dispose();
    };
  }, [client]);

  const start = useCallback<ExportJob['start']>(
    (request) => {
      setProblem(null);
      client
        .send<'export.start'>({ type: 'export.start', profile: 'fills', ...request })
        .then((started) => {
          current.current = started.exportId;
          setProgress(startedProgress(started));
        })
        .catch((error: unknown) => setProblem(problemText(error)));
    },
    [client],
  );
  const cancel = useCallback(() => {
    const exportId = current.current;
    if (exportId === null) return;
    client
      .send<'export.cancel'>({ type: 'export.cancel', exportId })
      .catch((error: unknown) => setProblem(problemText(error)));
  }, [client]);
  const reset = useCallback(() => {
    current.current = null;
    setProgress(null);
    setProblem(null);
  }, []);
  return { progress, problem, start, cancel, reset };
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

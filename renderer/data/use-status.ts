import { useEffect, useState } from 'react';
import type { MaintenanceStatus } from '../../engine/contract/maintenance.ts';
import { useEngine } from '../client/engine-context.ts';
import { problemText } from '../client/errors.ts';
import { useConnection } from '../stores/connection.ts';
import { useUpkeep } from './upkeep-store.ts';

/** How the upkeep stands: asked for once, then told by the engine; null before. */
export function useUpkeepStatus(): {
  readonly status: MaintenanceStatus | null;
  readonly problem: string;
} {
  const client = useEngine();
  const runId = useConnection((connection) => connection.welcome?.engineRunId ?? '');
  const status = useUpkeep((store) => store.status);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    client
      .send<'maintenance.status'>({ type: 'maintenance.status' })
      .then((asked) => {
        setProblem('');
        useUpkeep.setState((before) => ({ status: asked, task: before.task ?? asked.task }));
      })
      .catch((error: unknown) => setProblem(problemText(error)));
  }, [client, runId]);
  return { status, problem };
}

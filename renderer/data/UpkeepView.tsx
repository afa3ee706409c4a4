import { useMemo, useState } from 'react';
import type {
  MaintenanceJob,
  MaintenanceJobState,
  MaintenanceRun,
} from '../../engine/contract/maintenance.ts';
import { useEngine } from '../client/engine-context.ts';
import { problemText } from '../client/errors.ts';
import { DataTable } from '../components/index.ts';
import { useExchangeZone } from '../stores/market.ts';
import { dataText } from '../text/data.ts';
import { jobColumns, runColumns } from './upkeep-columns.tsx';
import { useUpkeepStatus } from './use-status.ts';

const WORDS = dataText.upkeep;
const jobKey = (state: MaintenanceJobState): string => state.job;
const runKey = (run: MaintenanceRun): string => `${run.job} ${run.startedUs}`;
const NO_JOBS: readonly MaintenanceJobState[] = [];
const NO_RUNS: readonly MaintenanceRun[] = [];

/** The jobs that look after the store: last run, next run, run now, and what the newest runs did. */
export function UpkeepView() {
  const client = useEngine();
  const zone = useExchangeZone('');
  const { status, problem } = useUpkeepStatus();
  const [failure, setFailure] = useState('');
  const columns = useMemo(() => {
    const run = (job: MaintenanceJob): void => {
      setFailure('');
      client
        .send<'maintenance.run'>({ type: 'maintenance.run', job })
        .catch((error: unknown) => setFailure(problemText(error)));
    };
    return jobColumns(zone, run);
  }, [client, zone]);
  const runs = useMemo(() => runColumns(zone), [zone]);
  const wrong = failure === '' ? (problem === '' ? '' : dataText.loadProblem(problem)) : failure;
  return (
    <>
      <div className="data-jobs">
        <DataTable
          label={WORDS.label}
          columns={columns}
          rows={status?.jobs ?? NO_JOBS}
          rowKey={jobKey}
          emptyText={wrong === '' ? dataText.loading : ''}
          rowAttributes={({ job }) => ({ 'data-job': job })}
        />
      </div>
      <div className="error data-wrong" role="alert">
        {wrong}
      </div>
      <span className="field-label">{WORDS.runsLabel}</span>
      <div className="data-list">
        <DataTable
          label={WORDS.runsLabel}
          columns={runs}
          rows={status?.runs ?? NO_RUNS}
          rowKey={runKey}
          emptyText=""
        />
      </div>
    </>
  );
}

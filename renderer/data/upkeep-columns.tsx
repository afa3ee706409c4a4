import type {
  MaintenanceJob,
  MaintenanceJobState,
  MaintenanceRun,
} from '../../engine/contract/maintenance.ts';
import { Button } from '../components/index.ts';
import type { Column } from '../components/index.ts';
import { NO_VALUE } from '../format/number.ts';
import { formatDurationUs } from '../format/time.ts';
import { dataText } from '../text/data.ts';
import { momentText } from './moment.ts';

const WORDS = dataText.upkeep;
const words = WORDS.columns;

/** Columns of the jobs; `onRun` starts one now. */
export function jobColumns(
  zone: string,
  onRun: (job: MaintenanceJob) => void,
): readonly Column<MaintenanceJobState>[] {
  return [
    {
      id: 'job',
      header: words.job,
      width: 116,
      cell: ({ job }) => <span title={WORDS.about[job]}>{WORDS.jobs[job]}</span>,
    },
    {
      id: 'last',
      header: words.last,
      width: 154,
      cell: ({ isRunning, lastRun }) => {
        if (isRunning) return <span className="warn">{WORDS.running}</span>;
        return lastRun === null ? (
          <span className="faint">{dataText.never}</span>
        ) : (
          momentText(lastRun.startedUs, zone)
        );
      },
    },
    {
      id: 'took',
      header: words.took,
      align: 'right',
      width: 72,
      cell: ({ lastRun }) => (lastRun === null ? NO_VALUE : formatDurationUs(lastRun.tookUs)),
    },
    {
      id: 'detail',
      header: words.detail,
      width: 120,
      grow: 1,
      cell: ({ lastRun }) => (lastRun === null ? '' : <Result run={lastRun} />),
    },
    {
      id: 'next',
      header: words.next,
      width: 154,
      cell: ({ nextRunUs }) => (
        <span className="dim">
          {nextRunUs === null ? WORDS.asNeeded : momentText(nextRunUs, zone)}
        </span>
      ),
    },
    {
      id: 'run',
      header: words.run,
      align: 'right',
      width: 76,
      pinned: true,
      cell: ({ job, isRunning }) => (
        <Button
          small
          tabIndex={-1}
          aria-label={WORDS.runTitle(WORDS.jobs[job])}
          title={WORDS.about[job]}
          disabled={isRunning}
          onClick={() => onRun(job)}
        >
          {WORDS.run}
        </Button>
      ),
    },
  ];
}

/** Columns of the newest runs. */
export function runColumns(zone: string): readonly Column<MaintenanceRun>[] {
  return [
    { id: 'job', header: words.job, width: 116, cell: ({ job }) => WORDS.jobs[job] },
    {
      id: 'last',
      header: words.last,
      width: 154,
      cell: ({ startedUs }) => momentText(startedUs, zone),
    },
    {
      id: 'took',
      header: words.took,
      align: 'right',
      width: 72,
      cell: ({ tookUs }) => formatDurationUs(tookUs),
    },
    {
      id: 'detail',
      header: words.detail,
      width: 120,
      grow: 1,
      cell: (run) => <Result run={run} />,
    },
  ];
}

function Result({ run }: { readonly run: MaintenanceRun }) {
  const tone = run.result === 'failed' ? 'error' : run.result === 'canceled' ? 'warn' : 'dim';
  const text = run.detail === '' ? WORDS.results[run.result] : run.detail;
  return (
    <span className={tone} title={`${WORDS.results[run.result]}: ${run.detail}`}>
      {text}
    </span>
  );
}

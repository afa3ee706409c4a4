import { EXPORT_TOTALS } from '../../engine/contract/export-profiles.ts';
import type { ExportProgress } from '../../engine/contract/exports.ts';
import type { HistoryFilter } from '../../engine/contract/history.ts';
import { useEngine } from '../client/engine-context.ts';
import { Button, Spacer } from '../components/index.ts';
import { formatCount, formatMoneyText } from '../format/number.ts';
import { useTotals } from '../history/use-totals.ts';
import { closeOverlay } from '../stores/overlay.ts';
import { exportsText } from '../text/exports.ts';
import { HandOver } from './HandOver.tsx';
import { cancelExport, resetExport, useExportJob } from './export-job.ts';
import type { ExportOrder } from './export-job.ts';

/** How the export goes, and at its end the totals and the file. */
export function ExportResult({ progress }: { readonly progress: ExportProgress }) {
  const client = useEngine();
  const { order, problem } = useExportJob();
  const { state, readDone, readTotal } = progress;
  const share = readTotal === 0 ? 1 : readDone / readTotal;
  return (
    <div className="export-body" data-testid="export-result" data-state={state}>
      {order !== null && <strong>{exportsText.profiles[order.profile]}</strong>}
      <progress
        className="export-progress"
        aria-label={exportsText.progress}
        max={1}
        value={state === 'done' ? 1 : share}
      />
      <div className="export-line">
        <span className={state === 'failed' ? 'error' : state === 'canceled' ? 'warn' : ''}>
          {exportsText.state[state]}
        </span>
        <Spacer />
        <span className="dim">
          {exportsText.running(formatCount(readDone), formatCount(readTotal))}
        </span>
      </div>
      {progress.problem !== '' && <div className="error">{progress.problem}</div>}
      {problem !== '' && <div className="error">{problem}</div>}
      <Totals progress={progress} />
      {state === 'done' && order?.profile === 'fills' && (
        <Comparison progress={progress} filter={filterOf(order)} />
      )}
      <footer className="export-buttons">
        {state === 'running' ? (
          <Button tone="danger" onClick={() => cancelExport(client)}>
            {exportsText.cancel}
          </Button>
        ) : (
          <Button onClick={resetExport}>{exportsText.again}</Button>
        )}
        <Spacer />
        <Button onClick={closeOverlay}>{exportsText.close}</Button>
        {state === 'done' && <HandOver key={progress.exportId} file={progress} />}
      </footer>
    </div>
  );
}

function filterOf({ symbol, side, tag, fromUs, toUs }: ExportOrder): HistoryFilter {
  return { symbol, side, tag, venue: null, fromUs, toUs };
}

/** The file's own sums, exact. */
function Totals({ progress: { rowsDone, totals } }: { readonly progress: ExportProgress }) {
  const sums = EXPORT_TOTALS.flatMap((name) => {
    const sum = totals[name];
    return sum === undefined ? [] : [[exportsText.totals[name], formatMoneyText(sum)] as const];
  });
  const rows = [[exportsText.rows, formatCount(rowsDone)] as const, ...sums];
  return (
    <dl className="export-totals">
      {rows.map(([name, value]) => (
        <div key={name} className="export-line">
          <dt className="dim">{name}</dt>
          <Spacer />
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Whether the screens have the same sums for the same rows. */
function Comparison(props: { readonly progress: ExportProgress; readonly filter: HistoryFilter }) {
  const { value } = useTotals(props.filter);
  const { rowsDone, totals } = props.progress;
  if (value === null) return <p className="export-note" />;
  const screen = value.totals;
  const isEqual =
    screen.fills === rowsDone &&
    String(screen.realisedMicros) === totals.realised &&
    String(screen.feesMicros) === totals.fee;
  return (
    <p className={isEqual ? 'dim export-note' : 'warn export-note'}>
      {isEqual ? exportsText.equal : exportsText.differs}
    </p>
  );
}

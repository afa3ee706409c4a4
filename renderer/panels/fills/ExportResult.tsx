import { useState } from 'react';
import { EXPORT_TOTALS } from '../../../engine/contract/export-profiles.ts';
import type { ExportProgress } from '../../../engine/contract/exports.ts';
import { Button, Spacer } from '../../components/index.ts';
import { formatBytes, formatCount, formatMoney } from '../../format/number.ts';
import { useTrading } from '../../stores/trading.ts';
import { fillsText } from '../../text/fills.ts';
import { hostBridge } from '../../transport/host-bridge.ts';
import type { ExportJob } from './use-export.ts';

/** How the export goes, and at its end the totals and the file. */
export function ExportResult(props: {
  readonly job: ExportJob;
  readonly progress: ExportProgress;
  readonly onClose: () => void;
}) {
  const { job, progress, onClose } = props;
  const { state, readDone, readTotal } = progress;
  const share = readTotal === 0 ? 1 : readDone / readTotal;
  return (
    <div className="export-body" data-testid="export-result" data-state={state}>
      <progress
        className="export-progress"
        aria-label={fillsText.progress}
        max={1}
        value={state === 'done' ? 1 : share}
      />
      <div className="export-line">
        <span className={state === 'failed' ? 'error' : state === 'canceled' ? 'warn' : ''}>
          {fillsText.state[state]}
        </span>
        <Spacer />
        <span className="dim">
          {fillsText.running(formatCount(readDone), formatCount(readTotal))}
        </span>
      </div>
      {progress.problem !== '' && <div className="error">{progress.problem}</div>}
      {job.problem !== null && <div className="error">{job.problem}</div>}
      <Totals progress={progress} />
      <footer className="export-buttons">
        {state === 'running' ? (
          <Button tone="danger" onClick={job.cancel}>
            {fillsText.cancel}
          </Button>
        ) : (
          <Button onClick={job.reset}>{fillsText.again}</Button>
        )}
        <Spacer />
        <Button onClick={onClose}>{fillsText.close}</Button>
        {state === 'done' && <Deliver key={progress.exportId} progress={progress} />}
      </footer>
    </div>
  );
}

/** The file's sums, and whether the positions on screen have the same. */
function Totals({ progress }: { readonly progress: ExportProgress }) {
  const positions = useTrading((trading) => trading.positions);
  const { totals } = progress;
  // As a number a sum is within a cent of its text far beyond any account.
  const sums = EXPORT_TOTALS.flatMap((name) =>
    totals[name] === undefined
      ? []
      : [[fillsText.totals[name], formatMoney(Number(totals[name]))] as const],
  );
  const rows = [[fillsText.rows, formatCount(progress.rowsDone)] as const, ...sums];
  let realised = 0;
  let fees = 0;
  for (const position of positions.values()) {
    realised += position.realisedMicros;
    fees += position.feesMicros;
  }
  const equal = String(realised) === totals.realised && String(fees) === totals.fee;
  return (
    <>
      <dl className="export-totals">
        {rows.map(([name, value]) => (
          <div key={name} className="export-line">
            <dt className="dim">{name}</dt>
            <Spacer />
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="dim export-note">{progress.state === 'done' && equal && fillsText.equal}</p>
    </>
  );
}

/** Hands the file over: a save dialog of the desktop, or a download by its one-time ticket. */
function Deliver({ progress }: { readonly progress: ExportProgress }) {
  const [saved, setSaved] = useState<string | null>(null);
  const bridge = hostBridge();
  const size = formatBytes(progress.bytes);
  const title = fillsText.fileOf(progress.fileName, size);
  if (bridge === null) {
    return saved === null ? (
      <a
        className="button button-accent"
        href={`/exports/${progress.ticket}`}
        download={progress.fileName}
        title={title}
        onClick={() => setSaved(progress.fileName)}
      >
        {fillsText.download}
      </a>
    ) : (
      <Button disabled title={title}>
        {fillsText.downloaded}
      </Button>
    );
  }
  if (saved !== null) {
    return (
      <Button title={fillsText.saved(saved)} onClick={() => bridge.showInFolder(saved)}>
        {fillsText.show}
      </Button>
    );
  }
  const save = async (): Promise<void> => {
    const result = await bridge.saveExport(progress.path);
    setSaved(result.saved);
  };
  return (
    <Button tone="accent" title={title} autoFocus onClick={() => void save()}>
      {fillsText.save}
    </Button>
  );
}

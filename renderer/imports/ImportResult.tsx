import { useState } from 'react';
import type { ImportProgress } from '../../engine/contract/imports.ts';
import { useEngine } from '../client/engine-context.ts';
import { Button, Spacer } from '../components/index.ts';
import { formatCount } from '../format/number.ts';
import { importsText } from '../text/imports.ts';
import { ImportSummaryView } from './ImportSummaryView.tsx';
import { applyImport, cancelImport, resetImport, useImportJob } from './import-job.ts';

/** How the check or the import goes, what it has found, and what can be done about it. */
export function ImportResult({ progress }: { readonly progress: ImportProgress }) {
  const problem = useImportJob((job) => job.problem);
  const { state, fileName, done, rowsDone, summary } = progress;
  const isBusy = state === 'checking' || state === 'applying';
  const tone = state === 'failed' ? 'error' : state === 'canceled' ? 'warn' : '';
  return (
    <div className="import-result" data-testid="import-result" data-state={state}>
      <div className="dialog-line">
        <strong>{fileName}</strong>
        <span className={tone} role="status">
          {importsText.states[state]}
        </span>
        {isBusy && (
          <>
            <progress aria-label={importsText.progress} max={1} value={done} />
            <span className="dim">{importsText.rowsRead(formatCount(rowsDone))}</span>
          </>
        )}
      </div>
      <span className="error" role="alert">
        {progress.problem || problem}
      </span>
      {summary !== null && <ImportSummaryView summary={summary} profile={progress.profile} />}
      <Foot progress={progress} />
    </div>
  );
}

function Foot({ progress }: { readonly progress: ImportProgress }) {
  const client = useEngine();
  const [skipBad, setSkipBad] = useState(false);
  const { state, summary } = progress;
  if (state === 'applied' || state === 'canceled' || state === 'failed') {
    return (
      <div className="dialog-line">
        <Spacer />
        <Button onClick={resetImport}>{importsText.again}</Button>
      </div>
    );
  }
  const good = summary?.rowsGood ?? 0;
  const bad = summary?.rowsBad ?? 0;
  const canApply = state === 'checked' && good > 0 && (bad === 0 || skipBad);
  return (
    <div className="dialog-line">
      {state === 'checked' && bad > 0 && (
        <label className="import-tick">
          <input
            type="checkbox"
            checked={skipBad}
            onChange={(event) => setSkipBad(event.target.checked)}
          />
          {importsText.skipBad(formatCount(bad))}
        </label>
      )}
      <Spacer />
      <Button disabled={state === 'applying'} onClick={() => cancelImport(client)}>
        {importsText.cancel}
      </Button>
      {state === 'checked' && (
        <Button
          tone="accent"
          disabled={!canApply}
          onClick={() => applyImport(client, bad > 0 && skipBad)}
        >
          {good === 0 ? importsText.nothing : importsText.apply(formatCount(good))}
        </Button>
      )}
    </div>
  );
}

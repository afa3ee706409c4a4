import { useState } from 'react';
import type { SyntheticEvent } from 'react';
import { EXPORT_PROFILES } from '../../engine/contract/export-profiles.ts';
import type { ExportProfile } from '../../engine/contract/export-profiles.ts';
import type { HistoryFilter } from '../../engine/contract/history.ts';
import { useEngine } from '../client/engine-context.ts';
import { Button, Segmented } from '../components/index.ts';
import { FilterBar } from '../history/FilterBar.tsx';
import { TotalsFoot } from '../history/TotalsFoot.tsx';
import { useFilter } from '../history/use-filter.ts';
import { closeOverlay } from '../stores/overlay.ts';
import { exportsText } from '../text/exports.ts';
import { startExport, useExportJob } from './export-job.ts';

const PROFILES = EXPORT_PROFILES.map((value) => ({
  value,
  text: exportsText.profiles[value],
  title: exportsText.about[value],
}));

/** What to export: a profile, and the rows by the filter that the screens have too. */
export function ExportForm() {
  const client = useEngine();
  const { filter } = useFilter();
  const problem = useExportJob((job) => job.problem);
  const [profile, setProfile] = useState<ExportProfile>('fills');
  const [excel, setExcel] = useState(false);
  const wrong = 'code' in filter ? filter.rule : problem;
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if ('code' in filter) return;
    startExport(client, { profile, ...rowsOf(filter), excel });
  };
  return (
    <form className="export-body" onSubmit={submit}>
      <Segmented
        label={exportsText.profile}
        value={profile}
        choices={PROFILES}
        onChange={setProfile}
      />
      <p>
        {exportsText.about[profile]} <span className="dim">{exportsText.stable}</span>
      </p>
      <div className="field">
        <span className="field-label">{exportsText.selection}</span>
        <FilterBar trips={profile === 'round_trips' || profile === 'form8949'} />
      </div>
      <div className="field">
        <span className="field-label">{exportsText.matching}</span>
        {'code' in filter ? null : <TotalsFoot filter={filter} />}
      </div>
      <label className="export-check">
        <input
          type="checkbox"
          checked={excel}
          onChange={(event) => setExcel(event.target.checked)}
        />
        {exportsText.excel}
      </label>
      <div className="export-problem" role="alert">
        {wrong}
      </div>
      <footer className="export-buttons">
        <Button onClick={closeOverlay}>{exportsText.close}</Button>
        <Button tone="accent" type="submit" autoFocus disabled={'code' in filter}>
          {exportsText.start}
        </Button>
      </footer>
    </form>
  );
}

/** The filter without the venue: a store holds one. */
function rowsOf({ symbol, side, tag, fromUs, toUs }: HistoryFilter) {
  return { symbol, side, tag, fromUs, toUs };
}

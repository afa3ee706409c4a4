import { useEffect } from 'react';
import { Dialog } from '../components/Dialog.tsx';
import { closeOverlay, useOverlay } from '../stores/overlay.ts';
import { exportsText } from '../text/exports.ts';
import { PanelContext } from '../workspace/links.ts';
import { ExportForm } from './ExportForm.tsx';
import { ExportResult } from './ExportResult.tsx';
import { resetExport, useExportJob } from './export-job.ts';
import './export-dialog.css';

/**
 * Asks what to export, by the filter of the panel that it was opened from, shows how it goes, and hands the
 * file over. Closing leaves it running.
 */
export function ExportDialog() {
  const panel = useOverlay(({ seed }) => (seed === '' ? null : seed));
  const progress = useExportJob((job) => job.progress);
  useEffect(
    () => () => {
      if (useExportJob.getState().progress?.state !== 'running') resetExport();
    },
    [],
  );
  return (
    <Dialog title={exportsText.title} onClose={closeOverlay}>
      <PanelContext value={panel}>
        {progress === null ? <ExportForm /> : <ExportResult progress={progress} />}
      </PanelContext>
    </Dialog>
  );
}

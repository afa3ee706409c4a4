import { useEffect } from 'react';
import { Dialog } from '../components/Dialog.tsx';
import { closeOverlay } from '../stores/overlay.ts';
import { exportsText } from '../text/exports.ts';
import { ExportForm } from './ExportForm.tsx';
import { ExportResult } from './ExportResult.tsx';
import { resetExport, useExportJob } from './export-job.ts';
import './export-dialog.css';

/** Asks what to export, shows how it goes, and hands the file over. Closing leaves it running. */
export function ExportDialog() {
  const progress = useExportJob((job) => job.progress);
  useEffect(
    () => () => {
      if (useExportJob.getState().progress?.state !== 'running') resetExport();
    },
    [],
  );
  return (
    <Dialog title={exportsText.title} onClose={closeOverlay}>
      {progress === null ? <ExportForm /> : <ExportResult progress={progress} />}
    </Dialog>
  );
}

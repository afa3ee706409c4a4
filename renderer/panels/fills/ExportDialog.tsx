import * as Dialog from '@radix-ui/react-dialog';
import { useEffect } from 'react';
import { IconButton } from '../../components/index.ts';
import { fillsText } from '../../text/fills.ts';
import { ExportForm } from './ExportForm.tsx';
import { ExportResult } from './ExportResult.tsx';
import { useExport } from './use-export.ts';

/** Asks what to export, shows how it goes, and hands the file over. Closing leaves it running. */
export function ExportDialog(props: { readonly open: boolean; readonly onClose: () => void }) {
  const job = useExport();
  const { open, onClose } = props;
  const { progress, reset } = job;
  useEffect(() => {
    if (!open && progress !== null && progress.state !== 'running') reset();
  }, [open, progress, reset]);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="export-scrim" />
        <Dialog.Content className="export-dialog" aria-describedby={undefined}>
          <header className="export-head">
            <Dialog.Title className="export-title">{fillsText.exportTitle}</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label={fillsText.close} keyHint="Esc">
                ✕
              </IconButton>
            </Dialog.Close>
          </header>
          {progress === null ? (
            <ExportForm job={job} onClose={onClose} />
          ) : (
            <ExportResult job={job} progress={progress} onClose={onClose} />
          )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

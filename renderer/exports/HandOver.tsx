import { useState } from 'react';
import { Button } from '../components/index.ts';
import { formatBytes } from '../format/number.ts';
import { announce } from '../stores/notices.ts';
import { problemText } from '../client/errors.ts';
import { exportsText } from '../text/exports.ts';
import { hostBridge } from '../transport/host-bridge.ts';

/** A file that the engine has written. */
export interface WrittenFile {
  readonly fileName: string;
  readonly path: string;
  readonly ticket: string;
  readonly bytes: number;
}

/** The button that began the export is gone: Enter goes on with what it made. */
function takeFocus(link: HTMLAnchorElement | null): void {
  const isElsewhere = document.activeElement?.matches('button, a, input, select') === true;
  if (!isElsewhere) link?.focus();
}

/** Hands a file over: a save dialog of the desktop, or a download by its one-time ticket. */
export function HandOver({ file }: { readonly file: WrittenFile }) {
  const [saved, setSaved] = useState<string | null>(null);
  const bridge = hostBridge();
  const title = exportsText.fileOf(file.fileName, formatBytes(file.bytes));
  if (bridge === null) {
    return saved === null ? (
      <a
        ref={takeFocus}
        className="button button-accent"
        href={`/exports/${file.ticket}`}
        download={file.fileName}
        title={title}
        onClick={() => setSaved(file.fileName)}
      >
        {exportsText.download}
      </a>
    ) : (
      <Button disabled title={title}>
        {exportsText.downloaded}
      </Button>
    );
  }
  if (saved !== null) {
    return (
      <Button title={exportsText.saved(saved)} onClick={() => bridge.showInFolder(saved)}>
        {exportsText.show}
      </Button>
    );
  }
  const save = (): void => {
    bridge
      .saveExport(file.path)
      .then((result) => setSaved(result.saved))
      .catch((error: unknown) => announce('error', problemText(error)));
  };
  return (
    <Button tone="accent" title={title} autoFocus onClick={save}>
      {exportsText.save}
    </Button>
  );
}

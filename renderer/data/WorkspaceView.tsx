import { useRef, useState } from 'react';
import type { OfferedFile } from '../../engine/contract/imports.ts';
import { useEngine } from '../client/engine-context.ts';
import { problemText } from '../client/errors.ts';
import { Button } from '../components/index.ts';
import { formatBytes } from '../format/number.ts';
import { dataText } from '../text/data.ts';
import { hostBridge } from '../transport/host-bridge.ts';
import { offerFile } from '../transport/offer-file.ts';
import { TypedConfirm } from './TypedConfirm.tsx';
import { useUpkeep } from './upkeep-store.ts';

const WORDS = dataText.workspace;

/** All of the terminal's data in one file: written here, and taken from one in the place of all. */
export function WorkspaceView() {
  const client = useEngine();
  const isBusy = useUpkeep((store) => store.task?.state === 'running');
  const picker = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<OfferedFile | null>(null);
  const [problem, setProblem] = useState('');
  const fail = (error: unknown): void => setProblem(WORDS.notStarted(problemText(error)));
  const pack = (): void => {
    setProblem('');
    client.send<'workspace.export'>({ type: 'workspace.export' }).catch(fail);
  };
  const take = (offered: Promise<OfferedFile | null>): void => {
    setProblem('');
    offered.then(setFile).catch(fail);
  };
  const choose = (): void => {
    const bridge = hostBridge();
    if (bridge === null) picker.current?.click();
    else take(bridge.chooseImport());
  };
  const replace = (ticket: string): void => {
    setFile(null);
    client.send<'workspace.import'>({ type: 'workspace.import', ticket }).catch(fail);
  };
  return (
    <>
      <p>{WORDS.about}</p>
      <div className="dialog-line">
        <Button tone="accent" disabled={isBusy} onClick={pack}>
          {WORDS.export}
        </Button>
        <Button disabled={isBusy} onClick={choose}>
          {WORDS.import}
        </Button>
        <input
          ref={picker}
          type="file"
          hidden
          onChange={(event) => {
            const chosen = event.target.files?.[0];
            event.target.value = '';
            if (chosen !== undefined) take(offerFile(chosen));
          }}
        />
      </div>
      <div className="error data-wrong" role="alert">
        {problem}
      </div>
      {file !== null && (
        <TypedConfirm
          head={WORDS.confirmHead(file.fileName, formatBytes(file.bytes))}
          text={WORDS.confirm}
          word={WORDS.word}
          yes={WORDS.yes}
          onYes={() => replace(file.ticket)}
          onNo={() => setFile(null)}
        />
      )}
    </>
  );
}

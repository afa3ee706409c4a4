import { useState } from 'react';
import type { BackupInfo } from '../../engine/contract/maintenance.ts';
import { Button, Spacer } from '../components/index.ts';
import { dataText } from '../text/data.ts';
import { momentText } from './moment.ts';

const WORDS = dataText.backups;

/** Asks for a typed word before the store of now is moved aside. */
export function RestoreConfirm(props: {
  readonly backup: BackupInfo;
  readonly zone: string;
  readonly onRestore: (backup: BackupInfo) => void;
  readonly onKeep: () => void;
}) {
  const { backup, zone, onRestore, onKeep } = props;
  const [typed, setTyped] = useState('');
  const isTyped = typed.trim().toUpperCase() === WORDS.word;
  return (
    <form
      className="data-confirm"
      onSubmit={(event) => {
        event.preventDefault();
        if (isTyped) onRestore(backup);
      }}
    >
      <strong>{WORDS.confirmHead(momentText(backup.takenUs, zone))}</strong>
      <p>{WORDS.confirm}</p>
      <div className="data-line">
        <input
          className="input data-word"
          aria-label={WORDS.type(WORDS.word)}
          placeholder={WORDS.type(WORDS.word)}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Spacer />
        <Button onClick={onKeep}>{WORDS.no}</Button>
        <Button tone="danger" type="submit" disabled={!isTyped}>
          {WORDS.yes}
        </Button>
      </div>
    </form>
  );
}

import { useMemo, useState } from 'react';
import type { BackupInfo } from '../../engine/contract/maintenance.ts';
import { useEngine } from '../client/engine-context.ts';
import { problemText } from '../client/errors.ts';
import { Button, DataTable, Spacer } from '../components/index.ts';
import { useExchangeZone } from '../stores/market.ts';
import { dataText } from '../text/data.ts';
import { Problem } from './Problem.tsx';
import { ScheduleForm } from './ScheduleForm.tsx';
import { TypedConfirm } from './TypedConfirm.tsx';
import { backupColumns } from './backup-columns.tsx';
import { momentText } from './moment.ts';
import { useUpkeep } from './upkeep-store.ts';
import { useQuestion } from './use-question.ts';

const WORDS = dataText.backups;
const keyOf = (backup: BackupInfo): string => backup.fileName;
const NONE: readonly BackupInfo[] = [];

/** Backups there are, making one, going back to one, and when they are made unasked. */
export function BackupsView() {
  const client = useEngine();
  const zone = useExchangeZone('');
  const made = useUpkeep((store) => store.backups);
  const isBusy = useUpkeep((store) => store.task?.state === 'running');
  const [chosen, setChosen] = useState<BackupInfo | null>(null);
  const [problem, setProblem] = useState('');
  const list = useQuestion(made, () => client.send<'backup.list'>({ type: 'backup.list' }));
  const columns = useMemo(() => backupColumns(zone, setChosen), [zone]);
  const fail = (error: unknown): void => setProblem(WORDS.notStarted(problemText(error)));
  const start = (): void => {
    setProblem('');
    client.send<'backup.start'>({ type: 'backup.start' }).catch(fail);
  };
  const restore = (backup: BackupInfo): void => {
    setChosen(null);
    setProblem('');
    const body = { type: 'backup.restore', fileName: backup.fileName } as const;
    client.send<'backup.restore'>(body).catch(fail);
  };
  return (
    <>
      <div className="dialog-line">
        <Button tone="accent" disabled={isBusy} onClick={start}>
          {WORDS.now}
        </Button>
        <span className="error" role="alert">
          {problem}
        </span>
        <Spacer />
        <span className="faint data-path" title={list.value?.folder}>
          {list.value === null ? '' : WORDS.folder(list.value.folder)}
        </span>
      </div>
      <Problem question={list} />
      <div className="data-list">
        <DataTable
          label={WORDS.label}
          columns={columns}
          rows={list.value?.backups ?? NONE}
          rowKey={keyOf}
          emptyText={list.value === null ? '' : WORDS.empty}
          onEnter={(backup) => setChosen(backup.problem === '' ? backup : null)}
        />
      </div>
      {chosen === null ? (
        <ScheduleForm />
      ) : (
        <TypedConfirm
          head={WORDS.confirmHead(momentText(chosen.takenUs, zone))}
          text={WORDS.confirm}
          word={WORDS.word}
          yes={WORDS.yes}
          onYes={() => restore(chosen)}
          onNo={() => setChosen(null)}
        />
      )}
    </>
  );
}

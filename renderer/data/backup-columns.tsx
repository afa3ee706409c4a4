import type { BackupInfo } from '../../engine/contract/maintenance.ts';
import { Button } from '../components/index.ts';
import type { Column } from '../components/index.ts';
import { formatBytes, formatCount, formatMoney } from '../format/number.ts';
import { dataText } from '../text/data.ts';
import { momentText } from './moment.ts';

const WORDS = dataText.backups;
const words = WORDS.columns;

/** Columns of the backups; `onRestore` asks for the confirmation of one. */
export function backupColumns(
  zone: string,
  onRestore: (backup: BackupInfo) => void,
): readonly Column<BackupInfo>[] {
  return [
    {
      id: 'taken',
      header: words.taken,
      width: 154,
      cell: (backup) => <span title={backup.fileName}>{momentText(backup.takenUs, zone)}</span>,
    },
    {
      id: 'size',
      header: words.size,
      align: 'right',
      width: 76,
      cell: (backup) => formatBytes(backup.bytes),
    },
    {
      id: 'orders',
      header: words.orders,
      align: 'right',
      width: 76,
      cell: (backup) => formatCount(backup.orders),
    },
    {
      id: 'fills',
      header: words.fills,
      align: 'right',
      width: 76,
      cell: (backup) => formatCount(backup.fills),
    },
    {
      id: 'cash',
      header: words.cash,
      align: 'right',
      width: 96,
      cell: (backup) => formatMoney(backup.cashMicros),
    },
    {
      id: 'state',
      header: words.state,
      width: 90,
      grow: 1,
      cell: ({ problem }) => (
        <span className={problem === '' ? 'dim' : 'error'} title={problem}>
          {problem === '' ? WORDS.sound : problem}
        </span>
      ),
    },
    {
      id: 'actions',
      header: words.actions,
      align: 'right',
      width: 80,
      pinned: true,
      cell: (backup) => (
        <Button
          small
          tabIndex={-1}
          title={WORDS.restoreTitle}
          disabled={backup.problem !== ''}
          onClick={() => onRestore(backup)}
        >
          {WORDS.restore}
        </Button>
      ),
    },
  ];
}

import { useMemo } from 'react';
import { DataTable } from '../../components/index.ts';
import type { Column } from '../../components/index.ts';
import { formatTime } from '../../format/index.ts';
import { useExchangeZone } from '../../stores/market.ts';
import { useNotices } from '../../stores/notices.ts';
import type { LoggedNotice } from '../../stores/notices.ts';
import { useTerminal } from '../../stores/terminal.ts';
import { TEXT } from '../../text/en.ts';

const LEVEL_CLASS = { info: 'dim', warning: 'warn', error: 'error' } as const;

const columnsIn = (zone: string): readonly Column<LoggedNotice>[] => [
  {
    id: 'time',
    header: TEXT.log.time,
    width: 96,
    cell: (notice) => <span className="dim">{formatTime(notice.atUs, { ms: true, zone })}</span>,
    sortValue: (notice) => notice.id,
  },
  {
    id: 'level',
    header: TEXT.log.level,
    width: 64,
    cell: (notice) => <span className={LEVEL_CLASS[notice.level]}>{notice.level}</span>,
    sortValue: (notice) => notice.level,
  },
  {
    id: 'text',
    header: TEXT.log.text,
    width: 320,
    grow: 1,
    cell: (notice) => <span title={notice.text}>{notice.text}</span>,
  },
  {
    id: 'code',
    header: TEXT.log.code,
    width: 160,
    cell: (notice) => <span className="faint">{notice.code}</span>,
    sortValue: (notice) => notice.code,
  },
];

/** What the user was told, newest first. */
export function LogPanel() {
  const notices = useNotices((store) => store.notices);
  const zone = useExchangeZone(useTerminal((terminal) => terminal.symbol));
  const columns = useMemo(() => columnsIn(zone), [zone]);
  return (
    <DataTable
      label={TEXT.log.label}
      columns={columns}
      rows={notices}
      rowKey={(notice) => notice.id}
      emptyText={TEXT.log.empty}
    />
  );
}

import type { StoreStats, TableRows } from '../../engine/contract/maintenance.ts';
import { useEngine } from '../client/engine-context.ts';
import { DataTable } from '../components/index.ts';
import type { Column } from '../components/index.ts';
import { NO_VALUE, formatBytes, formatCount } from '../format/number.ts';
import { formatDate } from '../format/time.ts';
import { useExchangeZone } from '../stores/market.ts';
import { dataText } from '../text/data.ts';
import { Problem } from './Problem.tsx';
import { useQuestion } from './use-question.ts';

const WORDS = dataText.store;
const keyOf = (row: TableRows): string => row.table;
const COLUMNS: readonly Column<TableRows>[] = [
  { id: 'table', header: WORDS.columns.table, width: 200, cell: (row) => row.table },
  {
    id: 'rows',
    header: WORDS.columns.rows,
    align: 'right',
    width: 120,
    sortValue: (row) => row.rows,
    cell: (row) => formatCount(row.rows),
  },
];

/** What is in the store, and where it is. */
export function StoreView() {
  const client = useEngine();
  const zone = useExchangeZone('');
  const stats = useQuestion(0, () => client.send<'store.stats'>({ type: 'store.stats' }));
  return (
    <>
      <Problem question={stats} />
      {stats.value === null ? (
        <p className="faint">{stats.problem === '' ? dataText.loading : ''}</p>
      ) : (
        <>
          <Figures stats={stats.value} zone={zone} />
          <div className="data-list">
            <DataTable
              label={WORDS.tables}
              columns={COLUMNS}
              rows={stats.value.tables}
              rowKey={keyOf}
              emptyText=""
            />
          </div>
        </>
      )}
    </>
  );
}

function Figures({ stats, zone }: { readonly stats: StoreStats; readonly zone: string }) {
  const { firstFillUs, lastFillUs } = stats;
  const fills =
    firstFillUs === null || lastFillUs === null
      ? NO_VALUE
      : `${formatDate(firstFillUs, zone)} – ${formatDate(lastFillUs, zone)}`;
  const rows: readonly (readonly [string, string])[] = [
    [WORDS.figures.file, stats.file],
    [WORDS.figures.storeId, stats.storeId],
    [WORDS.figures.schema, WORDS.schema(stats.schemaVersion, stats.sqliteVersion)],
    [WORDS.figures.fileBytes, formatBytes(stats.fileBytes)],
    [WORDS.figures.walBytes, formatBytes(stats.walBytes)],
    [WORDS.figures.freeBytes, formatBytes(stats.freeBytes)],
    [WORDS.figures.tickBytes, formatBytes(stats.tickBytes)],
    [WORDS.figures.fills, fills],
  ];
  return (
    <dl className="dialog-figures" data-testid="store-stats">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd title={value}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

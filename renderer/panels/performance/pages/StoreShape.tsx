import { STATISTICS_ROWS_MIN } from '../../../../engine/contract/telemetry.ts';
import type { DatabaseFacts, TableStatistics } from '../../../../engine/contract/telemetry.ts';
import { momentText } from '../../../data/moment.ts';
import { NO_VALUE, formatCount } from '../../../format/number.ts';
import { useExchangeZone } from '../../../stores/market.ts';
import { performancePagesText as words } from '../../../text/performance-pages.ts';
import { formatUnit } from '../format-metric.ts';

/** From here on statistics are so far off that the advisor speaks (engine/advisor/metrics.ts). */
const DRIFTED_FROM = 20;

/** Whether the store has its indexes, and statistics that fit its tables: what makes its plans good. */
export function StoreShape({ facts }: { readonly facts: DatabaseFacts }) {
  return (
    <div className="perf">
      <section className="perf-shape-indexes">
        <IndexState facts={facts} />
      </section>
      <section className="perf-shape-statistics">
        <StatisticsTable statistics={facts.statistics} />
      </section>
    </div>
  );
}

function IndexState({
  facts: { indexesMissing, indexesWanted },
}: {
  readonly facts: DatabaseFacts;
}) {
  return (
    <table className="perf-table" data-testid="missing-indexes">
      <thead>
        <tr>
          <th scope="col">{words.missingIndex}</th>
          <th scope="col">{indexesMissing.length > 0 && words.onTable}</th>
        </tr>
      </thead>
      <tbody>
        {indexesMissing.map(({ name, table }) => (
          <tr key={name}>
            <th scope="row" className="mono error" title={name}>
              {name}
            </th>
            <td className="mono">{table}</td>
          </tr>
        ))}
        <tr>
          <td className="perf-none dim" colSpan={2}>
            {indexesMissing.length === 0
              ? words.indexesThere(formatCount(indexesWanted))
              : words.indexesGone(formatCount(indexesMissing.length), formatCount(indexesWanted))}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function StatisticsTable({ statistics }: { readonly statistics: readonly TableStatistics[] }) {
  const zone = useExchangeZone('');
  return (
    <table className="perf-table" data-testid="statistics-table">
      <thead>
        <tr>
          <th scope="col">{words.statisticsOf}</th>
          <th scope="col">{words.rowsNow}</th>
          <th scope="col">{words.rowsThen}</th>
          <th scope="col" title={words.apartTitle}>
            {words.apart}
          </th>
          <th scope="col" className="perf-moment">
            {words.taken}
          </th>
        </tr>
      </thead>
      <tbody>
        {statistics.map((one) => (
          <tr key={one.table}>
            <th scope="row" className="mono">
              {one.table}
            </th>
            <td>{formatCount(one.rows)}</td>
            <td>{one.rowsThen === null ? NO_VALUE : formatCount(one.rowsThen)}</td>
            <Apart statistics={one} />
            <td className="perf-moment dim">{takenText(one, zone)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** How many times as many rows as then, or as few. */
function Apart({ statistics: { rows, rowsThen } }: { readonly statistics: TableStatistics }) {
  if (rows < STATISTICS_ROWS_MIN) {
    return (
      <td className="faint" title={words.smallTitle(formatCount(STATISTICS_ROWS_MIN))}>
        {words.small}
      </td>
    );
  }
  if (rowsThen === null) return <td className="warn">{NO_VALUE}</td>;
  const then = Math.max(1, rowsThen);
  const times = Math.max(rows / then, then / rows);
  return <td className={times < DRIFTED_FROM ? '' : 'warn'}>{formatUnit('times', times)}</td>;
}

function takenText({ rowsThen, takenUs }: TableStatistics, zone: string): string {
  if (rowsThen === null) return words.neverTaken;
  return takenUs === null ? words.takenElsewhere : momentText(takenUs, zone);
}

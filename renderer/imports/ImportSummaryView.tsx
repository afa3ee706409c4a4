import { useMemo } from 'react';
import type {
  ImportProblem,
  ImportProfile,
  ImportSummary,
  ImportedPosition,
} from '../../engine/contract/imports.ts';
import { DataTable } from '../components/index.ts';
import { NO_VALUE, formatCount, formatMoney } from '../format/number.ts';
import { formatDate } from '../format/time.ts';
import { instrumentOf, useExchangeZone } from '../stores/market.ts';
import { importsText } from '../text/imports.ts';
import { effectColumns, problemColumns } from './import-columns.tsx';

const problemKey = (problem: ImportProblem): string =>
  `${problem.line} ${problem.column} ${problem.rule}`;
const effectKey = (effect: ImportedPosition): string => effect.symbol;

/** What a check has found: counts, the effect on the account, and each bad row with its rule. */
export function ImportSummaryView(props: {
  readonly summary: ImportSummary;
  readonly profile: ImportProfile;
}) {
  const { summary, profile } = props;
  const zone = useExchangeZone('');
  const effects = useMemo(() => effectColumns(instrumentOf), []);
  const { problems, rowsBad, positions } = summary;
  return (
    <>
      <Figures summary={summary} profile={profile} zone={zone} />
      {positions.length > 0 && (
        <>
          <span className="field-label">{importsText.effects}</span>
          <div className="data-list">
            <DataTable
              label={importsText.effects}
              columns={effects}
              rows={positions}
              rowKey={effectKey}
              emptyText=""
            />
          </div>
        </>
      )}
      {rowsBad > 0 && (
        <>
          <span className="field-label">
            {importsText.problems}{' '}
            {problems.length < rowsBad &&
              importsText.problemsMore(formatCount(problems.length), formatCount(rowsBad))}
          </span>
          <div className="data-list">
            <DataTable
              label={importsText.problems}
              columns={PROBLEM_COLUMNS}
              rows={problems}
              rowKey={problemKey}
              emptyText=""
            />
          </div>
        </>
      )}
    </>
  );
}

const PROBLEM_COLUMNS = problemColumns();

function Figures(props: {
  readonly summary: ImportSummary;
  readonly profile: ImportProfile;
  readonly zone: string;
}) {
  const { summary, profile, zone } = props;
  const { fromUs, toUs } = summary;
  const period =
    fromUs === null || toUs === null
      ? NO_VALUE
      : `${formatDate(fromUs, zone)} – ${formatDate(toUs, zone)}`;
  const money: readonly (readonly [string, string])[] = [
    [importsText.orders, formatCount(summary.newOrders)],
    [importsText.fees, formatMoney(summary.feeMicros)],
    [
      importsText.cash,
      importsText.change(
        formatMoney(summary.cashMicrosBefore),
        formatMoney(summary.cashMicrosAfter),
      ),
    ],
  ];
  const rows: readonly (readonly [string, string])[] = [
    [importsText.good, formatCount(summary.rowsGood)],
    [importsText.duplicate, formatCount(summary.rowsDuplicate)],
    [importsText.bad, formatCount(summary.rowsBad)],
    [importsText.period, period],
    ...(profile === 'bars' ? [] : money),
  ];
  return (
    <dl className="dialog-figures">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd title={value}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

import { useMemo } from 'react';
import type { DayResult } from '../../../engine/contract/history.ts';
import type { Side } from '../../../engine/domain/side.ts';
import { useEngine } from '../../client/engine-context.ts';
import { DataTable } from '../../components/index.ts';
import { netOf } from '../../history/TotalsFoot.tsx';
import type { DateSpan } from '../../history/period.ts';
import { useAnswer } from '../../history/use-answer.ts';
import { useFillRevision } from '../../history/use-totals.ts';
import { historyText } from '../../text/history.ts';
import { DayFoot } from './DayFoot.tsx';
import { dayColumns } from './day-columns.tsx';
import { dayFigures } from './day-figures.ts';

const keyOf = (day: DayResult): string => day.tradeDate;
/** Days of one answer, as many as the contract allows: more than a year of trading. */
const DAYS_MAX = 400;

const NO_DAYS: readonly DayResult[] = [];

/** Results by trading date, newest first, each with its bar. */
export function DaysView(props: {
  readonly symbol: string | null;
  readonly side: Side | null;
  readonly tag: string | null;
  readonly dates: DateSpan;
}) {
  const { symbol, side, tag, dates } = props;
  const client = useEngine();
  const revision = useFillRevision();
  const filter = { symbol, side, tag, venue: null };
  const answer = useAnswer(JSON.stringify([filter, dates]), revision, () =>
    client.send<'history.days'>({
      type: 'history.days',
      filter,
      ...dates,
      limit: DAYS_MAX,
    }),
  );
  const days = answer.value?.days ?? NO_DAYS;
  const figures = useMemo(() => dayFigures(days.map(netOf)), [days]);
  const columns = useMemo(() => dayColumns(figures.largestMicros), [figures.largestMicros]);
  return (
    <div className="history-frame">
      <div className="history-box">
        <DataTable
          tableId="history-days"
          label={historyText.views.days}
          columns={columns}
          rows={days}
          rowKey={keyOf}
          emptyText={answer.value === null ? '' : historyText.empty.days}
          rowAttributes={(day) => ({ 'data-date': day.tradeDate })}
        />
      </div>
      <DayFoot days={days} figures={figures} answer={answer} />
    </div>
  );
}

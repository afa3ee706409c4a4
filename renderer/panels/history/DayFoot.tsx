import type { ReactNode } from 'react';
import type { DayResult } from '../../../engine/contract/history.ts';
import { Spacer } from '../../components/index.ts';
import { NO_VALUE, formatCount } from '../../format/number.ts';
import { ListStatus } from '../../history/ListStatus.tsx';
import type { Answer } from '../../history/use-answer.ts';
import { historyText } from '../../text/history.ts';
import { Pnl } from '../../trading/Pnl.tsx';
import type { DayFigures } from './day-figures.ts';

/** Sum, share of days won, best and worst day. */
export function DayFoot(props: {
  readonly days: readonly DayResult[];
  readonly figures: DayFigures;
  readonly answer: Answer<{ readonly behind: number }>;
}) {
  const { days, figures, answer } = props;
  const { netMicros, won, bestMicros, worstMicros } = figures;
  return (
    <div className="panel-foot history-foot">
      <strong className="history-foot-head">{historyText.totals}</strong>
      <dl className="totals-foot" aria-label={historyText.totalsLabel}>
        <Sum name={historyText.columns.net}>
          <Pnl micros={days.length === 0 ? null : netMicros} />
        </Sum>
        <Sum name={historyText.won}>
          {days.length === 0
            ? NO_VALUE
            : `${formatCount(won)} of ${formatCount(days.length)} (${((100 * won) / days.length).toFixed(0)}%)`}
        </Sum>
        <Sum name={historyText.best}>
          <Pnl micros={bestMicros} />
        </Sum>
        <Sum name={historyText.worst}>
          <Pnl micros={worstMicros} />
        </Sum>
      </dl>
      <Spacer />
      <ListStatus
        state={{
          length: days.length,
          isCounted: false,
          behind: answer.value?.behind ?? 0,
          isLoading: answer.isLoading,
          problem: answer.problem,
        }}
        onRetry={answer.retry}
      />
    </div>
  );
}

function Sum({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="totals-sum">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

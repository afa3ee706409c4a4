import type { ReactNode } from 'react';
import type { FillSums } from '../../engine/contract/history.ts';
import { NO_VALUE, formatCount, formatMoney, formatMoneyText } from '../format/number.ts';
import { historyText } from '../text/history.ts';
import { Pnl } from '../trading/Pnl.tsx';
import { useTotals } from './use-totals.ts';
import type { HistoryFilter } from '../../engine/contract/history.ts';
import './totals-foot.css';

const WORDS = historyText.sums;

/** Sums over all fills of the filter, whatever part of them is loaded. */
export function TotalsFoot({ filter }: { readonly filter: HistoryFilter }) {
  const { value, problem } = useTotals(filter);
  const totals = value?.totals ?? null;
  return (
    <div
      className="totals-foot"
      role="group"
      aria-label={historyText.totalsLabel}
      data-testid="history-totals"
    >
      <strong>{historyText.totals}</strong>
      {problem !== '' && <span className="error">{historyText.loadProblem(problem)}</span>}
      <dl className="totals-sums">
        <Sum name="fills">{totals === null ? NO_VALUE : formatCount(totals.fills)}</Sum>
        <Sum name="realised">
          {totals === null ? NO_VALUE : <Pnl micros={totals.realisedMicros} />}
        </Sum>
        <Sum name="fees">{totals === null ? NO_VALUE : formatMoney(totals.feesMicros)}</Sum>
        <Sum name="net">{totals === null ? NO_VALUE : <Pnl micros={netOf(totals)} />}</Sum>
        <Sum name="bought">{totals === null ? NO_VALUE : formatMoneyText(totals.boughtMicros)}</Sum>
        <Sum name="sold">{totals === null ? NO_VALUE : formatMoneyText(totals.soldMicros)}</Sum>
      </dl>
      {value !== null && value.behind > 0 && (
        <span className="warn">{historyText.behind(formatCount(value.behind))}</span>
      )}
    </div>
  );
}

/** Realised less fees. */
export function netOf({ realisedMicros, feesMicros }: FillSums): number {
  return realisedMicros - feesMicros;
}

function Sum({
  name,
  children,
}: {
  readonly name: keyof typeof WORDS;
  readonly children: ReactNode;
}) {
  return (
    <div className="totals-sum" title={historyText.sumTitles[name]} data-sum={name}>
      <dt>{WORDS[name]}</dt>
      <dd>{children}</dd>
    </div>
  );
}

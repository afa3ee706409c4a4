import type { Refusal } from '../../../engine/domain/refusal.ts';
import { refusal } from '../../../engine/domain/refusal.ts';
import { tradeDayAt, tradeDayOn } from '../../../engine/domain/session.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { fillsText } from '../../text/fills.ts';

export type PeriodKind = 'today' | 'all' | 'range';

/** Which fills an export holds, as the dialog has it; dates are trade dates, YYYY-MM-DD. */
export interface Period {
  readonly kind: PeriodKind;
  readonly fromDate: string;
  readonly toDate: string;
}

/** Inclusive start and exclusive end of execution time; null: open. */
export interface TimeSpan {
  readonly fromUs: number | null;
  readonly toUs: number | null;
}

/** The stretch of time of a period in the exchange's zone, or what is wrong with it. */
export function spanOf(period: Period, zone: string, nowUs: number): TimeSpan | Refusal {
  if (period.kind === 'all') return { fromUs: null, toUs: null };
  if (period.kind === 'today') {
    const { startUs, endUs } = tradeDayAt(zone, timeUs(nowUs));
    return { fromUs: startUs, toUs: endUs };
  }
  const first = tradeDayOn(zone, period.fromDate);
  const last = tradeDayOn(zone, period.toDate);
  if (first === null || last === null) {
    return refusal('contract.date', 'period', '', fillsText.needDates);
  }
  if (first.startUs > last.startUs) {
    return refusal('contract.date', 'period', '', fillsText.badRange);
  }
  return { fromUs: first.startUs, toUs: last.endUs };
}

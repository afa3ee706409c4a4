/** Periods by trading date, as history and exports ask for them. */
import { daysOfIsoDate, isoDateOf } from '../../engine/domain/civil-date.ts';
import type { Refusal } from '../../engine/domain/refusal.ts';
import { refusal } from '../../engine/domain/refusal.ts';
import { tradeDayAt, tradeDayOn } from '../../engine/domain/session.ts';
import { timeUs } from '../../engine/domain/time.ts';
import { historyText } from '../text/history.ts';
import type { PeriodKind } from './period-kinds.ts';

/** A period as it is chosen; dates are trading dates, YYYY-MM-DD, and count for `range` alone. */
export interface Period {
  readonly kind: PeriodKind;
  readonly fromDate: string;
  readonly toDate: string;
}

/** First and last trading date, both included; null: open. */
export interface DateSpan {
  readonly fromDate: string | null;
  readonly toDate: string | null;
}

/** Inclusive start and exclusive end; null: open. */
export interface TimeSpan {
  readonly fromUs: number | null;
  readonly toUs: number | null;
}

const WEEK_DAYS = 7;

/** The dates of a period in the exchange's zone, or what is wrong with it. */
export function datesOf(period: Period, zone: string, nowUs: number): DateSpan | Refusal {
  const { date } = tradeDayAt(zone, timeUs(nowUs));
  switch (period.kind) {
    case 'all':
      return { fromDate: null, toDate: null };
    case 'today':
      return { fromDate: date, toDate: date };
    case 'week':
      return { fromDate: isoDateOf((daysOfIsoDate(date) ?? 0) - WEEK_DAYS + 1), toDate: date };
    case 'month':
      return { fromDate: `${date.slice(0, 7)}-01`, toDate: date };
    case 'year':
      return { fromDate: `${date.slice(0, 4)}-01-01`, toDate: date };
    case 'range': {
      const { fromDate, toDate } = period;
      if (daysOfIsoDate(fromDate) === null || daysOfIsoDate(toDate) === null) {
        return refusal('contract.date', 'period', '', historyText.needDates);
      }
      if (fromDate > toDate) {
        return refusal('contract.date', 'period', '', historyText.badRange);
      }
      return { fromDate, toDate };
    }
  }
}

/** The stretch of time of a period in the exchange's zone, or what is wrong with it. */
export function spanOf(period: Period, zone: string, nowUs: number): TimeSpan | Refusal {
  const dates = datesOf(period, zone, nowUs);
  if ('code' in dates) return dates;
  const first = dates.fromDate === null ? null : tradeDayOn(zone, dates.fromDate);
  const last = dates.toDate === null ? null : tradeDayOn(zone, dates.toDate);
  return { fromUs: first?.startUs ?? null, toUs: last?.endUs ?? null };
}

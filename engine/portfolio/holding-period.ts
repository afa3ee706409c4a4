import { civilFromDays, daysFromCivil } from '../domain/civil-date.ts';

/**
 * Whether property acquired and sold on these days (days since 1970) was held for more than a year, so
 * that gain or loss is long-term. The period begins the day after the acquisition and is counted in
 * months: what was acquired on a month's last day must be held until a month's first day. Source: 26 USC
 * 1222, IRS Publication 544 (Holding Period), Rev. Rul. 66-7.
 */
export function isLongTerm(acquiredDay: number, soldDay: number): boolean {
  const acquired = civilFromDays(acquiredDay);
  const { year, month } = acquired;
  const isMonthsEnd = civilFromDays(acquiredDay + 1).day === 1;
  const firstLongDay = isMonthsEnd
    ? daysFromCivil(month === 12 ? year + 2 : year + 1, month === 12 ? 1 : month + 1, 1)
    : daysFromCivil(year + 1, month, acquired.day) + 1;
  return soldDay >= firstLongDay;
}

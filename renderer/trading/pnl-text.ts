import { formatMoney } from '../format/number.ts';

/** Profit or loss as plain text, for filters and copies; '' where there is no price to say it with. */
export function pnlText(micros: number | null): string {
  return micros === null ? '' : formatMoney(micros, { sign: true });
}

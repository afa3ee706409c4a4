import { directionOf, formatMoney } from '../format/number.ts';

/** Profit or loss as plain text, for filters and copies; '' where there is no price to say it with. */
export function pnlText(micros: number | null): string {
  return micros === null ? '' : formatMoney(micros, { sign: true });
}

/** The arrow that says what sign and colour say too. */
export const PNL_ARROWS = { up: '▲', down: '▼', flat: '' } as const;

/** Profit or loss where no colour can say which: `▲ +12.30`. */
export function arrowText(micros: number): string {
  return `${PNL_ARROWS[directionOf(micros)]} ${formatMoney(micros, { sign: true })}`.trim();
}

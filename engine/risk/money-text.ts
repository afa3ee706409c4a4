import { decimalText } from '../domain/decimal.ts';
import { MICROS_PER_UNIT } from '../domain/price.ts';

const MICROS_PER_CENT = 10_000;

/** Dollars to the cent where that is exact, else to the micro; beyond 2^53 micros rounded. */
export function moneyText(micros: number): string {
  if (!Number.isSafeInteger(micros)) return String(micros / MICROS_PER_UNIT);
  return micros % MICROS_PER_CENT === 0
    ? decimalText(micros / MICROS_PER_CENT, 2)
    : decimalText(micros, 6);
}

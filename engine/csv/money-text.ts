import { decimalText } from '../domain/decimal.ts';

/** Decimals of a millionth. */
const MICRO_DECIMALS = 6;
const CENT_DECIMALS = 2;

/** Exact decimal text of money: cents, and further decimals only where they are not zero. */
export function moneyText(micros: number | bigint): string {
  const text = decimalText(micros, MICRO_DECIMALS);
  const cents = text.length - (MICRO_DECIMALS - CENT_DECIMALS);
  let end = text.length;
  while (end > cents && text.charCodeAt(end - 1) === 48) end -= 1;
  return text.slice(0, end);
}

import type { TimeInForce } from '../domain/order.ts';

/** Order types as the matching engine takes them. */
export const MARKET = 0;
export const LIMIT = 1;
export type OrderTypeCode = typeof MARKET | typeof LIMIT;

/** Times in force as the matching engine takes them; codes up to GTC rest what does not trade. */
export const DAY = 0;
export const GTC = 1;
export const IOC = 2;
export const FOK = 3;
export type TifCode = typeof DAY | typeof GTC | typeof IOC | typeof FOK;

const TIF_CODES: Readonly<Record<TimeInForce, TifCode>> = {
  day: DAY,
  gtc: GTC,
  ioc: IOC,
  fok: FOK,
  // Waits for its auction outside the book.
  opg: DAY,
  cls: DAY,
};

/** Code of what an order is to the book, where a stop that has been triggered is one of the two. */
export function orderTypeCode(limitPriceTicks: number | null): OrderTypeCode {
  return limitPriceTicks === null ? MARKET : LIMIT;
}

/** Code of a time in force. */
export function tifCode(timeInForce: TimeInForce): TifCode {
  return TIF_CODES[timeInForce];
}

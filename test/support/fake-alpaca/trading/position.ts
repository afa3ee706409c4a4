import { over, sizeOf, times } from './decimals.ts';
import type { Nanos } from './decimals.ts';

/** What is held of a symbol; `qty` below 0 is short. */
export interface FakePosition {
  qty: Nanos;
  averagePrice: Nanos;
  /** Close of the day before, of what was held then; without it all of it was bought today. */
  lastDayPrice?: Nanos;
}

/** Adds a fill of `change` units, below 0 for a sale; gives what is held after it. */
export function addFill(
  positions: Map<string, FakePosition>,
  symbol: string,
  change: Nanos,
  price: Nanos,
): Nanos {
  const position = positions.get(symbol) ?? { qty: 0n, averagePrice: 0n };
  const after = position.qty + change;
  if (position.qty === 0n || position.qty > 0n === change > 0n) {
    const value = times(sizeOf(position.qty), position.averagePrice) + times(sizeOf(change), price);
    position.averagePrice = over(value, sizeOf(after));
  } else if (after !== 0n && after > 0n !== position.qty > 0n) position.averagePrice = price;
  position.qty = after;
  if (after === 0n) positions.delete(symbol);
  else positions.set(symbol, position);
  return after;
}

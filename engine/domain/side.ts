/** What an order does. The two sides of a book are bid and ask. */
export type Side = 'buy' | 'sell';

/** Sides as the book's arrays number them. */
export const BUY = 0;
export const SELL = 1;
export type SideCode = typeof BUY | typeof SELL;

export function sideCode(side: Side): SideCode {
  return side === 'buy' ? BUY : SELL;
}

export function sideOf(code: SideCode): Side {
  return code === BUY ? 'buy' : 'sell';
}

export function opposite(side: Side): Side {
  return side === 'buy' ? 'sell' : 'buy';
}

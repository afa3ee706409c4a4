import type { Side } from '../../engine/domain/side.ts';

/** A fill with whole money for each share, so that every share's loss is a whole number. */
export interface ShareFill {
  readonly id: number;
  readonly orderId: number;
  readonly side: Side;
  readonly qty: number;
  readonly priceMicros: number;
  /** Of each share. */
  readonly feeMicros: number;
  readonly day: number;
}

interface Share {
  readonly side: 'long' | 'short';
  readonly opened: ShareFill;
  closed: ShareFill | null;
  heldFrom: number;
  carried: number;
  disallowed: number;
  isUsed: boolean;
}

/** Shares that were opened and closed by the same fills and held for the same time, taken together. */
export interface NaiveTaxLot {
  readonly qty: number;
  readonly proceeds: number;
  readonly basis: number;
  readonly carried: number;
  readonly disallowed: number;
}

const WINDOW_DAYS = 30;

/**
 * Wash sales share by share with all fills at hand: each loss, in the order of sales, takes the first
 * acquired share of its 61 days that is free, was not sold with or before it, and was not bought by the
 * same order before it. The specification of engine/portfolio/wash-sales.ts. Keys: open-close-heldFrom.
 */
export function naiveWashSales(fills: readonly ShareFill[]): {
  readonly lots: ReadonlyMap<string, NaiveTaxLot>;
  readonly carriedOpen: number;
} {
  const shares: Share[] = [];
  const closedShares: Share[] = [];
  for (const fill of fills) {
    const side = fill.side === 'buy' ? 'long' : 'short';
    for (let i = 0; i < fill.qty; i += 1) {
      const oldest = shares.find((share) => share.closed === null);
      if (oldest !== undefined && oldest.side !== side) {
        oldest.closed = fill;
        closedShares.push(oldest);
      } else {
        const fresh = { carried: 0, disallowed: 0, isUsed: false };
        shares.push({ side, opened: fill, closed: null, heldFrom: fill.day, ...fresh });
      }
    }
  }
  for (const share of closedShares) {
    const { proceeds, basis } = moneyOf(share);
    if (basis <= proceeds) continue;
    const replacement = shares.find((other) => isReplacement(share, other));
    if (replacement === undefined) continue;
    share.disallowed = basis - proceeds;
    replacement.isUsed = true;
    replacement.carried += share.disallowed;
    replacement.heldFrom -= (share.closed?.day ?? 0) - share.heldFrom;
  }
  const open = shares.filter(({ closed }) => closed === null);
  return {
    lots: gathered(closedShares),
    carriedOpen: open.reduce((sum, { carried }) => sum + carried, 0),
  };
}

function isReplacement(sold: Share, other: Share): boolean {
  const { closed } = sold;
  if (closed === null || other.isUsed || other.side !== sold.side) return false;
  if (Math.abs(other.opened.day - closed.day) > WINDOW_DAYS) return false;
  if (other.opened.id > closed.id) return true;
  const isStillHeld = other.closed === null || other.closed.id > closed.id;
  return isStillHeld && other.opened.orderId !== sold.opened.orderId;
}

function moneyOf({ side, opened, closed, carried }: Share): { proceeds: number; basis: number } {
  const close = closed ?? opened;
  const [bought, sold] = side === 'long' ? [opened, close] : [close, opened];
  return {
    proceeds: sold.priceMicros - sold.feeMicros,
    basis: bought.priceMicros + bought.feeMicros + carried,
  };
}

function gathered(shares: readonly Share[]): Map<string, NaiveTaxLot> {
  const lots = new Map<string, NaiveTaxLot>();
  for (const share of shares) {
    const { opened, closed, heldFrom, carried, disallowed } = share;
    const key = `${String(opened.id)}-${String(closed?.id)}-${String(heldFrom)}`;
    const lot = lots.get(key) ?? { qty: 0, proceeds: 0, basis: 0, carried: 0, disallowed: 0 };
    const { proceeds, basis } = moneyOf(share);
    lots.set(key, {
      qty: lot.qty + 1,
      proceeds: lot.proceeds + proceeds,
      basis: lot.basis + basis,
      carried: lot.carried + carried,
      disallowed: lot.disallowed + disallowed,
    });
  }
  return lots;
}

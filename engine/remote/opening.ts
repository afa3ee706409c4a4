/**
 * What an account held before this store began. Its past cannot be known whole: activities go back
 * years and lack splits, so fills of a part of it would contradict what is held. Each position is taken
 * as one order and fill at its average price instead, named as what it is, and the cash such that both
 * come to what the venue says. From then on positions and cash are folds of fills, as everywhere.
 */
import { assert } from '../domain/assert.ts';
import { valueMicros } from '../domain/instrument.ts';
import type { Carried } from '../orders/account-desk.ts';
import type { Exchange } from '../market/exchange.ts';
import { bookFill } from './booked-fill.ts';
import type { RemotePorts } from './remote-ports.ts';

/** Names and tag of the orders that stand for what was held before. */
export const OPENING_TAG = 'opening position';
const OPENING_PREFIX = 'opening-';

/** A position as it is taken over. */
export interface OpeningPosition {
  readonly symbol: string;
  /** Signed, not 0. */
  readonly qtyLots: number;
  /** Average price, rounded to a tick. */
  readonly priceTicks: number;
  /** What it had made before today, as the venue says. */
  readonly carried: Carried;
}

/** Cash before the opening positions are folded in, so that it is `cashMicros` after them. */
export function openingCashMicros(
  cashMicros: number,
  positions: readonly OpeningPosition[],
  exchange: Exchange,
): number {
  return positions.reduce((sum, { symbol, qtyLots, priceTicks }) => {
    const market = exchange.market(symbol);
    assert(market !== undefined, 'opening positions are of what is followed');
    return sum + valueMicros(market.instrument, priceTicks, qtyLots);
  }, cashMicros);
}

/** Records the opening positions, each as an order that has filled. */
export function takeOver(positions: readonly OpeningPosition[], ports: RemotePorts): void {
  for (const { symbol, qtyLots, priceTicks, carried } of positions) {
    const clientOrderId = `${OPENING_PREFIX}${symbol}`;
    bookFill({ clientOrderId, tag: OPENING_TAG, symbol, qtyLots, priceTicks }, ports);
    ports.accounts().carry(symbol, carried);
  }
}

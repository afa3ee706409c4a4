/**
 * Rules for parts of a share. Source: Alpaca's documentation of fractional trading, by which an order
 * for a part is simple (which group-checks.ts holds), day and does not trail, keeps its quantity, and
 * never makes a short. Coins have no such rules, contracts no parts.
 */
import { qtyText } from '../domain/decimal.ts';
import { lotsPerUnit } from '../domain/instrument.ts';
import type { Instrument } from '../domain/instrument.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { OrderDraft } from './order-checks.ts';

/** Whether an order for a part of a share has a type and time in force that parts can have. */
export function checkFractional(
  instrument: Instrument,
  { qtyLots, notionalMicros, orderType, timeInForce }: OrderDraft,
): Refusal | null {
  if (isWhole(instrument, qtyLots)) return null;
  if (orderType === 'trailing_stop') {
    return refusal('contract.fractional', 'orderType', orderType, 'whole shares with a trail');
  }
  // A sum of money has times in force of its own.
  if (timeInForce === 'day' || notionalMicros !== null) return null;
  const rule = `an order for ${qtyText(instrument, qtyLots)} shares is day`;
  return refusal('contract.fractional', 'timeInForce', timeInForce, rule);
}

/** Whether an order would leave a short of parts of a share; `heldLots` is the position. */
export function checkWholeShort(
  instrument: Instrument,
  { side, qtyLots }: Pick<OrderDraft, 'side' | 'qtyLots'>,
  heldLots: number,
): Refusal | null {
  const afterLots = heldLots + (side === 'buy' ? qtyLots : -qtyLots);
  if (afterLots >= 0 || isWhole(instrument, afterLots)) return null;
  const rule = `a short of whole shares; this would make one of ${qtyText(instrument, -afterLots)}`;
  return refusal('book.fractional_short', 'qtyLots', qtyLots, rule);
}

/** Whether a replace leaves a quantity alone that has, or would have, a part of a share. */
export function checkFractionalReplace(
  instrument: Instrument,
  beforeLots: number,
  qtyLots: number,
): Refusal | null {
  if (qtyLots === beforeLots) return null;
  if (isWhole(instrument, beforeLots) && isWhole(instrument, qtyLots)) return null;
  const rule = 'whole shares before and after; an order for a part keeps its quantity';
  return refusal('contract.fractional', 'qtyLots', qtyLots, rule);
}

/** Whether a quantity has no part of a share; of what is no share every quantity is whole. */
export function isWhole(instrument: Instrument, lots: number): boolean {
  if (instrument.lotDecimals === 0 || instrument.assetClass !== 'us_equity') return true;
  return lots % lotsPerUnit(instrument) === 0;
}

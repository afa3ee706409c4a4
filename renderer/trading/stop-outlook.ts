/** What an order can lose, and what a stop makes of a position. For the eye only: the engine decides. */
import type { OrderPreview } from '../../engine/contract/messages.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import type { Position } from '../../engine/domain/order.ts';
import type { Side } from '../../engine/domain/side.ts';
import type { OrderTerms } from './draft.ts';
import { stopAwayTicks } from './stop-draft.ts';

/** Stop price in ticks; of a trailing stop where it would start now. null when it is not known. */
export function stopTicksOf(
  instrument: Instrument,
  terms: OrderTerms,
  nearTicks: number,
): number | null {
  if (terms.orderType !== 'trailing_stop') return terms.stopPriceTicks;
  return nearTicks <= 0 ? null : stopAwayTicks(instrument, terms.side, nearTicks, terms);
}

/**
 * Profit (or loss, below 0) against the average cost of the part of a position that a stop closes
 * when it trades at its price, in micros. null when it closes nothing.
 */
export function atStopMicros(
  instrument: Instrument,
  position: Position | undefined,
  terms: OrderTerms,
  stopTicks: number,
): number | null {
  const held = position?.qtyLots ?? 0;
  const closes = terms.side === 'sell' ? held > 0 : held < 0;
  if (position === undefined || !closes) return null;
  const lots = Math.min(terms.qtyLots ?? 0, Math.abs(held));
  const cost = (position.costMicros / Math.abs(held)) * lots;
  const value = stopTicks * lots * instrument.tickValueMicros;
  return Math.round(held > 0 ? value - cost : cost - value);
}

/** What the order itself can lose: all it costs when it opens a long, no limit when a short. */
export function maxLossOf(
  instrument: Instrument,
  side: Side,
  preview: OrderPreview,
): number | 'unlimited' | null {
  const opens = side === 'buy' ? preview.positionAfterLots > 0 : preview.positionAfterLots < 0;
  if (!opens) return null;
  const unlimited = side === 'sell' || instrument.assetClass === 'future';
  return unlimited ? 'unlimited' : preview.valueMicros;
}

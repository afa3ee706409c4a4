/** Exits of an order as they are typed: a take profit, a stop loss, both or none. */
import type { RequestOf } from '../../engine/contract/messages.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import type { OrderType, TimeInForce } from '../../engine/domain/order.ts';
import type { Refusal } from '../../engine/domain/refusal.ts';
import type { Side } from '../../engine/domain/side.ts';
import { canRest, stopAwayTicks } from './stop-draft.ts';

export interface ExitDraft {
  /** Price at which the position is to be closed with a profit; '': no such exit. */
  readonly takeProfitText: string;
  /** Price at which a trade closes the position with a loss; '': no such exit. */
  readonly stopLossText: string;
}

export const NO_EXITS: ExitDraft = { takeProfitText: '', stopLossText: '' };

/** Class and exits of an order as the contract has them. */
export type Exits = Pick<RequestOf<'order.preview'>, 'orderClass' | 'takeProfit' | 'stopLoss'>;

/** Whether an order can bring its exits along: an entry at a limit or the market that may wait. */
export function canExit(draft: {
  readonly orderType: OrderType;
  readonly timeInForce: TimeInForce;
}): boolean {
  const { orderType, timeInForce } = draft;
  return (orderType === 'limit' || orderType === 'market') && canRest(timeInForce);
}

/** Reads what is typed with the ticket's own way of reading a price; exact or refused. */
export function parseExits(
  draft: ExitDraft,
  price: (text: string, field: 'takeProfit' | 'stopLoss') => number | Refusal,
): Exits | Refusal {
  const takeProfit = exitOf(draft.takeProfitText, (text) => price(text, 'takeProfit'));
  if (typeof takeProfit === 'object' && takeProfit !== null) return takeProfit;
  const stopLoss = exitOf(draft.stopLossText, (text) => price(text, 'stopLoss'));
  if (typeof stopLoss === 'object' && stopLoss !== null) return stopLoss;
  const exits = Number(takeProfit !== null) + Number(stopLoss !== null);
  return {
    orderClass: exits === 2 ? 'bracket' : exits === 1 ? 'oto' : 'simple',
    takeProfit: takeProfit === null ? null : { limitPriceTicks: takeProfit },
    stopLoss: stopLoss === null ? null : { stopPriceTicks: stopLoss, limitPriceTicks: null },
  };
}

function exitOf(text: string, parse: (text: string) => number | Refusal): number | Refusal | null {
  return text.trim() === '' ? null : parse(text);
}

/** Where an exit starts when none is typed: half a percent from the entry. 0 without a price. */
export function exitStartTicks(
  instrument: Instrument,
  entrySide: Side,
  exit: 'takeProfit' | 'stopLoss',
  entryTicks: number,
): number {
  if (entryTicks <= 0) return 0;
  const isAbove = (entrySide === 'buy') === (exit === 'takeProfit');
  return stopAwayTicks(instrument, isAbove ? 'buy' : 'sell', entryTicks);
}

/**
 * Most that the open quantity can lose when the stop loss trades at its price, in micros; null
 * without a stop loss or an entry price. A gap makes it worse.
 */
export function lossAtStopLoss(
  instrument: Instrument,
  terms: Exits & { readonly side: Side; readonly qtyLots: number | null },
  entryTicks: number | null,
): number | null {
  if (terms.stopLoss === null || entryTicks === null || terms.qtyLots === null) return null;
  const perUnit = (entryTicks - terms.stopLoss.stopPriceTicks) * (terms.side === 'buy' ? 1 : -1);
  return perUnit * terms.qtyLots * instrument.tickValueMicros;
}

/** Exits of an order as they are typed: a take profit, a stop loss, both or none. */
import type { RequestOf } from '../../engine/contract/messages.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import type { OrderType, TimeInForce } from '../../engine/domain/order.ts';
import type { Refusal } from '../../engine/domain/refusal.ts';
import { refusal } from '../../engine/domain/refusal.ts';
import type { Side } from '../../engine/domain/side.ts';
import { canRest, stopAwayTicks } from './stop-draft.ts';

export interface ExitDraft {
  /** Price at which the position is to be closed with a profit; '': no such exit. */
  readonly takeProfitText: string;
  /** Price at which a trade closes the position with a loss; '': no such exit. */
  readonly stopLossText: string;
  /** The worst price that the stop loss takes; '': any, it is a market order then. */
  readonly stopLossLimitText: string;
  /** The order is itself the take profit of a position that is held, beside a stop loss. */
  readonly oco: boolean;
}

export const NO_EXITS: ExitDraft = {
  takeProfitText: '',
  stopLossText: '',
  stopLossLimitText: '',
  oco: false,
};

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

/** Whether a draft is an oco: only a limit order can be a take profit. */
export function isOco(draft: Pick<ExitDraft, 'oco'> & { readonly orderType: OrderType }): boolean {
  return draft.oco && draft.orderType === 'limit';
}

/** Reads what is typed with the ticket's own way of reading a price; exact or refused. */
export function parseExits(
  draft: ExitDraft & { readonly orderType: OrderType },
  price: (text: string, field: ExitField) => number | Refusal,
  entryTicks: number | null,
): Exits | Refusal {
  const limit = exitOf(draft.stopLossLimitText, (text) => price(text, 'stopLossLimit'));
  if (typeof limit === 'object' && limit !== null) return limit;
  const stop = stopLossOf(draft, price, limit);
  if (stop !== null && 'code' in stop) return stop;
  if (isOco(draft)) return ocoOf(stop, entryTicks);
  const takeProfit = exitOf(draft.takeProfitText, (text) => price(text, 'takeProfit'));
  if (typeof takeProfit === 'object' && takeProfit !== null) return takeProfit;
  const exits = Number(takeProfit !== null) + Number(stop !== null);
  return {
    orderClass: exits === 2 ? 'bracket' : exits === 1 ? 'oto' : 'simple',
    takeProfit: takeProfit === null ? null : { limitPriceTicks: takeProfit },
    stopLoss: stop,
  };
}

/** What an exit's field is called where it is refused. */
export type ExitField = 'takeProfit' | 'stopLoss' | 'stopLossLimit';

function stopLossOf(
  draft: ExitDraft,
  price: (text: string, field: ExitField) => number | Refusal,
  limitPriceTicks: number | null,
): NonNullable<Exits['stopLoss']> | Refusal | null {
  const stopPriceTicks = exitOf(draft.stopLossText, (text) => price(text, 'stopLoss'));
  if (stopPriceTicks === null) {
    if (limitPriceTicks === null) return null;
    return refusal('contract.exit_missing', 'stopLoss', '', 'the stop loss that the limit is of');
  }
  return typeof stopPriceTicks === 'number' ? { stopPriceTicks, limitPriceTicks } : stopPriceTicks;
}

/** The take profit of an oco is the order itself. */
function ocoOf(stopLoss: Exits['stopLoss'], entryTicks: number | null): Exits | Refusal {
  if (stopLoss === null || entryTicks === null) {
    return refusal('contract.exit_missing', 'stopLoss', '', 'an oco has a stop loss');
  }
  return { orderClass: 'oco', takeProfit: { limitPriceTicks: entryTicks }, stopLoss };
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
  // What an oco loses is the position's, which it closes.
  if (terms.orderClass === 'oco') return null;
  if (terms.stopLoss === null || entryTicks === null || terms.qtyLots === null) return null;
  const perUnit = (entryTicks - terms.stopLoss.stopPriceTicks) * (terms.side === 'buy' ? 1 : -1);
  return perUnit * terms.qtyLots * instrument.tickValueMicros;
}

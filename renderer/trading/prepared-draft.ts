/** What a key or a click puts into the ticket; nothing here changes anything. */
import { isStopType } from '../../engine/domain/order.ts';
import type { OrderType } from '../../engine/domain/order.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import type { Side } from '../../engine/domain/side.ts';
import { stopTriggerNow } from '../stores/account.ts';
import { tradingText } from '../text/trading.ts';
import { templateExits } from './bracket-template.ts';
import type { BracketTemplate } from './bracket-template.ts';
import type { OrderDraft } from './draft.ts';
import { isRefusal, parseLimitPrice, priceEdit } from './draft.ts';
import { NO_EXITS, canExit } from './exit-draft.ts';
import type { ExitDraft } from './exit-draft.ts';
import { touchTicks } from './order-size.ts';
import { readyToSize } from './size-choices.ts';
import { stopMarketTicks } from './stop-draft.ts';
import { choicePatch } from './ticket-choices.ts';
import { useTicket } from './ticket-store.ts';
import type { TradingContext } from './trading-context.ts';

/** What a key asks the ticket to hold. */
export interface Preparation {
  readonly symbol: string;
  readonly side: Side;
  readonly orderType: OrderType;
  /**
   * Of a limit order: `touch` is the opposite side's best, `join` the own side's. Of a stop: `away`
   * is at the usual distance from the market. A number: ticks.
   */
  readonly price: 'touch' | 'join' | 'away' | number;
  /** Exits that a limit or market order brings along. */
  readonly bracket?: BracketTemplate;
}

type Market = Pick<TradingContext, 'instrumentOf' | 'quoteOf'>;

/** The ticket as the preparation would leave it, or why it can't be prepared. */
export function preparedDraft(market: Market, wanted: Preparation): OrderDraft | string {
  const patch = patchOf(market, wanted);
  if (typeof patch === 'string') return patch;
  // What a key prepares is the order it names; exits typed for another one do not go along.
  const draft = { ...useTicket.getState().draft, ...NO_EXITS, ...patch };
  const exits = wanted.bracket === undefined ? NO_EXITS : exitsOf(market, draft, wanted.bracket);
  if (typeof exits === 'string') return exits;
  return readyToSize(market, { ...draft, ...exits });
}

function patchOf(market: Market, wanted: Preparation): Partial<OrderDraft> | string {
  const { symbol, side, orderType, price } = wanted;
  const instrument = market.instrumentOf(symbol);
  if (instrument === null) return tradingText.noInstrument(symbol);
  if (orderType === 'market') {
    const { draft } = useTicket.getState();
    return { ...choicePatch(market, draft, { symbol, side, orderType }), postOnly: false };
  }
  if (isStopType(orderType)) return stopPatch(market, wanted, instrument);
  const quote = market.quoteOf(symbol);
  const quoted = price === 'join' ? side : side === 'buy' ? 'sell' : 'buy';
  const best = (quoted === 'buy' ? quote?.bidTicks : quote?.askTicks) ?? 0;
  const ticks = typeof price === 'number' ? price : best;
  if (ticks <= 0) return tradingText.noQuote(symbol, quoted);
  return { symbol, side, orderType, priceText: priceEdit(instrument, ticks) };
}

/** The same of a stop, which is fresh: what was typed for another one does not count. */
function stopPatch(
  market: Market,
  { symbol, side, orderType, price }: Preparation,
  instrument: Instrument,
): Partial<OrderDraft> | string {
  const near = stopMarketTicks(market.quoteOf(symbol), side, stopTriggerNow());
  if (typeof price !== 'number' && near <= 0) return tradingText.noLast(symbol);
  const stopText = typeof price === 'number' ? priceEdit(instrument, price) : '';
  const fresh = { ...useTicket.getState().draft, stopText, trailText: '' };
  const patch = { ...fresh, ...choicePatch(market, fresh, { symbol, side, orderType }) };
  // A price that was pointed at stays, so that one on the wrong side is refused and not moved.
  return typeof price === 'number' ? { ...patch, stopText } : patch;
}

function exitsOf(market: Market, draft: OrderDraft, bracket: BracketTemplate): ExitDraft | string {
  const instrument = market.instrumentOf(draft.symbol);
  if (instrument === null) return tradingText.noInstrument(draft.symbol);
  if (!canExit(draft)) return tradingText.noBracket;
  const limit = draft.orderType === 'limit' ? parseLimitPrice(instrument, draft.priceText) : 0;
  const near = touchTicks(draft.side, market.quoteOf(draft.symbol));
  const exits = templateExits(
    instrument,
    draft.side,
    isRefusal(limit) || limit === 0 ? near : limit,
    bracket,
  );
  if (exits === null) return tradingText.badBracket;
  const textOf = (ticks: number | null): string =>
    ticks === null ? '' : priceEdit(instrument, ticks);
  return {
    ...NO_EXITS,
    takeProfitText: textOf(exits.takeProfitTicks),
    stopLossText: textOf(exits.stopLossTicks),
  };
}

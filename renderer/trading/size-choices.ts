/** What else of a draft a size in money needs: the market's price, and by risk a stop loss. */
import { isRefusal, parseLimitPrice, priceEdit } from './draft.ts';
import type { OrderDraft } from './draft.ts';
import { canExit } from './exit-draft.ts';
import { SIZE_TEXTS, SIZE_UNITS, riskStopTicks, touchTicks, withEntry } from './order-size.ts';
import type { SizeUnit } from './order-size.ts';
import type { TradingContext } from './trading-context.ts';

type Market = Pick<TradingContext, 'instrumentOf' | 'quoteOf'>;

/** The unit after this one, in the order in which the ticket shows them. */
export function nextSizeUnit(unit: SizeUnit): SizeUnit {
  return SIZE_UNITS[(SIZE_UNITS.indexOf(unit) + 1) % SIZE_UNITS.length] ?? 'units';
}

/** The draft with all that its size is counted by. One sized by risk gets a stop loss to start with. */
export function readyToSize(market: Market, draft: OrderDraft): OrderDraft {
  const quote = market.quoteOf(draft.symbol);
  const priced = withEntry(draft, quote);
  const instrument = market.instrumentOf(draft.symbol);
  if (instrument === null || !canExit(draft)) return priced;
  const limit = draft.orderType === 'limit' ? parseLimitPrice(instrument, draft.priceText) : 0;
  const entry = isRefusal(limit) || limit === 0 ? touchTicks(draft.side, quote) : limit;
  const stop = riskStopTicks(instrument, priced, entry);
  return stop === 0 ? priced : { ...priced, stopLossText: priceEdit(instrument, stop) };
}

/** The patch that takes a text as the size in the unit that is used. */
export function sizeTextPatch(unit: SizeUnit, text: string): Partial<OrderDraft> {
  return { [SIZE_TEXTS[unit]]: text };
}

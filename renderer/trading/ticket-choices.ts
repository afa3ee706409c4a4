/** What else of a draft changes with a choice, so that no stop price is left on the wrong side. */
import type { Instrument } from '../../engine/domain/instrument.ts';
import { isStopType } from '../../engine/domain/order.ts';
import type { Venue } from '../../engine/domain/order.ts';
import { capabilitiesOf } from '../../engine/domain/venue-capabilities.ts';
import { stopTriggerNow } from '../stores/account.ts';
import type { OrderDraft } from './draft.ts';
import { isRefusal, parseStopPrice, priceEdit } from './draft.ts';
import { NO_EXITS } from './exit-draft.ts';
import {
  STOP_AWAY_BASIS_POINTS,
  canRest,
  hasStopPrice,
  stopAwayTicks,
  stopMarketTicks,
  stopWaits,
  trailEdit,
} from './stop-draft.ts';
import type { TradingContext } from './trading-context.ts';

type Choice = Partial<Pick<OrderDraft, 'symbol' | 'side' | 'orderType'>>;
type Market = Pick<TradingContext, 'instrumentOf' | 'quoteOf'>;

/** The patch that makes a choice: a stop gets a price, a trail and a time in force that it can have. */
export function choicePatch(
  market: Market,
  draft: OrderDraft,
  choice: Choice,
): Partial<OrderDraft> {
  const next = { ...draft, ...choice };
  const patch = pricePatch(market, draft, next, choice);
  // The exits of a buy are on the wrong sides of a sale, and those of another symbol nowhere.
  const turned = next.side !== draft.side || next.symbol !== draft.symbol;
  // The limit of a stop lies beyond the market: as a plain limit order, also a later one, it would trade at once.
  const left = draft.orderType === 'stop_limit' && next.orderType !== 'stop_limit';
  return {
    ...(turned && NO_EXITS),
    ...patch,
    ...(left && { priceText: restingPrice(market, next) }),
  };
}

function pricePatch(
  market: Market,
  draft: OrderDraft,
  next: OrderDraft,
  choice: Choice,
): Partial<OrderDraft> {
  if (!isStopType(next.orderType)) return choice;
  const timeInForce = canRest(next.timeInForce) ? next.timeInForce : 'day';
  return { ...choice, timeInForce, ...distancePatch(market, draft, next) };
}

/** The draft with a time in force that the venue takes: Alpaca has none of the day for coins. */
export function withTakenTime(
  venue: Venue,
  instrument: Instrument | null,
  draft: OrderDraft,
): OrderDraft {
  if (instrument === null) return draft;
  const times = capabilitiesOf(venue, instrument.assetClass).timesInForce[draft.orderType];
  const [first] = times;
  const isTaken = first === undefined || times.includes(draft.timeInForce);
  return isTaken ? draft : { ...draft, timeInForce: first };
}

/** Price to start a limit order with: the own side's best, where it rests; '' without a quote. */
export function restingPrice(market: Market, { symbol, side }: OrderDraft): string {
  const instrument = market.instrumentOf(symbol);
  const quote = market.quoteOf(symbol);
  const ticks = (side === 'buy' ? quote?.bidTicks : quote?.askTicks) ?? 0;
  return instrument === null || ticks <= 0 ? '' : priceEdit(instrument, ticks);
}

function distancePatch(market: Market, draft: OrderDraft, next: OrderDraft): Partial<OrderDraft> {
  const instrument = market.instrumentOf(next.symbol);
  if (instrument === null) return {};
  if (!hasStopPrice(next.orderType)) {
    if (next.trailText !== '') return {};
    const trail = { trailTicks: null, trailBasisPoints: STOP_AWAY_BASIS_POINTS };
    return { trailUnit: 'percent', trailText: trailEdit(instrument, trail) };
  }
  const near = stopMarketTicks(market.quoteOf(next.symbol), next.side, stopTriggerNow());
  const typed = parseStopPrice(instrument, next.stopText);
  if (!isRefusal(typed) && stopWaits(next.side, typed, near)) {
    const limited = next.orderType === 'stop_limit' && draft.orderType !== 'stop_limit';
    return limited ? { priceText: next.stopText } : {};
  }
  const stopText =
    near > 0 ? priceEdit(instrument, stopAwayTicks(instrument, next.side, near)) : '';
  return next.orderType === 'stop_limit' ? { stopText, priceText: stopText } : { stopText };
}

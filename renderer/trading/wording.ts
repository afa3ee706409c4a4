import type { Instrument } from '../../engine/domain/instrument.ts';
import type { Order, OrderType, Venue } from '../../engine/domain/order.ts';
import { formatMoney, formatPrice, formatQty } from '../format/number.ts';
import { riskText } from '../text/risk.ts';
import { tradingText } from '../text/trading.ts';
import type { SpokenPrices } from '../text/trading.ts';
import { averagePriceText } from './average-price.ts';
import type { BreakEvenScope } from './break-even.ts';
import type { OrderTerms } from './draft.ts';
import type { Exits } from './exit-draft.ts';
import type { Size, SizeDraft } from './order-size.ts';
import { refusalSentence } from './refusal-words.ts';
import type { Closing, ScopeAction } from './scope.ts';
import { trailWords } from './stop-draft.ts';
import { isWaitingStop } from './stops.ts';
import type { Level } from './trading-context.ts';

type InstrumentOf = (symbol: string) => Instrument | null;

/** The parts of an order that say at which prices it trades; terms and orders both have them. */
type PricedTerms = Pick<
  OrderTerms,
  'limitPriceTicks' | 'stopPriceTicks' | 'trailTicks' | 'trailBasisPoints' | 'displayQtyLots'
> &
  // An order that exists has its exits beside it, as orders of their own.
  Partial<Exits>;

/** `BUY 100 AAPL LMT 187.25 DAY on LOCAL`: every word of the order that would be sent. */
export function termsText(instrument: Instrument, terms: OrderTerms, venue: Venue): string {
  return tradingText.order({
    side: terms.side,
    qty: sizeWords(instrument, terms),
    symbol: terms.symbol,
    type: terms.orderType,
    prices: spokenPrices(instrument, terms),
    timeInForce: terms.timeInForce,
    extendedHours: terms.extendedHours,
    postOnly: terms.postOnly,
    venue,
  });
}

/** `Buy 100 AAPL @ 187.25`: what the Send button does. */
export function termsShort(instrument: Instrument, terms: OrderTerms): string {
  return shortOf(instrument, terms.orderType, terms);
}

/** The same of an order that exists. */
export function orderShort(instrument: Instrument, order: Order): string {
  return shortOf(instrument, order.type, order);
}

function shortOf(
  instrument: Instrument,
  type: OrderType,
  terms: PricedTerms & Pick<Order, 'side' | 'symbol'> & Size,
): string {
  const qty = sizeWords(instrument, terms);
  const prices = spokenPrices(instrument, terms);
  return tradingText.orderShort(terms.side, qty, terms.symbol, type, prices);
}

/** `100`, or `$5,000.00 of` where an order is for a sum and the quantity not counted yet. */
export function sizeWords(instrument: Instrument, { qtyLots, notionalMicros }: Size): string {
  if (qtyLots !== null) return formatQty(instrument, qtyLots);
  return tradingText.sumOf(formatMoney(notionalMicros ?? 0));
}

/** The size as the ticket has it, in its own unit: `100`, `$5000 of`, `$100 at risk in`. */
export function typedSize(draft: SizeDraft): string {
  switch (draft.sizeUnit) {
    case 'units':
      return draft.qtyText;
    case 'money':
      return tradingText.sumOf(draft.moneyText);
    case 'risk':
      return tradingText.riskOf(draft.riskText);
  }
}

/** Prices, trail and shown quantity as texts. */
export function spokenPrices(instrument: Instrument, terms: PricedTerms): SpokenPrices {
  const price = (ticks: number | null): string =>
    ticks === null ? '' : formatPrice(instrument, ticks);
  const { displayQtyLots } = terms;
  return {
    limit: price(terms.limitPriceTicks),
    stop: price(terms.stopPriceTicks),
    trail: trailWords(instrument, terms),
    shown: displayQtyLots === null ? '' : formatQty(instrument, displayQtyLots),
    takeProfit: price(terms.takeProfit?.limitPriceTicks ?? null),
    stopLoss: price(terms.stopLoss?.stopPriceTicks ?? null),
    stopLossLimit: price(terms.stopLoss?.limitPriceTicks ?? null),
    oco: terms.orderClass === 'oco' && terms.stopLoss !== undefined,
  };
}

/** What an action on several orders or positions would do, with its counts. */
export function scopeText(scope: ScopeAction, instrumentOf: InstrumentOf): string {
  switch (scope.kind) {
    case 'cancel':
      return tradingText.cancel(scope.orders, scope.symbol, scope.side);
    case 'flatten': {
      const { symbol, orders, closings } = scope;
      if (symbol === null) return tradingText.flattenAll(orders, closings.length);
      return tradingText.closePosition(symbol, orders, closingText(closings[0], instrumentOf));
    }
    case 'kill':
      return riskText.kill(scope.orders, scope.closings.length);
    case 'close': {
      const closing = closingText(scope.closing ?? undefined, instrumentOf);
      return tradingText.closePart(scope.symbol, scope.parts, closing);
    }
    case 'reverse': {
      const closing = closingText(scope.closing ?? undefined, instrumentOf);
      return tradingText.reverse(scope.symbol, scope.orders, closing);
    }
    case 'break_even':
      return breakEvenText(scope, instrumentOf);
  }
}

function breakEvenText(scope: BreakEvenScope, instrumentOf: InstrumentOf): string {
  const { symbol, side, qtyLots, stopPriceTicks, moves, timeInForce } = scope;
  const instrument = instrumentOf(symbol);
  if (instrument === null) return symbol;
  const price = formatPrice(instrument, stopPriceTicks);
  if (moves.length > 0) return tradingText.moveToEven(symbol, moves.length, price);
  const qty = formatQty(instrument, qtyLots);
  return tradingText.stopAtEven(symbol, `${side} ${qty}`, price, timeInForce);
}

function closingText(closing: Closing | undefined, instrumentOf: InstrumentOf): string {
  if (closing === undefined) return '';
  const instrument = instrumentOf(closing.symbol);
  const qty =
    instrument === null ? String(closing.qtyLots) : formatQty(instrument, closing.qtyLots);
  return tradingText.closing(closing.side, qty);
}

/** What became of an order that the engine has answered, in one line and how loud to say it. */
export function outcomeOf(
  instrument: Instrument,
  order: Order,
): { readonly level: Level; readonly text: string; readonly code: string } {
  const short = orderShort(instrument, order);
  if (order.status === 'rejected') {
    const why = order.refusal === null ? '' : refusalSentence(order.refusal, instrument);
    const code = order.refusal === null ? '' : order.refusal.code;
    return { level: 'error', text: tradingText.rejected(short, why), code };
  }
  if (order.status === 'filled') {
    const average = averagePriceText(instrument, order.cumTickLots, order.cumQtyLots);
    return { level: 'info', text: tradingText.filled(short, average), code: '' };
  }
  if (order.status === 'partially_filled') {
    const filled = formatQty(instrument, order.cumQtyLots);
    return { level: 'info', text: tradingText.partlyFilled(short, filled), code: '' };
  }
  if (order.status === 'new') {
    const words = isWaitingStop(order) ? tradingText.waiting : tradingText.working;
    return { level: 'info', text: words(short, order.orderId), code: '' };
  }
  if (order.status === 'accepted') {
    return { level: 'info', text: tradingText.accepted(short, order.orderId), code: '' };
  }
  const reason = order.reason === null ? '' : tradingText.reasons[order.reason];
  const text = tradingText.ended(short, tradingText.status[order.status], reason);
  return { level: 'warning', text, code: '' };
}

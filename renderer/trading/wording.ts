import type { Instrument } from '../../engine/domain/instrument.ts';
import type { Order, Venue } from '../../engine/domain/order.ts';
import type { Refusal } from '../../engine/domain/refusal.ts';
import { formatPrice, formatQty } from '../format/number.ts';
import { tradingText } from '../text/trading.ts';
import { averagePriceText } from './average-price.ts';
import type { OrderTerms } from './draft.ts';
import type { FlattenScope, ScopeAction } from './scope.ts';
import type { Level } from './trading-context.ts';

type InstrumentOf = (symbol: string) => Instrument | null;

/** `BUY 100 AAPL LMT 187.25 DAY on LOCAL`: every word of the order that would be sent. */
export function termsText(instrument: Instrument, terms: OrderTerms, venue: Venue): string {
  return tradingText.order({
    side: terms.side,
    qty: formatQty(instrument, terms.qtyLots),
    symbol: terms.symbol,
    type: terms.orderType,
    price: terms.limitPriceTicks === null ? '' : formatPrice(instrument, terms.limitPriceTicks),
    timeInForce: terms.timeInForce,
    postOnly: terms.postOnly,
    venue,
  });
}

/** `Buy 100 AAPL @ 187.25`: what the Send button does. */
export function termsShort(instrument: Instrument, terms: OrderTerms): string {
  const price =
    terms.limitPriceTicks === null ? '' : formatPrice(instrument, terms.limitPriceTicks);
  const qty = formatQty(instrument, terms.qtyLots);
  return tradingText.orderShort(terms.side, qty, terms.symbol, price);
}

/** The same of an order that exists. */
export function orderShort(instrument: Instrument, order: Order): string {
  const price =
    order.limitPriceTicks === null ? '' : formatPrice(instrument, order.limitPriceTicks);
  const qty = formatQty(instrument, order.qtyLots);
  return tradingText.orderShort(order.side, qty, order.symbol, price);
}

/** What an action on several orders or positions would do, with its counts. */
export function scopeText(scope: ScopeAction, instrumentOf: InstrumentOf): string {
  if (scope.kind === 'cancel') return tradingText.cancel(scope.orders, scope.symbol, scope.side);
  if (scope.symbol === null) return tradingText.flattenAll(scope.orders, scope.closings.length);
  return tradingText.closePosition(scope.symbol, scope.orders, closingText(scope, instrumentOf));
}

function closingText(scope: FlattenScope, instrumentOf: InstrumentOf): string {
  const closing = scope.closings[0];
  if (closing === undefined) return '';
  const instrument = instrumentOf(closing.symbol);
  const qty =
    instrument === null ? String(closing.qtyLots) : formatQty(instrument, closing.qtyLots);
  return tradingText.closing(closing.side, qty);
}

/** One sentence of why, in plain words, with the offending value where there is one. */
export function refusalSentence(refusal: Refusal, instrument: Instrument | null = null): string {
  const rule = refusal.rule.charAt(0).toUpperCase() + refusal.rule.slice(1);
  if (refusal.field === '' || refusal.value === '' || refusal.value === 'null') return rule;
  const { field, value } = spokenField(refusal, instrument);
  return tradingText.refusedValue(rule, field, value);
}

/** The contract's field and its integer as a trader knows them: quantity in units, price as text. */
function spokenField(
  { field, value }: Refusal,
  instrument: Instrument | null,
): { readonly field: string; readonly value: string } {
  const number = Number(value);
  const exact = instrument !== null && Number.isSafeInteger(number);
  if (field === 'qtyLots') {
    const text = exact ? formatQty(instrument, number) : value;
    return { field: tradingText.fields.quantity, value: text };
  }
  if (field === 'limitPriceTicks') {
    const text = exact ? formatPrice(instrument, number) : value;
    return { field: tradingText.fields.price, value: text };
  }
  return { field, value };
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
    return { level: 'info', text: tradingText.working(short, order.orderId), code: '' };
  }
  const reason = order.reason === null ? '' : tradingText.reasons[order.reason];
  const text = tradingText.ended(short, tradingText.status[order.status], reason);
  return { level: 'warning', text, code: '' };
}

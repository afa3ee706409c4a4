/** Rules that join several fields of a request; each field on its own is the contract's matter. */
import { ICEBERG_SLICES_MAX } from '../book/iceberg.ts';
import type { RequestOf } from '../contract/messages.ts';
import { priceText, qtyText } from '../domain/decimal.ts';
import type { ClientOrderId, OrderId } from '../domain/ids.ts';
import type { Instrument } from '../domain/instrument.ts';
import { incrementTicksAt } from '../domain/instrument.ts';
import type { OrderStatus, OrderType, Venue } from '../domain/order.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import { checkVenue } from '../domain/venue-capabilities.ts';

/** What an order and its preview have in common, its quantity known. */
export type OrderDraft = Omit<RequestOf<'order.preview'>, 'type' | 'qtyLots'> & {
  readonly qtyLots: number;
};

/** What each type is called. */
const NAMES: Readonly<Record<OrderType, string>> = {
  market: 'market',
  limit: 'limit',
  stop: 'stop',
  stop_limit: 'stop-limit',
  trailing_stop: 'trailing-stop',
};

/** Which prices a type needs; it has no others. */
function hasLimit(type: OrderType): boolean {
  return type === 'limit' || type === 'stop_limit';
}
function hasStop(type: OrderType): boolean {
  return type === 'stop' || type === 'stop_limit';
}

export function unknownSymbol(symbol: string): Refusal {
  return refusal('contract.unknown_symbol', 'symbol', symbol, 'an instrument of this venue');
}

/** Why an order that does not work cannot be changed; `status`: what is known of it. */
export function notWorking(id: OrderId, status: OrderStatus | null): Refusal {
  if (status === null) {
    return refusal('book.unknown_order', 'orderId', id, 'an order of this venue');
  }
  const rule = `a working order; this one is ${status}`;
  return refusal('book.not_working', 'orderId', id, rule);
}

export function unknownClientOrderId(id: ClientOrderId): Refusal {
  return refusal('book.unknown_order', 'clientOrderId', id, 'an order of this venue');
}

/**
 * Whether type, prices, trail, time in force and flags go together and the venue takes them; prices
 * are on the increment.
 */
export function checkDraft(
  venue: Venue,
  instrument: Instrument,
  draft: OrderDraft,
): Refusal | null {
  return (
    checkLimit(instrument, draft) ??
    checkStopPrice(instrument, draft) ??
    checkTrail(draft) ??
    checkPostOnly(draft) ??
    checkIcebergOf(draft) ??
    checkVenue(venue, instrument.assetClass, draft) ??
    (venue === 'local' ? null : checkQtyStep(instrument, draft.qtyLots))
  );
}

/** Whether a remote venue trades an instrument in such a quantity. */
export function checkQtyStep(instrument: Instrument, lots: number): Refusal | null {
  const { minQtyLots = 1, qtyStepLots = 1 } = instrument;
  if (lots < minQtyLots) {
    const rule = `at least ${qtyText(instrument, minQtyLots)}`;
    return refusal('contract.qty_increment', 'qtyLots', lots, rule);
  }
  if (lots % qtyStepLots === 0) return null;
  const rule = `a multiple of ${qtyText(instrument, qtyStepLots)}`;
  return refusal('contract.qty_increment', 'qtyLots', lots, rule);
}

/** Whether an iceberg shows at least a lot in a thousand and at most what it has. */
export function checkDisplay(displayQtyLots: number | null, qtyLots: number): Refusal | null {
  const field = 'displayQtyLots';
  if (displayQtyLots === null) return null;
  if (displayQtyLots > qtyLots) {
    const rule = `at most the order's ${String(qtyLots)} lots`;
    return refusal('book.display_qty', field, displayQtyLots, rule);
  }
  const least = Math.ceil(qtyLots / ICEBERG_SLICES_MAX);
  if (displayQtyLots >= least) return null;
  const rule = `at least ${String(least)} of the order's ${String(qtyLots)} lots`;
  return refusal('book.display_qty', field, displayQtyLots, rule);
}

/** Whether a price is a multiple of the step that prices there have. */
export function checkIncrement(
  instrument: Instrument,
  field: string,
  ticks: number,
): Refusal | null {
  const increment = incrementTicksAt(instrument, ticks);
  if (ticks % increment === 0) return null;
  const step = priceText(instrument, increment, instrument.tickDecimals);
  return refusal('contract.price_increment', field, ticks, `a multiple of ${step}`);
}

/** By how many more orders may work once it has met the book: itself, and the exits of its group. */
export function ordersAdded({ orderType, timeInForce, orderClass }: OrderDraft): number {
  const rests = orderType !== 'market' && timeInForce !== 'ioc' && timeInForce !== 'fok';
  const exits = orderClass === 'simple' ? 0 : orderClass === 'bracket' ? 2 : 1;
  return (rests ? 1 : 0) + exits;
}

function checkLimit(instrument: Instrument, draft: OrderDraft): Refusal | null {
  const { orderType, limitPriceTicks: ticks } = draft;
  const isNeeded = hasLimit(orderType);
  if (isNeeded !== (ticks === null)) {
    return ticks === null ? null : checkIncrement(instrument, 'limitPriceTicks', ticks);
  }
  return wrongPrice('limitPriceTicks', 'limit', ticks, orderType);
}

function checkStopPrice(instrument: Instrument, draft: OrderDraft): Refusal | null {
  const { orderType, stopPriceTicks: ticks } = draft;
  const isNeeded = hasStop(orderType);
  if (isNeeded !== (ticks === null)) {
    return ticks === null ? null : checkIncrement(instrument, 'stopPriceTicks', ticks);
  }
  return wrongPrice('stopPriceTicks', 'stop', ticks, orderType);
}

/** Why a price is missing, or is there where it must not be. */
function wrongPrice(field: string, word: string, ticks: number | null, type: OrderType): Refusal {
  if (ticks === null) {
    const rule = `a ${NAMES[type]} order needs a ${word} price`;
    return refusal('contract.price_missing', field, null, rule);
  }
  const rule = `no ${word} price on a ${NAMES[type]} order`;
  return refusal('contract.price_not_allowed', field, ticks, rule);
}

function checkTrail({ orderType, trailTicks, trailBasisPoints }: OrderDraft): Refusal | null {
  if (orderType !== 'trailing_stop') {
    if (trailTicks === null && trailBasisPoints === null) return null;
    const field = trailTicks === null ? 'trailBasisPoints' : 'trailTicks';
    const rule = `no trail on a ${NAMES[orderType]} order`;
    return refusal('contract.trail_not_allowed', field, trailTicks ?? trailBasisPoints, rule);
  }
  if (trailTicks === null && trailBasisPoints === null) {
    const rule = 'a trailing-stop order needs a trail, in price or in percent';
    return refusal('contract.trail_missing', 'trailTicks', null, rule);
  }
  if (trailTicks === null || trailBasisPoints === null) return null;
  const rule = 'a trail in price or in percent, not both';
  return refusal('contract.trail_not_allowed', 'trailBasisPoints', trailBasisPoints, rule);
}

function checkPostOnly({ orderType, timeInForce, postOnly }: OrderDraft): Refusal | null {
  const isImmediate = timeInForce === 'ioc' || timeInForce === 'fok';
  if (postOnly && orderType !== 'limit') {
    return refusal('contract.post_only', 'postOnly', true, 'only a limit order can be post-only');
  }
  if (postOnly && isImmediate) {
    const rule = 'a post-only order rests, so it is day or gtc';
    return refusal('contract.post_only', 'timeInForce', timeInForce, rule);
  }
  return null;
}

function checkIcebergOf(draft: OrderDraft): Refusal | null {
  const { orderType, timeInForce, displayQtyLots, qtyLots } = draft;
  if (displayQtyLots === null) return null;
  if (orderType !== 'limit' || timeInForce === 'ioc' || timeInForce === 'fok') {
    const rule = 'only a limit order that rests, day or gtc, shows a part of its quantity';
    return refusal('contract.display_not_allowed', 'displayQtyLots', displayQtyLots, rule);
  }
  return checkDisplay(displayQtyLots, qtyLots);
}

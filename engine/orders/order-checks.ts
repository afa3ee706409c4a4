/** Rules that join several fields of a request; each field on its own is the contract's matter. */
import type { RequestOf } from '../contract/messages.ts';
import { priceText } from '../domain/decimal.ts';
import type { OrderId } from '../domain/ids.ts';
import type { Instrument } from '../domain/instrument.ts';
import { incrementTicksAt } from '../domain/instrument.ts';
import type { Order } from '../domain/order.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';

/** What an order and its preview have in common. */
export type OrderDraft = Omit<RequestOf<'order.preview'>, 'type'>;

export function unknownSymbol(symbol: string): Refusal {
  return refusal('contract.unknown_symbol', 'symbol', symbol, 'an instrument of this venue');
}

/** Why an order that does not work cannot be changed; `known` is what is known of it. */
export function notWorking(id: OrderId, known: Order | null): Refusal {
  if (known === null) return refusal('book.unknown_order', 'orderId', id, 'an order of this venue');
  const rule = `a working order; this one is ${known.status}`;
  return refusal('book.not_working', 'orderId', id, rule);
}

/** Whether type, price, time in force and flags go together; the price is on the increment. */
export function checkDraft(instrument: Instrument, draft: OrderDraft): Refusal | null {
  const { orderType, limitPriceTicks, timeInForce, postOnly } = draft;
  if (orderType === 'market') {
    if (limitPriceTicks !== null) {
      const rule = 'no limit price on a market order';
      return refusal('contract.price_not_allowed', 'limitPriceTicks', limitPriceTicks, rule);
    }
    if (postOnly) {
      return refusal('contract.post_only', 'postOnly', true, 'only a limit order can be post-only');
    }
    return null;
  }
  if (limitPriceTicks === null) {
    const rule = 'a limit order needs a limit price';
    return refusal('contract.price_missing', 'limitPriceTicks', null, rule);
  }
  if (postOnly && (timeInForce === 'ioc' || timeInForce === 'fok')) {
    const rule = 'a post-only order rests, so it is day or gtc';
    return refusal('contract.post_only', 'timeInForce', timeInForce, rule);
  }
  return checkIncrement(instrument, limitPriceTicks);
}

/** What a replace may ask of a working order. */
export function checkReplace(
  instrument: Instrument,
  order: Order,
  qtyLots: number,
  limitPriceTicks: number | null,
): Refusal | null {
  if (qtyLots <= order.cumQtyLots) {
    const rule = `more than the ${String(order.cumQtyLots)} lots that are filled already`;
    return refusal('book.qty_filled', 'qtyLots', qtyLots, rule);
  }
  if (qtyLots === order.qtyLots && limitPriceTicks === order.limitPriceTicks) {
    return refusal('book.not_changed', '', 'nothing', 'a new quantity or a new price');
  }
  return limitPriceTicks === null ? null : checkIncrement(instrument, limitPriceTicks);
}

function checkIncrement(instrument: Instrument, ticks: number): Refusal | null {
  const increment = incrementTicksAt(instrument, ticks);
  if (ticks % increment === 0) return null;
  const step = priceText(instrument, increment, instrument.tickDecimals);
  return refusal('contract.price_increment', 'limitPriceTicks', ticks, `a multiple of ${step}`);
}

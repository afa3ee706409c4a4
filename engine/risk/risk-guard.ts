import type { RiskLimits } from '../contract/messages.ts';
import { decimalText, priceText } from '../domain/decimal.ts';
import type { Instrument } from '../domain/instrument.ts';
import { priceDecimalsAt } from '../domain/instrument.ts';
import { MICROS_PER_UNIT } from '../domain/price.ts';
import type { OrderType } from '../domain/order.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Side } from '../domain/side.ts';

/** Limits of a new account: 10,000 lots and 1,000,000 dollars an order, 10 % from the market. */
export const DEFAULT_LIMITS: RiskLimits = {
  orderQtyLotsMax: 10_000,
  orderValueMicrosMax: 1_000_000 * MICROS_PER_UNIT,
  priceCollarBasisPoints: 1_000,
};

const BASIS_POINTS_PER_WHOLE = 10_000;

/** What the guard looks at before an order, or a replace, reaches the book. */
export interface GuardedOrder {
  readonly instrument: Instrument;
  readonly side: Side;
  readonly orderType: OrderType;
  readonly qtyLots: number;
  /** null on an order that trades at the market, now or when it is triggered. */
  readonly limitPriceTicks: number | null;
  /** Price that triggers it, on a stop that waits; null on every other order. */
  readonly stopPriceTicks: number | null;
  /** Last trade, or the middle of the market when nothing has traded; 0 when neither is known. */
  readonly referenceTicks: number;
}

/** The first limit that the order breaks, or null. */
export function checkOrder(limits: RiskLimits, order: GuardedOrder): Refusal | null {
  return checkQuantity(limits, order) ?? checkCollar(limits, order) ?? checkValue(limits, order);
}

/** Worst price an order may trade at under the collar, in ticks; buys above, sells below. */
export function collarTicks(limits: RiskLimits, side: Side, referenceTicks: number): number {
  const width = Math.floor(
    (referenceTicks * limits.priceCollarBasisPoints) / BASIS_POINTS_PER_WHOLE,
  );
  return side === 'buy' ? referenceTicks + width : Math.max(1, referenceTicks - width);
}

function checkQuantity(limits: RiskLimits, { qtyLots }: GuardedOrder): Refusal | null {
  if (qtyLots <= limits.orderQtyLotsMax) return null;
  const rule = `at most ${String(limits.orderQtyLotsMax)} lots an order`;
  return refusal('risk.max_order_qty', 'qtyLots', qtyLots, rule);
}

/**
 * A limit may be so far from the market, that of a stop so far from its stop price. How far a stop
 * price is from the market is its purpose; when it triggers a market order, that has the collar.
 */
function checkCollar(limits: RiskLimits, order: GuardedOrder): Refusal | null {
  const { instrument, side, orderType, limitPriceTicks, stopPriceTicks } = order;
  if (order.referenceTicks === 0) {
    if (orderType === 'limit') return null;
    const rule = `a ${orderType === 'market' ? 'market' : 'stop'} order needs a market price`;
    return refusal('risk.no_reference', 'orderType', orderType, rule);
  }
  if (limitPriceTicks === null) return null;
  const worst = collarTicks(limits, side, stopPriceTicks ?? order.referenceTicks);
  if (side === 'buy' ? limitPriceTicks <= worst : limitPriceTicks >= worst) return null;
  const text = priceText(instrument, worst, priceDecimalsAt(instrument, worst));
  const percent = decimalText(limits.priceCollarBasisPoints, 2);
  const rule = `a ${side} limit ${side === 'buy' ? 'at most' : 'at least'} ${text}, ${percent} % from the ${stopPriceTicks === null ? 'market' : 'stop price'}`;
  return refusal('risk.price_collar', 'limitPriceTicks', limitPriceTicks, rule);
}

function checkValue(limits: RiskLimits, order: GuardedOrder): Refusal | null {
  const priceTicks = order.limitPriceTicks ?? order.stopPriceTicks ?? order.referenceTicks;
  const valueMicros = priceTicks * order.qtyLots * order.instrument.tickValueMicros;
  if (valueMicros <= limits.orderValueMicrosMax) return null;
  const rule = `at most $${decimalText(limits.orderValueMicrosMax / 10_000, 2)} an order`;
  const value = Number.isSafeInteger(valueMicros)
    ? decimalText(Math.round(valueMicros / 10_000), 2)
    : String(valueMicros / MICROS_PER_UNIT);
  return refusal('risk.max_order_value', 'value', value, rule);
}

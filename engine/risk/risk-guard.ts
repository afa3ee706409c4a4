import type { RiskLimits } from '../contract/messages.ts';
import { decimalText, priceText } from '../domain/decimal.ts';
import type { Instrument } from '../domain/instrument.ts';
import { incrementTicksAt, priceDecimalsAt } from '../domain/instrument.ts';
import type { OrderType } from '../domain/order.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Side } from '../domain/side.ts';
import { moneyText } from './money-text.ts';
import { lotsOfUnits, unitsText } from './quantity-limit.ts';

const BASIS_POINTS_PER_WHOLE = 10_000;

/**
 * Most that an account may come to, so that no sum of its money leaves the safe integers: half of
 * 2^53, because a day's result can be twice what any moment held.
 */
export const ACCOUNT_MICROS_MAX: number = 2 ** 52;

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
  /** What a sell would get at best; 0 when nobody buys. */
  readonly bestBidTicks: number;
  /** What positions, results, cash and working orders come to, each of them counted as positive. */
  readonly accountMicros: number;
  /** What of `qtyLots` is not filled; less on a replacement of an order that is filled in part. */
  readonly leavesLots: number;
  /** Position in its symbol, long above 0. */
  readonly heldLots: number;
  /** What works on its side in its symbol, itself not counted. */
  readonly openSideLots: number;
  /** Working orders of the account, and by how many there would be more if it rests. */
  readonly openOrders: number;
  readonly addsOrders: number;
}

/** The first limit of an order by itself that it breaks, or null; `checkExposure` has the others. */
export function checkOrder(limits: RiskLimits, order: GuardedOrder): Refusal | null {
  return (
    checkQuantity(limits, order) ??
    checkCollar(limits, order) ??
    checkValue(limits, order) ??
    checkAccount(limits, order)
  );
}

/** Worst price an order may trade at under the collar, in ticks; buys above, sells below. */
export function collarTicks(limits: RiskLimits, side: Side, referenceTicks: number): number {
  const width = Math.floor(
    (referenceTicks * limits.priceCollarBasisPoints) / BASIS_POINTS_PER_WHOLE,
  );
  return side === 'buy' ? referenceTicks + width : Math.max(1, referenceTicks - width);
}

function checkQuantity(
  { orderUnitsMax: most }: RiskLimits,
  { instrument, qtyLots }: GuardedOrder,
): Refusal | null {
  if (qtyLots <= lotsOfUnits(most, instrument)) return null;
  const rule = `at most ${unitsText(most, instrument)} an order`;
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
  const step = incrementTicksAt(instrument, worst);
  // The last valid price inside, so that what the rule says is what it takes.
  const last = (side === 'buy' ? Math.floor(worst / step) : Math.ceil(worst / step)) * step;
  const text = priceText(instrument, last, priceDecimalsAt(instrument, last));
  const percent = decimalText(limits.priceCollarBasisPoints, 2);
  const rule = `a ${side} limit ${side === 'buy' ? 'at most' : 'at least'} ${text}, ${percent} % from the ${stopPriceTicks === null ? 'market' : 'stop price'}`;
  return refusal('risk.price_collar', 'limitPriceTicks', limitPriceTicks, rule);
}

function checkValue(limits: RiskLimits, order: GuardedOrder): Refusal | null {
  const priceTicks = order.limitPriceTicks ?? order.stopPriceTicks ?? order.referenceTicks;
  const valueMicros = priceTicks * order.qtyLots * order.instrument.tickValueMicros;
  if (valueMicros <= limits.orderValueMicrosMax) return null;
  const rule = `at most $${moneyText(limits.orderValueMicrosMax)} an order`;
  return refusal('risk.max_order_value', 'value', moneyText(valueMicros), rule);
}

/** Refuses what could take a sum of money beyond what can be counted exactly. */
export function checkAccount(limits: RiskLimits, order: GuardedOrder): Refusal | null {
  const { instrument, side, qtyLots, limitPriceTicks, referenceTicks, bestBidTicks } = order;
  const fromTicks = order.stopPriceTicks ?? referenceTicks;
  const worst =
    side === 'buy'
      ? (limitPriceTicks ?? collarTicks(limits, side, fromTicks))
      : Math.max(limitPriceTicks ?? 0, referenceTicks, bestBidTicks);
  const valueMicros = worst * qtyLots * instrument.tickValueMicros;
  // What is bought is counted as a position and as the cash it cost.
  if (order.accountMicros + 2 * valueMicros <= ACCOUNT_MICROS_MAX) return null;
  const rule = `positions, cash and open orders of at most $${moneyText(ACCOUNT_MICROS_MAX)} in all`;
  return refusal('risk.max_account_value', 'value', moneyText(valueMicros), rule);
}

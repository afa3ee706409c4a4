/**
 * Limits on what the account may come to hold: position, its value, orders that work. Each counts the
 * worst case, that everything which works on the order's side is filled and nothing on the other.
 */
import type { RiskLimits } from '../contract/messages.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import { moneyText } from './money-text.ts';
import { lotsOfUnits, unitsText } from './quantity-limit.ts';
import type { GuardedOrder } from './risk-guard.ts';

/** What of an order decides where it could take its symbol's position. */
export type Exposure = Pick<GuardedOrder, 'side' | 'leavesLots' | 'heldLots' | 'openSideLots'>;

/** Position in the order's direction after the worst case; at most 0 when it only reduces one. */
export function worstLots({ side, leavesLots, heldLots, openSideLots }: Exposure): number {
  return (side === 'buy' ? heldLots : -heldLots) + openSideLots + leavesLots;
}

/**
 * Whether an order can do nothing but reduce a position, whatever else on its side is filled first.
 * Such an order is exempt from the lock, the symbol lists and the limits of this file: no limit keeps a
 * trader from getting out. Size, price collar and orders a second still hold for it, because they are
 * about slips and run-away clients; closing a position by command is exempt from these too.
 */
export function isReducing(exposure: Exposure): boolean {
  return worstLots(exposure) <= 0;
}

/** The first of these limits that the order breaks, or null. */
export function checkExposure(limits: RiskLimits, order: GuardedOrder): Refusal | null {
  return (
    checkPositionQty(limits, order) ??
    checkPositionValue(limits, order) ??
    checkOpenOrders(limits, order)
  );
}

function checkPositionQty(limits: RiskLimits, order: GuardedOrder): Refusal | null {
  const { positionUnitsMax: most } = limits;
  if (most === null) return null;
  const lots = worstLots(order);
  if (lots <= lotsOfUnits(most, order.instrument)) return null;
  const rule = `at most ${unitsText(most, order.instrument)} ${direction(order)} in a symbol, working orders included`;
  return refusal('risk.max_position_qty', 'qtyLots', lots, rule);
}

/** At the market, because the limit is about what is at stake now; without one at the order's price. */
function checkPositionValue(limits: RiskLimits, order: GuardedOrder): Refusal | null {
  const { positionValueMicrosMax: most } = limits;
  if (most === null) return null;
  const priceTicks = order.referenceTicks || (order.limitPriceTicks ?? order.stopPriceTicks ?? 0);
  const valueMicros = worstLots(order) * priceTicks * order.instrument.tickValueMicros;
  if (valueMicros <= most) return null;
  const rule = `at most $${moneyText(most)} ${direction(order)} in a symbol, working orders included`;
  return refusal('risk.max_position_value', 'value', moneyText(valueMicros), rule);
}

function checkOpenOrders(limits: RiskLimits, order: GuardedOrder): Refusal | null {
  const { openOrdersMax: most } = limits;
  if (most === null || order.addsOrders === 0) return null;
  const orders = order.openOrders + order.addsOrders;
  if (orders <= most) return null;
  const rule = `at most ${String(most)} orders that work at the same time`;
  return refusal('risk.max_open_orders', 'orders', orders, rule);
}

function direction({ side }: GuardedOrder): string {
  return side === 'buy' ? 'long' : 'short';
}

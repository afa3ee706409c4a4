import type { Order } from '../../engine/domain/order.ts';
import type { OrderChange } from './order-changes.ts';
import { isWaitingStop } from './stops.ts';

/**
 * The change that moves an order to a price: a limit order's limit, a waiting stop's stop, whose limit
 * keeps its distance. null: it is there already, or has no price of its own (a trailing stop, an order
 * at the market).
 */
export function moveTo(order: Order, toTicks: number): OrderChange | null {
  if (order.type === 'trailing_stop') return null;
  if (isWaitingStop(order)) {
    const { stopPriceTicks, limitPriceTicks } = order;
    if (stopPriceTicks === null || stopPriceTicks === toTicks) return null;
    const limit =
      limitPriceTicks === null ? null : Math.max(1, limitPriceTicks + toTicks - stopPriceTicks);
    return { qtyLots: null, limitPriceTicks: limit, stopPriceTicks: toTicks };
  }
  if (order.limitPriceTicks === null || order.limitPriceTicks === toTicks) return null;
  return { qtyLots: null, limitPriceTicks: toTicks };
}

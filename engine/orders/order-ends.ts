/** Orders as they are when they have ended other than by a fill. */
import type { Order, OrderReason } from '../domain/order.ts';
import { qtyLots } from '../domain/price.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { TimeUs } from '../domain/time.ts';

/** The order that was refused, as of its acceptance time. */
export function rejectedOrder(order: Order, why: Refusal): Order {
  const leavesQtyLots = qtyLots(0);
  return { ...order, status: 'rejected', reason: 'refused', refusal: why, leavesQtyLots };
}

/** The order whose rest was cancelled at `us`, or has expired if its session has ended. */
export function endedOrder(order: Order, reason: OrderReason, us: TimeUs): Order {
  const status = reason === 'session_end' ? 'expired' : 'canceled';
  return { ...order, status, reason, leavesQtyLots: qtyLots(0), updatedUs: us };
}

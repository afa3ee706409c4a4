import { isStopType, isWorking } from '../../engine/domain/order.ts';
import type { Order } from '../../engine/domain/order.ts';

/** Whether an order is a stop that no trade has reached yet: it is not in the book. */
export function isWaitingStop(order: Order): boolean {
  return isStopType(order.type) && order.triggeredUs === null && isWorking(order.status);
}

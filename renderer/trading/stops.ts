import { isStopType, isWorking } from '../../engine/domain/order.ts';
import type { Order } from '../../engine/domain/order.ts';

/** Whether an order is a stop that no trade has reached yet: it is not in the book. */
export function isWaitingStop(order: Order): boolean {
  return isStopType(order.type) && order.triggeredUs === null && isWorking(order.status);
}

/** Whether an order works and is not in the book: a stop, a held exit, one for a later session. */
export function waitsOutside(order: Order): boolean {
  return order.status === 'held' || order.status === 'accepted' || isWaitingStop(order);
}

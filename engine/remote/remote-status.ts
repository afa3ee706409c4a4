import type { Order, OrderStatus } from '../domain/order.ts';
import { nextStatus, statusAfter } from '../orders/status-table.ts';
import type { StatusEvent } from '../orders/status-table.ts';

/** A word of the venue that moves a working order without ending it or filling it. */
export type MovingEvent = Extract<
  StatusEvent,
  | 'pending_new'
  | 'accepted'
  | 'held'
  | 'new'
  | 'suspended'
  | 'pending_cancel'
  | 'pending_replace'
  | 'done_for_day'
>;

/** The event that a venue's status stands for on an order that works; null for one that ends it. */
export function movingEvent(status: OrderStatus): MovingEvent | null {
  switch (status) {
    case 'partially_filled':
      return 'new';
    case 'filled':
    case 'canceled':
    case 'expired':
    case 'replaced':
    case 'rejected':
      return null;
    default:
      return status;
  }
}

/**
 * What an order becomes by an event, or null when it stays as it is: the table does not have it, as a
 * word that came late, or it changes nothing.
 */
export function movedOrder(order: Order, event: StatusEvent, us: Order['updatedUs']): Order | null {
  if (nextStatus(order.status, event) === null) return null;
  const status = statusAfter(order.status, event, order.cumQtyLots);
  return status === order.status ? null : { ...order, status, updatedUs: us };
}

/** Order of the words of one moment, whose times may be the same. */
export function rankOf(status: OrderStatus | null): number {
  switch (status) {
    case 'pending_new':
      return 0;
    case 'accepted':
    case 'held':
      return 1;
    case 'filled':
    case 'canceled':
    case 'expired':
    case 'replaced':
    case 'rejected':
      return 3;
    default:
      return 2;
  }
}

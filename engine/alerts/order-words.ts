import type { AlertOrderEvent } from '../contract/alerts.ts';
import type { OrderEvent } from '../contract/messages.ts';

/** What alerts call an event of an order, or null where none tells of it. */
export function alertEventOf(event: OrderEvent): AlertOrderEvent | null {
  switch (event.type) {
    case 'order.filled':
      return event.order.status === 'filled' ? 'filled' : 'partially_filled';
    case 'order.canceled':
      return 'canceled';
    case 'order.rejected':
      return 'rejected';
    case 'order.expired':
      return 'expired';
    case 'order.triggered':
      return 'triggered';
    case 'order.accepted':
    case 'order.replaced':
    case 'order.restated':
    case 'order.activated':
      return null;
  }
}

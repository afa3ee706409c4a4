/** Orders of the past, with those that have changed since they were loaded as they are now. */
import type { OrderState } from '../../../engine/contract/history.ts';
import { isWorking } from '../../../engine/domain/order.ts';
import type { Order } from '../../../engine/domain/order.ts';

/** Where an order has got to, as the filter counts it. */
export function stateOf(order: Order): OrderState {
  const { status } = order;
  if (isWorking(status)) return 'working';
  switch (status) {
    case 'filled':
    case 'canceled':
    case 'expired':
    case 'replaced':
    case 'rejected':
      return status;
    default:
      return 'working';
  }
}

/** The loaded orders as they stand now; one that has left the state asked for leaves the list. */
export function currentOrders(
  loaded: readonly Order[],
  live: ReadonlyMap<number, Order>,
  state: OrderState | null,
): readonly Order[] {
  const current: Order[] = [];
  for (const order of loaded) {
    const now = live.get(order.orderId) ?? order;
    if (state === null || stateOf(now) === state) current.push(now);
  }
  return current;
}

/** Orders of the past, with those that have changed since they were loaded as they are now. */
import type { OrderState } from '../../../engine/contract/history.ts';
import { isWorking } from '../../../engine/domain/order.ts';
import type { Order } from '../../../engine/domain/order.ts';
import type { LongRows } from '../../components/index.ts';

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

/** The orders of a list as they stand now. */
export function currentOrders(
  rows: LongRows<Order>,
  live: ReadonlyMap<number, Order>,
): LongRows<Order> {
  const current = (order: Order): Order => live.get(order.orderId) ?? order;
  return {
    ...rows,
    at: (index) => {
      const order = rows.at(index);
      return order === undefined ? undefined : current(order);
    },
    held: () => rows.held().map(current),
  };
}

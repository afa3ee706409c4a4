import { useEffect, useState } from 'react';
import type { Order } from '../../../engine/domain/order.ts';
import { isWorking } from '../../../engine/domain/order.ts';
import { useEngine } from '../../client/engine-context.ts';
import { problemText } from '../../client/errors.ts';
import { announce } from '../../stores/notices.ts';

/** Orders of the store that are looked through for ended ones; older ones are in the history. */
const PAGE_ORDERS = 500;

/**
 * Orders that ended before this window was opened, oldest first; asked for once, when they are first
 * to be shown. Those that end later come by events.
 */
export function useEndedOrders(shown: boolean): readonly Order[] {
  const client = useEngine();
  const [orders, setOrders] = useState<readonly Order[] | null>(null);
  const wanted = shown && orders === null;
  useEffect(() => {
    if (!wanted) return undefined;
    let current = true;
    client
      .send<'orders.page'>({
        type: 'orders.page',
        symbol: null,
        beforeOrderId: null,
        limit: PAGE_ORDERS,
      })
      .then((page) => {
        const ended = page.orders.filter((order) => !isWorking(order.status));
        if (current) setOrders(ended.reverse());
      })
      .catch((error: unknown) => announce('warning', problemText(error)));
    return () => {
      current = false;
    };
  }, [client, wanted]);
  return orders ?? NONE;
}

const NONE: readonly Order[] = [];

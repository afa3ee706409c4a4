import type { CacheFigures } from '../contract/store-figures.ts';
import { isWorking } from '../domain/order.ts';
import type { Order } from '../domain/order.ts';
import type { OpenOrderLookup } from './order-lookup.ts';

/**
 * Orders kept that memory has forgotten and somebody has asked for again: some 0.7 KB each. Twice what a
 * page of the contract holds, as scrolling through one asks for its orders in turn.
 */
export const CACHED_ORDERS_MAX = 2_000;

export interface CachedOrderLookup extends OpenOrderLookup {
  figures(): CacheFigures;
  /** Lets go of all that can be asked for again; returns of how many orders. */
  clear(): number;
}

/**
 * The look-up with the orders it has found lately (least recently used go first). Orders that have ended
 * never change again, so nothing of it can be out of date; working ones are in memory and not kept here.
 */
export function cachedOrderLookup(lookup: OpenOrderLookup): CachedOrderLookup {
  // In order of use; the first is the one not used for longest.
  const byId = new Map<number, Order>();
  const idByClientId = new Map<string, number>();
  let hits = 0;
  let misses = 0;

  const use = (id: number | undefined): Order | null => {
    const order = id === undefined ? undefined : byId.get(id);
    if (order === undefined) return null;
    hits += 1;
    byId.delete(order.orderId);
    byId.set(order.orderId, order);
    return order;
  };
  const keep = (order: Order | null): Order | null => {
    misses += 1;
    if (order === null || isWorking(order.status)) return order;
    byId.set(order.orderId, order);
    idByClientId.set(order.clientOrderId, order.orderId);
    if (byId.size > CACHED_ORDERS_MAX) {
      for (const oldest of byId.values()) {
        byId.delete(oldest.orderId);
        idByClientId.delete(oldest.clientOrderId);
        break;
      }
    }
    return order;
  };

  return {
    byOrderId: (id) => use(id) ?? keep(lookup.byOrderId(id)),
    byClientOrderId: (id) => use(idByClientId.get(id)) ?? keep(lookup.byClientOrderId(id)),
    linkOf: (remoteId) => lookup.linkOf(remoteId),
    shrink: () => lookup.shrink(),
    close: () => lookup.close(),
    clear: () => {
      const { size } = byId;
      byId.clear();
      idByClientId.clear();
      lookup.shrink();
      return size;
    },
    figures: () => {
      return { name: 'orders', entries: byId.size, bound: CACHED_ORDERS_MAX, hits, misses };
    },
  };
}

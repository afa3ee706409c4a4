import { expect, test } from 'vitest';
import { clientOrderId, orderId } from '../../../engine/domain/ids.ts';
import type { Order } from '../../../engine/domain/order.ts';
import { CACHED_ORDERS_MAX, cachedOrderLookup } from '../../../engine/store/order-cache.ts';
import { sampleOrder } from '../../integration/store/sample-events.ts';

/** A look-up with these orders, which notes what it was asked. */
function storeOf(orders: readonly Order[]) {
  const asked: (string | number)[] = [];
  const find = (is: (order: Order) => boolean): Order | null => orders.find(is) ?? null;
  const lookup = cachedOrderLookup({
    byOrderId: (id) => {
      asked.push(id);
      return find((order) => order.orderId === id);
    },
    byClientOrderId: (id) => {
      asked.push(id);
      return find((order) => order.clientOrderId === id);
    },
    linkOf: () => null,
    shrink: () => {
      asked.push('shrink');
    },
    close: () => undefined,
  });
  return { lookup, asked };
}

test('an ended order is read once, by whichever name it is asked for', () => {
  const ended = sampleOrder(7, { status: 'filled' });
  const { lookup, asked } = storeOf([ended]);
  expect(lookup.byOrderId(orderId(7))).toBe(ended);
  expect(lookup.byOrderId(orderId(7))).toBe(ended);
  expect(lookup.byClientOrderId(ended.clientOrderId)).toBe(ended);
  expect(asked).toEqual([7]);
  expect(lookup.figures()).toMatchObject({ entries: 1, hits: 2, misses: 1 });
});

test('what is not there or still works is asked for again, because it may change', () => {
  const working = sampleOrder(3);
  const { lookup, asked } = storeOf([working]);
  for (let i = 0; i < 2; i += 1) {
    expect(lookup.byOrderId(orderId(3))).toBe(working);
    expect(lookup.byClientOrderId(clientOrderId('nobody'))).toBeNull();
  }
  expect(asked).toHaveLength(4);
  expect(lookup.figures()).toMatchObject({ entries: 0, hits: 0, misses: 4 });
});

test('within its bound those stay that were asked for last', () => {
  const orders = Array.from({ length: CACHED_ORDERS_MAX + 1 }, (_, i) =>
    sampleOrder(i + 1, { status: 'canceled' }),
  );
  const { lookup, asked } = storeOf(orders);
  for (const { orderId: id } of orders.slice(0, -1)) lookup.byOrderId(id);
  lookup.byOrderId(orderId(1));
  lookup.byOrderId(orderId(CACHED_ORDERS_MAX + 1));
  const before = asked.length;
  lookup.byOrderId(orderId(1));
  expect(asked).toHaveLength(before);
  lookup.byOrderId(orderId(2));
  expect(asked).toHaveLength(before + 1);
  expect(lookup.figures()).toMatchObject({
    entries: CACHED_ORDERS_MAX,
    bound: CACHED_ORDERS_MAX,
  });
});

test('what was let go is read again, and the pages that it was read from are given back', () => {
  const { lookup, asked } = storeOf([sampleOrder(7, { status: 'filled' })]);
  lookup.byOrderId(orderId(7));
  expect(lookup.clear()).toBe(1);
  expect(lookup.clear()).toBe(0);
  expect(lookup.figures().entries).toBe(0);
  lookup.byOrderId(orderId(7));
  expect(asked).toEqual([7, 'shrink', 'shrink', 7]);
});

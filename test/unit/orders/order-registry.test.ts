import { expect, test } from 'vitest';
import { clientOrderId, orderId } from '../../../engine/domain/ids.ts';
import type { Order } from '../../../engine/domain/order.ts';
import { priceTicks, qtyLots } from '../../../engine/domain/price.ts';
import { ENDED_ORDERS_KEPT, OrderRegistry } from '../../../engine/orders/order-registry.ts';
import { AAPL, openCore, placed } from '../../support/test-core.ts';

const SAMPLE = placed(openCore());
const orderNumber = (n: number, fields: Partial<Order> = {}): Order => ({
  ...SAMPLE,
  orderId: orderId(n),
  clientOrderId: clientOrderId(`r-${String(n)}`),
  ...fields,
});
const core = openCore();
const marketOf = (symbol: string) => core.exchange.market(symbol);

test('an ended order is kept in memory until it is on disk and others have ended, and looked up then', () => {
  const asked: string[] = [];
  const onDisk = (id: unknown): Order => {
    asked.push(String(id));
    return orderNumber(1, { status: 'filled' });
  };
  const registry = new OrderRegistry({ byClientOrderId: onDisk, byOrderId: onDisk }, marketOf);
  for (let n = 1; n <= ENDED_ORDERS_KEPT + 1; n += 1) {
    const order = orderNumber(n);
    registry.addWorking(order, n);
    const ended = { ...order, status: 'canceled', leavesQtyLots: qtyLots(0) } as const;
    if (n === ENDED_ORDERS_KEPT + 1) {
      expect(registry.byOrderId(orderId(1))?.status).toBe('canceled');
      registry.written(1);
    }
    registry.retire(registry.update(ended), n);
  }
  expect(registry.workingCount).toBe(0);
  expect(registry.byClientOrderId(clientOrderId('r-2'))?.status).toBe('canceled');
  expect(asked).toEqual([]);
  expect(registry.byClientOrderId(clientOrderId('r-1'))?.status).toBe('filled');
  expect(registry.byOrderId(orderId(1))?.status).toBe('filled');
  expect(asked).toEqual(['r-1', '1']);
});

test('the value of what is open follows each change of an order', () => {
  const absent = { byClientOrderId: () => null, byOrderId: () => null };
  const registry = new OrderRegistry(absent, marketOf);
  const order = orderNumber(1, { limitPriceTicks: priceTicks(100), qtyLots: qtyLots(10) });
  const open = (lots: number, ticks: number): void => {
    const changed = { leavesQtyLots: qtyLots(lots), limitPriceTicks: priceTicks(ticks) };
    registry.update({ ...order, ...changed });
    expect(registry.openMicros).toBe(lots * ticks * AAPL.tickValueMicros);
  };
  registry.addWorking({ ...order, leavesQtyLots: qtyLots(10) }, 1);
  open(10, 100);
  open(4, 100);
  open(9, 300);
  registry.update({ ...order, status: 'canceled', leavesQtyLots: qtyLots(0) });
  expect(registry.openMicros).toBe(0);
  const rejected = orderNumber(2, { status: 'rejected', limitPriceTicks: null });
  registry.retire(registry.update(rejected), 1);
  expect(registry.openMicros).toBe(0);
});

import { expect, test } from 'vitest';
import { orderId } from '../../../engine/domain/ids.ts';
import type { Order } from '../../../engine/domain/order.ts';
import { qtyLots } from '../../../engine/domain/price.ts';
import { OpenLots } from '../../../engine/orders/open-lots.ts';
import { HUNDRED, openCore, placed } from '../../support/test-core.ts';

const plain = placed(openCore(), { side: 'sell', qtyLots: 10 });
const exit = (id: number, legRole: Order['legRole'], lots: number): Order => ({
  ...plain,
  orderId: orderId(id),
  parentOrderId: orderId(1),
  orderClass: 'bracket',
  legRole,
  leavesQtyLots: qtyLots(lots),
});
const profit = exit(2, 'take_profit', 10);
const stop = exit(3, 'stop_loss', 7);

test('of exits that cancel each other the larger one counts, whichever is left', () => {
  const open = new OpenLots();
  open.add(plain);
  open.add(profit);
  open.add(stop);
  expect([open.of('AAPL', 'sell'), open.of('AAPL', 'buy')]).toEqual([20, 0]);
  expect([open.countedWith(profit), open.otherExitLots(profit)]).toEqual([10, 7]);
  expect([open.countedWith(stop), open.otherExitLots(stop)]).toEqual([10, 10]);
  open.remove(profit);
  expect([open.of('AAPL', 'sell'), open.tickLotsOf('AAPL', 'sell')]).toEqual([17, 17 * HUNDRED]);
  open.remove(stop);
  open.remove(plain);
  expect([open.of('AAPL', 'sell'), open.tickLotsOf('AAPL', 'sell')]).toEqual([0, 0]);
});

test('an exit that is held does not count', () => {
  const open = new OpenLots();
  open.add({ ...profit, status: 'held' });
  expect(open.of('AAPL', 'sell')).toBe(0);
  expect(open.countedWith({ ...profit, status: 'held' })).toBe(0);
});

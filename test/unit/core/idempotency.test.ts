import { describe, expect, test } from 'vitest';
import { SELL } from '../../../engine/domain/side.ts';
import { StoreModel } from '../../support/store-model.ts';
import { CENT, HUNDRED, openCore, orderOf, refusalIn, told } from '../../support/test-core.ts';

describe('the same client order id again', () => {
  test('gives the first order as it stands now, and never a second one', () => {
    const core = openCore();
    const request = orderOf();
    core.submit(request, 'test');
    core.house.take(0, SELL, HUNDRED, 4);
    const again = core.submit({ ...request, side: 'sell', qtyLots: 99 }, 'other');
    expect(again).toMatchObject({
      ok: true,
      duplicate: true,
      order: { orderId: 1, side: 'buy', qtyLots: 10, cumQtyLots: 4 },
    });
    expect(core.snapshot().workingOrders).toHaveLength(1);
    expect(told(core)).toHaveLength(2);
  });

  test('of an order that was rejected gives the same rejection', () => {
    const core = openCore();
    const request = orderOf({ qtyLots: 10_001 });
    const first = core.submit(request, 'test');
    expect(told(core)).toEqual(['rejected 1: risk.max_order_qty']);
    expect(core.submit({ ...request, qtyLots: 1 }, 'test')).toEqual(first);
    expect(told(core)).toEqual([]);
  });

  test('of an order of an earlier run gives that order', () => {
    const store = new StoreModel();
    const first = openCore(store);
    const [ended, working] = [orderOf(), orderOf()];
    first.submit(ended, 'test');
    first.house.take(0, SELL, HUNDRED, 10);
    first.submit(working, 'test');
    store.fold(first.takeEvents());
    const second = openCore(store);
    expect(second.submit(ended, 'test')).toMatchObject({
      duplicate: true,
      order: { orderId: 1, status: 'filled' },
    });
    expect(second.submit(working, 'test')).toMatchObject({
      duplicate: true,
      order: { orderId: 2, status: 'new' },
    });
    expect(told(second)).toEqual([]);
  });

  test('of an order that the contract refused places it: nothing had happened', () => {
    const core = openCore();
    const request = orderOf({ limitPriceTicks: HUNDRED + 1 });
    expect(refusalIn(core.submit(request, 'test')).code).toBe('contract.price_increment');
    expect(told(core)).toEqual([]);
    const mended = core.submit({ ...request, limitPriceTicks: HUNDRED }, 'test');
    expect(mended).toMatchObject({ ok: true, duplicate: false });
  });
});

describe('a refused order', () => {
  test.each([
    ['an unknown symbol', { symbol: 'NOPE' }, 'contract.unknown_symbol', 'symbol', 'NOPE'],
    [
      'a price between two increments',
      { limitPriceTicks: HUNDRED + 1 },
      'contract.price_increment',
      'limitPriceTicks',
      '1000001',
    ],
    [
      'no limit price',
      { limitPriceTicks: null },
      'contract.price_missing',
      'limitPriceTicks',
      'null',
    ],
    [
      'a price on a market order',
      { orderType: 'market', limitPriceTicks: HUNDRED },
      'contract.price_not_allowed',
      'limitPriceTicks',
      '1000000',
    ],
    [
      'a post-only market order',
      { orderType: 'market', postOnly: true },
      'contract.post_only',
      'postOnly',
      'true',
    ],
    [
      'a post-only ioc',
      { postOnly: true, timeInForce: 'ioc' },
      'contract.post_only',
      'timeInForce',
      'ioc',
    ],
    [
      'a post-only fok',
      { postOnly: true, timeInForce: 'fok' },
      'contract.post_only',
      'timeInForce',
      'fok',
    ],
  ] as const)('for %s leaves no trace', (_, fields, code, field, value) => {
    const core = openCore();
    core.submit(orderOf(), 'test');
    told(core);
    const before = [core.snapshot(), core.exchange.at(0).matching.stateHash()];
    expect(refusalIn(core.submit(orderOf(fields), 'test'))).toMatchObject({ code, field, value });
    expect([core.snapshot(), core.exchange.at(0).matching.stateHash()]).toEqual(before);
    expect(told(core)).toEqual([]);
  });

  test('by a limit or the book is an event with a number, and no position, order or book changes', () => {
    const core = openCore();
    core.house.limit(0, SELL, HUNDRED, 1);
    const before = [{ ...core.snapshot(), seq: 0 }, core.exchange.at(0).matching.stateHash()];
    core.submit(orderOf({ qtyLots: 10_001 }), 'test');
    core.submit(orderOf({ postOnly: true }), 'test');
    core.submit(orderOf({ limitPriceTicks: HUNDRED + 1_001 * CENT }), 'test');
    const after = [{ ...core.snapshot(), seq: 0 }, core.exchange.at(0).matching.stateHash()];
    expect(after).toEqual(before);
    expect(core.takeEvents().map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });
});

/** Entries with exits from acceptance to their end. Source of the rules: Alpaca's documentation. */
import { describe, expect, test } from 'vitest';
import type { TradingCore } from '../../../engine/core.ts';
import type { Order } from '../../../engine/domain/order.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import type { SubmitRequest } from '../../../engine/orders/new-order.ts';
import { CENT, HUNDRED, openCore, placed, told, traded } from '../../support/test-core.ts';

const DOLLAR = 100 * CENT;

/** A bracket to buy 10 at 100 dollars, to sell at 105 or, when it falls to 95, at the market. */
function bracket(core: TradingCore, fields: Partial<SubmitRequest> = {}): Order {
  return placed(core, {
    orderClass: 'bracket',
    takeProfit: { limitPriceTicks: HUNDRED + 5 * DOLLAR },
    stopLoss: { stopPriceTicks: HUNDRED - 5 * DOLLAR, limitPriceTicks: null },
    ...fields,
  });
}

describe('a bracket', () => {
  test('creates its exits at once, held, under ids of its own', () => {
    const core = openCore();
    const { clientOrderId } = bracket(core);
    expect(told(core)).toEqual([
      'accepted 1: buy 10 @ 100.00, 10 of 10 left, new',
      'accepted 2: sell 10 @ 105.00, 10 of 10 left, held',
      'accepted 3: sell 10 stop 95.00, 10 of 10 left, held',
    ]);
    const members = core.snapshot().workingOrders.map((one) => ({
      id: one.clientOrderId,
      type: one.type,
      parent: one.parentOrderId,
      role: one.legRole,
      orderClass: one.orderClass,
    }));
    const orderClass = 'bracket';
    expect(members).toEqual([
      { id: clientOrderId, type: 'limit', parent: null, role: null, orderClass },
      { id: `${clientOrderId}-tp`, type: 'limit', parent: 1, role: 'take_profit', orderClass },
      { id: `${clientOrderId}-sl`, type: 'stop', parent: 1, role: 'stop_loss', orderClass },
    ]);
  });

  test('lets its exits work when it has filled, and the one that fills cancels the other', () => {
    const core = openCore();
    bracket(core);
    told(core);
    core.house.take(0, SELL, HUNDRED, 10);
    expect(told(core)).toEqual([
      'filled 1: 10 @ 100.00 maker, 0 of 10 left, filled',
      'activated 3: 10 of 10 left, new',
      'activated 2: 10 of 10 left, new',
    ]);
    core.house.take(0, BUY, HUNDRED + 5 * DOLLAR, 10);
    expect(told(core)).toEqual([
      'filled 2: 10 @ 105.00 maker, 0 of 10 left, filled',
      'canceled 3: group, 0 of 10 left, canceled',
    ]);
  });

  test('sells at the market when the stop is reached, and takes the profit order away', () => {
    const core = openCore();
    bracket(core);
    core.house.take(0, SELL, HUNDRED, 10);
    told(core);
    core.house.limit(0, BUY, HUNDRED - 6 * DOLLAR, 50);
    traded(core, HUNDRED - 5 * DOLLAR);
    expect(told(core)).toEqual([
      'triggered 3: sell market, 10 of 10 left, new',
      'filled 3: 10 @ 94.00 taker, 0 of 10 left, filled',
      'canceled 2: group, 0 of 10 left, canceled',
    ]);
    expect(core.snapshot().workingOrders).toEqual([]);
    expect(core.house.restingOrders(0, SELL)).toBe(0);
  });
});

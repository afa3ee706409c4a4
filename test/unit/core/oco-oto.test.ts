/** Exits of a position that is there, and entries with one exit; what groups are refused for. */
import { describe, expect, test } from 'vitest';
import type { TradingCore } from '../../../engine/core.ts';
import { orderId } from '../../../engine/domain/ids.ts';
import { PLAIN_CHANGES } from '../../../engine/domain/order.ts';
import type { Order } from '../../../engine/domain/order.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import type { SubmitRequest } from '../../../engine/orders/new-order.ts';
import { DOLLAR } from '../../support/group-orders.ts';
import { StoreModel } from '../../support/store-model.ts';
import {
  CENT,
  HUNDRED,
  openCore,
  orderOf,
  placed,
  refusalIn,
  told,
  traded,
} from '../../support/test-core.ts';

const unchanged = { qtyLots: null, limitPriceTicks: null, ...PLAIN_CHANGES };
const profit = { limitPriceTicks: HUNDRED + 5 * DOLLAR };
const loss = { stopPriceTicks: HUNDRED - 5 * DOLLAR, limitPriceTicks: null };

/** A core that holds 10 AAPL, bought at 100 dollars by order 1; all of it is told. */
function holdingCore(store: StoreModel = new StoreModel()): TradingCore {
  const core = openCore(store);
  core.house.limit(0, SELL, HUNDRED, 10);
  placed(core);
  store.fold(core.takeEvents());
  return core;
}

/** Exits of 10 AAPL at 105 and, when they fall to 95, at the market. */
function oco(core: TradingCore, fields: Partial<SubmitRequest> = {}): Order {
  const terms = { side: 'sell', orderClass: 'oco', limitPriceTicks: null } as const;
  return placed(core, { ...terms, takeProfit: profit, stopLoss: loss, ...fields });
}

describe('an oco', () => {
  test('is its take profit, with the stop loss as its leg; both work at once', () => {
    const core = holdingCore();
    const parent = oco(core);
    expect(parent).toMatchObject({ legRole: 'take_profit', limitPriceTicks: 1_050_000 });
    expect(told(core)).toEqual([
      'accepted 2: sell 10 @ 105.00, 10 of 10 left, new',
      'accepted 3: sell 10 stop 95.00, 10 of 10 left, held',
      'activated 3: 10 of 10 left, new',
    ]);
    core.house.take(0, BUY, HUNDRED + 5 * DOLLAR, 4);
    expect(told(core).slice(1)).toEqual(['restated 3: 6 of 6 left, new']);
    core.house.limit(0, BUY, HUNDRED - 5 * DOLLAR, 50);
    core.house.take(0, SELL, HUNDRED - 5 * DOLLAR, 1);
    expect(told(core).at(-1)).toBe('canceled 2: group, 0 of 10 left, canceled');
    expect(core.snapshot().positions[0]?.qtyLots).toBe(0);
  });

  test('takes its limit price from the order or from the take profit', () => {
    const core = holdingCore();
    const own = oco(core, { limitPriceTicks: HUNDRED + DOLLAR, takeProfit: null });
    expect(own.limitPriceTicks).toBe(HUNDRED + DOLLAR);
    const two = orderOf({
      side: 'sell',
      orderClass: 'oco',
      limitPriceTicks: HUNDRED + DOLLAR,
      takeProfit: profit,
      stopLoss: loss,
    });
    expect(refusalIn(core.submit(two, 'test'))).toMatchObject({
      code: 'contract.exit_price',
      field: 'takeProfit.limitPriceTicks',
    });
  });

  test('ends its stop loss when its take profit trades at once', () => {
    const core = holdingCore();
    core.house.limit(0, BUY, HUNDRED + DOLLAR, 10);
    oco(core, { takeProfit: { limitPriceTicks: HUNDRED + DOLLAR } });
    expect(told(core)).toEqual([
      'accepted 2: sell 10 @ 101.00, 10 of 10 left, new',
      'accepted 3: sell 10 stop 95.00, 10 of 10 left, held',
      'filled 2: 10 @ 101.00 taker, 0 of 10 left, filled',
      'canceled 3: group, 0 of 10 left, canceled',
    ]);
  });

  test('is cancelled as a whole by either of its orders', () => {
    const core = holdingCore();
    oco(core);
    told(core);
    core.cancel(orderId(3));
    expect(told(core)).toEqual([
      'canceled 3: user, 0 of 10 left, canceled',
      'canceled 2: group, 0 of 10 left, canceled',
    ]);
  });

  test('closes no more than the position that no other exit covers', () => {
    const core = holdingCore();
    oco(core, { qtyLots: 6 });
    const more = orderOf({ side: 'sell', orderClass: 'oco', qtyLots: 5, stopLoss: loss });
    const request = { ...more, limitPriceTicks: HUNDRED + DOLLAR };
    expect(refusalIn(core.submit(request, 'test'))).toMatchObject({
      code: 'book.exit_qty',
      field: 'qtyLots',
      value: '5',
      rule: 'at most the 4 lots of the position that no other exit covers',
    });
    oco(core, { qtyLots: 4 });
    const grown = refusalIn(core.replace({ ...unchanged, orderId: 2, qtyLots: 7 }));
    expect(grown).toMatchObject({ code: 'book.exit_qty', value: '7' });
    expect(core.replace({ ...unchanged, orderId: 2, qtyLots: 5 }).ok).toBe(true);
    expect(core.replace({ ...unchanged, orderId: 3, qtyLots: 6 }).ok).toBe(true);
    expect(core.snapshot().workingOrders.map((one) => one.leavesQtyLots)).toEqual([6, 6, 4, 4]);
  });

  test('goes on after a restart as it was', () => {
    const store = new StoreModel();
    const first = holdingCore(store);
    oco(first);
    first.house.take(0, BUY, HUNDRED + 5 * DOLLAR, 4);
    store.fold(first.takeEvents());
    const second = openCore(store);
    expect(second.takeEvents()).toEqual([]);
    second.house.take(0, BUY, HUNDRED + 5 * DOLLAR, 50);
    expect(told(second)).toEqual([
      'filled 2: 6 @ 105.00 maker, 0 of 10 left, filled',
      'canceled 3: group, 0 of 6 left, canceled',
    ]);
  });
});

describe('an oto', () => {
  test('has a stop loss alone', () => {
    const core = openCore();
    placed(core, { orderClass: 'oto', stopLoss: loss });
    core.house.take(0, SELL, HUNDRED, 10);
    expect(told(core)).toEqual([
      'accepted 1: buy 10 @ 100.00, 10 of 10 left, new',
      'accepted 2: sell 10 stop 95.00, 10 of 10 left, held',
      'filled 1: 10 @ 100.00 maker, 0 of 10 left, filled',
      'activated 2: 10 of 10 left, new',
    ]);
  });

  test('takes no order for its exit after a restart that only has the name of one', () => {
    const store = new StoreModel();
    const core = openCore(store);
    placed(core, { clientOrderId: 'a', orderClass: 'oto', stopLoss: loss });
    core.house.take(0, SELL, HUNDRED, 10);
    placed(core, { clientOrderId: 'a-tp', limitPriceTicks: HUNDRED - DOLLAR, qtyLots: 5 });
    store.fold(core.takeEvents());
    expect(told(openCore(store))).toEqual([]);
  });

  test('or a take profit alone, which a short sale buys', () => {
    const core = openCore();
    const takeProfit = { limitPriceTicks: HUNDRED - DOLLAR };
    placed(core, { side: 'sell', orderClass: 'oto', takeProfit });
    core.house.take(0, BUY, HUNDRED, 10);
    core.house.take(0, SELL, HUNDRED - DOLLAR, 10);
    expect(told(core).slice(2)).toEqual([
      'filled 1: 10 @ 100.00 maker, 0 of 10 left, filled',
      'activated 2: 10 of 10 left, new',
      'filled 2: 10 @ 99.00 maker, 0 of 10 left, filled',
    ]);
  });
});

describe('a bracket at the market', () => {
  test('protects what it has bought at once', () => {
    const core = openCore();
    traded(core, HUNDRED);
    core.house.limit(0, SELL, HUNDRED, 6);
    const terms = { orderClass: 'bracket', takeProfit: profit, stopLoss: loss } as const;
    placed(core, { ...terms, orderType: 'market' });
    expect(told(core)).toEqual([
      'accepted 1: buy 10, 10 of 10 left, new',
      'accepted 2: sell 10 @ 105.00, 10 of 10 left, held',
      'accepted 3: sell 10 stop 95.00, 10 of 10 left, held',
      'filled 1: 6 @ 100.00 taker, 4 of 10 left, partially_filled',
      'canceled 1: no_liquidity, 0 of 10 left, canceled',
      'activated 3: 6 of 6 left, new',
      'activated 2: 6 of 6 left, new',
    ]);
  });
});

describe('a group is refused, and changes nothing,', () => {
  const whole = { orderClass: 'bracket', takeProfit: profit, stopLoss: loss } as const;
  const low = { stopPriceTicks: HUNDRED, limitPriceTicks: null };
  const cases: readonly [string, Partial<SubmitRequest>, string, string][] = [
    ['exits of a simple order', { takeProfit: profit }, 'contract.exit_not_allowed', 'takeProfit'],
    ['no stop loss', { ...whole, stopLoss: null }, 'contract.exit_missing', 'stopLoss'],
    ['no take profit', { ...whole, takeProfit: null }, 'contract.exit_missing', 'takeProfit'],
    ['an oto with both', { ...whole, orderClass: 'oto' }, 'contract.exit_not_allowed', 'stopLoss'],
    ['an oto with none', { orderClass: 'oto' }, 'contract.exit_missing', 'takeProfit'],
    ['a moment only', { ...whole, timeInForce: 'ioc' }, 'venue.unsupported', 'timeInForce'],
    ['extended hours', { ...whole, extendedHours: true }, 'venue.unsupported', 'extendedHours'],
    [
      'a stop entry',
      { ...whole, orderType: 'stop', stopPriceTicks: HUNDRED + DOLLAR, limitPriceTicks: null },
      'venue.unsupported',
      'orderType',
    ],
    [
      'an iceberg',
      { ...whole, displayQtyLots: 5 },
      'contract.display_not_allowed',
      'displayQtyLots',
    ],
    [
      'an oco that is post-only',
      { ...whole, orderClass: 'oco', side: 'sell', limitPriceTicks: null, postOnly: true },
      'contract.post_only',
      'postOnly',
    ],
    [
      'a stop between two cents',
      { ...whole, stopLoss: { stopPriceTicks: HUNDRED - DOLLAR + 1, limitPriceTicks: null } },
      'contract.price_increment',
      'stopLoss.stopPriceTicks',
    ],
    [
      'its limit between two cents',
      { ...whole, stopLoss: { ...loss, limitPriceTicks: 900_001 } },
      'contract.price_increment',
      'stopLoss.limitPriceTicks',
    ],
    [
      'a profit between two cents',
      { ...whole, takeProfit: { limitPriceTicks: HUNDRED + 1 } },
      'contract.price_increment',
      'takeProfit.limitPriceTicks',
    ],
    [
      'a stop at the entry',
      { ...whole, stopLoss: low },
      'book.exit_prices',
      'stopLoss.stopPriceTicks',
    ],
    [
      'a profit on the wrong side',
      { ...whole, side: 'sell' },
      'book.exit_prices',
      'stopLoss.stopPriceTicks',
    ],
    [
      'an oco without a position',
      { ...whole, orderClass: 'oco', side: 'sell', limitPriceTicks: null },
      'book.exit_qty',
      'qtyLots',
    ],
    [
      'too long an id',
      { ...whole, clientOrderId: 'x'.repeat(126) },
      'contract.client_order_id',
      'clientOrderId',
    ],
  ];
  test.each(cases)('with %s', (_, fields, code, field) => {
    const core = openCore();
    traded(core, HUNDRED);
    const outcome = core.submit(orderOf(fields), 'test');
    expect(refusalIn(outcome)).toMatchObject({ code, field });
    expect(core.snapshot().workingOrders).toEqual([]);
  });

  test('with an id of which a leg would take that of another order', () => {
    const core = openCore();
    placed(core, { clientOrderId: 'mine-sl' });
    const outcome = core.submit(orderOf({ ...whole, clientOrderId: 'mine' }), 'test');
    expect(refusalIn(outcome)).toMatchObject({ code: 'contract.client_order_id', value: 'mine' });
    expect(core.snapshot().workingOrders).toHaveLength(1);
  });

  test('as an entry against a position', () => {
    const core = holdingCore();
    const short = {
      side: 'sell',
      takeProfit: { limitPriceTicks: HUNDRED - DOLLAR },
      stopLoss: { stopPriceTicks: HUNDRED + DOLLAR, limitPriceTicks: null },
    } as const;
    const outcome = core.submit(orderOf({ ...whole, ...short }), 'test');
    expect(refusalIn(outcome)).toMatchObject({ code: 'book.entry_only', field: 'side' });
  });

  test('a cent away from where it is taken', () => {
    const core = openCore();
    traded(core, HUNDRED);
    const near = { stopPriceTicks: HUNDRED - CENT, limitPriceTicks: null };
    placed(core, { ...whole, stopLoss: near });
    const preview = core.preview(orderOf({ ...whole, stopLoss: low }));
    expect(preview).toMatchObject({ refusal: { code: 'book.exit_prices' } });
    const fine = core.preview(orderOf({ ...whole, stopLoss: near }));
    expect(fine).toMatchObject({ refusal: null, valueMicros: 1_000_000_000 });
  });
});

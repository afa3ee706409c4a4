import { describe, expect, test } from 'vitest';
import type { TradingCore } from '../../../engine/core.ts';
import { SELL } from '../../../engine/domain/side.ts';
import { PLAIN_TERMS } from '../../../engine/domain/order.ts';
import { CENT, HUNDRED, openCore, placed, refusalIn, told } from '../../support/test-core.ts';

/** Two own orders to buy 10 at 100 dollars, the first ahead; their acceptance is told already. */
function twoInQueue(): TradingCore {
  const core = openCore();
  placed(core);
  placed(core);
  told(core);
  return core;
}

/** Which order the next lot that is sold at 100 dollars goes to. */
function nextToTrade(core: TradingCore): number {
  told(core);
  core.house.take(0, SELL, HUNDRED, 1);
  const [event] = core.takeEvents();
  return event?.order.orderId ?? 0;
}

const change = (
  orderId: number,
  qtyLots: number | null,
  limitPriceTicks: number | null = null,
) => ({
  orderId,
  qtyLots,
  limitPriceTicks,
  ...PLAIN_TERMS,
});

describe('a replace', () => {
  test('to less at the same price keeps its place in the queue', () => {
    const core = twoInQueue();
    core.replace(change(1, 5));
    expect(told(core)).toEqual(['replaced 1: buy 5 @ 100.00, 5 of 5 left, new']);
    expect(nextToTrade(core)).toBe(1);
  });

  test('to more loses its place', () => {
    const core = twoInQueue();
    core.replace(change(1, 11));
    expect(nextToTrade(core)).toBe(2);
  });

  test('to another price and back loses its place', () => {
    const core = twoInQueue();
    core.replace(change(1, null, HUNDRED - CENT));
    core.replace(change(1, null, HUNDRED));
    expect(nextToTrade(core)).toBe(2);
  });

  test('means the total: what is filled counts', () => {
    const core = twoInQueue();
    core.house.take(0, SELL, HUNDRED, 4);
    told(core);
    core.replace(change(1, 6));
    expect(told(core)).toEqual(['replaced 1: buy 6 @ 100.00, 2 of 6 left, partially_filled']);
  });

  test('to a price that crosses trades at once', () => {
    const core = twoInQueue();
    core.house.limit(0, SELL, HUNDRED + CENT, 10);
    core.replace(change(1, null, HUNDRED + CENT));
    expect(told(core)).toEqual([
      'replaced 1: buy 10 @ 100.01, 10 of 10 left, new',
      'filled 1: 10 @ 100.01 taker, 0 of 10 left, filled',
    ]);
  });

  test('of a post-only order to a price that crosses is refused and changes nothing', () => {
    const core = openCore();
    placed(core, { postOnly: true });
    core.house.limit(0, SELL, HUNDRED + CENT, 10);
    const before = core.snapshot();
    const why = refusalIn(core.replace(change(1, null, HUNDRED + CENT)));
    expect(why.code).toBe('book.post_only_would_cross');
    expect(core.snapshot()).toEqual(before);
  });

  test.each([
    ['an order that is not there', change(9, 5), 'book.unknown_order', 'orderId', '9'],
    ['nothing', change(1, null), 'book.not_changed', '', 'nothing'],
    ['what it is already', change(1, 10, HUNDRED), 'book.not_changed', '', 'nothing'],
    ['no more than is filled', change(1, 4), 'book.qty_filled', 'qtyLots', '4'],
    [
      'off the price step',
      change(1, 9, HUNDRED + 1),
      'contract.price_increment',
      'limitPriceTicks',
      '1000001',
    ],
    ['beyond the largest order', change(1, 10_001), 'risk.max_order_qty', 'qtyLots', '10001'],
  ])('of %s is refused with code, field and value', (_, request, code, field, value) => {
    const core = twoInQueue();
    core.house.take(0, SELL, HUNDRED, 4);
    told(core);
    const before = core.snapshot();
    expect(refusalIn(core.replace(request))).toMatchObject({ code, field, value });
    expect(core.snapshot()).toEqual(before);
    expect(told(core)).toEqual([]);
    expect(nextToTrade(core)).toBe(1);
  });

  test('to less is allowed even where a limit has been lowered below it', () => {
    const core = twoInQueue();
    core.setLimits({ ...core.limits, orderUnitsMax: 3 });
    expect(core.replace(change(1, 5))).toMatchObject({ ok: true, order: { qtyLots: 5 } });
    expect(refusalIn(core.replace(change(1, 4, HUNDRED - CENT))).code).toBe('risk.max_order_qty');
  });
});

/** Icebergs: what the book shows of them and what a replace changes. */
import { describe, expect, test } from 'vitest';
import type { TradingCore } from '../../../engine/core.ts';
import { PLAIN_CHANGES } from '../../../engine/domain/order.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { StoreModel } from '../../support/store-model.ts';
import { HUNDRED, openCore, placed, refusalIn, told } from '../../support/test-core.ts';

const unchanged = { qtyLots: null, limitPriceTicks: null, ...PLAIN_CHANGES };
const ICEBERG = { qtyLots: 50, displayQtyLots: 10 };

function shownBids(core: TradingCore): number {
  return core.exchange.at(0).quote().bidLots;
}

describe('an iceberg', () => {
  test('shows a slice at a time and goes to the back with each', () => {
    const core = openCore();
    placed(core, ICEBERG);
    core.house.limit(0, BUY, HUNDRED, 5);
    expect(shownBids(core)).toBe(15);
    told(core);
    core.house.take(0, SELL, HUNDRED, 10);
    expect(told(core)).toEqual(['filled 1: 10 @ 100.00 maker, 40 of 50 left, partially_filled']);
    core.house.take(0, SELL, HUNDRED, 5);
    expect(told(core)).toEqual([]);
    expect(shownBids(core)).toBe(10);
  });

  test('is hit slice by slice by one order', () => {
    const core = openCore();
    placed(core, ICEBERG);
    told(core);
    core.house.take(0, SELL, HUNDRED, 25);
    expect(told(core)).toEqual([
      'filled 1: 10 @ 100.00 maker, 40 of 50 left, partially_filled',
      'filled 1: 10 @ 100.00 maker, 30 of 50 left, partially_filled',
      'filled 1: 5 @ 100.00 maker, 25 of 50 left, partially_filled',
    ]);
  });

  test('takes all it can when it arrives', () => {
    const core = openCore();
    core.house.limit(0, SELL, HUNDRED, 30);
    placed(core, ICEBERG);
    expect(told(core)[1]).toBe('filled 1: 30 @ 100.00 taker, 20 of 50 left, partially_filled');
    expect(shownBids(core)).toBe(10);
  });

  test('shows more or less after a replace, at the back of its queue', () => {
    const core = openCore();
    placed(core, ICEBERG);
    core.house.limit(0, BUY, HUNDRED, 5);
    const outcome = core.replace({ ...unchanged, orderId: 1, displayQtyLots: 20 });
    expect(outcome).toMatchObject({ ok: true, order: { displayQtyLots: 20, prioritySeq: 2 } });
    expect(shownBids(core)).toBe(25);
    told(core);
    core.house.take(0, SELL, HUNDRED, 5);
    expect(told(core)).toEqual([]);
  });

  test('is what a plain limit order becomes when a replace hides a part', () => {
    const core = openCore();
    placed(core, { qtyLots: 50 });
    core.replace({ ...unchanged, orderId: 1, displayQtyLots: 5 });
    expect(shownBids(core)).toBe(5);
  });

  test('is not cut into more than a thousand slices, by a replace neither', () => {
    const core = openCore();
    placed(core, { qtyLots: 1_000, displayQtyLots: 1 });
    const why = refusalIn(core.replace({ ...unchanged, orderId: 1, qtyLots: 1_001 }));
    expect(why).toMatchObject({ code: 'book.display_qty', field: 'displayQtyLots', value: '1' });
    const both = core.replace({ ...unchanged, orderId: 1, qtyLots: 2_000, displayQtyLots: 2 });
    expect(both).toMatchObject({ ok: true, order: { qtyLots: 2_000, displayQtyLots: 2 } });
  });

  test('shows a whole slice again after a restart', () => {
    const store = new StoreModel();
    const first = openCore(store);
    placed(first, ICEBERG);
    first.house.take(0, SELL, HUNDRED, 7);
    expect(shownBids(first)).toBe(3);
    store.fold(first.takeEvents());
    const second = openCore(store);
    expect(shownBids(second)).toBe(10);
    expect(second.house.take(0, SELL, HUNDRED, 100)).toBe(43);
  });
});

/** Exits never open a position the other way, whoever closes what they protect. */
import { describe, expect, test } from 'vitest';
import { qtyLots } from '../../../engine/domain/price.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { DOLLAR, bracket, filledBracket } from '../../support/group-orders.ts';
import { StoreModel } from '../../support/store-model.ts';
import { HUNDRED, openCore, placed, told } from '../../support/test-core.ts';

describe('exits of a position that is closed without them', () => {
  test('shrink to what is left of it', () => {
    const core = openCore();
    filledBracket(core);
    core.house.limit(0, BUY, HUNDRED + DOLLAR, 4);
    placed(core, { side: 'sell', qtyLots: 4, limitPriceTicks: HUNDRED + DOLLAR });
    expect(told(core).slice(1)).toEqual([
      'filled 4: 4 @ 101.00 taker, 0 of 4 left, filled',
      'restated 3: 6 of 6 left, new',
      'restated 2: 6 of 6 left, new',
    ]);
  });

  test('end with it, though a resting order closed it', () => {
    const core = openCore();
    filledBracket(core);
    placed(core, { side: 'sell', limitPriceTicks: HUNDRED + DOLLAR });
    told(core);
    core.house.take(0, BUY, HUNDRED + DOLLAR, 10);
    expect(told(core)).toEqual([
      'filled 4: 10 @ 101.00 maker, 0 of 10 left, filled',
      'canceled 3: group, 0 of 10 left, canceled',
      'canceled 2: group, 0 of 10 left, canceled',
    ]);
    expect(core.house.restingOrders(0, SELL)).toBe(0);
  });

  test('give first where they are younger', () => {
    const core = openCore();
    filledBracket(core);
    bracket(core);
    core.house.take(0, SELL, HUNDRED, 10);
    told(core);
    core.house.limit(0, BUY, HUNDRED, 12);
    core.closePositions('close', 'AAPL', 'test');
    const open = core.snapshot().workingOrders.map((one) => [one.orderId, one.leavesQtyLots]);
    expect(open).toEqual([
      [2, 8],
      [3, 8],
    ]);
  });

  test.each([
    [0, ['canceled 3: group, 0 of 10 left, canceled', 'canceled 2: group, 0 of 10 left, canceled']],
    [4, ['restated 3: 4 of 4 left, new', 'restated 2: 4 of 4 left, new']],
  ])('shrink to the %i lots that an import has left of it', (held, events) => {
    const store = new StoreModel();
    const core = openCore(store);
    bracket(core);
    core.house.take(0, SELL, HUNDRED, 10);
    store.fold(core.takeEvents());
    const recovered = store.recovered();
    const positions = recovered.positions.map((one) => ({ ...one, qtyLots: qtyLots(held) }));
    const left = recovered.lots.map((one) => ({
      ...one,
      lots: held === 0 ? [] : one.lots.map((lot) => ({ ...lot, qtyLots: held })),
    }));
    expect(told(openCore(store, { recovered: { ...recovered, positions, lots: left } }))).toEqual(
      events,
    );
  });
});

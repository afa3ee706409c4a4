/** Exits never open a position the other way, whoever closes what they protect. */
import { describe, expect, test } from 'vitest';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { DOLLAR, bracket, filledBracket } from '../../support/group-orders.ts';
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
});

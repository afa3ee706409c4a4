import { describe, expect, test } from 'vitest';
import { qtyLots } from '../../../../engine/domain/price.ts';
import { ownText } from '../../../../renderer/panels/depth-ladder/ladder-row.ts';
import { ownKey, ownLevels } from '../../../../renderer/panels/depth-ladder/own-orders.ts';
import type { OwnLevel } from '../../../../renderer/panels/depth-ladder/own-orders.ts';
import { dollars, order } from '../market-samples.ts';

const NONE = new Map<number, string>();
const partly = { cumQtyLots: qtyLots(60), leavesQtyLots: qtyLots(40) };

function at(levels: ReadonlyMap<string, OwnLevel>, side: 'buy' | 'sell', price: number) {
  return levels.get(ownKey(side, dollars(price)));
}

describe('own orders on the ladder', () => {
  test('are summed by side and price', () => {
    const levels = ownLevels('AAPL', [order(1, 'buy', 100), order(2, 'buy', 100)], [], NONE);
    expect(at(levels, 'buy', 100)).toMatchObject({
      leavesLots: 200,
      count: 2,
      orderIds: [1, 2],
      state: 'working',
    });
    expect(at(levels, 'sell', 100)).toBeUndefined();
  });

  test('show an order that is still on its way as such', () => {
    const sent = {
      symbol: 'AAPL',
      side: 'sell',
      qtyLots: 50,
      limitPriceTicks: dollars(101),
    } as const;
    const levels = ownLevels('AAPL', [order(1, 'sell', 101)], [sent], NONE);
    expect(at(levels, 'sell', 101)).toMatchObject({ count: 2, leavesLots: 150, state: 'pending' });
    expect(at(levels, 'sell', 101)?.orderIds).toEqual([1]);
  });

  test('show an order that is being canceled or replaced as such', () => {
    const levels = ownLevels('AAPL', [order(7, 'buy', 99)], [], new Map([[7, 'pending_cancel']]));
    expect(at(levels, 'buy', 99)?.state).toBe('canceling');
  });

  test('leave out other symbols', () => {
    expect(ownLevels('MSFT', [order(1, 'buy', 100)], [], NONE).size).toBe(0);
  });
});

describe('the text of own orders', () => {
  const text = (...orders: Parameters<typeof ownLevels>[1]): string => {
    const own = at(ownLevels('AAPL', orders, [], NONE), 'buy', 100);
    return own === undefined ? '' : ownText(own, String);
  };

  test('says what is left, of how many orders, and of how much when partly filled', () => {
    expect(text(order(1, 'buy', 100))).toBe('100');
    expect(text(order(1, 'buy', 100), order(2, 'buy', 100))).toBe('200·2');
    expect(text(order(1, 'buy', 100, partly))).toBe('40/100');
  });
});

import { describe, expect, test } from 'vitest';
import { priceTicks, qtyLots } from '../../../../engine/domain/price.ts';
import { timeUs } from '../../../../engine/domain/time.ts';
import { ownText } from '../../../../renderer/panels/depth-ladder/ladder-row.ts';
import { ownKey, ownLevels } from '../../../../renderer/panels/depth-ladder/own-orders.ts';
import type { OwnLevel } from '../../../../renderer/panels/depth-ladder/own-orders.ts';
import { depthLadderText } from '../../../../renderer/text/depth-ladder.ts';
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
      stopPriceTicks: null,
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

describe('an exit that is held', () => {
  test('waits at its limit on the ladder, and is no stop', () => {
    const held = order(2, 'sell', 190, { status: 'held' });
    const level = at(ownLevels('AAPL', [held], [], new Map()), 'sell', 190);
    expect(level).toMatchObject({ state: 'waiting', stops: 0 });
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

describe('own stops on the ladder', () => {
  test('are shown at their stop price while they wait, apart from what rests there', () => {
    const stop = { type: 'stop_limit', stopPriceTicks: priceTicks(dollars(98)) } as const;
    const levels = ownLevels('AAPL', [order(1, 'sell', 97, stop)], [], NONE);
    expect(at(levels, 'sell', 97)).toBeUndefined();
    const level = at(levels, 'sell', 98);
    expect(level).toMatchObject({ state: 'waiting', stops: 1 });
    expect(level && ownText(level, String)).toBe('S100');
    const triggered = order(1, 'sell', 97, { ...stop, triggeredUs: timeUs(1) });
    expect(at(ownLevels('AAPL', [triggered], [], NONE), 'sell', 97)).toMatchObject({
      state: 'working',
      stops: 0,
    });
  });

  test('are counted where they share a price', () => {
    const stop = { type: 'stop', stopPriceTicks: priceTicks(dollars(100)) } as const;
    const levels = ownLevels(
      'AAPL',
      [order(1, 'buy', 100), order(2, 'buy', 100, { ...stop, limitPriceTicks: null })],
      [],
      NONE,
    );
    const level = at(levels, 'buy', 100);
    expect(level).toMatchObject({ count: 2, stops: 1, state: 'waiting' });
    expect(level && depthLadderText.cancelAt('buy', 2, '200', '100.00', level)).toBe(
      'Click cancels: 2 buys, 200 left at 100.00 (1 of them a stop, waiting)',
    );
  });
});

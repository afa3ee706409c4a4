import { describe, expect, test } from 'vitest';
import { LOTS_PER_SYMBOL_MAX, LotQueue } from '../../../engine/portfolio/lot-queue.ts';

/** Fills like `buy 10 @ 100`, numbered from 1, in money of one micro a lot and unit of price. */
function queueOf(...fills: readonly string[]): { queue: LotQueue; realised: number[] } {
  const queue = new LotQueue('AAPL');
  const realised = fills.map((text, i) => {
    const [side, lots, , price] = text.split(' ');
    return queue.fill(Number(lots) * (side === 'buy' ? 1 : -1), Number(price), i + 1, 1_000 + i);
  });
  return { queue, realised };
}

const shape = (queue: LotQueue) =>
  queue.lots().map((lot) => `${lot.executionId}: ${lot.qtyLots} for ${lot.costMicros}`);

describe('lots', () => {
  test('are one a fill, with its execution and time', () => {
    const { queue } = queueOf('buy 10 @ 100', 'buy 5 @ 110');
    expect(queue.lots()).toEqual([
      { executionId: 1, openedUs: 1_000, qtyLots: 10, costMicros: 1_000 },
      { executionId: 2, openedUs: 1_001, qtyLots: 5, costMicros: 550 },
    ]);
  });

  test('are closed oldest first, the last of them in part', () => {
    const { queue, realised } = queueOf('buy 10 @ 100', 'buy 5 @ 110', 'sell 12 @ 120');
    expect(realised).toEqual([0, 0, 10 * 20 + 2 * 10]);
    expect(shape(queue)).toEqual(['2: 3 for 330']);
  });

  test('of a short earn when prices fall', () => {
    const { queue, realised } = queueOf('sell 10 @ 100', 'sell 10 @ 90', 'buy 15 @ 80');
    expect(realised).toEqual([0, 0, 10 * 20 + 5 * 10]);
    expect(shape(queue)).toEqual(['2: -5 for 450']);
  });

  test('turn with a fill through zero, which opens one of its own', () => {
    const { queue, realised } = queueOf('buy 10 @ 100', 'sell 25 @ 90', 'buy 25 @ 95');
    expect(realised).toEqual([0, -100, -75]);
    expect(shape(queue)).toEqual(['3: 10 for 950']);
  });

  test('beyond their bound join the newest, and lose no quantity and no money', () => {
    const queue = new LotQueue('AAPL');
    for (let i = 1; i <= LOTS_PER_SYMBOL_MAX + 2; i += 1) queue.fill(1, i, i, i);
    expect(queue.count).toBe(LOTS_PER_SYMBOL_MAX);
    const newest = queue.lots().at(-1);
    const three = 3 * LOTS_PER_SYMBOL_MAX + 3;
    expect(newest).toMatchObject({
      executionId: LOTS_PER_SYMBOL_MAX,
      qtyLots: 3,
      costMicros: three,
    });
  });

  test('come back from the store in their order, and go on', () => {
    const { queue } = queueOf('sell 10 @ 100', 'sell 5 @ 110');
    const second = new LotQueue('AAPL', queue.lots());
    expect(second.takeChanges()).toBeNull();
    expect(second.fill(12, 90, 3, 5)).toBe(10 * 10 + 2 * 20);
    expect(shape(second)).toEqual(['2: -3 for 330']);
  });
});

describe('changes of lots', () => {
  test('name what is new and what has gone since they were last taken, and nothing else', () => {
    const { queue } = queueOf('buy 10 @ 100', 'buy 5 @ 110', 'buy 5 @ 120');
    expect(queue.takeChanges()).toMatchObject({ keptFromId: 1, lots: [{}, {}, {}] });
    expect(queue.takeChanges()).toBeNull();
    queue.fill(-12, 120, 4, 9);
    expect(queue.takeChanges()).toEqual({
      symbol: 'AAPL',
      keptFromId: 2,
      lots: [{ executionId: 2, openedUs: 1_001, qtyLots: 3, costMicros: 330 }],
    });
    queue.fill(-3, 120, 5, 9);
    expect(queue.takeChanges()).toEqual({ symbol: 'AAPL', keptFromId: 3, lots: [] });
  });

  test('say that all have gone, and leave out what has come and gone meanwhile', () => {
    const { queue } = queueOf('buy 10 @ 100');
    queue.takeChanges();
    queue.fill(5, 100, 2, 9);
    queue.fill(-15, 100, 3, 9);
    expect(queue.takeChanges()).toEqual({ symbol: 'AAPL', keptFromId: 4, lots: [] });
  });

  test('hold however many lots have closed before, when the ring has gone round', () => {
    const queue = new LotQueue('AAPL');
    for (let i = 1; i <= 200; i += 1) queue.fill(1, 100, i, i);
    queue.takeChanges();
    for (let i = 201; i <= 350; i += 1) queue.fill(-1, 100, i, i);
    queue.fill(7, 100, 351, 351);
    expect(queue.takeChanges()).toMatchObject({
      keptFromId: 151,
      lots: [{ executionId: 351, qtyLots: 7 }],
    });
    expect(queue.count).toBe(51);
  });
});

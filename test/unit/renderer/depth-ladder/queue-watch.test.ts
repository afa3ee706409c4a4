import { describe, expect, test } from 'vitest';
import type { ReplyMap } from '../../../../engine/contract/messages.ts';
import {
  QUEUE_ORDERS_MAX,
  QueueWatch,
} from '../../../../renderer/panels/depth-ladder/queue-watch.ts';
import { settled } from '../trading/fake-desk.ts';

function open() {
  const asked: number[] = [];
  const told: ReadonlyMap<number, number>[] = [];
  let timer: (() => void) | null = null;
  let ahead: number | null = 40;
  const watch = new QueueWatch(
    {
      send: ({ orderId }) => {
        asked.push(orderId);
        if (ahead === null) return Promise.reject(new Error('no such order'));
        // Only the place is read.
        return Promise.resolve({ queue: { aheadLots: ahead } } as ReplyMap['order.explain']);
      },
      after: (_ms, callback) => {
        timer = callback;
        return () => {
          timer = null;
        };
      },
    },
    (map) => told.push(map),
  );
  return {
    ...{ watch, asked, told },
    tick: () => timer?.(),
    isWaiting: () => timer !== null,
    setAhead: (lots: number | null) => {
      ahead = lots;
    },
  };
}

describe('the watch on own places in the queue', () => {
  test('asks for each order in turn and again after a while', async () => {
    const { watch, asked, told, tick, setAhead } = open();
    watch.follow([3, 5]);
    await settled();
    expect(told).toEqual([
      new Map([
        [3, 40],
        [5, 40],
      ]),
    ]);
    setAhead(10);
    tick();
    await settled();
    expect(told.at(-1)).toEqual(
      new Map([
        [3, 10],
        [5, 10],
      ]),
    );
    expect(asked).toEqual([3, 5, 3, 5]);
    watch.dispose();
  });

  test('says nothing of an order whose place is not known, and goes on', async () => {
    const { watch, told, isWaiting, setAhead } = open();
    setAhead(null);
    watch.follow([1]);
    await settled();
    expect(told.at(-1)).toEqual(new Map());
    expect(isWaiting()).toBe(true);
    watch.dispose();
  });

  test('asks about a bounded number and stops when there are none', async () => {
    const { watch, asked, told, isWaiting } = open();
    watch.follow(Array.from({ length: 100 }, (_, at) => at + 1));
    for (let turn = 0; turn < 5; turn += 1) await settled();
    expect(asked).toHaveLength(QUEUE_ORDERS_MAX);
    watch.follow([]);
    expect(told.at(-1)).toEqual(new Map());
    expect(isWaiting()).toBe(false);
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clientOrderId, orderId } from '../../../engine/domain/ids.ts';
import type { Order } from '../../../engine/domain/order.ts';
import { OrderIndex } from '../../../engine/orders/order-index.ts';
import { openCore, placed } from '../../support/test-core.ts';

const SAMPLE = placed(openCore());

function known(n: number): { readonly order: Order } {
  const id = clientOrderId(`order ${String(n)}`);
  return { order: { ...SAMPLE, orderId: orderId(n), clientOrderId: id } };
}

/** Numbers that share buckets of every size that a small index has. */
const NUMBER = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.constantFrom(0, 2 ** 10, 2 ** 20, 2 ** 40))
  .map(([low, high]) => low + high);
const STEP = fc.record({ number: NUMBER, act: fc.constantFrom('add', 'reject', 'end', 'forget') });

test('it finds, walks and forgets as plain lists do, whatever comes and goes', () => {
  fc.assert(
    fc.property(fc.array(STEP, { maxLength: 300 }), (steps) => {
      const index = new OrderIndex<{ readonly order: Order }>();
      const working: number[] = [];
      const ended: number[] = [];
      for (const { number, act } of steps) {
        const isNew = !working.includes(number) && !ended.includes(number);
        if ((act === 'add' || act === 'reject') && isNew) {
          index.add(known(number), act === 'reject');
          (act === 'reject' ? ended : working).push(number);
        } else if (act === 'end' && working.includes(number)) {
          index.end(number);
          ended.push(...working.splice(working.indexOf(number), 1));
        } else if (act === 'forget' && ended.length > 0) {
          index.forgetOldest();
          ended.shift();
        }
        const isThere = working.includes(number) || ended.includes(number);
        expect(index.byNumber(number)?.order.orderId).toBe(isThere ? number : undefined);
        expect(index.byName(`order ${String(number)}`)).toBe(index.byNumber(number));
        expect(index.workingByNumber(number) !== undefined).toBe(working.includes(number));
      }
      expect([...index.working()].map(({ order }) => Number(order.orderId))).toEqual(working);
      expect([index.workingCount, index.endedCount]).toEqual([working.length, ended.length]);
    }),
  );
});

test('it grows with what it holds and takes the places of forgotten orders again', () => {
  const index = new OrderIndex<{ readonly order: Order }>();
  for (let n = 1; n <= 10_000; n += 1) {
    index.add(known(n), false);
    if (n <= 3_000) continue;
    index.end(n - 3_000);
    if (index.endedCount > 100) index.forgetOldest();
  }
  expect([index.workingCount, index.endedCount]).toEqual([3_000, 100]);
  expect(index.byName('order 6900')).toBeUndefined();
  expect(index.byName('order 6901')?.order.orderId).toBe(6_901);
  expect(index.workingByNumber(7_000)).toBeUndefined();
  expect(index.workingByNumber(7_001)?.order.clientOrderId).toBe('order 7001');
});

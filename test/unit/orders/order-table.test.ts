import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NIL } from '../../../engine/book/order-pool.ts';
import { OrderTable, ROW_WIDTH } from '../../../engine/orders/order-table.ts';

const nameOf = (n: number): string => `order ${String(n)}`;

function add(table: OrderTable, n: number, hasEnded: boolean): void {
  table.add(n, nameOf(n), 'test', 'AAPL', '', hasEnded);
}

/** Number of the order in a slot; undefined for none. */
function numberIn(table: OrderTable, slot: number): number | undefined {
  return slot === NIL ? undefined : table.rows[slot * ROW_WIDTH];
}

function workingNumbers(table: OrderTable): (number | undefined)[] {
  const numbers: (number | undefined)[] = [];
  for (let slot = table.firstWorking; slot !== NIL; slot = table.nextWorking(slot)) {
    numbers.push(numberIn(table, slot));
  }
  return numbers;
}

/** Numbers that share buckets of every size that a small index has. */
const NUMBER = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.constantFrom(0, 2 ** 10, 2 ** 20, 2 ** 40))
  .map(([low, high]) => low + high);
const STEP = fc.record({ number: NUMBER, act: fc.constantFrom('add', 'reject', 'end', 'forget') });

test('it finds, walks and forgets as plain lists do, whatever comes and goes', () => {
  fc.assert(
    fc.property(fc.array(STEP, { maxLength: 300 }), (steps) => {
      const table = new OrderTable();
      const working: number[] = [];
      const ended: number[] = [];
      for (const { number, act } of steps) {
        const isNew = !working.includes(number) && !ended.includes(number);
        if ((act === 'add' || act === 'reject') && isNew) {
          add(table, number, act === 'reject');
          (act === 'reject' ? ended : working).push(number);
        } else if (act === 'end' && working.includes(number)) {
          table.end(table.find(number));
          ended.push(...working.splice(working.indexOf(number), 1));
        } else if (act === 'forget' && ended.length > 0) {
          table.forgetOldest();
          ended.shift();
        }
        const isThere = working.includes(number) || ended.includes(number);
        expect(numberIn(table, table.find(number))).toBe(isThere ? number : undefined);
        expect(table.findName(nameOf(number))).toBe(table.find(number));
        expect(table.findWorking(number) !== NIL).toBe(working.includes(number));
      }
      expect(workingNumbers(table)).toEqual(working);
      expect([table.workingCount, table.endedCount]).toEqual([working.length, ended.length]);
    }),
  );
});

test('it grows with what it holds and takes the places of forgotten orders again', () => {
  const table = new OrderTable();
  for (let n = 1; n <= 10_000; n += 1) {
    add(table, n, false);
    if (n <= 3_000) continue;
    table.end(table.find(n - 3_000));
    if (table.endedCount > 100) table.forgetOldest();
  }
  expect([table.workingCount, table.endedCount]).toEqual([3_000, 100]);
  expect(table.findName('order 6900')).toBe(NIL);
  expect(numberIn(table, table.findName('order 6901'))).toBe(6_901);
  expect(table.findWorking(7_000)).toBe(NIL);
  expect(table.clientOrderIds[table.findWorking(7_001)]).toBe('order 7001');
});

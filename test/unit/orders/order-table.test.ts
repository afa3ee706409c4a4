import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NIL } from '../../../engine/book/order-pool.ts';
import { putOrder } from '../../../engine/orders/order-row.ts';
import { OrderTable, ROW_WIDTH } from '../../../engine/orders/order-table.ts';
import { sampleOrder } from '../../integration/store/sample-events.ts';

const ENDED_KEPT = 4;
const ENDED_MAX = 12;
const nameOf = (n: number): string => `order ${String(n)}`;

function add(table: OrderTable, n: number): number {
  const slot = table.add(n, nameOf(n), 'test', 'AAPL', '');
  putOrder(table.rows, slot * ROW_WIDTH, sampleOrder(n));
  return slot;
}

function workingNumbers(table: OrderTable): (number | undefined)[] {
  const numbers: (number | undefined)[] = [];
  for (let slot = table.firstWorking; slot !== NIL; slot = table.nextWorking(slot)) {
    numbers.push(table.orderAt(slot).orderId);
  }
  return numbers;
}

/** Numbers that share cells of every size that a small index has. */
const NUMBER = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.constantFrom(0, 2 ** 12, 2 ** 20, 2 ** 40))
  .map(([low, high]) => low + high);
const ACT = fc.constantFrom('add', 'end', 'reject', 'write');
const STEP = fc.record({ number: NUMBER, act: ACT });

test('it finds, walks and forgets as plain lists do, whatever comes and goes', () => {
  fc.assert(
    fc.property(fc.array(STEP, { maxLength: 300 }), (steps) => {
      const table = new OrderTable(ENDED_KEPT, ENDED_MAX);
      const working: number[] = [];
      const ended: number[] = [];
      /** Of each of them the step in which it ended. */
      const endSeqs = new Map<number, number>();
      const canForget = (): boolean =>
        ended.length > ENDED_MAX ||
        (ended.length > ENDED_KEPT && (endSeqs.get(ended[0] ?? 0) ?? 0) <= table.writtenSeq);
      for (const [seq, { number, act }] of steps.entries()) {
        if (act === 'write') table.writtenSeq = seq;
        const isNew = !working.includes(number) && !ended.includes(number);
        if ((act === 'add' || act === 'reject') && isNew) {
          add(table, number);
          working.push(number);
        }
        if ((act === 'end' || act === 'reject') && working.includes(number)) {
          table.retire(table.findWorking(number), seq);
          endSeqs.set(number, seq);
          ended.push(...working.splice(working.indexOf(number), 1));
          if (canForget()) ended.shift();
          if (canForget()) ended.shift();
        }
        for (const known of [number, ...working, ...ended]) {
          const isThere = working.includes(known) || ended.includes(known);
          expect(table.find(known)?.orderId).toBe(isThere ? known : undefined);
          expect(table.findName(nameOf(known))?.orderId).toBe(isThere ? known : undefined);
          expect(table.findResult(nameOf(known))).toBe(isThere ? known : null);
          expect(table.findWorking(known) !== NIL).toBe(working.includes(known));
        }
      }
      expect(workingNumbers(table)).toEqual(working);
      expect([table.workingCount, table.endedCount]).toEqual([working.length, ended.length]);
    }),
  );
});

test('it grows with what it holds and takes the slots of ended orders again', () => {
  const table = new OrderTable(100, 100);
  for (let n = 1; n <= 10_000; n += 1) {
    add(table, n);
    if (n > 3_000) table.retire(table.findWorking(n - 3_000), n);
  }
  expect([table.workingCount, table.endedCount]).toEqual([3_000, 100]);
  expect(table.rows.length).toBe(4_096 * ROW_WIDTH);
  expect(table.findName('order 6900')).toBeNull();
  expect(table.findName('order 6901')?.orderId).toBe(6_901);
  expect(table.findWorking(7_000)).toBe(NIL);
  expect(table.find(7_001)?.clientOrderId).toBe('order 7001');
});

test('what has ended stays until it is on disk, and what a burst has left goes bit by bit', () => {
  const table = new OrderTable(10, 10_000);
  const end = (n: number): void => {
    add(table, n);
    table.retire(table.findWorking(n), n);
  };
  for (let n = 1; n <= 2_000; n += 1) end(n);
  expect(table.endedCount).toBe(2_000);
  table.writtenSeq = 1_999;
  end(2_001);
  expect([table.endedCount, table.findName('order 2'), table.find(2)]).toEqual([1_999, null, null]);
  expect(table.find(3)?.clientOrderId).toBe('order 3');
  for (let n = 2_002; n <= 4_000; n += 1) end(n);
  expect(table.endedCount).toBe(2_001);
  expect([table.find(1_999), table.findName('order 2000')?.orderId]).toEqual([null, 2_000]);
  table.writtenSeq = 5_000;
  for (let n = 4_001; n <= 6_000; n += 1) end(n);
  expect(table.endedCount).toBe(1_000);
  for (let n = 5_001; n <= 6_000; n += 1) expect(table.findName(nameOf(n))?.orderId).toBe(n);
});

test('an order keeps its words when it has ended, and says why it was refused', () => {
  const table = new OrderTable(100, 100);
  const first = table.add(1, 'a', 'terminal', 'AAPL', 'swing');
  const second = table.add(2, 'b', 'terminal', 'MSFT', 'swing');
  for (const slot of [first, second]) putOrder(table.rows, slot * ROW_WIDTH, sampleOrder(1));
  const refusal = { code: 'risk.locked', field: '', value: '', rule: 'none' } as const;
  const none = { stopPriceTicks: null, trailTicks: null, trailBasisPoints: null, hwmTicks: null };
  const rest = { notionalMicros: null, parentOrderId: null, displayQtyLots: null };
  table.rares[second] = { ...none, ...rest, triggeredUs: null, triggeredBy: null, refusal };
  table.rows[second * ROW_WIDTH] = 2;
  table.retire(first, 1);
  table.retire(second, 2);
  expect(table.findName('a')).toMatchObject({ symbol: 'AAPL', tag: 'swing', refusal: null });
  expect(table.findName('b')).toMatchObject({ symbol: 'MSFT', clientName: 'terminal', refusal });
  expect(table.findResult('b')).toBe(refusal);
});

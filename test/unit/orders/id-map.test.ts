import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IdMap } from '../../../engine/orders/id-map.ts';

/** Keys that share buckets of every size that a small map has. */
const KEY = fc.oneof(
  fc.integer({ min: 1, max: 64 }),
  fc.integer({ min: 1, max: 64 }).map((n) => n * 1_024),
  fc.integer({ min: 1, max: 64 }).map((n) => 2 ** 40 + n * 2_048),
);

test('it answers as a Map does, whatever comes and goes', () => {
  const steps = fc.array(fc.record({ key: KEY, isDelete: fc.boolean() }), { maxLength: 300 });
  fc.assert(
    fc.property(steps, (all) => {
      const fast = new IdMap<string>();
      const plain = new Map<number, string>();
      for (const [i, { key, isDelete }] of all.entries()) {
        if (isDelete) expect(fast.delete(key)).toBe(plain.delete(key));
        else {
          fast.set(key, `v${String(i)}`);
          plain.set(key, `v${String(i)}`);
        }
        expect(fast.get(key)).toBe(plain.get(key));
        expect(fast.size).toBe(plain.size);
      }
      expect([...fast.values()]).toEqual([...plain.values()]);
      for (const { key } of all) expect(fast.get(key)).toBe(plain.get(key));
    }),
  );
});

test('it holds as many as come, and takes their places again', () => {
  const map = new IdMap<number>();
  for (let key = 1; key <= 10_000; key += 1) {
    map.set(key, key * 2);
    if (key > 3_000) expect(map.delete(key - 3_000)).toBe(true);
  }
  expect(map.size).toBe(3_000);
  expect([...map.values()].slice(0, 2)).toEqual([14_002, 14_004]);
  expect(map.get(7_000)).toBeUndefined();
  expect(map.get(10_000)).toBe(20_000);
});

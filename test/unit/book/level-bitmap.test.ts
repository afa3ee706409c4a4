import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { LevelBitmap } from '../../../engine/book/level-bitmap.ts';

test('an empty bitmap finds nothing in either direction', () => {
  const bitmap = new LevelBitmap(1024);
  expect([bitmap.above(-1), bitmap.below(1024)]).toEqual([1024, -1]);
});

test('neighbours are found across words and across both summary layers', () => {
  const levels = 2 ** 21;
  for (const [low, high] of [
    [0, 1],
    [31, 32],
    [1_023, 1_024],
    [32_767, 32_768],
    [32_000, 40_000],
    [5, 1_048_575],
    [0, levels - 1],
  ] as const) {
    const bitmap = new LevelBitmap(levels);
    bitmap.set(low);
    bitmap.set(high);
    expect([bitmap.above(-1), bitmap.above(low), bitmap.above(high)]).toEqual([low, high, levels]);
    expect([bitmap.below(levels), bitmap.below(high), bitmap.below(low)]).toEqual([high, low, -1]);
    bitmap.clear(low);
    expect([bitmap.above(-1), bitmap.below(high), bitmap.has(low)]).toEqual([high, -1, false]);
  }
});

test('any mix of sets and clears finds the same neighbours as a sorted set', () => {
  const levels = 4096;
  const level = fc.nat(levels - 1);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), level)), fc.array(level), (changes, probes) => {
      const bitmap = new LevelBitmap(levels);
      const set = new Set<number>();
      for (const [isSet, at] of changes) {
        if (isSet) {
          bitmap.set(at);
          set.add(at);
        } else {
          bitmap.clear(at);
          set.delete(at);
        }
      }
      const sorted = [...set].sort((a, b) => a - b);
      for (const probe of [-1, levels, ...probes]) {
        if (probe < levels) {
          expect(bitmap.above(probe)).toBe(sorted.find((at) => at > probe) ?? levels);
        }
        if (probe >= 0) expect(bitmap.below(probe)).toBe(sorted.findLast((at) => at < probe) ?? -1);
      }
    }),
    { seed: 20_260_302 },
  );
});

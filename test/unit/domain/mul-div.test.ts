import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { mulDiv, mulDivUp } from '../../../engine/domain/mul-div.ts';

const SAFE = Number.MAX_SAFE_INTEGER;

/** Values of every width, and those beside which rounding is decided. */
const values = fc.oneof(
  fc.integer({ min: 1, max: 1_000 }),
  fc.integer({ min: 1, max: 2 ** 26 }),
  fc.integer({ min: 1, max: SAFE }),
  fc.integer({ min: 1, max: 50 }).map((n) => 2 ** n),
);

test('a part of a value is exact whatever its width, rounded to nearest or up', () => {
  fc.assert(
    fc.property(values, values, values, (value, part, whole) => {
      const [a, b] = [BigInt(value) * BigInt(part), BigInt(whole)];
      const nearest = (2n * a + b) / (2n * b);
      fc.pre(nearest < BigInt(SAFE));
      expect(BigInt(mulDiv(value, part, whole))).toBe(nearest);
      expect(BigInt(mulDivUp(value, part, whole))).toBe((a + b - 1n) / b);
    }),
    { numRuns: 2_000, seed: 20_260_303 },
  );
});

test('quotients that the division rounds up to a whole number are not one too large', () => {
  const wide = 67_108_859;
  for (const times of [67_108_863, 67_108_861, 3]) {
    const product = wide * times - 1;
    expect(mulDivUp(product, 1, wide)).toBe(times);
    expect(mulDiv(product, 1, wide)).toBe(times);
    expect(mulDivUp(product + 1, 1, wide)).toBe(times);
    expect(mulDivUp(product + 2, 1, wide)).toBe(times + 1);
  }
});

test('there is no part of nothing', () => {
  expect(mulDiv(5, 0, 3)).toBe(0);
  expect(mulDiv(0, 0, 0)).toBe(0);
  expect(mulDivUp(0, 7, 3)).toBe(0);
});

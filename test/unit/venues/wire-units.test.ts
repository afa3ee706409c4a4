import fc from 'fast-check';
import { expect, test } from 'vitest';
import { usEquity } from '../../../engine/domain/instrument.ts';
import {
  lotsOf,
  microsOf,
  scaledDecimal,
  ticksOf,
  wireDecimal,
  wirePercent,
  wirePrice,
  wireQty,
} from '../../../engine/venues/wire-units.ts';

const SHARE = usEquity('AAPL', 'Apple Inc.', 2);

test.each([
  ['412.2', 4_122_000],
  ['0.0001', 1],
  ['100.00005', 1_000_001],
  ['100.00004999', 1_000_000],
])('a price of %s is %i ticks', (text, ticks) => {
  expect(ticksOf(SHARE, text)).toBe(ticks);
});

test.each([
  ['5', 500],
  ['0.29', 29],
  ['0.299999999', 29],
  ['-3', -300],
  ['-0.001', 0],
])('a quantity of %s is %i lots, rounded towards nothing', (text, lots) => {
  expect(lotsOf(SHARE, text)).toBe(lots);
});

test('money is told to the micro', () => {
  expect(microsOf('-12.3456789')).toBe(-12_345_679);
  expect(microsOf('100000')).toBe(100_000_000_000);
});

test('what is written for Alpaca has no zeros at its end', () => {
  expect(wirePrice(SHARE, 4_122_000)).toBe('412.2');
  expect(wireQty(SHARE, 500)).toBe('5');
  expect(wireQty(SHARE, 25)).toBe('0.25');
  expect(wirePercent(150)).toBe('1.5');
  expect(wireDecimal(100, 0)).toBe('100');
});

test('every integer comes back from the wire as it was', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 9 }), (integer, decimals) => {
      const back = scaledDecimal(wireDecimal(integer, decimals), decimals, 'down');
      expect(back).toBe(integer === 0 ? 0 : integer);
    }),
  );
});

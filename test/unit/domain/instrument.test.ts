import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cryptoPair,
  eminiFuture,
  incrementTicksAt,
  priceDecimalsAt,
  stepPriceTicks,
  usEquity,
  valueMicros,
} from '../../../engine/domain/instrument.ts';

fc.configureGlobal({ seed: 20_260_304 });
const EQUITY = usEquity('AAPL', 'Apple Inc.');
const FUTURE = eminiFuture('ESH4', 'E-mini S&P 500');
/** One dollar, where the step of an equity changes from $0.0001 to $0.01. */
const DOLLAR = 10_000;

describe('the price step of a US equity', () => {
  test.each([
    [1, 1, 4],
    [DOLLAR - 1, 1, 4],
    [DOLLAR, 100, 2],
    [5_000 * DOLLAR, 100, 2],
  ])('at %d ticks is %d, shown with %d decimals', (ticks, step, decimals) => {
    expect(incrementTicksAt(EQUITY, ticks)).toBe(step);
    expect(priceDecimalsAt(EQUITY, ticks)).toBe(decimals);
  });

  test('is a quarter of a point for the E-mini, shown with 2 decimals', () => {
    expect(incrementTicksAt(FUTURE, 19_200)).toBe(1);
    expect(priceDecimalsAt(FUTURE, 19_200)).toBe(2);
  });
});

describe('a crypto pair', () => {
  test('trades in ten-thousandths of a coin, one tick of which makes a micro', () => {
    const ether = cryptoPair('ETH/USD', 'Ether', 10);
    expect(valueMicros(ether, 312_050, 10_000)).toBe(3_120_500_000);
    expect(valueMicros(ether, 1, 1)).toBe(1);
    expect([incrementTicksAt(ether, 312_050), priceDecimalsAt(ether, 312_050)]).toEqual([10, 1]);
  });
});

describe('a price moved by steps', () => {
  test.each([
    [DOLLAR - 1, 1, DOLLAR],
    [DOLLAR, 1, DOLLAR + 100],
    [DOLLAR, -1, DOLLAR - 1],
    [DOLLAR + 100, -2, DOLLAR - 1],
    [DOLLAR - 2, 3, DOLLAR + 100],
    [3, -10, 1],
    [1, -1, 1],
    [7, 0, 7],
  ])('from %d by %d is %d', (ticks, steps, wanted) => {
    expect(stepPriceTicks(EQUITY, ticks, steps)).toBe(wanted);
  });

  test('up and down again is where it was, as long as it stays above zero', () => {
    const valid = fc
      .integer({ min: 1, max: 3 * DOLLAR })
      .map((ticks) => (ticks < DOLLAR ? ticks : ticks - (ticks % 100)));
    fc.assert(
      fc.property(valid, fc.integer({ min: 1, max: 300 }), (ticks, steps) => {
        const up = stepPriceTicks(EQUITY, ticks, steps);
        expect(up % incrementTicksAt(EQUITY, up)).toBe(0);
        expect(stepPriceTicks(EQUITY, up, -steps)).toBe(ticks);
      }),
    );
  });
});

describe('a value', () => {
  test('is exact in micros: price times quantity times what a tick is worth', () => {
    expect(valueMicros(EQUITY, 1_872_501, 3)).toBe(561_750_300);
    expect(valueMicros(FUTURE, 19_201, 2)).toBe(480_025_000_000);
  });

  test('that cannot be counted exactly stops the engine', () => {
    expect(() => valueMicros(EQUITY, 10 ** 12, 10 ** 6)).toThrow('safe integer');
  });
});

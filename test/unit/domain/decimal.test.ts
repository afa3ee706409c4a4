import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decimalText,
  parseDecimal,
  parsePrice,
  priceText,
  qtyText,
} from '../../../engine/domain/decimal.ts';
import { eminiFuture, usEquity } from '../../../engine/domain/instrument.ts';

fc.configureGlobal({ seed: 20_260_304 });
const EQUITY = usEquity('AAPL', 'Apple Inc.');
const FUTURE = eminiFuture('ESH4', 'E-mini S&P 500');

describe('decimal text', () => {
  test.each([
    [0, 0, '0'],
    [0, 4, '0.0000'],
    [5, 4, '0.0005'],
    [1_872_500, 4, '187.2500'],
    [-5, 2, '-0.05'],
    [42, 0, '42'],
    [Number.MAX_SAFE_INTEGER, 6, '9007199254.740991'],
  ])('of %d in units of 10^-%d is %s', (integer, decimals, text) => {
    expect(decimalText(integer, decimals)).toBe(text);
  });

  test('read again gives the same integer, whatever the scale', () => {
    const decimals = fc.integer({ min: 0, max: 15 });
    fc.assert(
      fc.property(fc.maxSafeNat(), decimals, (integer, scale) => {
        expect(parseDecimal(decimalText(integer, scale), scale, 'x')).toBe(integer);
      }),
    );
  });

  test('of plain text is that text, without what does not count', () => {
    const digits = fc.stringMatching(/^(0|[1-9]\d{0,8})(\.\d{1,4})?$/);
    fc.assert(
      fc.property(digits, (text) => {
        const parsed = parseDecimal(text, 4, 'x');
        const [whole = '', fraction = ''] = text.split('.');
        // Plain text with at most 4 decimals is always read.
        expect(decimalText(parsed as number, 4)).toBe(`${whole}.${fraction.padEnd(4, '0')}`);
      }),
    );
  });
});

describe('a decimal that is typed', () => {
  test.each([
    ['187.25', 1_872_500],
    [' 187.25 ', 1_872_500],
    ['187.', 1_870_000],
    ['007', 70_000],
    ['0.00010000', 1],
    ['1.250000000000000', 12_500],
  ])('as "%s" is read', (text, value) => {
    expect(parseDecimal(text, 4, 'price')).toBe(value);
  });

  test.each([
    ['', 'contract.decimal'],
    ['.5', 'contract.decimal'],
    ['-1', 'contract.decimal'],
    ['+1', 'contract.decimal'],
    ['1e5', 'contract.decimal'],
    ['1,000', 'contract.decimal'],
    ['0x10', 'contract.decimal'],
    ['NaN', 'contract.decimal'],
    ['Infinity', 'contract.decimal'],
    ['1 000', 'contract.decimal'],
    ['١٢', 'contract.decimal'],
    ['9'.repeat(17), 'contract.decimal'],
    ['0.00001', 'contract.decimals'],
    ['999999999999.9999', 'contract.too_large'],
    ['9'.repeat(16), 'contract.too_large'],
  ])('as "%s" is refused and named', (text, code) => {
    expect(parseDecimal(text, 4, 'price')).toMatchObject({ code, field: 'price', value: text });
  });
});

describe('a price', () => {
  test('has the decimals it is shown with, cut and never rounded', () => {
    expect(priceText(EQUITY, 1_872_599, 2)).toBe('187.25');
    expect(priceText(EQUITY, 1_872_500, 0)).toBe('187');
    expect(priceText(EQUITY, 5_001, 4)).toBe('0.5001');
    expect(priceText(EQUITY, 5_001, 6)).toBe('0.500100');
    expect(priceText(FUTURE, 19_201, 2)).toBe('4800.25');
  });

  test('between two ticks is refused with the step', () => {
    expect(parsePrice(FUTURE, '4800.25')).toBe(19_201);
    expect(parsePrice(FUTURE, '4800.30')).toEqual({
      code: 'contract.price_increment',
      field: 'price',
      value: '4800.30',
      rule: 'a multiple of 0.25',
    });
  });

  test('that is read and shown again is the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 12 }), (ticks) => {
        for (const one of [EQUITY, FUTURE]) {
          expect(parsePrice(one, priceText(one, ticks, one.tickDecimals))).toBe(ticks);
        }
      }),
    );
  });
});

test('a quantity is shown in whole units with the lots’ decimals', () => {
  expect(qtyText(EQUITY, 1_500)).toBe('1500');
  expect(qtyText({ ...EQUITY, lotDecimals: 9 }, 1_500_000_000)).toBe('1.500000000');
});

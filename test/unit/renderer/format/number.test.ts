import { describe, expect, it } from 'vitest';
import { cryptoPair, eminiFuture, usEquity } from '../../../../engine/domain/instrument.ts';
import {
  formatBytes,
  formatCompact,
  formatDecimal,
  formatMoney,
  formatMoneyText,
  formatPercent,
  formatPrice,
  formatQty,
  formatSigned,
  formatSize,
  formatVolume,
} from '../../../../renderer/format/index.ts';

const aapl = usEquity('AAPL', 'Apple Inc.');
const es = eminiFuture('ESH4', 'E-mini');
const btc = cryptoPair('BTC/USD', 'Bitcoin', 100);

describe('prices', () => {
  it('have the decimals of their increments', () => {
    expect(formatPrice(aapl, 1_872_500)).toBe('187.25');
    expect(formatPrice(aapl, 9_950)).toBe('0.9950');
    expect(formatPrice(es, 19_201)).toBe('4800.25');
    expect(formatPrice(btc, 9_240_000)).toBe('92400');
  });
});

describe('sizes on the tape', () => {
  it('have parts of a unit only where they say something', () => {
    expect(formatSize(aapl, 40_000)).toBe('40,000');
    expect(formatSize(btc, 20_000)).toBe('2');
    expect(formatSize(btc, 5_125)).toBe('0.5125');
    expect(formatSize(btc, 1_917_014_441)).toBe('191,701');
  });
});

describe('figures as a venue tells them', () => {
  it('get thousands marks and the decimals of money', () => {
    expect(formatDecimal('100000', 2)).toBe('100,000.00');
    expect(formatDecimal('-101234.5', 2)).toBe('-101,234.50');
    expect(formatDecimal('1234.567891', 2)).toBe('1,234.567891');
    expect(formatDecimal('-1500')).toBe('-1,500');
  });
});

describe('quantities', () => {
  it('have thousands marks, and a minus when short', () => {
    expect(formatQty(aapl, 1_234_567)).toBe('1,234,567');
    expect(formatQty(aapl, -1_200)).toBe('-1,200');
    expect(formatQty({ ...aapl, lotDecimals: 4 }, 15_000)).toBe('1.5000');
  });

  it('beyond 2^31 stay exact', () => {
    expect(formatQty(aapl, Number.MAX_SAFE_INTEGER)).toBe('9,007,199,254,740,991');
  });
});

describe('money', () => {
  it('is rounded half away from zero to the cent', () => {
    expect(formatMoney(1_234_565_000)).toBe('1,234.57');
    expect(formatMoney(-5_000)).toBe('-0.01');
    expect(formatMoney(-4_999)).toBe('0.00');
  });

  it('has a sign where it is asked for, but zero has none', () => {
    expect(formatMoney(2_500_000, { sign: true })).toBe('+2.50');
    expect(formatMoney(-2_500_000, { sign: true })).toBe('-2.50');
    expect(formatMoney(0, { sign: true })).toBe('0.00');
    expect(formatMoney(1_999_999, { decimals: 0 })).toBe('2');
  });
});

describe('other figures', () => {
  it('are signed without a signed zero', () => {
    expect([formatSigned(1.5, 2), formatSigned(-1.5, 2), formatSigned(-0.001, 2)]).toEqual([
      '+1.50',
      '-1.50',
      '0.00',
    ]);
    expect(formatPercent(0.0125)).toBe('+1.25%');
  });

  it('keep parts of a traded volume while it is small', () => {
    expect([1, 25_000, 999_999, 1_000_000].map((lots) => formatVolume(btc, lots))).toEqual([
      '<0.01',
      '2.50',
      '100.00',
      '100',
    ]);
    expect([950, 12_345].map((lots) => formatVolume(aapl, lots))).toEqual(['950', '12.3K']);
  });

  it('are exact beyond what a number holds', () => {
    expect(
      ['0', '-4999', '-5000', '1234567891234567895000', '-1000000'].map(formatMoneyText),
    ).toEqual(['0.00', '0.00', '-0.01', '1,234,567,891,234,567.90', '-1.00']);
  });

  it('are short where they are large', () => {
    expect([950, 12_345, 123_456, 4_560_000, 2e9].map(formatCompact)).toEqual([
      '950',
      '12.3K',
      '123K',
      '4.56M',
      '2.00B',
    ]);
    expect([formatBytes(500_000), formatBytes(123_456_789)]).toEqual(['500 KB', '123.5 MB']);
  });
});

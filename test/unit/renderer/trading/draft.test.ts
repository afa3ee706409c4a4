import { describe, expect, test } from 'vitest';
import { PLAIN_TERMS } from '../../../../engine/domain/order.ts';
import { eminiFuture } from '../../../../engine/domain/instrument.ts';
import {
  isRefusal,
  parseDraft,
  parseLimitPrice,
  parseQty,
  stepPriceText,
} from '../../../../renderer/trading/draft.ts';
import { AAPL, sampleDraft } from './sample-orders.ts';

const DRAFT = sampleDraft({ postOnly: true });
const STOP = { ...DRAFT, side: 'sell', stopText: '186.50' } as const;

describe('an order draft', () => {
  test('becomes exact ticks and lots', () => {
    expect(parseDraft(AAPL, DRAFT)).toEqual({
      symbol: 'AAPL',
      side: 'buy',
      orderType: 'limit',
      timeInForce: 'day',
      qtyLots: 100,
      limitPriceTicks: 1_872_500,
      ...PLAIN_TERMS,
      postOnly: true,
    });
  });

  test('loses its price and post-only flag when it is a market order', () => {
    const terms = parseDraft(AAPL, { ...DRAFT, orderType: 'market' });
    expect(terms).toMatchObject({ limitPriceTicks: null, postOnly: false });
  });

  test('trades in extended hours only as a limit order that may wait', () => {
    const all = { ...DRAFT, extendedHours: true };
    expect(parseDraft(AAPL, all)).toMatchObject({ extendedHours: true });
    expect(parseDraft(AAPL, { ...all, timeInForce: 'ioc' })).toMatchObject({
      extendedHours: false,
    });
    expect(parseDraft(AAPL, { ...all, orderType: 'market' })).toMatchObject({
      extendedHours: false,
    });
  });

  test('keeps of a stop what its type has, and nothing of the others', () => {
    const terms = { stopPriceTicks: 1_865_000, trailTicks: null, postOnly: false };
    expect(parseDraft(AAPL, { ...STOP, orderType: 'stop' })).toMatchObject({
      ...terms,
      limitPriceTicks: null,
    });
    expect(parseDraft(AAPL, { ...STOP, orderType: 'stop_limit' })).toMatchObject({
      ...terms,
      limitPriceTicks: 1_872_500,
    });
  });

  test('has one of two trails, in ticks or in basis points', () => {
    const trailing = { ...STOP, orderType: 'trailing_stop', trailText: '0.5' } as const;
    expect(parseDraft(AAPL, trailing)).toMatchObject({
      trailTicks: null,
      trailBasisPoints: 50,
      stopPriceTicks: null,
    });
    expect(parseDraft(AAPL, { ...trailing, trailUnit: 'price' })).toMatchObject({
      trailTicks: 5_000,
      trailBasisPoints: null,
    });
  });

  test('shows less than it is only where it can rest', () => {
    const iceberg = { ...DRAFT, showText: '20' };
    expect(parseDraft(AAPL, iceberg)).toMatchObject({ displayQtyLots: 20 });
    expect(parseDraft(AAPL, { ...iceberg, timeInForce: 'ioc' })).toMatchObject({
      displayQtyLots: null,
    });
  });

  test.each([
    [{ orderType: 'stop', stopText: '' }, 'stop', 'enter a stop price'],
    [{ orderType: 'stop_limit', stopText: '186.505' }, 'stop', 'a multiple of 0.01 at this price'],
    [{ orderType: 'trailing_stop', trailText: '' }, 'trail', 'enter a trail'],
    [{ orderType: 'trailing_stop', trailText: '100' }, 'trail', 'between 0.01 and 99.99 percent'],
    [{ showText: '101' }, 'shown', 'at most the quantity of the order'],
    [{ showText: '0' }, 'shown', 'at least 1'],
  ] as const)('refuses %j in the field %s', (patch, field, rule) => {
    expect(parseDraft(AAPL, { ...DRAFT, ...patch })).toMatchObject({ field, rule });
  });

  test.each([
    ['', 'enter a quantity'],
    ['0', 'at least 1'],
    ['1.5', 'AAPL trades in whole shares'],
    ['1e3', 'a plain decimal number'],
    ['-100', 'a plain decimal number'],
    ['9999999999999999', 'below 2^53 in its smallest unit'],
  ])('refuses the quantity %j: %s', (text, rule) => {
    expect(parseQty(AAPL, text)).toMatchObject({ field: 'quantity', rule });
  });

  test.each([
    ['', 'enter a limit price'],
    ['0', 'at least 0.0001'],
    ['187.255', 'a multiple of 0.01 at this price'],
    ['1,872', 'a plain decimal number'],
  ])('refuses the price %j: %s', (text, rule) => {
    expect(parseLimitPrice(AAPL, text)).toMatchObject({ field: 'price', rule });
  });

  test('takes four decimals below a dollar', () => {
    expect(parseLimitPrice(AAPL, '0.1234')).toBe(1_234);
    expect(isRefusal(parseLimitPrice(AAPL, '1.2345'))).toBe(true);
  });
});

describe('stepping a price', () => {
  test('moves by the increment that holds at the price', () => {
    expect(stepPriceText(AAPL, '187.25', 1)).toBe('187.26');
    expect(stepPriceText(AAPL, '187.25', -10)).toBe('187.15');
    expect(stepPriceText(AAPL, '1.00', -1)).toBe('0.9999');
    expect(stepPriceText(AAPL, '0.9999', 1)).toBe('1.00');
    expect(stepPriceText(eminiFuture('ES', 'E-mini'), '4785.25', 1)).toBe('4785.50');
  });

  test('brings a price between two increments to the next one first', () => {
    expect(stepPriceText(AAPL, '187.255', 1)).toBe('187.26');
    expect(stepPriceText(AAPL, '187.255', -1)).toBe('187.25');
    expect(stepPriceText(AAPL, '187.255', 3)).toBe('187.28');
  });

  test('stays above zero and leaves text that is no price alone', () => {
    expect(stepPriceText(AAPL, '0.0001', -5)).toBe('0.0001');
    expect(stepPriceText(AAPL, 'abc', 1)).toBe('abc');
    expect(stepPriceText(AAPL, '', 1)).toBe('');
  });
});

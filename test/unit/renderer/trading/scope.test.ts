import { describe, expect, test } from 'vitest';
import { orderId } from '../../../../engine/domain/ids.ts';
import {
  cancelScope,
  closeScope,
  flattenScope,
  isEmptyScope,
  reverseScope,
} from '../../../../renderer/trading/scope.ts';
import { scopeText } from '../../../../renderer/trading/wording.ts';
import { AAPL, sampleOrder, samplePosition } from './sample-orders.ts';

const ORDERS = [
  sampleOrder({ orderId: orderId(1) }),
  sampleOrder({ orderId: orderId(2) }),
  sampleOrder({ orderId: orderId(3), side: 'sell' }),
  sampleOrder({ orderId: orderId(4), symbol: 'MSFT' }),
];
const text = (scope: Parameters<typeof scopeText>[0]): string => scopeText(scope, () => AAPL);

describe('a cancel of several orders', () => {
  test.each([
    [null, null, 'Cancel 4 orders'],
    ['AAPL', null, 'Cancel 3 orders in AAPL'],
    ['AAPL', 'buy', 'Cancel 2 buys in AAPL'],
    [null, 'sell', 'Cancel 1 sell'],
  ] as const)('names its scope and count for %s %s', (symbol, side, words) => {
    expect(text(cancelScope(ORDERS, symbol, side))).toBe(words);
  });

  test('is empty when no order is in its scope', () => {
    expect(isEmptyScope(cancelScope(ORDERS, 'TSLA', null))).toBe(true);
  });
});

describe('a flatten', () => {
  test('names the closing order of one symbol', () => {
    const scope = flattenScope(ORDERS, [samplePosition({ qtyLots: -1_200 })], 'AAPL');
    expect(text(scope)).toBe('Close AAPL: cancel 3 orders, buy 1,200 at market');
  });

  test('counts orders and positions of all symbols and leaves out flat ones', () => {
    const positions = [samplePosition(), samplePosition({ symbol: 'MSFT', qtyLots: 0 })];
    const scope = flattenScope(ORDERS, positions, null);
    expect(text(scope)).toBe('Flatten all: cancel 4 orders, close 1 position');
  });

  test('is empty without orders and positions', () => {
    expect(isEmptyScope(flattenScope([], [], null))).toBe(true);
  });
});

describe('a close of a part', () => {
  test.each([
    [4, 'Close 1/4 of AAPL: sell 25 at market'],
    [3, 'Close 1/3 of AAPL: sell 34 at market'],
    [2, 'Close 1/2 of AAPL: sell 51 at market'],
  ] as const)('names the rounded quantity of 1/%s of 101', (parts, words) => {
    expect(text(closeScope([samplePosition({ qtyLots: 101 })], 'AAPL', parts))).toBe(words);
  });

  test('closes one lot at least, and nothing without a position', () => {
    expect(closeScope([samplePosition({ qtyLots: -1 })], 'AAPL', 4).closing).toEqual({
      symbol: 'AAPL',
      side: 'buy',
      qtyLots: 1,
    });
    expect(isEmptyScope(closeScope([samplePosition({ qtyLots: 0 })], 'AAPL', 2))).toBe(true);
  });
});

describe('a reversal', () => {
  test('names the orders it cancels and both trades', () => {
    const scope = reverseScope(ORDERS, [samplePosition()], 'AAPL');
    expect(text(scope)).toBe(
      'Reverse AAPL: cancel 3 orders, sell 100 at market, then the same again',
    );
  });

  test('is empty without a position, whatever orders there are', () => {
    expect(isEmptyScope(reverseScope(ORDERS, [], 'AAPL'))).toBe(true);
  });
});

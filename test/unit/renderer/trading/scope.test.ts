import { describe, expect, test } from 'vitest';
import { orderId } from '../../../../engine/domain/ids.ts';
import { cancelScope, flattenScope, isEmptyScope } from '../../../../renderer/trading/scope.ts';
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

/** The last value that each limit takes, and the first that it refuses. */
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../engine/contract/defaults.ts';
import type { RiskLimits } from '../../../engine/contract/messages.ts';
import { eminiFuture, usEquity } from '../../../engine/domain/instrument.ts';
import { ACCOUNT_MICROS_MAX, checkOrder, collarTicks } from '../../../engine/risk/risk-guard.ts';
import type { GuardedOrder } from '../../../engine/risk/risk-guard.ts';

const EQUITY = usEquity('AAPL', 'Apple Inc.');
/** 10 lots to buy at 100 dollars where 100 dollars was the last price. */
const ORDER: GuardedOrder = {
  instrument: EQUITY,
  side: 'buy',
  orderType: 'limit',
  stopPriceTicks: null,
  qtyLots: 10,
  limitPriceTicks: 1_000_000,
  referenceTicks: 1_000_000,
  bestBidTicks: 999_900,
  accountMicros: 0,
  leavesLots: 10,
  heldLots: 0,
  openSideLots: 0,
  openOrders: 0,
  addsOrders: 1,
};
const check = (order: Partial<GuardedOrder>, limits: Partial<RiskLimits> = {}) => {
  const orderType = order.limitPriceTicks === null ? 'market' : 'limit';
  return checkOrder({ ...DEFAULT_LIMITS, ...limits }, { ...ORDER, orderType, ...order });
};

describe('a limit of the risk guard', () => {
  test('of quantity takes its value and refuses one lot more', () => {
    const wide = { orderValueMicrosMax: 2 ** 50 };
    expect(check({ qtyLots: 10_000 }, wide)).toBeNull();
    expect(check({ qtyLots: 10_001 }, wide)).toEqual({
      code: 'risk.max_order_qty',
      field: 'qtyLots',
      value: '10001',
      rule: 'at most 10000 lots an order',
    });
  });

  test('of value takes its value and refuses a cent more', () => {
    expect(check({}, { orderValueMicrosMax: 1_000_000_000 })).toBeNull();
    expect(check({}, { orderValueMicrosMax: 999_990_000 })).toEqual({
      code: 'risk.max_order_value',
      field: 'value',
      value: '1000.00',
      rule: 'at most $999.99 an order',
    });
  });

  test('of value counts a market order at the last price', () => {
    const market = { limitPriceTicks: null, referenceTicks: 1_000_000 };
    expect(check(market, { orderValueMicrosMax: 1_000_000_000 })).toBeNull();
    expect(check(market, { orderValueMicrosMax: 999_999_999 })).toMatchObject({
      code: 'risk.max_order_value',
      rule: 'at most $999.999999 an order',
    });
  });

  test('of value counts a future with its multiplier', () => {
    const future = { instrument: eminiFuture('ESH4', 'E-mini'), qtyLots: 1 };
    const price = { limitPriceTicks: 20_000, referenceTicks: 20_000 };
    expect(check({ ...future, ...price }, { orderValueMicrosMax: 250_000_000_000 })).toBeNull();
    expect(check({ ...future, ...price }, { orderValueMicrosMax: 249_999_999_999 })).toMatchObject({
      value: '250000.00',
    });
  });

  test.each([
    ['buy', 1_100_000, 1_100_100, 'a buy limit at most 110.00, 10.00 % from the market'],
    ['sell', 900_000, 899_900, 'a sell limit at least 90.00, 10.00 % from the market'],
  ] as const)(
    'of price takes the collar of a %s and refuses the next price',
    (side, last, next, rule) => {
      expect(check({ side, limitPriceTicks: last })).toBeNull();
      expect(check({ side, limitPriceTicks: next })).toEqual({
        code: 'risk.price_collar',
        field: 'limitPriceTicks',
        value: String(next),
        rule,
      });
    },
  );

  test.each([
    ['buy', 1_234_500, 1_357_900, '135.79'],
    ['sell', 1_234_500, 1_111_100, '111.11'],
  ] as const)(
    'of price names a price for a %s that it takes',
    (side, referenceTicks, edge, text) => {
      const step = side === 'buy' ? 100 : -100;
      expect(check({ side, referenceTicks, limitPriceTicks: edge })).toBeNull();
      expect(check({ side, referenceTicks, limitPriceTicks: edge + step })?.rule).toContain(text);
    },
  );

  test('of price lets through what is on the cheap side of the market', () => {
    expect(check({ side: 'buy', limitPriceTicks: 100 })).toBeNull();
    expect(check({ side: 'sell', limitPriceTicks: 9_000_000 })).toBeNull();
  });

  test('of price lets a limit order into a market without a price, and no market order', () => {
    expect(check({ referenceTicks: 0 })).toBeNull();
    expect(check({ referenceTicks: 0, limitPriceTicks: null })).toEqual({
      code: 'risk.no_reference',
      field: 'orderType',
      value: 'market',
      rule: 'a market order needs a market price',
    });
  });

  test('of the account counts an order as what it buys and as what it costs', () => {
    const value = 1_000_000_000;
    expect(check({ accountMicros: ACCOUNT_MICROS_MAX - 2 * value })).toBeNull();
    expect(check({ accountMicros: ACCOUNT_MICROS_MAX - 2 * value + 1 })).toMatchObject({
      code: 'risk.max_account_value',
      field: 'value',
      value: '1000.00',
    });
  });

  test('of the account counts a market buy at its collar and a sell at what it may get', () => {
    const room = (micros: number) => ({ accountMicros: ACCOUNT_MICROS_MAX - 2 * micros });
    const buy = { limitPriceTicks: null } as const;
    expect(check({ ...buy, ...room(1_100_000_000) })).toBeNull();
    expect(check({ ...buy, ...room(1_099_999_999) })?.code).toBe('risk.max_account_value');
    const sell = { side: 'sell', limitPriceTicks: null, bestBidTicks: 2_000_000 } as const;
    expect(check({ ...sell, ...room(2_000_000_000) })).toBeNull();
    expect(check({ ...sell, ...room(1_999_999_999) })?.code).toBe('risk.max_account_value');
  });
});

describe('a price collar', () => {
  test('is as wide as its hundredths of a percent say', () => {
    const limits = { ...DEFAULT_LIMITS, priceCollarBasisPoints: 1 };
    expect(collarTicks(limits, 'buy', 1_000_000)).toBe(1_000_100);
    expect(collarTicks(limits, 'sell', 1_000_000)).toBe(999_900);
  });

  test('never reaches a price of zero', () => {
    const limits = { ...DEFAULT_LIMITS, priceCollarBasisPoints: 10_000 };
    expect(collarTicks(limits, 'sell', 1_000_000)).toBe(1);
  });
});

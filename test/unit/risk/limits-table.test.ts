/** Every limit of the guard that looks beyond one order: the last value it takes, the first it refuses. */
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../engine/contract/defaults.ts';
import type { RiskLimits } from '../../../engine/contract/messages.ts';
import { usEquity } from '../../../engine/domain/instrument.ts';
import type { Refusal } from '../../../engine/domain/refusal.ts';
import { checkExposure, isReducing, worstLots } from '../../../engine/risk/exposure.ts';
import type { GuardedOrder } from '../../../engine/risk/risk-guard.ts';
import { RateGuard } from '../../../engine/risk/rate-guard.ts';
import {
  UNLOCKED,
  checkLock,
  killed,
  lostDay,
  withoutLoss,
} from '../../../engine/risk/risk-lock.ts';
import { SymbolRules } from '../../../engine/risk/symbol-rules.ts';
import { isLossReached } from '../../../engine/risk/daily-loss-watch.ts';

const SECOND = 1_000_000;
/** 10 lots to buy at 100 dollars with nothing held. */
const ORDER: GuardedOrder = {
  instrument: usEquity('AAPL', 'Apple Inc.'),
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

interface Case {
  readonly limit: string;
  readonly limits: Partial<RiskLimits>;
  readonly taken: Partial<GuardedOrder>;
  readonly refused: Partial<GuardedOrder>;
  readonly why: Refusal;
}

const position = (value: string, direction: string): Refusal => ({
  code: 'risk.max_position_qty',
  field: 'qtyLots',
  value,
  rule: `at most 100 lots ${direction} in a symbol, working orders included`,
});

const CASES: readonly Case[] = [
  {
    limit: 'position, flat before',
    limits: { positionUnitsMax: 100 },
    taken: { leavesLots: 100 },
    refused: { leavesLots: 101 },
    why: position('101', 'long'),
  },
  {
    limit: 'position, with what is held and what works on the same side',
    limits: { positionUnitsMax: 100 },
    taken: { heldLots: 60, openSideLots: 30, leavesLots: 10 },
    refused: { heldLots: 60, openSideLots: 30, leavesLots: 11 },
    why: position('101', 'long'),
  },
  {
    limit: 'position, sold through zero',
    limits: { positionUnitsMax: 100 },
    taken: { side: 'sell', heldLots: 50, leavesLots: 150 },
    refused: { side: 'sell', heldLots: 50, leavesLots: 151 },
    why: position('101', 'short'),
  },
  {
    limit: 'position, of a short that grows',
    limits: { positionUnitsMax: 100 },
    taken: { side: 'sell', heldLots: -90, leavesLots: 10 },
    refused: { side: 'sell', heldLots: -90, leavesLots: 11 },
    why: position('101', 'short'),
  },
  {
    limit: 'position value, at the last price',
    limits: { positionValueMicrosMax: 1_000_000_000 },
    taken: { leavesLots: 10, limitPriceTicks: 2_000_000 },
    refused: { leavesLots: 10, referenceTicks: 1_000_100 },
    why: {
      code: 'risk.max_position_value',
      field: 'value',
      value: '1000.10',
      rule: 'at most $1000.00 long in a symbol, working orders included',
    },
  },
  {
    limit: "position value, at the order's price where nothing has traded",
    limits: { positionValueMicrosMax: 1_000_000_000 },
    taken: { referenceTicks: 0, openSideLots: 5, leavesLots: 5 },
    refused: { referenceTicks: 0, openSideLots: 5, leavesLots: 6 },
    why: {
      code: 'risk.max_position_value',
      field: 'value',
      value: '1100.00',
      rule: 'at most $1000.00 long in a symbol, working orders included',
    },
  },
  {
    limit: 'open orders',
    limits: { openOrdersMax: 3 },
    taken: { openOrders: 2 },
    refused: { openOrders: 3 },
    why: {
      code: 'risk.max_open_orders',
      field: 'orders',
      value: '4',
      rule: 'at most 3 orders that work at the same time',
    },
  },
  {
    limit: 'open orders, of a group of three',
    limits: { openOrdersMax: 3 },
    taken: { openOrders: 0, addsOrders: 3 },
    refused: { openOrders: 1, addsOrders: 3 },
    why: {
      code: 'risk.max_open_orders',
      field: 'orders',
      value: '4',
      rule: 'at most 3 orders that work at the same time',
    },
  },
];

describe('a limit of the account', () => {
  test.each(CASES)('takes its value and refuses the next: $limit', (one) => {
    const limits = { ...DEFAULT_LIMITS, ...one.limits };
    expect(checkExposure(limits, { ...ORDER, ...one.taken })).toBeNull();
    expect(checkExposure(limits, { ...ORDER, ...one.refused })).toEqual(one.why);
    expect(checkExposure(DEFAULT_LIMITS, { ...ORDER, ...one.refused })).toBeNull();
  });

  test('of open orders lets through what works no longer than its command', () => {
    const limits = { ...DEFAULT_LIMITS, openOrdersMax: 1 };
    expect(checkExposure(limits, { ...ORDER, openOrders: 5, addsOrders: 0 })).toBeNull();
  });
});

describe('an order that only reduces a position', () => {
  test.each([
    ['sells all of a long', { side: 'sell', heldLots: 10, leavesLots: 10 }, true],
    ['sells one more than a long', { side: 'sell', heldLots: 10, leavesLots: 11 }, false],
    ['buys back all of a short', { side: 'buy', heldLots: -10, leavesLots: 10 }, true],
    ['buys one more than a short', { side: 'buy', heldLots: -10, leavesLots: 11 }, false],
    ['adds to a long', { side: 'buy', heldLots: 10, leavesLots: 1 }, false],
    [
      'has room beside what works',
      { side: 'sell', heldLots: 10, openSideLots: 4, leavesLots: 6 },
      true,
    ],
    [
      'has no room beside it',
      { side: 'sell', heldLots: 10, openSideLots: 4, leavesLots: 7 },
      false,
    ],
  ] as const)('is one that %s: %o', (_, fields, reduces) => {
    expect(isReducing({ ...ORDER, ...fields })).toBe(reduces);
    expect(worstLots({ ...ORDER, ...fields }) <= 0).toBe(reduces);
  });
});

describe('orders a second', () => {
  const guard = (limits: Partial<RiskLimits>): RateGuard => {
    const rate = new RateGuard();
    rate.setLimits({ ...DEFAULT_LIMITS, ...limits });
    return rate;
  };

  test('are taken up to the limit, all clients together, in any second', () => {
    const rate = guard({ ordersPerSecondMax: 3 });
    expect([0, 1, 2].map((us) => rate.take(`c${String(us)}`, us))).toEqual([null, null, null]);
    expect(rate.take('c', SECOND - 1)).toEqual({
      code: 'risk.max_order_rate',
      field: 'orders',
      value: '4',
      rule: 'at most 3 orders a second',
    });
    expect(rate.take('c', SECOND)).toBeNull();
    expect(rate.take('c', SECOND)?.code).toBe('risk.max_order_rate');
    expect(rate.take('c', SECOND + 1)).toBeNull();
  });

  test('are taken up to the limit of each client', () => {
    const rate = guard({ clientOrdersPerSecondMax: 2 });
    expect([rate.take('a', 0), rate.take('a', 0), rate.take('b', 0)]).toEqual([null, null, null]);
    expect(rate.take('a', SECOND - 1)).toEqual({
      code: 'risk.max_client_order_rate',
      field: 'orders',
      value: '3',
      rule: 'at most 2 orders a second from a',
    });
    expect(rate.take('b', SECOND - 1)).toBeNull();
    expect(rate.take('a', SECOND)).toBeNull();
  });

  test('that one client was refused leave room for the others', () => {
    const rate = guard({ ordersPerSecondMax: 2, clientOrdersPerSecondMax: 1 });
    expect(rate.take('a', 0)).toBeNull();
    for (let i = 0; i < 5; i += 1) expect(rate.take('a', 0)).not.toBeNull();
    expect(rate.take('b', 0)).toBeNull();
  });

  test.each([
    [5, 3, 0],
    [3, 5, 2],
  ])('count on from a limit of %i to one of %i, which has room for %i', (from, to, room) => {
    const rate = guard({ ordersPerSecondMax: from });
    for (let i = 0; i < from; i += 1) rate.take('a', i);
    rate.setLimits({ ...DEFAULT_LIMITS, ordersPerSecondMax: to });
    const taken = Array.from({ length: to }, () => rate.take('a', SECOND - 1));
    expect(taken.filter((why) => why === null)).toHaveLength(room);
    const later = Array.from({ length: to }, () => rate.take('a', 3 * SECOND));
    expect(later.every((why) => why === null)).toBe(true);
  });

  test('of more clients than are counted forget the one that has been silent longest', () => {
    const rate = guard({ clientOrdersPerSecondMax: 1 });
    for (let i = 0; i < 65; i += 1) expect(rate.take(`c${String(i)}`, i)).toBeNull();
    expect(rate.take('c64', 65)).not.toBeNull();
    expect(rate.take('c1', 65)).not.toBeNull();
    expect(rate.take('c0', 65)).toBeNull();
  });
});

describe('the symbol lists', () => {
  const rules = (limits: Partial<RiskLimits>) => new SymbolRules({ ...DEFAULT_LIMITS, ...limits });

  test('let everything through by default', () => {
    expect(rules({}).check('AAPL')).toBeNull();
  });

  test('let through what is allowed and name what is', () => {
    expect(rules({ allowSymbols: ['AAPL', 'MSFT'] }).check('MSFT')).toBeNull();
    expect(rules({ allowSymbols: ['AAPL', 'MSFT'] }).check('TSLA')).toEqual({
      code: 'risk.symbol_not_allowed',
      field: 'symbol',
      value: 'TSLA',
      rule: 'orders in AAPL, MSFT only',
    });
  });

  test('refuse what is denied, also if it is allowed', () => {
    const one = rules({ allowSymbols: ['AAPL'], denySymbols: ['AAPL'] });
    expect(one.check('AAPL')).toEqual({
      code: 'risk.symbol_denied',
      field: 'symbol',
      value: 'AAPL',
      rule: 'no orders in AAPL',
    });
  });

  test('of many symbols show the first eight', () => {
    const many = Array.from({ length: 10 }, (_, i) => `S${String(i)}`);
    const why = rules({ allowSymbols: many }).check('AAPL');
    expect(why?.rule).toBe('orders in S0, S1, S2, S3, S4, S5, S6, S7 and 2 more only');
  });
});

describe('a daily loss', () => {
  test.each([
    [-999_999, false],
    [-1_000_000, true],
    [-1_000_001, true],
    [5_000_000, false],
  ])('of %i micros has reached a limit of one dollar: %s', (day, isReached) => {
    expect(isLossReached(day, 1_000_000)).toBe(isReached);
  });
});

describe('the lock', () => {
  test('of a lost day is gone where a recording starts over, that of the kill switch is not', () => {
    const lost = lostDay(UNLOCKED, '2026-03-12', 5);
    expect(withoutLoss(lost)).toEqual(UNLOCKED);
    expect(withoutLoss(killed(lost, 'k', 9))).toMatchObject({
      lockedBy: 'kill_switch',
      untilDate: null,
      sinceUs: 5,
    });
  });

  test('refuses by name until it is unlocked', () => {
    expect(checkLock(UNLOCKED)).toBeNull();
    expect(checkLock(killed(UNLOCKED, 'k', 5))).toEqual({
      code: 'risk.locked',
      field: '',
      value: 'kill_switch',
      rule: 'only orders that reduce a position until the kill switch is unlocked',
    });
  });
});

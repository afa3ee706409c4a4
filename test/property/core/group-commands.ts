import fc from 'fast-check';
import type { TradingCore } from '../../../engine/core.ts';
import { PLAIN_CHANGES, PLAIN_TERMS } from '../../../engine/domain/order.ts';
import type { OrderClass } from '../../../engine/domain/order.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import type { SubmitRequest } from '../../../engine/orders/new-order.ts';
import { CENT, HUNDRED } from '../../support/test-core.ts';

type Change = Partial<Record<'qtyLots' | 'limitPriceTicks' | 'stopPriceTicks', number | null>>;

/** What traders, the house and time do. `pick` chooses among the orders that work. */
export type GroupCommand =
  | { readonly kind: 'submit'; readonly terms: Omit<SubmitRequest, 'clientOrderId'> }
  | { readonly kind: 'submit_again'; readonly n: number }
  | { readonly kind: 'cancel'; readonly pick: number }
  | { readonly kind: 'replace'; readonly pick: number; readonly change: Change }
  | { readonly kind: 'cancel_side'; readonly isBuy: boolean }
  | { readonly kind: 'flatten'; readonly cancels: boolean }
  | { readonly kind: 'halt'; readonly isHalted: boolean }
  | { readonly kind: 'collar'; readonly basisPoints: number }
  | {
      readonly kind: 'house';
      readonly isTake: boolean;
      readonly isBuy: boolean;
      readonly ticks: number;
      readonly lots: number;
    }
  | { readonly kind: 'later'; readonly us: number };

const cents = (most: number) =>
  fc.integer({ min: -most, max: most }).map((c) => HUNDRED + c * CENT);
const ticks = cents(8);
const lots = fc.integer({ min: 1, max: 12 });
const offset = fc.integer({ min: 1, max: 6 });
const side = fc.constantFrom('buy' as const, 'sell' as const);
const timeInForce = fc.constantFrom('gtc' as const, 'gtc' as const, 'day' as const);
const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(of, { freq: 2 });

const common = { symbol: 'AAPL', ...PLAIN_TERMS, postOnly: false, tag: '' };

const plain = fc
  .record({ side, timeInForce, qtyLots: lots, price: ticks, isMarket: fc.boolean() })
  .map(({ price, isMarket, ...rest }) => ({
    ...common,
    ...rest,
    orderType: isMarket ? ('market' as const) : ('limit' as const),
    limitPriceTicks: isMarket ? null : price,
  }));

/** Mostly such that it is taken: the exits lie around the price, on their sides. */
const group = fc
  .record({
    side,
    timeInForce,
    qtyLots: lots,
    price: ticks,
    profit: offset,
    loss: offset,
    stopLimit: maybe(fc.integer({ min: -2, max: 2 })),
    isMarket: fc.boolean(),
    orderClass: fc.constantFrom<OrderClass[]>('bracket', 'bracket', 'oco', 'oto'),
    otoProfit: fc.boolean(),
  })
  .map(({ price, profit, loss, stopLimit, isMarket, otoProfit, ...rest }) => {
    const { orderClass } = rest;
    const isOco = orderClass === 'oco';
    // The way in which the exits make a profit.
    const way = (rest.side === 'buy') === isOco ? -CENT : CENT;
    const stop = price - way * loss;
    const takeProfit = { limitPriceTicks: price + way * profit };
    const limit = stopLimit === null ? null : stop + stopLimit * CENT;
    const stopLoss = { stopPriceTicks: stop, limitPriceTicks: limit };
    return {
      ...common,
      ...rest,
      orderType: isMarket && !isOco ? ('market' as const) : ('limit' as const),
      limitPriceTicks: isOco || isMarket ? null : price,
      takeProfit: orderClass === 'oto' && !otoProfit ? null : takeProfit,
      stopLoss: orderClass === 'oto' && otoProfit ? null : stopLoss,
    };
  });

const pick = fc.nat(30);

/** One command; prices lie within a few cents of 100 dollars, so that much of it trades. */
export const groupCommand: fc.Arbitrary<GroupCommand> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('submit' as const), terms: group }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('submit' as const), terms: plain }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('submit_again' as const), n: fc.nat(40) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cancel' as const), pick }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('replace' as const),
      pick,
      change: fc.record({
        qtyLots: maybe(lots),
        limitPriceTicks: maybe(ticks),
        stopPriceTicks: maybe(ticks),
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('cancel_side' as const), isBuy: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('flatten' as const), cancels: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('collar' as const),
      basisPoints: fc.constantFrom(1, 3, 1_000, 1_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('halt' as const),
      isHalted: fc.constantFrom(true, false, false),
    }),
  },
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('house' as const),
      isTake: fc.boolean(),
      isBuy: fc.boolean(),
      ticks: cents(12),
      lots,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('later' as const),
      us: fc.constantFrom(1, 1_000_000, 1_000_000, 5 * 3_600_000_000, 11 * 3_600_000_000),
    }),
  },
);

/** A resting order of the house. */
export interface HouseOrder {
  readonly handle: number;
  readonly id: number;
}

/**
 * Does a command; `n` names its order. Whatever may be refused may be refused. What rests of the
 * house is added to `house`.
 */
export function performOfGroups(
  core: TradingCore,
  one: GroupCommand,
  n: number,
  house: HouseOrder[] = [],
): void {
  switch (one.kind) {
    case 'submit':
      core.submit({ ...one.terms, clientOrderId: `p-${String(n)}` }, 'property');
      return;
    case 'submit_again': {
      const id = `p-${String(one.n % Math.max(1, n))}`;
      core.submit(again(id), 'property');
      return;
    }
    case 'cancel_side':
      core.cancelAll('AAPL', one.isBuy ? 'buy' : 'sell', 'cancel_all');
      return;
    case 'flatten':
      if (one.cancels) core.cancelAll('AAPL', null, 'flatten');
      core.closePositions(`f-${String(n)}`, 'AAPL', 'property');
      return;
    case 'halt':
      core.setTradingState('AAPL', { kind: one.isHalted ? 'halted' : 'open' });
      return;
    case 'collar':
      core.setLimits({ ...core.limits, priceCollarBasisPoints: one.basisPoints });
      return;
    case 'house': {
      const code = one.isBuy ? BUY : SELL;
      if (one.isTake) core.house.take(0, code, one.ticks, one.lots);
      else {
        const handle = core.house.limit(0, code, one.ticks, one.lots);
        house.push({ handle, id: core.house.lastOrderId() });
      }
      return;
    }
    case 'later':
      core.setTime(timeUs(core.exchange.nowUs + one.us));
      return;
    default: {
      const workingOrders = core.snapshot().workingOrders.toSorted((a, b) => a.orderId - b.orderId);
      const order = workingOrders[one.pick % Math.max(1, workingOrders.length)];
      if (order === undefined) return;
      if (one.kind === 'cancel') core.cancel(order.orderId);
      else {
        const none = { qtyLots: null, limitPriceTicks: null, ...PLAIN_CHANGES };
        core.replace({ ...none, ...one.change, orderId: order.orderId });
      }
    }
  }
}

/** An id sent again, with terms that could place a group if the id were new. */
function again(clientOrderId: string): SubmitRequest {
  return {
    ...common,
    clientOrderId,
    side: 'buy',
    orderType: 'limit',
    timeInForce: 'gtc',
    qtyLots: 3,
    limitPriceTicks: HUNDRED,
    orderClass: 'bracket',
    takeProfit: { limitPriceTicks: HUNDRED + 5 * CENT },
    stopLoss: { stopPriceTicks: HUNDRED - 5 * CENT, limitPriceTicks: null },
  };
}

/** Commands of traders, the house and the clock as data, for properties of the whole core. */
import fc from 'fast-check';
import type { TradingCore } from '../../../engine/core.ts';
import { PLAIN_CHANGES } from '../../../engine/domain/order.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import type { SubmitRequest } from '../../../engine/orders/new-order.ts';
import { CENT, HUNDRED } from '../../support/test-core.ts';

export type Command =
  | { readonly kind: 'submit'; readonly terms: Omit<SubmitRequest, 'clientOrderId'> }
  | ({ readonly kind: 'house'; readonly isTake: boolean; readonly isBuy: boolean } & Priced)
  | { readonly kind: 'replace'; readonly pick: number; readonly change: Change }
  | { readonly kind: 'cancel'; readonly pick: number }
  | { readonly kind: 'later'; readonly us: number };

interface Priced {
  readonly ticks: number;
  readonly lots: number;
}

interface Change {
  readonly qtyLots: number | null;
  readonly limitPriceTicks: number | null;
  readonly stopPriceTicks: number | null;
  readonly trailTicks: number | null;
  readonly displayQtyLots: number | null;
}

const ticks = fc.integer({ min: -8, max: 8 }).map((steps) => HUNDRED + steps * CENT);
const lots = fc.integer({ min: 1, max: 30 });
const side = fc.constantFrom('buy' as const, 'sell' as const);
const no = fc.constant(null);
const simple = {
  notionalMicros: no,
  extendedHours: fc.constant(false),
  orderClass: fc.constant('simple' as const),
  takeProfit: no,
  stopLoss: no,
};
const rest = { symbol: fc.constant('AAPL'), side, qtyLots: lots, tag: fc.constant(''), ...simple };
const restingTif = fc.constantFrom('day' as const, 'gtc' as const);
const plain = { stopPriceTicks: no, trailTicks: no, trailBasisPoints: no, displayQtyLots: no };

const terms: fc.Arbitrary<Omit<SubmitRequest, 'clientOrderId'>> = fc.oneof(
  fc.record({
    ...rest,
    ...plain,
    orderType: fc.constant('limit' as const),
    timeInForce: restingTif,
    limitPriceTicks: ticks,
    displayQtyLots: fc.option(fc.integer({ min: 1, max: 5 })),
    postOnly: fc.boolean(),
  }),
  fc
    .record({
      ...rest,
      ...plain,
      orderType: fc.constantFrom('stop' as const, 'stop_limit' as const),
      timeInForce: restingTif,
      limitPriceTicks: ticks,
      stopPriceTicks: ticks,
      postOnly: fc.constant(false),
    })
    .map((one) => (one.orderType === 'stop' ? { ...one, limitPriceTicks: null } : one)),
  fc.record({
    ...rest,
    ...plain,
    orderType: fc.constant('trailing_stop' as const),
    timeInForce: restingTif,
    limitPriceTicks: no,
    trailTicks: fc.integer({ min: 1, max: 5 * CENT }),
    postOnly: fc.constant(false),
  }),
);

const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(of, { freq: 2 });

/** One command; prices lie within a few cents of 100 dollars, so that much of it trades. */
export const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('submit' as const), terms }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('house' as const),
      isTake: fc.boolean(),
      isBuy: fc.boolean(),
      ticks,
      lots,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('replace' as const),
      pick: fc.nat(20),
      change: fc.record({
        qtyLots: maybe(lots),
        limitPriceTicks: maybe(ticks),
        stopPriceTicks: maybe(ticks),
        trailTicks: maybe(fc.integer({ min: 1, max: 5 * CENT })),
        displayQtyLots: maybe(fc.integer({ min: 1, max: 5 })),
      }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), pick: fc.nat(20) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('later' as const),
      us: fc.integer({ min: 1, max: 1_500_000 }),
    }),
  },
);

/** Does a command; `n` names its order. Whatever may be refused may be refused. */
export function perform(core: TradingCore, one: Command, n: number): void {
  const { workingOrders } = core.snapshot();
  switch (one.kind) {
    case 'submit':
      core.submit({ ...one.terms, clientOrderId: `p-${String(n)}` }, 'property');
      return;
    case 'house': {
      const code = one.isBuy ? BUY : SELL;
      if (one.isTake) core.house.take(0, code, one.ticks, one.lots);
      else core.house.limit(0, code, one.ticks, one.lots);
      return;
    }
    case 'later':
      core.setTime(timeUs(core.exchange.nowUs + one.us));
      return;
    default: {
      const order = workingOrders[one.pick % Math.max(1, workingOrders.length)];
      if (order === undefined) return;
      if (one.kind === 'cancel') core.cancel(order.orderId);
      else core.replace({ ...PLAIN_CHANGES, ...one.change, orderId: order.orderId });
    }
  }
}

import * as fc from 'fast-check';
import type { RiskLimits } from '../../../engine/contract/messages.ts';
import type { OrderType, TimeInForce } from '../../../engine/domain/order.ts';
import type { Side, SideCode } from '../../../engine/domain/side.ts';
import { CENT, HUNDRED } from '../../support/test-core.ts';

/** What traders, the house and time do. `pick` chooses among the orders sent so far, ended or not. */
export type CoreCommand =
  | {
      readonly kind: 'submit';
      readonly symbol: 'AAPL' | 'MSFT';
      readonly side: Side;
      readonly orderType: OrderType;
      readonly timeInForce: TimeInForce;
      readonly qtyLots: number;
      readonly limitPriceTicks: number;
      readonly postOnly: boolean;
    }
  | { readonly kind: 'submit_again'; readonly pick: number }
  | { readonly kind: 'cancel'; readonly pick: number }
  | {
      readonly kind: 'replace';
      readonly pick: number;
      readonly qtyLots: number | null;
      readonly limitPriceTicks: number | null;
    }
  | { readonly kind: 'cancel_all'; readonly symbol: string | null; readonly side: Side | null }
  | { readonly kind: 'flatten'; readonly symbol: string | null; readonly id: number }
  | { readonly kind: 'limits'; readonly limits: RiskLimits }
  | { readonly kind: 'kill'; readonly id: number }
  | { readonly kind: 'unlock' }
  | {
      readonly kind: 'house_limit' | 'house_take';
      readonly i: number;
      readonly side: SideCode;
      readonly priceTicks: number;
      readonly qtyLots: number;
    }
  | { readonly kind: 'house_cancel'; readonly pick: number }
  | { readonly kind: 'time'; readonly us: number }
  | { readonly kind: 'restart' };

/** A few prices so that orders meet; seldom far away or between two cents. */
const price = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: -4, max: 4 }).map((c) => HUNDRED + c * CENT) },
  { weight: 1, arbitrary: fc.constantFrom(HUNDRED + 1, 1, CENT, 2 * HUNDRED, 10 ** 12) },
);
const lots = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: 1, max: 12 }) },
  { weight: 1, arbitrary: fc.constantFrom(10_000, 10_001, 10 ** 12) },
);
const side = fc.constantFrom<Side[]>('buy', 'sell');
const code = fc.constantFrom<SideCode[]>(0, 1);
const pick = fc.nat(1_000);
const scope = fc.constantFrom(null, 'AAPL', 'MSFT');
const orNull = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null, freq: 2 });

const submit = fc.record({
  kind: fc.constant('submit' as const),
  symbol: fc.constantFrom('AAPL' as const, 'MSFT' as const),
  side,
  orderType: fc.constantFrom<OrderType[]>('limit', 'limit', 'limit', 'market'),
  timeInForce: fc.constantFrom<TimeInForce[]>('day', 'day', 'gtc', 'ioc', 'fok'),
  qtyLots: lots,
  limitPriceTicks: price,
  postOnly: fc.constantFrom(false, false, false, true),
});
const limits = fc.record({
  kind: fc.constant('limits' as const),
  limits: fc.record({
    orderUnitsMax: fc.constantFrom(5, 10_000),
    orderValueMicrosMax: fc.constantFrom(500_000_000, 1_000_000_000_000),
    priceCollarBasisPoints: fc.constantFrom(1, 1_000),
    positionUnitsMax: fc.constantFrom(null, null, 15),
    positionValueMicrosMax: fc.constantFrom(null, null, 3_000_000_000),
    openOrdersMax: fc.constantFrom(null, null, 4),
    ordersPerSecondMax: fc.constantFrom(null, null, 20),
    clientOrdersPerSecondMax: fc.constantFrom(null, null, 10),
    dailyLossMicrosMax: fc.constantFrom(null, null, 300_000),
    allowSymbols: fc.constantFrom<(string[] | null)[]>(null, null, ['AAPL']),
    denySymbols: fc.constantFrom<string[][]>([], [], ['MSFT']),
  }),
});
const houseOrder = fc.record({
  kind: fc.constantFrom('house_limit' as const, 'house_take' as const),
  i: fc.nat(1),
  side: code,
  priceTicks: fc.integer({ min: -4, max: 4 }).map((c) => HUNDRED + c * CENT),
  qtyLots: fc.integer({ min: 1, max: 15 }),
});
const time = fc.record({
  kind: fc.constant('time' as const),
  // Mostly moments; at times over the turn of the trading date, or over what a gtc order lives.
  us: fc.oneof(
    { weight: 12, arbitrary: fc.nat(5_000_000) },
    { weight: 2, arbitrary: fc.nat(30 * 3_600_000_000) },
    { weight: 1, arbitrary: fc.constant(91 * 86_400_000_000) },
  ),
});

const command: fc.Arbitrary<CoreCommand> = fc.oneof(
  { weight: 30, arbitrary: submit },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('submit_again' as const), pick }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('cancel' as const), pick }) },
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('replace' as const),
      pick,
      qtyLots: orNull(lots),
      limitPriceTicks: orNull(price),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('cancel_all' as const),
      symbol: scope,
      side: orNull(side),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('flatten' as const), symbol: scope, id: fc.nat(2) }),
  },
  { weight: 1, arbitrary: limits },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('kill' as const), id: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'unlock' as const }) },
  { weight: 30, arbitrary: houseOrder },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('house_cancel' as const), pick }) },
  { weight: 6, arbitrary: time },
  { weight: 2, arbitrary: fc.constant({ kind: 'restart' as const }) },
);

/** A day at the exchange. */
export const coreCommands: fc.Arbitrary<CoreCommand[]> = fc.array(command, {
  maxLength: 150,
  size: 'max',
});

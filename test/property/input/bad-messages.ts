/** Messages that a client might send: such that fit the contract, such that nearly do, and anything. */
import * as fc from 'fast-check';
import { requestBodySchema } from '../../../engine/contract/messages.ts';
import { PLAIN_TERMS } from '../../../engine/domain/order.ts';
import type { Plausible } from '../../support/schema-arbitrary.ts';
import { arbitraryOf } from '../../support/schema-arbitrary.ts';
import { CENT, HUNDRED } from '../../support/test-core.ts';

/** What a client sends, or what the market does meanwhile. */
export type Step =
  | { readonly kind: 'message'; readonly value: unknown }
  | {
      readonly kind: 'market';
      readonly isTake: boolean;
      readonly isBuy: boolean;
      readonly ticks: number;
      readonly lots: number;
    };

const price = fc.integer({ min: -8, max: 8 }).map((cents) => HUNDRED + cents * CENT);
const lots = fc.integer({ min: 1, max: 20 });
const orNull = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(one, { nil: null });
const rarely = (value: unknown): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 9, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constant(value) },
  );

const PLAUSIBLE: Plausible = {
  symbol: fc.constantFrom('AAPL', 'AAPL', 'AAPL', 'MSFT', 'NOPE'),
  clientOrderId: fc.integer({ min: 1, max: 30 }).map((n) => `id-${String(n)}`),
  orderId: fc.integer({ min: 1, max: 12 }),
  qtyLots: orNull(lots),
  displayQtyLots: rarely(3),
  limitPriceTicks: orNull(price),
  stopPriceTicks: rarely(HUNDRED + 5 * CENT),
  trailTicks: rarely(CENT),
  trailBasisPoints: rarely(50),
  notionalMicros: rarely(500_000_000),
  takeProfit: rarely({ limitPriceTicks: HUNDRED + 9 * CENT }),
  stopLoss: rarely({ stopPriceTicks: HUNDRED - 9 * CENT, limitPriceTicks: null }),
  orderClass: fc.constant('simple'),
  extendedHours: fc.constant(false),
  basisPoints: orNull(fc.integer({ min: 1, max: 10_000 })),
};

const body = arbitraryOf(requestBodySchema, PLAUSIBLE);
/** Anything that a port, a socket or a script could hand over. */
const garbage = fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true });

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** An order that makes sense but for its size at times, so that there is something to spoil. */
const order = fc
  .record({
    n: fc.nat(30),
    symbol: fc.constantFrom('AAPL', 'AAPL', 'MSFT'),
    side: fc.constantFrom('buy', 'sell'),
    orderType: fc.constantFrom('limit', 'limit', 'market', 'stop', 'trailing_stop'),
    qtyLots: fc.oneof(
      { weight: 9, arbitrary: lots },
      { weight: 1, arbitrary: fc.constantFrom(10_001, 10 ** 12) },
    ),
    ticks: fc.oneof(
      { weight: 9, arbitrary: price },
      { weight: 1, arbitrary: fc.constantFrom(1, 10 ** 12) },
    ),
    timeInForce: fc.constantFrom('day', 'gtc'),
    postOnly: fc.constantFrom(false, false, false, true),
  })
  .map(({ n, ticks, postOnly, ...terms }) => ({
    ...PLAIN_TERMS,
    type: 'order.submit',
    clientOrderId: `id-${String(n)}`,
    ...terms,
    limitPriceTicks: terms.orderType === 'limit' ? ticks : null,
    stopPriceTicks: terms.orderType === 'stop' ? ticks : null,
    trailTicks: terms.orderType === 'trailing_stop' ? 5 * CENT : null,
    postOnly: postOnly && terms.orderType === 'limit',
    tag: '',
  }));

/** A body of which one field, its own or one of what is in it, is gone, foreign or anything. */
const damaged = fc
  .record({
    whole: fc.oneof(order, body),
    at: fc.nat(),
    inside: fc.option(fc.nat(), { nil: null }),
    how: fc.constantFrom('anything' as const, 'gone' as const, 'foreign' as const),
    value: garbage,
  })
  .map(({ whole, at, inside, how, value }) => {
    const copy: unknown = structuredClone(whole);
    if (!isFields(copy)) return value;
    const child = copy[fieldAt(copy, at)];
    const target = inside !== null && isFields(child) ? child : copy;
    const name = fieldAt(target, inside !== null && target === child ? inside : at);
    if (how === 'gone') Reflect.deleteProperty(target, name);
    else target[how === 'foreign' ? `${name}x` : name] = value;
    return copy;
  });

function fieldAt(fields: Fields, pick: number): string {
  const names = Object.keys(fields);
  return names[pick % Math.max(1, names.length)] ?? 'none';
}

const requestId = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const request = (one: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.record({ type: fc.constant('request'), id: requestId, body: one });

const message = fc.oneof(
  { weight: 10, arbitrary: request(order) },
  { weight: 12, arbitrary: request(body) },
  { weight: 8, arbitrary: request(damaged) },
  { weight: 1, arbitrary: request(garbage) },
  { weight: 1, arbitrary: garbage },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('request'), id: garbage, body }) },
);

/** A client that makes no sense, in a market that goes on. */
export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('message' as const), value: message }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('market' as const),
        isTake: fc.boolean(),
        isBuy: fc.boolean(),
        ticks: price,
        lots,
      }),
    },
  ),
  { minLength: 1, maxLength: 40 },
);

import fc from 'fast-check';
import type { TradingCore } from '../../../engine/core.ts';
import { assertNever } from '../../../engine/domain/assert.ts';
import { PLAIN_CHANGES } from '../../../engine/domain/order.ts';
import type { OrderType, TimeInForce } from '../../../engine/domain/order.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import type { Side } from '../../../engine/domain/side.ts';
import { US_PER_DAY, US_PER_HOUR, US_PER_MINUTE, timeUs } from '../../../engine/domain/time.ts';
import type { TradingState } from '../../../engine/market/trading-state.ts';
import type { SubmitRequest } from '../../../engine/orders/new-order.ts';
import { CENT, HUNDRED, orderOf } from '../../support/test-core.ts';

interface Terms {
  readonly side: Side;
  readonly orderType: OrderType;
  readonly timeInForce: TimeInForce;
  readonly qtyLots: number;
  readonly limitPriceTicks: number;
  readonly stopPriceTicks: number;
  readonly extendedHours: boolean;
  readonly displayQtyLots: number | null;
  /** A plain limit or market order of this becomes the entry of a bracket. */
  readonly hasExits: boolean;
}

/** What traders, the house, the clock and the market's overseers do. */
export type SessionCommand =
  | { readonly kind: 'submit'; readonly terms: Terms }
  | { readonly kind: 'cancel'; readonly pick: number }
  | {
      readonly kind: 'replace';
      readonly pick: number;
      readonly qtyLots: number | null;
      readonly limitPriceTicks: number | null;
    }
  | {
      readonly kind: 'house';
      readonly isTake: boolean;
      readonly isBuy: boolean;
      readonly ticks: number;
      readonly lots: number;
    }
  | { readonly kind: 'later'; readonly us: number }
  | { readonly kind: 'state'; readonly state: 'open' | 'halted' | 'paused' };

const ticks = fc.integer({ min: -4, max: 4 }).map((cents) => HUNDRED + cents * CENT);
const lots = fc.integer({ min: 1, max: 9 });
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });

const terms: fc.Arbitrary<Terms> = fc.record({
  side: fc.constantFrom<Side[]>('buy', 'sell'),
  orderType: fc.constantFrom<OrderType[]>(
    'limit',
    'limit',
    'limit',
    'market',
    'stop',
    'stop_limit',
  ),
  timeInForce: fc.constantFrom<TimeInForce[]>('day', 'gtc', 'gtc', 'opg', 'cls', 'ioc'),
  qtyLots: lots,
  limitPriceTicks: ticks,
  stopPriceTicks: ticks,
  extendedHours: fc.boolean(),
  displayQtyLots: fc.option(fc.integer({ min: 1, max: 3 }), { nil: null, freq: 6 }),
  hasExits: fc.constantFrom(false, false, false, true),
});

/** Mostly a few hours, so that boundaries lie inside; at times a weekend, or what a gtc order lives. */
const later = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 30 * US_PER_MINUTE }) },
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 8 * US_PER_HOUR }) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 4 * US_PER_DAY }) },
  { weight: 1, arbitrary: fc.constant(91 * US_PER_DAY) },
);

const command: fc.Arbitrary<SessionCommand> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('submit' as const), terms }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), pick: fc.nat(20) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('replace' as const),
      pick: fc.nat(20),
      qtyLots: maybe(lots),
      limitPriceTicks: maybe(ticks),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('house' as const),
      isTake: fc.boolean(),
      isBuy: fc.boolean(),
      ticks,
      lots,
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('later' as const), us: later }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('state' as const),
      state: fc.constantFrom('open' as const, 'halted' as const, 'paused' as const),
    }),
  },
);

export const sessionCommands = fc.array(command, { minLength: 1, maxLength: 60 });

/** Moves the clock on by `us`. */
export type Walk = (core: TradingCore, us: number) => void;

/** In one step. */
export const leap: Walk = (core, us) => {
  core.setTime(timeUs(core.exchange.nowUs + us));
};

/** Does a command; `n` names its order. Whatever may be refused may be refused. */
export function perform(core: TradingCore, one: SessionCommand, n: number, walk: Walk): void {
  switch (one.kind) {
    case 'submit':
      core.submit(requestOf(one.terms, n), 'property');
      return;
    case 'cancel':
    case 'replace': {
      const { workingOrders } = core.snapshot();
      const order = workingOrders[one.pick % Math.max(1, workingOrders.length)];
      if (order === undefined) return;
      const { orderId } = order;
      if (one.kind === 'cancel') core.cancel(orderId);
      else {
        const { qtyLots, limitPriceTicks } = one;
        core.replace({ ...PLAIN_CHANGES, orderId, qtyLots, limitPriceTicks });
      }
      return;
    }
    case 'house': {
      const code = one.isBuy ? BUY : SELL;
      if (one.isTake) core.house.take(0, code, one.ticks, one.lots);
      else core.house.limit(0, code, one.ticks, one.lots);
      return;
    }
    case 'later':
      walk(core, one.us);
      return;
    case 'state':
      core.setTradingState('AAPL', stateOf(one.state, core.exchange.nowUs));
      return;
    default:
      assertNever(one, 'command');
  }
}

function stateOf(kind: 'open' | 'halted' | 'paused', nowUs: number): TradingState {
  if (kind !== 'paused') return { kind };
  const band = { lowTicks: HUNDRED - 2 * CENT, highTicks: HUNDRED + 2 * CENT };
  return { kind, untilUs: timeUs(nowUs + 2 * US_PER_HOUR), band };
}

function requestOf({ hasExits, ...wanted }: Terms, n: number): SubmitRequest {
  const { orderType, timeInForce, side } = wanted;
  const hasLimit = orderType === 'limit' || orderType === 'stop_limit';
  const hasStop = orderType === 'stop' || orderType === 'stop_limit';
  const isPlain = orderType === 'limit' && (timeInForce === 'day' || timeInForce === 'gtc');
  const beyond = (cents: number) => HUNDRED + (side === 'buy' ? cents : -cents) * CENT;
  const isBracket = hasExits && isPlain && wanted.displayQtyLots === null && !wanted.extendedHours;
  const exits = {
    orderClass: 'bracket',
    takeProfit: { limitPriceTicks: beyond(6) },
    stopLoss: { stopPriceTicks: beyond(-6), limitPriceTicks: null },
  } as const;
  return orderOf({
    ...wanted,
    ...(isBracket ? exits : {}),
    clientOrderId: `p-${String(n)}`,
    timeInForce: hasStop && timeInForce !== 'day' ? 'gtc' : timeInForce,
    limitPriceTicks: hasLimit ? wanted.limitPriceTicks : null,
    stopPriceTicks: hasStop ? wanted.stopPriceTicks : null,
    extendedHours: isPlain && wanted.extendedHours,
    displayQtyLots: isPlain ? wanted.displayQtyLots : null,
  });
}

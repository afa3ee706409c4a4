import type { RiskLimits } from '../contract/messages.ts';
import type { Order } from '../domain/order.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import { checkAccount } from '../risk/risk-guard.ts';
import type { GuardedOrder } from '../risk/risk-guard.ts';
import { openMicros } from './order-registry.ts';

/** What the guard has to know of an order beside its market and the account. */
export type GuardedTerms = Pick<
  GuardedOrder,
  'side' | 'orderType' | 'qtyLots' | 'limitPriceTicks' | 'stopPriceTicks'
>;

/** What the guard looks at: these terms in the market of now, with all that the account comes to. */
export function guardedOrder(
  market: InstrumentMarket,
  { side, orderType, qtyLots, limitPriceTicks, stopPriceTicks }: GuardedTerms,
  accountMicros: number,
): GuardedOrder {
  return {
    instrument: market.instrument,
    side,
    orderType,
    qtyLots,
    limitPriceTicks,
    stopPriceTicks,
    referenceTicks: market.referenceTicks(),
    bestBidTicks: market.matching.bestBidTicks(),
    accountMicros,
  };
}

/**
 * Whether the account, which comes to `sizeMicros` and has `openMicrosOfAll` of open orders, has room for
 * one of these now that it goes to its book.
 */
export function hasRoomFor(
  order: Order,
  market: InstrumentMarket,
  limits: RiskLimits,
  sizeMicros: number,
  openMicrosOfAll: number,
): boolean {
  const others = openMicrosOfAll - openMicros(market.instrument, order);
  const terms = { ...order, orderType: order.type, stopPriceTicks: null };
  return checkAccount(limits, guardedOrder(market, terms, sizeMicros + 2 * others)) === null;
}

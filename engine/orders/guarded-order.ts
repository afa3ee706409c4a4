import type { InstrumentMarket } from '../market/instrument-market.ts';
import type { GuardedOrder } from '../risk/risk-guard.ts';

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

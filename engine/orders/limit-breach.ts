import type { Refusal } from '../domain/refusal.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import type { AccountDesk } from './account-desk.ts';
import { exitMicros } from './new-legs.ts';
import { ordersAdded } from './order-checks.ts';
import type { OrderDraft } from './order-checks.ts';
import type { RiskDesk } from './risk-desk.ts';
import { stopTicksNow } from './stop-prices.ts';

/** The desks that hold the limits; the core makes them later than those who ask. */
export interface LimitPorts {
  readonly risk: () => RiskDesk;
  readonly accounts: () => AccountDesk;
}

/** The limit of the risk guard or the account that a new order breaks now, on whichever venue; or null. */
export function limitBreach(
  { risk, accounts }: LimitPorts,
  market: InstrumentMarket,
  terms: OrderDraft,
): Refusal | null {
  const changed = withStopNow(market, terms);
  const exitsMicros = exitMicros(market.instrument, terms);
  return (
    risk().breachOfNew(market, changed, exitsMicros, ordersAdded(terms)) ??
    accounts().breach(market, changed, null)
  );
}

/** Buying power once a new order works that breaks no limit, in micros; null where that is no safe number. */
export function powerAfter(
  { accounts }: Pick<LimitPorts, 'accounts'>,
  market: InstrumentMarket,
  terms: OrderDraft,
): number | null {
  return accounts().powerAfter(market, withStopNow(market, terms));
}

/** The terms with the price at which a stop would wait now: one that trails has none of its own. */
function withStopNow(market: InstrumentMarket, terms: OrderDraft): OrderDraft {
  const stopPriceTicks = stopTicksNow(market, terms);
  return stopPriceTicks === terms.stopPriceTicks ? terms : { ...terms, stopPriceTicks };
}

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
  const stopPriceTicks = stopTicksNow(market, terms);
  const changed = stopPriceTicks === terms.stopPriceTicks ? terms : { ...terms, stopPriceTicks };
  const exitsMicros = exitMicros(market.instrument, terms);
  return (
    risk().breachOfNew(market, changed, exitsMicros, ordersAdded(terms)) ??
    accounts().breach(market, changed, null)
  );
}

import type { RiskLimits } from '../contract/messages.ts';
import type { Venue } from '../domain/order.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import { checkFractional } from './fractional-checks.ts';
import { checkGroup, withOcoLimit } from './group-checks.ts';
import { checkDraft } from './order-checks.ts';
import type { OrderDraft } from './order-checks.ts';
import { sized } from './order-size.ts';

/** What an order and its preview have in common, as they are asked for. */
export type AskedDraft = Omit<OrderDraft, 'qtyLots'> & { readonly qtyLots: number | null };

/** What is asked for with its quantity and limit price, or why it is no order that this venue takes. */
export function orderTerms<Draft extends AskedDraft>(
  draft: Draft,
  market: InstrumentMarket,
  venue: Venue,
  limits: RiskLimits,
): (Draft & OrderDraft) | Refusal {
  const terms = sized(withOcoLimit(draft), market, limits);
  if ('code' in terms) return terms;
  const { instrument } = market;
  return (
    checkDraft(venue, instrument, terms) ??
    checkGroup(instrument, terms) ??
    checkFractional(instrument, terms) ??
    terms
  );
}

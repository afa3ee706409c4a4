import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';

/** How large an order is to be: a quantity or a sum of money, one of the two. */
interface SizeTerms {
  readonly qtyLots: number | null;
  readonly notionalMicros: number | null;
}

/** The same order with its quantity, or why it has none. */
export function sized<Terms extends SizeTerms>(
  terms: Terms,
): (Terms & { readonly qtyLots: number }) | Refusal {
  const { qtyLots, notionalMicros } = terms;
  if (notionalMicros !== null) {
    const rule = 'a quantity; sums of money are not taken here';
    return refusal('contract.notional', 'notionalMicros', notionalMicros, rule);
  }
  if (qtyLots !== null) return { ...terms, qtyLots };
  return refusal('contract.qty_missing', 'qtyLots', null, 'a quantity or a sum of money');
}

import type { OrderPreview, RiskLimits } from '../contract/messages.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import { RESULT_REFUSED_POST_ONLY } from '../matching/result-codes.ts';
import type { Account } from '../portfolio/account.ts';
import type { Refusal } from '../domain/refusal.ts';
import { sideCode } from '../domain/side.ts';
import { collarTicks } from '../risk/risk-guard.ts';
import type { OrderDraft } from './order-checks.ts';
import { refusalOf } from './result-words.ts';

/**
 * What an order that has passed `checkDraft` would cost and do now; changes nothing. `breach` is the
 * limit it breaks, if any.
 */
export function previewOrder(
  market: InstrumentMarket,
  draft: OrderDraft,
  limits: RiskLimits,
  account: Account,
  breach: Refusal | null,
): OrderPreview {
  const { instrument } = market;
  const { limitPriceTicks } = draft;
  const referenceTicks = market.referenceTicks();
  const side = sideCode(draft.side);
  const worst = limitPriceTicks ?? collarTicks(limits, draft.side, referenceTicks);
  const take = market.wouldTake(side, worst, draft.qtyLots);
  const takePriceTicks = take.lots === 0 ? null : Math.round(take.tickLots / take.lots);
  const priceTicks = limitPriceTicks ?? takePriceTicks;
  const valueMicros =
    priceTicks === null
      ? null
      : safeOrNull(priceTicks * draft.qtyLots * instrument.tickValueMicros);
  const signedLots = draft.side === 'buy' ? draft.qtyLots : -draft.qtyLots;
  const isFuture = instrument.assetClass === 'future';
  const moved = isFuture ? 0 : Math.sign(signedLots) * (valueMicros ?? 0);
  const crosses = draft.postOnly && take.lots > 0;
  const rests = limitPriceTicks !== null && take.lots === 0;
  return {
    takePriceTicks,
    takeQtyLots: take.lots,
    valueMicros,
    positionAfterLots: account.qtyLots(draft.symbol) + signedLots,
    cashAfterMicros: valueMicros === null ? null : safeOrNull(account.cashMicros - moved),
    queueAheadLots: rests ? market.lotsAhead(side, limitPriceTicks) : 0,
    refusal: breach ?? (crosses ? refusalOf(RESULT_REFUSED_POST_ONLY, limitPriceTicks) : null),
  };
}

function safeOrNull(value: number): number | null {
  return Number.isSafeInteger(value) ? value : null;
}

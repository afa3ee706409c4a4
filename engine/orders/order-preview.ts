import type { OrderPreview, RiskLimits } from '../contract/messages.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import { isStopType } from '../domain/order.ts';
import { RESULT_REFUSED_POST_ONLY } from '../matching/result-codes.ts';
import type { Account } from '../portfolio/account.ts';
import type { Refusal } from '../domain/refusal.ts';
import { sideCode } from '../domain/side.ts';
import { collarTicks } from '../risk/risk-guard.ts';
import type { OrderDraft } from './order-checks.ts';
import { refusalOf } from './result-words.ts';
import { tradesIn } from './session-checks.ts';
import { stopTicksNow } from './stop-prices.ts';

const NOTHING = { lots: 0, tickLots: 0 };

/**
 * What an order that has passed `checkDraft` would cost and do now; changes nothing. One that waits,
 * a stop for its price or any for its session, takes nothing now; a stop costs its limit, or the price
 * at which it would be elected. `checked`: why it would be refused before it reaches a book, if anything,
 * and else what it would leave of the buying power.
 */
export function previewOrder(
  market: InstrumentMarket,
  draft: OrderDraft,
  limits: RiskLimits,
  account: Account,
  checked: { readonly breach: Refusal | null; readonly powerAfterMicros: () => number | null },
): OrderPreview {
  const { breach } = checked;
  const { instrument } = market;
  const { limitPriceTicks } = draft;
  const referenceTicks = market.referenceTicks();
  const side = sideCode(draft.side);
  const worst = limitPriceTicks ?? collarTicks(limits, draft.side, referenceTicks);
  const waits = isStopType(draft.orderType) || !tradesIn(market.state, draft);
  const stopTicks = stopTicksNow(market, draft);
  const take = waits ? NOTHING : market.wouldTake(side, worst, draft.qtyLots);
  const takePriceTicks = take.lots === 0 ? null : Math.round(take.tickLots / take.lots);
  const priceTicks = limitPriceTicks ?? stopTicks ?? takePriceTicks;
  // The average is rounded to a tick, which would let a sum of money cost more than it is.
  const isTaken = limitPriceTicks === null && take.lots === draft.qtyLots;
  const tickLots = isTaken ? take.tickLots : (priceTicks ?? 0) * draft.qtyLots;
  const valueMicros =
    priceTicks === null ? null : safeOrNull(tickLots * instrument.tickValueMicros);
  const signedLots = draft.side === 'buy' ? draft.qtyLots : -draft.qtyLots;
  const isFuture = instrument.assetClass === 'future';
  const moved = isFuture ? 0 : Math.sign(signedLots) * (valueMicros ?? 0);
  const crosses = draft.postOnly && take.lots > 0;
  const rests = !waits && limitPriceTicks !== null && take.lots === 0;
  return {
    qtyLots: draft.qtyLots,
    takePriceTicks,
    takeQtyLots: take.lots,
    valueMicros,
    positionAfterLots: account.qtyLots(draft.symbol) + signedLots,
    cashAfterMicros: valueMicros === null ? null : safeOrNull(account.cashMicros - moved),
    buyingPowerAfterMicros: breach === null ? checked.powerAfterMicros() : null,
    queueAheadLots: rests ? market.lotsAhead(side, limitPriceTicks) : 0,
    refusal: breach ?? (crosses ? refusalOf(RESULT_REFUSED_POST_ONLY, draft) : null),
  };
}

function safeOrNull(value: number): number | null {
  return Number.isSafeInteger(value) ? value : null;
}

import type { RiskLimits } from '../contract/messages.ts';
import type { Order } from '../domain/order.ts';
import { sideCode } from '../domain/side.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import { orderTypeCode, tifCode } from '../matching/order-codes.ts';
import type { SubmitResult } from '../matching/result-codes.ts';
import { TRADER_OWNER } from '../ports.ts';
import { collarTicks } from '../risk/risk-guard.ts';

/**
 * Gives what is open of an order to its book, as the limit or market order that it is now; a market
 * order trades within the collar around the price of now.
 */
export function enterBook(
  order: Order,
  market: InstrumentMarket,
  limits: RiskLimits,
): SubmitResult {
  const { limitPriceTicks, displayQtyLots, leavesQtyLots } = order;
  const side = sideCode(order.side);
  if (limitPriceTicks !== null && displayQtyLots !== null) {
    return market.matching.submitIceberg({
      orderId: order.orderId,
      owner: TRADER_OWNER,
      side,
      postOnly: order.postOnly,
      priceTicks: limitPriceTicks,
      qtyLots: leavesQtyLots,
      displayLots: displayQtyLots,
    });
  }
  const reference = limitPriceTicks === null ? market.referenceTicks() : 0;
  return market.matching.submit(
    order.orderId,
    TRADER_OWNER,
    side,
    orderTypeCode(limitPriceTicks),
    tifCode(order.timeInForce),
    order.postOnly,
    limitPriceTicks ?? 0,
    leavesQtyLots,
    reference > 0 ? collarTicks(limits, order.side, reference) : 0,
  );
}

import type { OrderExplanation, StopReport } from '../contract/order-explanation.ts';
import type { OrderId } from '../domain/ids.ts';
import type { Order } from '../domain/order.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Exchange } from '../market/exchange.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import { distanceOf, ruleOf } from '../orders/fill-explanation.ts';
import { notWorking } from '../orders/order-checks.ts';
import type { RemoteReport } from './remote-report.ts';

/**
 * Says why an order at a remote venue has not filled, as far as it can be known here: what the venue has said
 * of it last, and its price against the quote. Who is ahead of it nobody tells.
 */
export function remoteExplanation(
  id: OrderId,
  order: Order | null,
  word: RemoteReport | null,
  exchange: Exchange,
): OrderExplanation | Refusal {
  const market = order === null ? undefined : exchange.market(order.symbol);
  if (order === null || market === undefined) return notWorking(id, null);
  const own = ruleOf(order, market);
  const rule = own === market.fillRule ? 'venue' : own;
  const { bidTicks, bidLots, askTicks, askLots, lastTicks } = market.quote();
  return {
    order,
    rule,
    atUs: exchange.nowUs,
    bidTicks,
    bidLots,
    askTicks,
    askLots,
    lastTicks,
    ...distanceOf(order, bidTicks, askTicks),
    betterLots: 0,
    nextFillLots: 0,
    queue: null,
    stop: rule === 'stop' ? stopOf(order, market) : null,
    opensUs: null,
    venue: {
      venue: order.venue,
      status: word?.status ?? order.status,
      filledLots: order.cumQtyLots,
      updatedUs: word?.updatedUs ?? order.updatedUs,
    },
  };
}

/** The venue watches the last trade; what it has seen since its last word is not known. */
function stopOf({ side, stopPriceTicks }: Order, market: InstrumentMarket): StopReport {
  const stopTicks = stopPriceTicks ?? 0;
  const nowTicks = market.lastTradeTicks();
  const sign = side === 'buy' ? 1 : -1;
  const distanceTicks = nowTicks === 0 ? null : Math.max(0, sign * (stopTicks - nowTicks));
  return { stopTicks, by: 'last_trade', nowTicks, distanceTicks };
}

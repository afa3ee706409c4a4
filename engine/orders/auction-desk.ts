/**
 * Auctions of one price: the opening and closing ones for which opg and cls orders are entered, and
 * those that open a market whose orders have waited, in the morning or after a halt. Traders' orders
 * are given to an auction book (engine/matching/auction-book.ts) together with what rests; its fills
 * count as a maker's, since an auction has no taker.
 *
 * Nobody may trade with himself. An auction order that could is refused on entry; what meets another
 * way (an order that rests since, a replace) is cancelled before the auction, the newer of the two. Where
 * quotes are all that is known of the others there is no auction: the trader would be alone in it.
 */
import type { RiskLimits } from '../contract/messages.ts';
import { orderId } from '../domain/ids.ts';
import type { OrderId } from '../domain/ids.ts';
import { isWaitingStop } from '../domain/order.ts';
import type { Order, OrderReason } from '../domain/order.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import { BUY, SELL, sideCode } from '../domain/side.ts';
import type { Exchange } from '../market/exchange.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import { AuctionBook } from '../matching/auction-book.ts';
import type { AuctionTerms } from '../matching/clearing-price.ts';
import { TRADER_OWNER } from '../ports.ts';
import { collarTicks } from '../risk/risk-guard.ts';
import type { OrderRegistry } from './order-registry.ts';
import { isAuctionOrder } from './session-checks.ts';
import type { WorkingOrder } from './working-order.ts';

/** What an auction needs from the core that it is a part of. */
export interface AuctionPorts {
  readonly exchange: Exchange;
  readonly orders: OrderRegistry;
  readonly limits: () => RiskLimits;
  /** Records that an order has traded in an auction. */
  readonly fill: (id: OrderId, lots: number, ticks: number) => void;
  /** Takes an order out of wherever it is, and says so. */
  readonly cancel: (working: WorkingOrder, reason: OrderReason) => void;
}

export type PriceBand = Pick<AuctionTerms, 'lowTicks' | 'highTicks'>;

export class AuctionDesk {
  readonly #ports: AuctionPorts;

  constructor(ports: AuctionPorts) {
    this.#ports = ports;
  }

  /** Why an auction order could trade with its owner's other orders, or null. */
  checkOwn(order: Order): Refusal | null {
    for (const { order: other } of this.#ports.orders.working()) {
      const isOpposite = other.symbol === order.symbol && other.side !== order.side;
      if (!isOpposite || isWaitingStop(other) || other.status === 'held') continue;
      if (isAuctionOrder(other) && other.expiresUs !== order.expiresUs) continue;
      if (!crosses(order, other)) continue;
      const rule = `no order that would trade with your own order ${String(other.orderId)}`;
      return refusal('book.self_trade', 'limitPriceTicks', order.limitPriceTicks, rule);
    }
    return null;
  }

  /** Cancels the newer ones of own orders that could trade with each other, joining or resting. */
  cancelCrossed(
    market: InstrumentMarket,
    joining: readonly WorkingOrder[],
    band: PriceBand | null,
  ): void {
    if (joining.length === 0 || market.topOfBook !== null) return;
    // Beyond these a market order trades neither in the auction nor after it.
    const { highTicks, lowTicks } = this.#terms(market, band);
    const own = [...joining, ...this.#resting(market)];
    own.sort((a, b) => a.prioritySeq - b.prioritySeq);
    let highestBuy = -1;
    let lowestSell = Number.POSITIVE_INFINITY;
    for (const working of own) {
      if (!this.#isWorking(working)) continue;
      const { order } = working;
      const buys = order.limitPriceTicks ?? highTicks ?? Number.MAX_SAFE_INTEGER;
      const sells = order.limitPriceTicks ?? lowTicks ?? 0;
      if (order.side === 'buy' ? buys >= lowestSell : sells <= highestBuy) {
        this.#ports.cancel(working, 'self_trade');
      } else if (order.side === 'buy') highestBuy = Math.max(highestBuy, buys);
      else lowestSell = Math.min(lowestSell, sells);
    }
  }

  /** Holds an auction of these orders and of what rests, and records what they trade. */
  hold(market: InstrumentMarket, joining: readonly WorkingOrder[], band: PriceBand | null): void {
    if (market.topOfBook !== null) return;
    const { exchange, fill } = this.#ports;
    const book = new AuctionBook(market.priceStepTicks);
    for (const working of joining) {
      if (!this.#isWorking(working)) continue;
      const { order } = working;
      book.add({
        orderId: order.orderId,
        owner: TRADER_OWNER,
        side: sideCode(order.side),
        priceTicks: order.limitPriceTicks ?? 0,
        qtyLots: order.leavesQtyLots,
      });
    }
    if (book.count === 0) return;
    const outcome = book.uncross(market.matching, this.#terms(market, band));
    for (const { orderId: id, owner, qtyLots } of outcome.fills) {
      if (owner === TRADER_OWNER) fill(orderId(id), qtyLots, outcome.priceTicks);
    }
    exchange.afterAuction(market, outcome);
  }

  /** Clears near the last price and, as market orders do, within the collar around it. */
  #terms(market: InstrumentMarket, band: PriceBand | null): Omit<AuctionTerms, 'priceStepTicks'> {
    const referenceTicks = market.referenceTicks();
    if (band !== null || referenceTicks === 0) return { referenceTicks, ...band };
    const limits = this.#ports.limits();
    const lowTicks = collarTicks(limits, 'sell', referenceTicks);
    return { referenceTicks, lowTicks, highTicks: collarTicks(limits, 'buy', referenceTicks) };
  }

  #resting({ matching }: InstrumentMarket): WorkingOrder[] {
    const resting: WorkingOrder[] = [];
    for (const side of [BUY, SELL] as const) {
      matching.visitOrders(side, (id, owner) => {
        const own =
          owner === TRADER_OWNER ? this.#ports.orders.workingById(orderId(id)) : undefined;
        if (own !== undefined) resting.push(own);
      });
    }
    return resting;
  }

  /** Another order's end may have ended this one too. */
  #isWorking({ orderId: id }: WorkingOrder): boolean {
    return this.#ports.orders.workingById(id) !== undefined;
  }
}

/** Whether two orders of opposite sides could trade at some price; one at the market at any. */
function crosses(a: Order, b: Order): boolean {
  if (a.limitPriceTicks === null || b.limitPriceTicks === null) return true;
  const [buy, sell] = a.side === 'buy' ? [a, b] : [b, a];
  return (buy.limitPriceTicks ?? 0) >= (sell.limitPriceTicks ?? 0);
}

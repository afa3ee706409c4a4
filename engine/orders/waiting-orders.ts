/**
 * Orders that are `accepted`: taken, but neither in a book nor among its stops, since they wait for a
 * session, an auction, the end of a halt or the first quote. Where they wait is the registry of
 * working orders alone, so nothing has to be kept in step with it; they are looked for when a session turns.
 */
import type { Order } from '../domain/order.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { TimeUs } from '../domain/time.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import type { OrderRegistry } from './order-registry.ts';
import { isAuctionOrder } from './session-checks.ts';
import type { WorkingOrder } from './working-order.ts';

/** Handle of an order that is in no book. */
export const NO_HANDLE = -1;

/** The order as it waits. */
export function asWaiting(order: Order, us: TimeUs): Order {
  return { ...order, status: 'accepted', updatedUs: us };
}

/** The order as it works from now. */
export function asActive(order: Order, us: TimeUs): Order {
  const status = order.cumQtyLots === 0 ? 'new' : 'partially_filled';
  return { ...order, status, updatedUs: us };
}

/**
 * Whether an order is not to meet its market as long as nobody has seen that. A limit may rest in a book of
 * orders, where nothing of before is left; where quotes are what fills, it would take the last one.
 */
export function awaitsQuote(market: InstrumentMarket, order: Order): boolean {
  if (market.awaitsQuoteUs === 0 || isAuctionOrder(order)) return false;
  return market.topOfBook !== null || order.limitPriceTicks === null;
}

/** Those of a symbol's orders that wait, in order of priority. */
export function waitingOrders(
  orders: OrderRegistry,
  market: InstrumentMarket,
  doesWait: (order: Order) => boolean,
): WorkingOrder[] {
  const { symbol } = market.instrument;
  const waiting: WorkingOrder[] = [];
  for (const one of orders.working()) {
    const isHere = one.symbol === symbol && one.status === 'accepted';
    if (isHere && doesWait(one.order)) waiting.push(one);
  }
  return waiting.sort((a, b) => a.prioritySeq - b.prioritySeq);
}

/** Whether the prices of an order are some that its book trades in, when its turn comes. */
export function checkSteps(
  { priceStepTicks }: InstrumentMarket,
  prices: { readonly limitPriceTicks: number | null; readonly stopPriceTicks: number | null },
): Refusal | null {
  for (const field of ['limitPriceTicks', 'stopPriceTicks'] as const) {
    const ticks = prices[field];
    if (ticks === null || ticks % priceStepTicks === 0) continue;
    const rule = 'a multiple of the price step that this book trades in';
    return refusal('book.price_step', field, ticks, rule);
  }
  return null;
}

/** What a replace may make of a member of a group. */
import { isWaitingStop, isWorking } from '../domain/order.ts';
import type { Order } from '../domain/order.ts';
import { refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import { opposite } from '../domain/side.ts';
import type { InstrumentMarket } from '../market/instrument-market.ts';
import { checkExitPrices, checkSteps } from './group-checks.ts';
import type { OrderGroup } from './order-group.ts';
import { hasSamePrices } from './replace-checks.ts';
import type { ReplacedTerms } from './replace-checks.ts';

/** Whether entry and exits still lie as they must, with these terms for one of them. */
export function checkReplacedPrices(
  market: InstrumentMarket,
  group: OrderGroup,
  order: Order,
  terms: ReplacedTerms,
): Refusal | null {
  if (hasSamePrices(terms, order)) return null;
  const { limitPriceTicks, stopPriceTicks } = terms;
  const isStop = stopPriceTicks !== order.stopPriceTicks;
  const field = isStop ? 'stopPriceTicks' : 'limitPriceTicks';
  const steps = checkSteps(market, [[field, terms[field]]]);
  if (steps !== null) return steps;
  const { entry, takeProfit, stopLoss } = group;
  const limitOf = (one: Order | null): number | null => {
    if (one === null || !isWorking(one.status)) return null;
    return one.orderId === order.orderId ? limitPriceTicks : one.limitPriceTicks;
  };
  // Once it was reached, the stop's price is past.
  const waits = stopLoss !== null && isWorking(stopLoss.status) && isWaitingStop(stopLoss);
  const isOwn = stopLoss?.orderId === order.orderId;
  const prices = {
    side: order.legRole === null ? opposite(order.side) : order.side,
    takeProfitTicks: limitOf(takeProfit),
    stopTicks: waits ? (isOwn ? stopPriceTicks : stopLoss.stopPriceTicks) : null,
    entryTicks: limitOf(entry),
    // A stop that waits is held to it by its book, a held one by the price of its entry's fill.
    marketTicks: 0,
  };
  return checkExitPrices(market.instrument, prices, field, terms[field]);
}

/** A held exit has the quantity of its entry. */
export function heldQtyRefusal(lots: number): Refusal {
  return refusal('book.exit_qty', 'qtyLots', lots, 'that of its entry, as long as it is held');
}

/** An exit was to close more than there is. */
export function exitQtyRefusal(lots: number, mostLots: number): Refusal {
  const rule = `at most ${String(Math.max(0, mostLots))} lots, which the exits have to close`;
  return refusal('book.exit_qty', 'qtyLots', lots, rule);
}

import { BUY, SELL } from '../../engine/domain/side.ts';
import type { SideCode } from '../../engine/domain/side.ts';
import type { AuctionTerms, Clearing } from '../../engine/matching/clearing-price.ts';

/** An order in an auction; among equal prices the one earlier in the list has priority. */
export interface ReferenceParticipant {
  readonly orderId: number;
  readonly side: SideCode;
  /** 0 for a market order. */
  readonly priceTicks: number;
  readonly qtyLots: number;
}

/**
 * The specification of the clearing price: every price on the step is tried, up to a few beyond all
 * that an order or the terms name, where nothing changes any more.
 */
export function bruteForceClearing(
  orders: readonly ReferenceParticipant[],
  terms: AuctionTerms,
): Clearing {
  const { priceStepTicks: step, referenceTicks, lowTicks = 0, highTicks = Infinity } = terms;
  const prices = [...orders.map((order) => order.priceTicks), referenceTicks, lowTicks];
  const last = Math.max(...prices) + 3 * step;
  const tried: Clearing[] = [];
  for (let priceTicks = step; priceTicks <= last; priceTicks += step) {
    if (priceTicks < lowTicks || priceTicks > highTicks) continue;
    const wanted = lotsOf(orders.filter((order) => takes(order, BUY, priceTicks)));
    const offered = lotsOf(orders.filter((order) => takes(order, SELL, priceTicks)));
    const volumeLots = Math.min(wanted, offered);
    tried.push({ priceTicks, volumeLots, imbalanceLots: wanted - offered });
  }
  const nothing = { priceTicks: 0, volumeLots: 0, imbalanceLots: 0 };
  const volume = Math.max(0, ...tried.map((one) => one.volumeLots));
  if (volume === 0) return nothing;
  const most = tried.filter((one) => one.volumeLots === volume);
  const imbalance = Math.min(...most.map((one) => Math.abs(one.imbalanceLots)));
  const best = most.filter((one) => Math.abs(one.imbalanceLots) === imbalance);
  const chosen = referenceTicks > 0 ? nearest(best, referenceTicks) : named(best, terms, last);
  return chosen ?? nothing;
}

/** Lots by order id: always one lot more for the first in priority that still wants one. */
export function bruteForceAllocation(
  orders: readonly ReferenceParticipant[],
  { priceTicks, volumeLots }: Clearing,
): Map<number, number> {
  const filled = new Map<number, number>();
  for (const side of [BUY, SELL] as const) {
    for (let lot = 0; lot < volumeLots; lot += 1) {
      let first: ReferenceParticipant | undefined;
      for (const order of orders) {
        const isOpen = (filled.get(order.orderId) ?? 0) < order.qtyLots;
        if (!isOpen || !takes(order, side, priceTicks)) continue;
        if (first === undefined || isBetter(order, first)) first = order;
      }
      if (first === undefined) throw new RangeError('less is eligible than the volume');
      filled.set(first.orderId, (filled.get(first.orderId) ?? 0) + 1);
    }
  }
  return filled;
}

function takes(order: ReferenceParticipant, side: SideCode, priceTicks: number): boolean {
  if (order.side !== side) return false;
  if (order.priceTicks === 0) return true;
  return side === BUY ? order.priceTicks >= priceTicks : order.priceTicks <= priceTicks;
}

function isBetter(a: ReferenceParticipant, b: ReferenceParticipant): boolean {
  if (a.priceTicks === b.priceTicks || b.priceTicks === 0) return false;
  if (a.priceTicks === 0) return true;
  return a.side === BUY ? a.priceTicks > b.priceTicks : a.priceTicks < b.priceTicks;
}

function nearest(best: readonly Clearing[], referenceTicks: number): Clearing | undefined {
  const distance = (one: Clearing): number => Math.abs(one.priceTicks - referenceTicks);
  return [...best].sort((a, b) => distance(a) - distance(b))[0];
}

/** Without a reference: the lowest best price that is not just the lowest of all, else the highest. */
function named(
  best: readonly Clearing[],
  { priceStepTicks, lowTicks, highTicks }: AuctionTerms,
  last: number,
): Clearing | undefined {
  const low = best[0];
  const high = best.at(-1);
  if (lowTicks !== undefined || (low?.priceTicks ?? 0) > priceStepTicks) return low;
  return highTicks !== undefined || (high?.priceTicks ?? last) < last ? high : undefined;
}

function lotsOf(orders: readonly ReferenceParticipant[]): number {
  return orders.reduce((sum, order) => sum + order.qtyLots, 0);
}

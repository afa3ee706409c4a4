/**
 * The single price of an auction: the one at which most lots trade; among those the one that leaves
 * the smallest imbalance; among those the one nearest to a reference. Demand falls and supply rises
 * with the price, so the best prices of the first two rules are one range, and its end nearest to
 * the reference, or the reference itself, is the answer. Any price on the step may come out, not
 * only one that an order names.
 */
import { assert } from '../domain/assert.ts';
import { BUY } from '../domain/side.ts';
import type { SideCode } from '../domain/side.ts';

/** What one order would trade. */
export interface AuctionInterest {
  readonly side: SideCode;
  /** 0 for a market order, which takes any price. */
  readonly priceTicks: number;
  readonly qtyLots: number;
}

export interface AuctionTerms {
  readonly priceStepTicks: number;
  /** Price near which the auction should clear (last trade, previous close); 0 when none is known. */
  readonly referenceTicks: number;
  /** Lowest and highest price allowed, which protects market orders; no bound if absent. */
  readonly lowTicks?: number;
  readonly highTicks?: number;
}

/** Outcome of an auction; all 0 when nothing can trade. */
export interface Clearing {
  readonly priceTicks: number;
  readonly volumeLots: number;
  /** Lots that find no other side at the price: above 0 buys, below 0 sells. */
  readonly imbalanceLots: number;
}

/** Prices `low` to `high` at which the same lots are wanted and offered. */
interface Range {
  readonly low: number;
  readonly high: number;
  readonly demand: number;
  readonly supply: number;
}

const NOTHING: Clearing = { priceTicks: 0, volumeLots: 0, imbalanceLots: 0 };

/** Finds the clearing price. O(n log n). Sums of lots beyond 2^53 - 1 count as that. */
export function clearingOf(interest: readonly AuctionInterest[], terms: AuctionTerms): Clearing {
  const ranges = rangesOf(interest, terms);
  const volumeLots = ranges.reduce((most, range) => Math.max(most, volumeOf(range)), 0);
  if (volumeLots === 0) return NOTHING;
  const most = ranges.filter((range) => volumeOf(range) === volumeLots);
  const leastImbalance = Math.min(...most.map(({ demand, supply }) => Math.abs(demand - supply)));
  const best = most.filter(({ demand, supply }) => Math.abs(demand - supply) === leastImbalance);
  const priceTicks = nearestPrice(best, terms);
  const at = best.find(({ low, high }) => priceTicks >= low && priceTicks <= high);
  if (priceTicks === 0) return NOTHING;
  assert(at !== undefined, 'the best prices are one range');
  return { priceTicks, volumeLots, imbalanceLots: at.demand - at.supply };
}

/** The price in the ranges that is nearest to the reference; 0 when there is nothing to go by. */
function nearestPrice(best: readonly Range[], terms: AuctionTerms): number {
  const { priceStepTicks: step, referenceTicks } = terms;
  const low = best[0]?.low ?? 0;
  const high = best.at(-1)?.high ?? 0;
  if (referenceTicks > 0) {
    const reference = Math.ceil(referenceTicks / step - 0.5) * step;
    return Math.max(low, Math.min(reference, high));
  }
  // Without a reference only a price that some order or bound has named is better than none.
  const [lowest, highest] = bounds(terms);
  if (low > lowest || terms.lowTicks !== undefined) return low;
  return high < highest || terms.highTicks !== undefined ? high : 0;
}

/** All prices on the step within the bounds, cut where demand or supply changes, lowest first. */
function rangesOf(interest: readonly AuctionInterest[], terms: AuctionTerms): Range[] {
  const step = terms.priceStepTicks;
  const [lowest, highest] = bounds(terms);
  const levels = levelsOf(interest);
  const prices = [...levels.keys()].filter((price) => price > 0).sort((a, b) => a - b);
  const market = levels.get(0) ?? { buys: 0, sells: 0 };
  // Demand at and above each price, summed from the top.
  const demands: number[] = [];
  let demand = market.buys;
  for (const price of [...prices].reverse()) {
    demand = sum(demand, levels.get(price)?.buys ?? 0);
    demands.push(demand);
  }
  demands.reverse();
  const ranges: Range[] = [];
  const put = (low: number, high: number, wanted: number, supply: number): void => {
    const range = { low: Math.max(low, lowest), high: Math.min(high, highest) };
    if (range.low <= range.high) ranges.push({ ...range, demand: wanted, supply });
  };
  let supply = market.sells;
  let from = step;
  prices.forEach((price, index) => {
    const wanted = demands[index] ?? 0;
    put(from, price - step, wanted, supply);
    supply = sum(supply, levels.get(price)?.sells ?? 0);
    put(price, price, wanted, supply);
    from = price + step;
  });
  put(from, highest, market.buys, supply);
  return ranges;
}

/** Lots by price, 0 for market orders. */
function levelsOf(
  interest: readonly AuctionInterest[],
): Map<number, { buys: number; sells: number }> {
  const levels = new Map<number, { buys: number; sells: number }>();
  for (const { side, priceTicks, qtyLots } of interest) {
    const level = levels.get(priceTicks) ?? { buys: 0, sells: 0 };
    if (side === BUY) level.buys = sum(level.buys, qtyLots);
    else level.sells = sum(level.sells, qtyLots);
    levels.set(priceTicks, level);
  }
  return levels;
}

/** Lowest and highest price on the step that the terms allow. */
function bounds(terms: AuctionTerms): [lowest: number, highest: number] {
  const { priceStepTicks: step, lowTicks = step, highTicks = Number.MAX_SAFE_INTEGER } = terms;
  return [Math.max(step, Math.ceil(lowTicks / step) * step), Math.floor(highTicks / step) * step];
}

function volumeOf({ demand, supply }: Range): number {
  return Math.min(demand, supply);
}

function sum(a: number, b: number): number {
  return Math.min(a + b, Number.MAX_SAFE_INTEGER);
}

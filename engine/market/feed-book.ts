import type { DepthLevel } from '../domain/market.ts';
import { priceTicks, qtyLots } from '../domain/price.ts';
import { BUY } from '../domain/side.ts';
import type { SideCode } from '../domain/side.ts';

/** Levels kept of a side: several times what a screen shows. The worst go first. */
export const FEED_BOOK_LEVELS_MAX = 1_000;

/** A level as a feed names it: by its exact price, of which several may be one tick here. */
interface FeedLevel {
  /** The feed's price, its decimal as a number: what a later message names the level by. */
  readonly price: number;
  readonly ticks: number;
  lots: number;
}

/** An order book as a feed tells it, level by level; best first. Nothing of ours is matched in it. */
export class FeedBook {
  readonly #bids: FeedLevel[] = [];
  readonly #asks: FeedLevel[] = [];

  /** Whether there is anything to show. */
  get isEmpty(): boolean {
    return this.#bids.length === 0 && this.#asks.length === 0;
  }

  /** Whether somebody bids as much as is asked or more, which no book that trades can be. */
  get isCrossed(): boolean {
    const bid = this.#bids[0]?.price ?? 0;
    const ask = this.#asks[0]?.price ?? Number.POSITIVE_INFINITY;
    return bid >= ask;
  }

  clear(): void {
    this.#bids.length = 0;
    this.#asks.length = 0;
  }

  /** Sets what rests at a price; 0 lots take the level away. */
  set(side: SideCode, price: number, ticks: number, lots: number): void {
    const levels = this.#levelsOf(side);
    const at = placeOf(levels, side, price);
    const level = levels[at];
    if (level?.price === price) {
      if (lots > 0) level.lots = lots;
      else levels.splice(at, 1);
      return;
    }
    if (lots <= 0 || at >= FEED_BOOK_LEVELS_MAX) return;
    levels.splice(at, 0, { price, ticks, lots });
    if (levels.length > FEED_BOOK_LEVELS_MAX) levels.pop();
  }

  /** Best levels of a side by whole ticks, at most so many; how many orders each is made of is not told (0). */
  levels(side: SideCode, max: number): DepthLevel[] {
    const result: DepthLevel[] = [];
    let ticks = 0;
    let lots = 0;
    const push = (): void => {
      if (lots > 0)
        result.push({ priceTicks: priceTicks(ticks), qtyLots: qtyLots(lots), orders: 0 });
    };
    for (const level of this.#levelsOf(side)) {
      if (level.ticks !== ticks) {
        push();
        if (result.length >= max) return result;
        ticks = level.ticks;
        lots = 0;
      }
      lots += level.lots;
    }
    push();
    return result;
  }

  #levelsOf(side: SideCode): FeedLevel[] {
    return side === BUY ? this.#bids : this.#asks;
  }
}

/** Where a price stands among levels, or would. */
function placeOf(levels: readonly FeedLevel[], side: SideCode, price: number): number {
  let low = 0;
  let high = levels.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const there = levels[middle]?.price ?? price;
    const isBefore = side === BUY ? there > price : there < price;
    if (isBefore) low = middle + 1;
    else high = middle;
  }
  return low;
}

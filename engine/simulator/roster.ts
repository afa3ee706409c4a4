/**
 * The orders that the simulated traders of one side believe to have in the book: dense columns, so
 * that any of them is drawn at random, linked into one list per price (newest first), so that one
 * near the best price is found at once. Fills are not told; `dropBetter` forgets what must have been
 * filled, and the rest is found out when an order is to be cancelled or changed.
 */
import { NONE, RosterLinks } from './roster-links.ts';
import type { Random } from './random.ts';

/** Orders tracked on a side of one instrument; bounds memory and the book. */
export const ROSTER_MAX = 2_048;

/** From this distance on, orders are so many that a few random tries find one. */
const NEAR_STEPS_MAX = 24;
const TRIES = 12;
/** Among so many of the newest orders the first tries look for one that is far away. */
const NEWEST_MAX = 24;
const NEWEST_TRIES = 11;
/** Newest orders of a price among which one is drawn. */
const HOPS_MAX = 2;
/** A best price seldom moves further at once; what is missed is found out later. */
const STEPS_SWEPT_MAX = 256;

export class Roster {
  readonly handle: Int32Array = new Int32Array(ROSTER_MAX);
  readonly orderId: Float64Array = new Float64Array(ROSTER_MAX);
  private readonly links = new RosterLinks(ROSTER_MAX);
  /** +1 when a higher price is further behind the best (asks), -1 for bids. */
  private readonly behind: 1 | -1;
  /** Best step at the last `dropBetter`; 0: none yet. */
  private best = 0;

  constructor(behind: 1 | -1) {
    this.behind = behind;
  }

  get count(): number {
    return this.links.count;
  }

  get isFull(): boolean {
    return this.links.count === ROSTER_MAX;
  }

  /** Price of an order in steps. */
  step(index: number): number {
    return this.links.step[index] ?? 0;
  }

  /** There must be room. */
  add(handle: number, orderId: number, step: number): void {
    const index = this.links.add(step);
    this.handle[index] = handle;
    this.orderId[index] = orderId;
  }

  /** The last one takes the place of the one that goes. */
  remove(index: number): void {
    const last = this.links.remove(index);
    this.handle[index] = this.handle[last] ?? 0;
    this.orderId[index] = this.orderId[last] ?? 0;
  }

  /** Orders known at a price; those that a trade has just taken from it included. */
  countAt(step: number): number {
    return this.links.lengthAt(step);
  }

  /** Forgets the orders at prices better than the book's best: they have been filled. */
  dropBetter(best: number): void {
    const { behind, links } = this;
    const moved = (best - this.best) * behind;
    if (this.best > 0 && moved > 0) {
      const steps = Math.min(moved, STEPS_SWEPT_MAX);
      for (let back = 1; back <= steps; back += 1) {
        const step = best - back * behind;
        for (let index = links.first(step); index !== NONE; index = links.first(step)) {
          this.remove(index);
        }
      }
    }
    this.best = best;
  }

  /**
   * An order `low` to `high` steps behind the best price, or one near that range; -1 when the
   * roster is empty.
   */
  pick(low: number, high: number, random: Random): number {
    const { links } = this;
    if (links.count === 0) return NONE;
    if (low < NEAR_STEPS_MAX) {
      const distance = low + random.below(high - low + 1);
      for (let tries = 0; tries < TRIES; tries += 1) {
        // First at the distance, then on both sides of it, ever further.
        const aside = tries % 2 === 0 ? tries / 2 : -(tries + 1) / 2;
        const step = this.best + (distance + aside) * this.behind;
        const found = links.nth(step, random.below(HOPS_MAX));
        if (found !== NONE) return found;
      }
    }
    return this.pickFar(low, high, random);
  }

  /** One of the last to come: who has just come leaves again sooner than who has waited for long. */
  private newest(random: Random): number {
    const { count } = this.links;
    return count - 1 - random.below(Math.min(count, NEWEST_MAX));
  }

  /** One in the range, else one beyond it, else the furthest that was seen. */
  private pickFar(low: number, high: number, random: Random): number {
    let furthest = NONE;
    let furthestDistance = -Infinity;
    for (let tries = 0; tries < TRIES; tries += 1) {
      const index = tries < NEWEST_TRIES ? this.newest(random) : random.below(this.links.count);
      const distance = (this.step(index) - this.best) * this.behind;
      if (distance >= low && distance <= high) return index;
      if (distance > furthestDistance) {
        furthest = index;
        furthestDistance = distance;
      }
    }
    return furthest;
  }
}

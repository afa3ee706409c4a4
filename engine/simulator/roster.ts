import type { Random } from './random.ts';

/** Orders tracked on a side of one instrument; bounds memory and the book. */
export const ROSTER_MAX = 512;
/** With a tenth of the orders in a range, one of them is found in 8 of 10 draws. */
const PICK_TRIES = 16;

/**
 * The orders that the simulated traders of one side believe to have in the book, as columns. Fills
 * are not told: an order that has gone is found out when it is to be cancelled or changed.
 */
export class Roster {
  count: number = 0;
  readonly handle: Int32Array = new Int32Array(ROSTER_MAX);
  readonly orderId: Float64Array = new Float64Array(ROSTER_MAX);
  /** Price in steps. */
  readonly step: Float64Array = new Float64Array(ROSTER_MAX);

  get isFull(): boolean {
    return this.count === ROSTER_MAX;
  }

  /** There must be room. */
  add(handle: number, orderId: number, step: number): void {
    const index = this.count;
    this.handle[index] = handle;
    this.orderId[index] = orderId;
    this.step[index] = step;
    this.count = index + 1;
  }

  /** The last one takes the place of the one that goes. */
  remove(index: number): void {
    const last = this.count - 1;
    this.handle[index] = this.handle[last] ?? 0;
    this.orderId[index] = this.orderId[last] ?? 0;
    this.step[index] = this.step[last] ?? 0;
    this.count = last;
  }

  /**
   * An order whose distance behind `best` lies in [low, high] if a few tries find one, else the one
   * tried that comes nearest; -1 when there is none. `behind` is +1 when distance grows with price.
   */
  pick(best: number, behind: 1 | -1, low: number, high: number, random: Random): number {
    let found = -1;
    let foundMiss = Infinity;
    for (let tries = 0; tries < PICK_TRIES && this.count > 0; tries += 1) {
      const index = random.below(this.count);
      const distance = ((this.step[index] ?? 0) - best) * behind;
      if (distance < 0) {
        // Better than the best price: it has been filled. Forgetting it costs no call.
        this.remove(index);
        if (found === this.count) found = index;
        continue;
      }
      const miss = distance < low ? low - distance : Math.max(0, distance - high);
      if (miss < foundMiss) {
        found = index;
        foundMiss = miss;
      }
      if (miss === 0) break;
    }
    return found;
  }
}

import { grownReals } from './columns.ts';

/**
 * What icebergs do not show, as columns beside those of the order pool. A book makes them for its
 * first iceberg and asks for them behind one comparison, so a book without any pays nothing.
 */
export class IcebergLots {
  /** Lots of a whole slice; meaningless in the slot of a plain order. */
  displayLots: Float64Array = new Float64Array(0);
  /** Lots that wait behind the shown slice; 0 while the last slice is shown. */
  hiddenLots: Float64Array = new Float64Array(0);

  /** `slots` is the length of the pool's columns. */
  set(slot: number, displayLots: number, hiddenLots: number, slots: number): void {
    if (slot >= this.displayLots.length) {
      this.displayLots = grownReals(this.displayLots, slots);
      this.hiddenLots = grownReals(this.hiddenLots, slots);
    }
    this.displayLots[slot] = displayLots;
    this.hiddenLots[slot] = hiddenLots;
  }
}

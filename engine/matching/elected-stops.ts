import { grownReals } from '../book/columns.ts';

const ELECTED_AT_START = 64;

/**
 * Ids of the orders that one price elected, 0 to count - 1; valid until the next price. The array
 * is replaced when it grows, bounded by the stops that wait.
 */
export class ElectedStops {
  count: number = 0;
  orderIds: Float64Array = new Float64Array(ELECTED_AT_START);

  /** The stop book's own. */
  add(orderId: number): void {
    if (this.count === this.orderIds.length) {
      this.orderIds = grownReals(this.orderIds, this.count * 2);
    }
    this.orderIds[this.count] = orderId;
    this.count += 1;
  }
}

import { grownReals } from '../book/columns.ts';

const ELECTED_AT_START = 64;

/**
 * The orders that one price elected, as columns indexed 0 to count - 1; valid until the next price.
 * Arrays are replaced when they grow, bounded by the stops that wait.
 */
export class ElectedStops {
  count: number = 0;
  orderIds: Float64Array = new Float64Array(ELECTED_AT_START);
  /** Stop price that was reached. */
  stopTicks: Float64Array = new Float64Array(ELECTED_AT_START);
  /** Best price that a trailing stop had seen; 0 for others. */
  hwmTicks: Float64Array = new Float64Array(ELECTED_AT_START);

  /** The stop book's own. */
  add(orderId: number, stopTicks: number, hwmTicks: number): void {
    const at = this.count;
    if (at === this.orderIds.length) {
      this.orderIds = grownReals(this.orderIds, at * 2);
      this.stopTicks = grownReals(this.stopTicks, at * 2);
      this.hwmTicks = grownReals(this.hwmTicks, at * 2);
    }
    this.orderIds[at] = orderId;
    this.stopTicks[at] = stopTicks;
    this.hwmTicks[at] = hwmTicks;
    this.count = at + 1;
  }
}

import { grownIntegers, grownReals } from '../book/columns.ts';

const EXECUTIONS_AT_START = 64;

/**
 * Executions of the engine's last call, in order, as columns indexed 0 to count - 1; valid until
 * the next call. Arrays are replaced when they grow (by doubling, bounded by the resting orders
 * and the slices of icebergs), so read them from here after each call. The taker is the same in all.
 */
export class MatchEvents {
  count: number = 0;
  takerOrderId: number = 0;
  takerOwner: number = 0;
  /** Open quantity of the order submitted, replaced or cancelled: it rests, or was cancelled. */
  leavesLots: number = 0;
  makerOrderId: Float64Array = new Float64Array(EXECUTIONS_AT_START);
  /** Stale when makerLeavesLots is 0. */
  makerHandle: Int32Array = new Int32Array(EXECUTIONS_AT_START);
  makerOwner: Int32Array = new Int32Array(EXECUTIONS_AT_START);
  /** All that is open of the maker after the execution, shown or not; 0 when it has left the book. */
  makerLeavesLots: Float64Array = new Float64Array(EXECUTIONS_AT_START);
  /** The maker's price. */
  priceTicks: Float64Array = new Float64Array(EXECUTIONS_AT_START);
  qtyLots: Float64Array = new Float64Array(EXECUTIONS_AT_START);
  /** Icebergs that showed a new slice and so went to the back of their level: 0 to sliceCount - 1. */
  sliceCount: number = 0;
  /** Index of the execution that used up the slice before; its maker is the iceberg. */
  sliceExecution: Int32Array = new Int32Array(0);
  /** What the maker shows from then on. */
  sliceLots: Float64Array = new Float64Array(0);

  /** Makes room for one more execution. The engine's own. */
  reserve(): void {
    if (this.count < this.qtyLots.length) return;
    const length = this.qtyLots.length * 2;
    this.makerOrderId = grownReals(this.makerOrderId, length);
    this.makerHandle = grownIntegers(this.makerHandle, length);
    this.makerOwner = grownIntegers(this.makerOwner, length);
    this.makerLeavesLots = grownReals(this.makerLeavesLots, length);
    this.priceTicks = grownReals(this.priceTicks, length);
    this.qtyLots = grownReals(this.qtyLots, length);
  }

  /** Notes that the maker of an execution shows a new slice. The engine's own. */
  addSlice(execution: number, lots: number): void {
    const at = this.sliceCount;
    if (at === this.sliceLots.length) {
      const length = Math.max(EXECUTIONS_AT_START, at * 2);
      this.sliceExecution = grownIntegers(this.sliceExecution, length);
      this.sliceLots = grownReals(this.sliceLots, length);
    }
    this.sliceExecution[at] = execution;
    this.sliceLots[at] = lots;
    this.sliceCount = at + 1;
  }
}

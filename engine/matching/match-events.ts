import { grownIntegers, grownReals } from '../book/columns.ts';

const EXECUTIONS_AT_START = 64;

/**
 * Executions of the engine's last call, in order, as columns indexed 0 to count - 1; valid until
 * the next call. Arrays are replaced when they grow (by doubling, bounded by the resting orders),
 * so read them from here after each call. The taker is the same in all.
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
  /** The maker's open quantity after the execution; 0 when it has left the book. */
  makerLeavesLots: Float64Array = new Float64Array(EXECUTIONS_AT_START);
  /** The maker's price. */
  priceTicks: Float64Array = new Float64Array(EXECUTIONS_AT_START);
  qtyLots: Float64Array = new Float64Array(EXECUTIONS_AT_START);

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
}

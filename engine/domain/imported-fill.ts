import type { Liquidity, OrderType } from './order.ts';
import type { Side } from './side.ts';

/** One execution as a file tells of it, in our units; whose it is, the file's ids say. */
export interface ImportedFill {
  /** The execution's name in the file; unique there. */
  readonly execId: string;
  /** Its number within this venue, where the name is of our own form (`local-42`); else null. */
  readonly executionNumber: number | null;
  /** Whole milliseconds since 1970: what files tell times in. */
  readonly executedMs: number;
  readonly symbol: string;
  readonly side: Side;
  readonly qtyLots: number;
  readonly priceTicks: number;
  /** As the file says, never computed; negative for a rebate. */
  readonly feeMicros: number;
  /** Totals of the order after this fill. */
  readonly cumQtyLots: number;
  readonly leavesQtyLots: number;
  /** The order's name and number in the file. */
  readonly orderId: string;
  readonly clientOrderId: string;
  readonly orderType: OrderType;
  readonly liquidity: Liquidity;
  readonly tag: string;
}

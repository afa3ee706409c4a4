import { BUY, SELL } from '../domain/side.ts';

/** What a recorded row says, as the columns number it. */
export const ADD = 0;
export const CANCEL = 1;
export const MODIFY = 2;
export const TRADE = 3;
export const FILL = 4;
export const CLEAR = 5;

/** Side of rows that belong to an opening auction, which has no aggressor. */
export const NO_SIDE = 2;

/** Row of the book as it stood when the recording began. Source: Databento, flag F_SNAPSHOT. */
export const FLAG_SNAPSHOT = 32;
/** Last row of an exchange message. Source: Databento, flag F_LAST. */
export const FLAG_LAST = 128;

/** Rows an `OrderFlow` starts with room for; it doubles. */
const ROWS_AT_START = 4_096;

/**
 * Recorded order-by-order events of one instrument as columns, indexed by row from 0. Twenty-nine
 * bytes a row: a day of a busy future (20 million rows) fits in memory where objects would not.
 */
export class OrderFlow {
  count: number = 0;
  /** ADD to CLEAR. */
  action: Uint8Array = new Uint8Array(ROWS_AT_START);
  /** BUY, SELL or NO_SIDE. */
  side: Uint8Array = new Uint8Array(ROWS_AT_START);
  flags: Uint8Array = new Uint8Array(ROWS_AT_START);
  /** Microseconds since 1970 by the exchange's clock. */
  timeUs: Float64Array = new Float64Array(ROWS_AT_START);
  /** 0 where the action has no price. */
  priceTicks: Float64Array = new Float64Array(ROWS_AT_START);
  qtyLots: Int32Array = new Int32Array(ROWS_AT_START);
  /** The exchange's order id, a safe integer; 0 for none. */
  orderId: Float64Array = new Float64Array(ROWS_AT_START);

  /** Appends a row. */
  push(row: {
    readonly action: number;
    readonly side: number;
    readonly flags: number;
    readonly timeUs: number;
    readonly priceTicks: number;
    readonly qtyLots: number;
    readonly orderId: number;
  }): void {
    const index = this.count;
    if (index === this.action.length) this.grow();
    this.action[index] = row.action;
    this.side[index] = row.side;
    this.flags[index] = row.flags;
    this.timeUs[index] = row.timeUs;
    this.priceTicks[index] = row.priceTicks;
    this.qtyLots[index] = row.qtyLots;
    this.orderId[index] = row.orderId;
    this.count = index + 1;
  }

  private grow(): void {
    const length = this.action.length * 2;
    this.action = wider(this.action, new Uint8Array(length));
    this.side = wider(this.side, new Uint8Array(length));
    this.flags = wider(this.flags, new Uint8Array(length));
    this.timeUs = wider(this.timeUs, new Float64Array(length));
    this.priceTicks = wider(this.priceTicks, new Float64Array(length));
    this.qtyLots = wider(this.qtyLots, new Int32Array(length));
    this.orderId = wider(this.orderId, new Float64Array(length));
  }
}

function wider<Column extends Uint8Array | Int32Array | Float64Array>(
  from: Column,
  to: Column,
): Column {
  to.set(from);
  return to;
}

/** First row of the opening auction's result and the row after its last, or null without one. */
export function auctionOf(
  flow: OrderFlow,
): { readonly start: number; readonly end: number } | null {
  for (let row = 0; row < flow.count; row += 1) {
    if (flow.action[row] !== TRADE || flow.side[row] !== NO_SIDE) continue;
    let end = row;
    while (end < flow.count && ((flow.flags[end] ?? 0) & FLAG_LAST) === 0) end += 1;
    return { start: row, end: Math.min(end + 1, flow.count) };
  }
  return null;
}

/** Number of leading rows that are the book as it stood. */
export function snapshotRows(flow: OrderFlow): number {
  let rows = 0;
  while (rows < flow.count && ((flow.flags[rows] ?? 0) & FLAG_SNAPSHOT) !== 0) rows += 1;
  return rows;
}

/** Whether a row's side is one that orders have. */
export function isOrderSide(side: number): side is typeof BUY | typeof SELL {
  return side === BUY || side === SELL;
}

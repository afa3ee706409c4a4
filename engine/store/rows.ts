/** Rows as SQLite gives them, and the domain objects they stand for. */
import type { DayStart, EquityPoint } from '../contract/account.ts';
import type { OrderEvent, OrderEventType } from '../contract/messages.ts';
import type { Bar } from '../domain/bar.ts';
import type { Lot } from '../domain/lot.ts';
import type { Fill, Order, Position, Venue } from '../domain/order.ts';
import type { Refusal } from '../domain/refusal.ts';
import { decodePayload } from './event-payload.ts';

/** Columns of an order under the names of `Order`. */
export const ORDER_COLUMNS = `
  o.order_id AS orderId, o.client_order_id AS clientOrderId, o.client_name AS clientName,
  o.symbol, o.side, o.type, o.time_in_force AS timeInForce, o.post_only AS postOnly, o.tag,
  o.qty_lots AS qtyLots, o.limit_price_ticks AS limitPriceTicks, o.cum_qty_lots AS cumQtyLots,
  o.leaves_qty_lots AS leavesQtyLots, o.cum_tick_lots AS cumTickLots, o.status, o.reason,
  o.refusal, o.created_us AS createdUs, o.updated_us AS updatedUs, o.expires_us AS expiresUs,
  o.priority_seq AS prioritySeq, o.stop_price_ticks AS stopPriceTicks,
  o.trail_ticks AS trailTicks, o.trail_basis_points AS trailBasisPoints, o.hwm_ticks AS hwmTicks,
  o.display_qty_lots AS displayQtyLots, o.triggered_us AS triggeredUs,
  o.triggered_by AS triggeredBy,
  o.extended_hours AS extendedHours, o.notional_micros AS notionalMicros,
  o.order_class AS orderClass, o.parent_order_id AS parentOrderId, o.leg_role AS legRole`;

/** Columns of a fill under the names of `Fill`. */
export const FILL_COLUMNS = `
  t.execution_id AS executionId, t.event_seq AS eventSeq, t.order_id AS orderId,
  t.client_order_id AS clientOrderId, t.symbol, t.side, t.order_type AS orderType,
  t.last_qty_lots AS lastQtyLots, t.last_price_ticks AS lastPriceTicks,
  t.cum_qty_lots AS cumQtyLots, t.leaves_qty_lots AS leavesQtyLots,
  t.gross_micros AS grossMicros, t.fee_micros AS feeMicros, t.realised_micros AS realisedMicros,
  t.liquidity, t.tag, t.executed_us AS executedUs`;

/** Columns of a position under the names of `Position`. */
export const POSITION_COLUMNS = `
  symbol, qty_lots AS qtyLots, cost_micros AS costMicros, realised_micros AS realisedMicros,
  fees_micros AS feesMicros, day_realised_micros AS dayRealisedMicros, trade_date AS tradeDate,
  updated_us AS updatedUs, fifo_realised_micros AS fifoRealisedMicros,
  day_fees_micros AS dayFeesMicros`;

/** As `RemoteLink` names them. */
export const LINK_COLUMNS = `
  remote_id AS remoteId, order_id AS orderId, place, start_lots AS startLots,
  covered_lots AS coveredLots`;

/** Columns of a lot under the names of `Lot`, and its symbol. */
export const LOT_COLUMNS = `
  symbol, execution_id AS executionId, opened_us AS openedUs, qty_lots AS qtyLots,
  cost_micros AS costMicros`;

/** Columns of a day's start under the names of `DayStart`. */
export const DAY_START_COLUMNS = `
  symbol, trade_date AS tradeDate, mark_ticks AS markTicks, pnl_micros AS pnlMicros`;

/** Columns of a point of the equity curve under the names of `EquityPoint`. */
export const EQUITY_COLUMNS = `
  at_us AS atUs, equity_micros AS equityMicros, cash_micros AS cashMicros,
  long_value_micros AS longValueMicros, short_value_micros AS shortValueMicros,
  day_pnl_micros AS dayPnlMicros, fees_micros AS feesMicros`;

/** Columns of a bar under the names of `Bar`. */
export const BAR_COLUMNS = `
  start_us AS startUs, open_ticks AS openTicks, high_ticks AS highTicks, low_ticks AS lowTicks,
  close_ticks AS closeTicks, volume_lots AS volumeLots, trades`;

export type OrderRow = Omit<Order, 'venue' | 'postOnly' | 'extendedHours' | 'refusal'> & {
  readonly postOnly: number;
  readonly extendedHours: number;
  readonly refusal: string | null;
};
export type FillRow = Omit<Fill, 'venue'>;
export type PositionRow = Position;
export type BarRow = Bar;
export type LotRow = Lot & { readonly symbol: string };

/** An event row joined with its order's row. */
export type EventRow = OrderRow & {
  readonly seq: number;
  readonly atUs: number;
  readonly eventType: OrderEventType;
  readonly executionId: number | null;
  readonly payload: string;
};

// Every object is built field by field: the test stand-in for better-sqlite3 adds one to its rows.

/** The order that a row of ORDER_COLUMNS stands for; a file holds one venue. */
export function orderOf(row: OrderRow, venue: Venue): Order {
  return {
    orderId: row.orderId,
    clientOrderId: row.clientOrderId,
    clientName: row.clientName,
    venue,
    symbol: row.symbol,
    side: row.side,
    type: row.type,
    timeInForce: row.timeInForce,
    postOnly: row.postOnly !== 0,
    extendedHours: row.extendedHours !== 0,
    notionalMicros: row.notionalMicros,
    orderClass: row.orderClass,
    parentOrderId: row.parentOrderId,
    legRole: row.legRole,
    tag: row.tag,
    qtyLots: row.qtyLots,
    limitPriceTicks: row.limitPriceTicks,
    stopPriceTicks: row.stopPriceTicks,
    trailTicks: row.trailTicks,
    trailBasisPoints: row.trailBasisPoints,
    hwmTicks: row.hwmTicks,
    displayQtyLots: row.displayQtyLots,
    triggeredUs: row.triggeredUs,
    triggeredBy: row.triggeredBy,
    cumQtyLots: row.cumQtyLots,
    leavesQtyLots: row.leavesQtyLots,
    cumTickLots: row.cumTickLots,
    status: row.status,
    reason: row.reason,
    // Written by the journal from a Refusal.
    refusal: row.refusal === null ? null : (JSON.parse(row.refusal) as Refusal),
    createdUs: row.createdUs,
    updatedUs: row.updatedUs,
    expiresUs: row.expiresUs,
    prioritySeq: row.prioritySeq,
  };
}

/** The fill that a row of FILL_COLUMNS stands for. */
export function fillOf(row: FillRow, venue: Venue): Fill {
  return {
    executionId: row.executionId,
    eventSeq: row.eventSeq,
    orderId: row.orderId,
    clientOrderId: row.clientOrderId,
    venue,
    symbol: row.symbol,
    side: row.side,
    orderType: row.orderType,
    lastQtyLots: row.lastQtyLots,
    lastPriceTicks: row.lastPriceTicks,
    cumQtyLots: row.cumQtyLots,
    leavesQtyLots: row.leavesQtyLots,
    grossMicros: row.grossMicros,
    feeMicros: row.feeMicros,
    realisedMicros: row.realisedMicros,
    liquidity: row.liquidity,
    tag: row.tag,
    executedUs: row.executedUs,
  };
}

/** The position that a row of POSITION_COLUMNS stands for. */
export function positionOf(row: PositionRow): Position {
  return {
    symbol: row.symbol,
    qtyLots: row.qtyLots,
    costMicros: row.costMicros,
    realisedMicros: row.realisedMicros,
    feesMicros: row.feesMicros,
    dayRealisedMicros: row.dayRealisedMicros,
    fifoRealisedMicros: row.fifoRealisedMicros,
    dayFeesMicros: row.dayFeesMicros,
    tradeDate: row.tradeDate,
    updatedUs: row.updatedUs,
  };
}

/** The lot that a row of LOT_COLUMNS stands for, without its symbol. */
export function lotOf(row: LotRow): Lot {
  const { executionId, openedUs, qtyLots, costMicros } = row;
  return { executionId, openedUs, qtyLots, costMicros };
}

/** The start of a day that a row of DAY_START_COLUMNS stands for. */
export function dayStartOf({ symbol, tradeDate, markTicks, pnlMicros }: DayStart): DayStart {
  return { symbol, tradeDate, markTicks, pnlMicros };
}

/** The point of the equity curve that a row of EQUITY_COLUMNS stands for. */
export function equityPointOf(row: EquityPoint): EquityPoint {
  return {
    atUs: row.atUs,
    equityMicros: row.equityMicros,
    cashMicros: row.cashMicros,
    longValueMicros: row.longValueMicros,
    shortValueMicros: row.shortValueMicros,
    dayPnlMicros: row.dayPnlMicros,
    feesMicros: row.feesMicros,
  };
}

/** The bar that a row of BAR_COLUMNS stands for. */
export function barOf(row: BarRow): Bar {
  return {
    startUs: row.startUs,
    openTicks: row.openTicks,
    highTicks: row.highTicks,
    lowTicks: row.lowTicks,
    closeTicks: row.closeTicks,
    volumeLots: row.volumeLots,
    trades: row.trades,
  };
}

/** The event as it was published: the order as of then, and for a fill what `fillById` finds. */
export function eventOf(
  row: EventRow,
  venue: Venue,
  fillById: (executionId: number) => Fill,
): OrderEvent {
  const then = decodePayload(row.payload);
  const order: Order = { ...orderOf(row, venue), ...then.order };
  const { seq, atUs, eventType: type } = row;
  if (type !== 'order.filled') return { seq, atUs, type, order };
  if (then.position === null || row.executionId === null) {
    throw new Error(`event ${seq} is a fill without its position or execution`);
  }
  return {
    seq,
    atUs,
    type,
    order,
    fill: fillById(row.executionId),
    position: { symbol: row.symbol, ...then.position },
    cashMicros: then.cashMicros,
  };
}

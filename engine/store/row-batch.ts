/**
 * Journal writes as rows of parameters, table by table: the writer thread's work, since making them took the
 * engine's thread as long as the rest of an order's way.
 */
import type { DayStart } from '../contract/account.ts';
import type { OrderEvent } from '../contract/messages.ts';
import { assertNever } from '../domain/assert.ts';
import type { Bar } from '../domain/bar.ts';
import type { Lot } from '../domain/lot.ts';
import type { Fill, Order, Position } from '../domain/order.ts';
import type { RemoteLink } from '../domain/remote-link.ts';
import { US_PER_DAY, US_PER_MINUTE } from '../domain/time.ts';
import type { JournalWrite } from '../ports.ts';
import { payloadOf } from './event-payload.ts';
import type { EventPayload } from './event-payload.ts';

type Parameter = string | number | null;
/** Values in the order of the table's columns; the first is its key. */
export type Row = readonly Parameter[];

/** The row of an event, but for its last column, of whose payload the writer makes the text. */
export type EventRow = readonly [
  seq: number,
  atUs: number,
  type: OrderEvent['type'],
  orderId: number,
  executionId: number | null,
  payload: EventPayload,
];

/** How long the equity curve is kept by the minute: two weeks, 20,160 rows; by the day for good. */
const MINUTES_KEPT_US = 14 * US_PER_DAY;

/** Within a batch an order, a position and the cash stand once, as they are at its end. */
export interface RowBatch {
  readonly orders: readonly Row[];
  readonly fills: readonly Row[];
  /** By number, without gaps. */
  readonly events: readonly EventRow[];
  readonly positions: readonly Row[];
  readonly lots: readonly Row[];
  /** [symbol, execution id below which its lots are gone]; after the lots, which may be among them. */
  readonly closedLots: readonly Row[];
  /** An empty row where all starts of days are replaced, before the new ones. */
  readonly endedDays: readonly Row[];
  readonly dayStarts: readonly Row[];
  /** Points of the equity curve, each twice: for its minute and for its day. */
  readonly equity: readonly Row[];
  /** [bucket below which minutes of the curve are no longer kept] */
  readonly oldMinutes: readonly Row[];
  readonly remoteOrders: readonly Row[];
  /** One row of what the account began with, twice; before its cash. */
  readonly startCash: readonly Row[];
  /** What was added to the cash that the account began with; its cash follows. */
  readonly startCashChanges: readonly Row[];
  /** One row of one value, or none. */
  readonly cash: readonly Row[];
  readonly bars: readonly Row[];
  /** [symbol, timeframe, start] of bars that were taken away; after the bars, among which they have no price. */
  readonly removedBars: readonly Row[];
  readonly settings: readonly Row[];
}

/** Tables in an order in which every row comes after what it refers to. */
export const BATCH_TABLES = [
  'orders',
  'fills',
  'events',
  'positions',
  'lots',
  'closedLots',
  'endedDays',
  'dayStarts',
  'equity',
  'oldMinutes',
  'remoteOrders',
  'startCash',
  'startCashChanges',
  'cash',
  'bars',
  'removedBars',
  'settings',
] as const satisfies (keyof RowBatch)[];

/** A write whose rows can be made: events are objects by then. */
export type RowWrite = Exclude<JournalWrite, { readonly kind: 'packed_events' }>;

/**
 * Adds a write's bars. One that was taken away is put without a price, and deleted if it still is so at the
 * end: what is put in its place in the same transaction stays, in whatever batch that comes.
 */
function addBars(
  batch: { readonly bars: Row[]; readonly removedBars: Row[] },
  { symbol, timeframe, bars, removedUs = [] }: Extract<RowWrite, { kind: 'bars' }>,
): void {
  for (const startUs of removedUs) {
    batch.bars.push([symbol, timeframe, startUs, 0, 0, 0, 0, 0, 0]);
    batch.removedBars.push([symbol, timeframe, startUs]);
  }
  for (const bar of bars) batch.bars.push(barRow(symbol, timeframe, bar));
}

/** How much a write weighs; queues and transactions are bounded by these. */
export function rowsOf(write: JournalWrite): number {
  switch (write.kind) {
    case 'events':
      return write.events.length;
    case 'packed_events':
      return write.events.count;
    case 'lots':
      return write.changes.reduce((sum, { lots }) => sum + lots.length, 0);
    case 'day_starts':
      return write.starts.length;
    case 'equity':
      return 1;
    case 'bars':
      return write.bars.length + (write.removedUs?.length ?? 0);
    case 'setting':
    case 'start_cash':
    case 'cash_adjusted':
      return 1;
    case 'remote_orders':
      return write.links.length;
    default:
      return assertNever(write, 'journal write');
  }
}

/** The rows that `writes` stand for. */
export function rowBatch(writes: readonly RowWrite[]): RowBatch {
  const orders = new Map<number, Order>();
  const positions = new Map<string, Position>();
  const batch = {
    fills: [] as Row[],
    events: [] as EventRow[],
    lots: [] as Row[],
    closedLots: [] as Row[],
    endedDays: [] as Row[],
    dayStarts: [] as Row[],
    equity: [] as Row[],
    oldMinutes: [] as Row[],
    remoteOrders: [] as Row[],
    startCash: [] as Row[],
    startCashChanges: [] as Row[],
    cash: [] as Row[],
    bars: [] as Row[],
    removedBars: [] as Row[],
    settings: [] as Row[],
  };
  const addEvent = (event: OrderEvent): void => {
    orders.set(event.order.orderId, event.order);
    batch.events.push(eventRow(event));
    if (event.type !== 'order.filled') return;
    batch.fills.push(fillRow(event.fill));
    positions.set(event.position.symbol, event.position);
    batch.cash = [[event.cashMicros]];
  };
  for (const write of writes) {
    switch (write.kind) {
      case 'events':
        write.events.forEach(addEvent);
        break;
      case 'lots':
        for (const { symbol, keptFromId, lots } of write.changes) {
          for (const lot of lots) batch.lots.push(lotRow(symbol, lot));
          batch.closedLots.push([symbol, keptFromId]);
        }
        break;
      case 'day_starts':
        batch.endedDays.push([]);
        batch.dayStarts = write.starts.map(dayStartRow);
        break;
      case 'equity':
        batch.equity.push(...equityRows(write));
        batch.oldMinutes = [[minuteOf(write.point.atUs) - MINUTES_KEPT_US]];
        break;
      case 'bars':
        addBars(batch, write);
        break;
      case 'remote_orders':
        batch.remoteOrders.push(...write.links.map(linkRow));
        break;
      case 'cash_adjusted':
        batch.startCashChanges.push([write.deltaMicros]);
        batch.cash = [[write.cashMicros]];
        break;
      case 'start_cash':
        batch.startCash = [[write.cashMicros, write.cashMicros]];
        break;
      case 'setting':
        batch.settings.push([write.key, write.value]);
        break;
      default:
        assertNever(write, 'journal write');
    }
  }
  return {
    ...batch,
    orders: Array.from(orders.values(), orderRow),
    positions: Array.from(positions.values(), positionRow),
  };
}

function eventRow(e: OrderEvent): EventRow {
  const executionId = e.type === 'order.filled' ? e.fill.executionId : null;
  return [e.seq, e.atUs, e.type, e.order.orderId, executionId, payloadOf(e)];
}

function orderRow(o: Order): Row {
  return [
    o.orderId,
    o.clientOrderId,
    o.clientName,
    o.symbol,
    o.side,
    o.type,
    o.timeInForce,
    o.postOnly ? 1 : 0,
    o.tag,
    o.qtyLots,
    o.limitPriceTicks,
    o.cumQtyLots,
    o.leavesQtyLots,
    o.cumTickLots,
    o.status,
    o.reason,
    o.refusal === null ? null : JSON.stringify(o.refusal),
    o.createdUs,
    o.updatedUs,
    o.expiresUs,
    o.prioritySeq,
    o.stopPriceTicks,
    o.trailTicks,
    o.trailBasisPoints,
    o.hwmTicks,
    o.displayQtyLots,
    o.triggeredUs,
    o.extendedHours ? 1 : 0,
    o.notionalMicros,
    o.orderClass,
    o.parentOrderId,
    o.legRole,
    o.triggeredBy,
  ];
}

function fillRow(f: Fill): Row {
  return [
    f.executionId,
    f.eventSeq,
    f.orderId,
    f.clientOrderId,
    f.symbol,
    f.side,
    f.orderType,
    f.lastQtyLots,
    f.lastPriceTicks,
    f.cumQtyLots,
    f.leavesQtyLots,
    f.grossMicros,
    f.feeMicros,
    f.realisedMicros,
    f.liquidity,
    f.tag,
    f.executedUs,
  ];
}

function positionRow(p: Position): Row {
  return [
    p.symbol,
    p.qtyLots,
    p.costMicros,
    p.realisedMicros,
    p.feesMicros,
    p.dayRealisedMicros,
    p.tradeDate,
    p.updatedUs,
    p.fifoRealisedMicros,
    p.dayFeesMicros,
  ];
}

function lotRow(symbol: string, { executionId, openedUs, qtyLots, costMicros }: Lot): Row {
  return [symbol, executionId, openedUs, qtyLots, costMicros];
}

function linkRow({ remoteId, orderId, place, startLots, coveredLots }: RemoteLink): Row {
  return [remoteId, orderId, place, startLots, coveredLots];
}

function dayStartRow({ symbol, tradeDate, markTicks, pnlMicros }: DayStart): Row {
  return [symbol, tradeDate, markTicks, pnlMicros];
}

function equityRows({ point: p, dayUs }: Extract<JournalWrite, { kind: 'equity' }>): Row[] {
  const money = [p.equityMicros, p.cashMicros, p.longValueMicros, p.shortValueMicros];
  const values = [p.atUs, ...money, p.dayPnlMicros, p.feesMicros];
  return [
    ['minute', minuteOf(p.atUs), ...values],
    ['day', dayUs, ...values],
  ];
}

function minuteOf(us: number): number {
  return us - (us % US_PER_MINUTE);
}

function barRow(symbol: string, timeframe: string, b: Bar): Row {
  const { startUs, openTicks, highTicks, lowTicks, closeTicks, volumeLots, trades } = b;
  const prices = [openTicks, highTicks, lowTicks, closeTicks];
  return [symbol, timeframe, startUs, ...prices, volumeLots, trades];
}

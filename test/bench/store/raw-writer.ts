/**
 * The reference: the rows of the journal written straight to better-sqlite3 on the caller's thread,
 * with every parameter made beforehand. Same schema, same indexes, same synchronous=FULL, the same
 * rows in each transaction as the journal writes; nothing else.
 */
import type { OrderEvent } from '../../../engine/contract/messages.ts';
import type { Fill, Order, Position } from '../../../engine/domain/order.ts';
import type { Connection } from '../../../engine/store/database.ts';
import { encodePayload } from '../../../engine/store/event-payload.ts';

type Parameter = string | number | null;
type Row = readonly Parameter[];

/** The rows of one transaction. */
export interface RawTransaction {
  readonly orders: readonly Row[];
  readonly events: readonly Row[];
  readonly fills: readonly Row[];
  readonly positions: readonly Row[];
  readonly cash: readonly Row[];
}

/** The rows that the journal would write for `events` in one transaction. */
export function rawTransaction(events: readonly OrderEvent[]): RawTransaction {
  const orders = new Map<number, Row>();
  const positions = new Map<string, Row>();
  const fills: Row[] = [];
  let cash: Row[] = [];
  for (const event of events) {
    orders.set(event.order.orderId, orderRow(event.order));
    if (event.type !== 'order.filled') continue;
    fills.push(fillRow(event.fill));
    positions.set(event.position.symbol, positionRow(event.position));
    cash = [[event.cashMicros]];
  }
  return {
    orders: [...orders.values()],
    events: events.map(eventRow),
    fills,
    positions: [...positions.values()],
    cash,
  };
}

/** Writes transactions one after another; each is on disk when the call returns. */
export function rawWriter(db: Connection): (transaction: RawTransaction) => void {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const order = db.prepare(
    `INSERT INTO orders VALUES (${marks(21)}) ON CONFLICT (order_id) DO UPDATE SET
       cum_qty_lots = excluded.cum_qty_lots, leaves_qty_lots = excluded.leaves_qty_lots,
       cum_tick_lots = excluded.cum_tick_lots, status = excluded.status,
       updated_us = excluded.updated_us`,
  );
  const event = db.prepare(`INSERT INTO order_events VALUES (${marks(6)})`);
  const fill = db.prepare(`INSERT INTO trades VALUES (${marks(17)})`);
  const position = db.prepare(`INSERT OR REPLACE INTO positions VALUES (${marks(8)})`);
  const cash = db.prepare('UPDATE account SET cash_micros = ? WHERE id = 1');
  return (transaction) => {
    begin.run();
    for (const row of transaction.orders) order.run(...row);
    for (const row of transaction.fills) fill.run(...row);
    for (const row of transaction.events) event.run(...row);
    for (const row of transaction.positions) position.run(...row);
    for (const row of transaction.cash) cash.run(...row);
    commit.run();
  };
}

function marks(count: number): string {
  return new Array(count).fill('?').join(',');
}

function eventRow(e: OrderEvent): Row {
  const executionId = e.type === 'order.filled' ? e.fill.executionId : null;
  return [e.seq, e.atUs, e.type, e.order.orderId, executionId, encodePayload(e)];
}

function orderRow(o: Order): Row {
  const { orderId, clientOrderId, clientName, symbol, side, type, timeInForce, tag } = o;
  const { qtyLots, limitPriceTicks, cumQtyLots, leavesQtyLots, cumTickLots, status, reason } = o;
  const { createdUs, updatedUs, expiresUs, prioritySeq } = o;
  const identity = [orderId, clientOrderId, clientName, symbol, side, type, timeInForce, 0, tag];
  const quantities = [qtyLots, limitPriceTicks, cumQtyLots, leavesQtyLots, cumTickLots];
  return [
    ...identity,
    ...quantities,
    status,
    reason,
    null,
    createdUs,
    updatedUs,
    expiresUs,
    prioritySeq,
  ];
}

function fillRow(f: Fill): Row {
  const { executionId, eventSeq, orderId, clientOrderId, symbol, side, orderType } = f;
  const { lastQtyLots, lastPriceTicks, cumQtyLots, leavesQtyLots } = f;
  const { grossMicros, feeMicros, realisedMicros, liquidity, tag, executedUs } = f;
  const identity = [executionId, eventSeq, orderId, clientOrderId, symbol, side, orderType];
  const quantities = [lastQtyLots, lastPriceTicks, cumQtyLots, leavesQtyLots];
  return [
    ...identity,
    ...quantities,
    grossMicros,
    feeMicros,
    realisedMicros,
    liquidity,
    tag,
    executedUs,
  ];
}

function positionRow(p: Position): Row {
  const { symbol, qtyLots, costMicros, realisedMicros, feesMicros, dayRealisedMicros } = p;
  return [
    symbol,
    qtyLots,
    costMicros,
    realisedMicros,
    feesMicros,
    dayRealisedMicros,
    p.tradeDate,
    p.updatedUs,
  ];
}

/**
 * Writes journal batches, one transaction for all that are given at once. Within a transaction an
 * order, a position and the cash are written once, as they stand at its end; events and fills are
 * written one by one.
 */
import type { OrderEvent } from '../contract/messages.ts';
import { assert } from '../domain/assert.ts';
import type { Bar } from '../domain/bar.ts';
import type { Fill, Order, Position } from '../domain/order.ts';
import type { JournalWrite } from '../ports.ts';
import type { Connection } from './database.ts';
import { encodePayload } from './event-payload.ts';

const UPSERT_ORDER = `
  INSERT INTO orders VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
  ON CONFLICT (order_id) DO UPDATE SET
    qty_lots = excluded.qty_lots, limit_price_ticks = excluded.limit_price_ticks,
    cum_qty_lots = excluded.cum_qty_lots, leaves_qty_lots = excluded.leaves_qty_lots,
    cum_tick_lots = excluded.cum_tick_lots, status = excluded.status, reason = excluded.reason,
    refusal = excluded.refusal, updated_us = excluded.updated_us,
    expires_us = excluded.expires_us, priority_seq = excluded.priority_seq`;
const INSERT_EVENT = 'INSERT INTO order_events VALUES (?,?,?,?,?,?)';
const INSERT_FILL = 'INSERT INTO trades VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)';
const UPSERT_POSITION = `
  INSERT INTO positions VALUES (?,?,?,?,?,?,?,?)
  ON CONFLICT (symbol) DO UPDATE SET
    qty_lots = excluded.qty_lots, cost_micros = excluded.cost_micros,
    realised_micros = excluded.realised_micros, fees_micros = excluded.fees_micros,
    day_realised_micros = excluded.day_realised_micros, trade_date = excluded.trade_date,
    updated_us = excluded.updated_us`;
const UPDATE_CASH = 'UPDATE account SET cash_micros = ? WHERE id = 1';
const UPSERT_BAR = 'INSERT OR REPLACE INTO bars VALUES (?,?,?,?,?,?,?,?,?)';
const UPSERT_SETTING = 'INSERT OR REPLACE INTO settings VALUES (?,?)';
const MARK_RUN = `UPDATE meta SET value = ? WHERE key = 'run'`;
const LAST_EVENT = 'SELECT max(seq) AS value FROM order_events';

export interface TransactionWriter {
  /** One transaction, on disk when it returns; throws what SQLite throws, and nothing is written. */
  write(writes: readonly JournalWrite[]): void;
  /** Notes that a run has begun or ended well; the next start reads it. */
  markRun(run: 'running' | 'closed'): void;
}

/** Prepares every statement once on a connection that it alone writes by. */
export function transactionWriter(db: Connection): TransactionWriter {
  const put = preparedWrites(db);
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  const mark = db.prepare(MARK_RUN);
  let lastSeq = db.prepare<[], { value: number | null }>(LAST_EVENT).get()?.value ?? 0;

  const writeEvents = (events: readonly OrderEvent[]): number => {
    const orders = new Map<number, Order>();
    const positions = new Map<string, Position>();
    let cashMicros: number | null = null;
    for (const event of events) {
      orders.set(event.order.orderId, event.order);
      if (event.type !== 'order.filled') continue;
      positions.set(event.position.symbol, event.position);
      cashMicros = event.cashMicros;
    }
    for (const order of orders.values()) put.order(order);
    let seq = lastSeq;
    for (const event of events) {
      seq += 1;
      assert(event.seq === seq, `event ${event.seq} follows event ${seq - 1} in the journal`);
      if (event.type === 'order.filled') put.fill(event.fill);
      put.event(event);
    }
    for (const position of positions.values()) put.position(position);
    if (cashMicros !== null) put.cash(cashMicros);
    return seq;
  };

  return {
    write(writes) {
      begin.run();
      try {
        const events: OrderEvent[] = [];
        for (const write of writes) {
          if (write.kind === 'events') events.push(...write.events);
          else if (write.kind === 'setting') put.setting(write.key, write.value);
          else for (const bar of write.bars) put.bar(write.symbol, write.timeframe, bar);
        }
        const seq = writeEvents(events);
        commit.run();
        lastSeq = seq;
      } catch (error) {
        if (db.inTransaction) rollback.run();
        throw error;
      }
    },
    markRun: (run) => void mark.run(run),
  };
}

interface PreparedWrites {
  order(order: Order): void;
  event(event: OrderEvent): void;
  fill(fill: Fill): void;
  position(position: Position): void;
  cash(cashMicros: number): void;
  bar(symbol: string, timeframe: string, bar: Bar): void;
  setting(key: string, value: string): void;
}

/** Parameters stand in the order of the tables' columns (migrations/0001-first-light.ts). */
function preparedWrites(db: Connection): PreparedWrites {
  const order = db.prepare(UPSERT_ORDER);
  const event = db.prepare(INSERT_EVENT);
  const fill = db.prepare(INSERT_FILL);
  const position = db.prepare(UPSERT_POSITION);
  const cash = db.prepare(UPDATE_CASH);
  const bar = db.prepare(UPSERT_BAR);
  const setting = db.prepare(UPSERT_SETTING);
  return {
    order: (o) => void order.run(...orderParameters(o)),
    event: (e) => {
      const executionId = e.type === 'order.filled' ? e.fill.executionId : null;
      event.run(e.seq, e.atUs, e.type, e.order.orderId, executionId, encodePayload(e));
    },
    fill: (f) => void fill.run(...fillParameters(f)),
    position: (p) =>
      void position.run(
        p.symbol,
        p.qtyLots,
        p.costMicros,
        p.realisedMicros,
        p.feesMicros,
        p.dayRealisedMicros,
        p.tradeDate,
        p.updatedUs,
      ),
    cash: (micros) => void cash.run(micros),
    bar: (symbol, timeframe, b) =>
      void bar.run(
        symbol,
        timeframe,
        b.startUs,
        b.openTicks,
        b.highTicks,
        b.lowTicks,
        b.closeTicks,
        b.volumeLots,
        b.trades,
      ),
    setting: (key, value) => void setting.run(key, value),
  };
}

function orderParameters(o: Order): (string | number | null)[] {
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
  ];
}

function fillParameters(f: Fill): (string | number)[] {
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

/** Writes what a refold finds; all of it inside one transaction of its caller. */
import { executionId, executionIdText } from '../../domain/ids.ts';
import type { Position, Venue } from '../../domain/order.ts';
import type { Connection } from '../database.ts';
import { IMPORT_CLIENT } from './plan-orders.ts';
import type { FoldSink, PlacedFill, SymbolResult } from './refold.ts';
import { inStretches } from './stretches.ts';

const INSERT_TRADE = `
  INSERT INTO trades (execution_id, event_seq, order_id, client_order_id, symbol, side, order_type,
    last_qty_lots, last_price_ticks, cum_qty_lots, leaves_qty_lots, gross_micros, fee_micros,
    realised_micros, liquidity, tag, executed_us)
  VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`;
const INSERT_NAME = `
  INSERT INTO imported_fills (execution_id, exec_id, file_exec_id) VALUES (?,?,?)`;
/** Fills of an order that the program has never had: what the file does not tell is left empty. */
const INSERT_ORDER = `
  INSERT INTO orders (order_id, client_order_id, client_name, symbol, side, type, time_in_force,
    post_only, tag, qty_lots, cum_qty_lots, leaves_qty_lots, cum_tick_lots, status, created_us,
    updated_us, priority_seq)
  VALUES (?,?,'${IMPORT_CLIENT}',?,?,?,'day',0,?,?,?,0,?,?,?,?,0)`;
/** Sums, so that the halves of a file come to the same in either order. */
const ADD_TO_ORDER = `
  UPDATE orders SET
    qty_lots = CASE client_name WHEN '${IMPORT_CLIENT}' THEN max(qty_lots, @qty)
      ELSE max(qty_lots, cum_qty_lots + @lots) END,
    cum_qty_lots = cum_qty_lots + @lots,
    cum_tick_lots = cum_tick_lots + @tickLots,
    created_us = min(created_us, @firstUs), updated_us = max(updated_us, @lastUs),
    tag = CASE client_name WHEN '${IMPORT_CLIENT}' THEN max(tag, @tag) ELSE tag END
  WHERE order_id = @own`;
const SET_STATUS = `
  UPDATE orders SET status = CASE
    WHEN cum_qty_lots >= qty_lots THEN 'filled'
    WHEN client_name = '${IMPORT_CLIENT}' THEN 'canceled'
    ELSE status END
  WHERE order_id = ?`;
const INSERT_POSITION = `
  INSERT OR REPLACE INTO positions (symbol, qty_lots, cost_micros, realised_micros, fees_micros,
    day_realised_micros, trade_date, updated_us, fifo_realised_micros, day_fees_micros)
  VALUES (?,?,?,?,?,?,?,?,?,?)`;
const STAGED_ORDERS = `
  SELECT id, order_id AS fileId, client_order_id AS fileClientId, symbol, side, lots,
    tick_lots AS tickLots, qty, first_ms AS firstMs, last_ms AS lastMs, order_type AS type, tag, own,
    own_client AS ownClient, is_new AS isNew
  FROM orders WHERE id > ? ORDER BY id LIMIT ?`;

interface StagedOrder {
  readonly id: number;
  readonly fileId: string;
  readonly fileClientId: string;
  readonly symbol: string;
  readonly side: string;
  readonly lots: number;
  readonly tickLots: number;
  readonly qty: number;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly type: string;
  readonly tag: string;
  readonly own: number;
  readonly ownClient: string;
  readonly isNew: number;
}

/** Makes or completes the orders of the plan. To be called before their fills are put in. */
export function writeOrders(stage: Connection, store: Connection): void {
  const select = stage.prepare<[number, number], StagedOrder>(STAGED_ORDERS);
  const insert = store.prepare(INSERT_ORDER);
  const add = store.prepare(ADD_TO_ORDER);
  const status = store.prepare(SET_STATUS);
  const from = store.prepare(
    'INSERT INTO imported_orders (order_id, file_order_id, file_client_order_id) VALUES (?,?,?)',
  );
  for (const o of inStretches<StagedOrder>((after, n) => select.all(after?.id ?? 0, n))) {
    const firstUs = o.firstMs * 1_000;
    const lastUs = o.lastMs * 1_000;
    const { own, lots, tickLots, qty, tag } = o;
    if (o.isNew === 0) {
      add.run({ own, lots, tickLots, qty, tag, firstUs, lastUs });
      status.run(own);
    } else {
      const what = [o.symbol, o.side, o.type, tag, Math.max(qty, lots), lots];
      const orderStatus = lots >= qty ? 'filled' : 'canceled';
      insert.run(own, o.ownClient, ...what, tickLots, orderStatus, firstUs, lastUs);
      const isFilesOwn = String(own) === o.fileId && o.ownClient === o.fileClientId;
      if (!isFilesOwn) from.run(own, o.fileId, o.fileClientId);
    }
  }
}

/** Puts fills in and out of the store. */
export function fillWriter(store: Connection, venue: Venue): FoldSink {
  const takeOut = store.prepare<[number]>('DELETE FROM trades WHERE execution_id = ?');
  const forgetName = store.prepare<[number]>('DELETE FROM imported_fills WHERE execution_id = ?');
  const insert = store.prepare<(string | number)[]>(INSERT_TRADE);
  const name = store.prepare<[number, string, string]>(INSERT_NAME);
  const renumber = store.prepare<[number, number]>(
    'UPDATE order_events SET execution_id = ? WHERE seq = ?',
  );
  return {
    takenOut(id) {
      takeOut.run(id);
      forgetName.run(id);
    },
    placed(f) {
      insert.run(...tradeRow(f));
      const isPlain = f.name === executionIdText(venue, executionId(f.executionId));
      if (!isPlain || f.fileExecId !== f.name) name.run(f.executionId, f.name, f.fileExecId);
      const isMoved = f.formerId !== null && f.formerId !== f.executionId;
      if (isMoved && f.eventSeq > 0) renumber.run(f.executionId, f.eventSeq);
    },
  };
}

/** Writes what a symbol has come to. */
export function writeSymbol(store: Connection, result: SymbolResult): void {
  const { symbol, after, lots, dayStart } = result;
  store.prepare(INSERT_POSITION).run(...positionRow(after));
  store.prepare('DELETE FROM lots WHERE symbol = ?').run(symbol);
  const insertLot = store.prepare(
    'INSERT INTO lots (symbol, execution_id, opened_us, qty_lots, cost_micros) VALUES (?,?,?,?,?)',
  );
  for (const { executionId: id, openedUs, qtyLots, costMicros } of lots) {
    insertLot.run(symbol, id, openedUs, qtyLots, costMicros);
  }
  if (dayStart === null) store.prepare('DELETE FROM day_starts WHERE symbol = ?').run(symbol);
  else {
    const { tradeDate, markTicks, pnlMicros } = dayStart;
    store
      .prepare('INSERT OR REPLACE INTO day_starts VALUES (?,?,?,?)')
      .run(symbol, tradeDate, markTicks, pnlMicros);
  }
}

/**
 * Has everything projected anew where fills or orders come among those that are projected already;
 * what is taken out or completed says so by itself (migration 0007).
 */
export function restartProjection(stage: Connection, store: Connection): void {
  type Lowest = { readonly fill: number | null; readonly order: number | null };
  const lowest = stage
    .prepare<[], Lowest>(
      `SELECT (SELECT min(own) FROM fills WHERE state = 0 AND line > 0) AS fill,
         (SELECT min(own) FROM orders WHERE is_new = 1) AS "order"`,
    )
    .get();
  store
    .prepare('UPDATE projection SET execution_id = -1 WHERE execution_id >= ? OR order_id >= ?')
    .run(lowest?.fill ?? Number.MAX_SAFE_INTEGER, lowest?.order ?? Number.MAX_SAFE_INTEGER);
}

/**
 * Gives the store's history a new identity, so that a client which had followed it asks for all again
 * instead of going on from its last event: imports are not in the stream of events.
 */
export function renewIdentity(store: Connection): void {
  type Value = { readonly value: string };
  const found = store.prepare<[], Value>(`SELECT value FROM meta WHERE key = 'store_id'`).get();
  const [base = '', count = '0'] = (found?.value ?? '').split('+');
  store
    .prepare(`UPDATE meta SET value = ? WHERE key = 'store_id'`)
    .run(`${base}+${String(Number(count) + 1)}`);
  // A store that was made by an import is no longer one whose starting cash can still be chosen.
  store.exec(`UPDATE meta SET value = 'closed' WHERE key = 'run' AND value = 'new'`);
}

function tradeRow(f: PlacedFill): (string | number)[] {
  const order = [f.orderId, f.clientOrderId, f.symbol, f.side, f.orderType];
  const what = [f.qtyLots, f.priceTicks, f.cumQtyLots, f.leavesQtyLots];
  const money = [f.grossMicros, f.feeMicros, f.realisedMicros];
  return [f.executionId, f.eventSeq, ...order, ...what, ...money, f.liquidity, f.tag, f.executedUs];
}

function positionRow(p: Position): (string | number)[] {
  const money = [p.costMicros, p.realisedMicros, p.feesMicros, p.dayRealisedMicros];
  const fifo = [p.fifoRealisedMicros, p.dayFeesMicros];
  return [p.symbol, p.qtyLots, ...money, p.tradeDate, p.updatedUs, ...fifo];
}

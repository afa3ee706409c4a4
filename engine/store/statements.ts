/**
 * Every statement that reads on behalf of a screen or of the start, by name. One list, so that a test
 * can check each one's query plan and the performance panel can name what it times.
 */
import { WORKING_STATUSES } from '../domain/order.ts';
import { PAGE_STATEMENTS } from './history/page-statements.ts';
import { PLACE_STATEMENTS } from './history/place-statements.ts';
import { SUM_STATEMENTS } from './history/sum-statements.ts';
import {
  BAR_COLUMNS,
  DAY_START_COLUMNS,
  EQUITY_COLUMNS,
  FILL_COLUMNS,
  LINK_COLUMNS,
  LOT_COLUMNS,
  ORDER_COLUMNS,
  POSITION_COLUMNS,
} from './rows.ts';
import { TELEMETRY_STATEMENTS } from './telemetry-queries.ts';

/** Names follow the request or the purpose; parameters are positional, in the order they stand. */
export const READ_STATEMENTS = {
  /** beforeExecutionId, limit */
  'fills.page': `
    SELECT ${FILL_COLUMNS} FROM trades t
    WHERE t.execution_id < ? ORDER BY t.execution_id DESC LIMIT ?`,
  /** symbol, beforeExecutionId, limit */
  'fills.page.symbol': `
    SELECT ${FILL_COLUMNS} FROM trades t
    WHERE t.symbol = ? AND t.execution_id < ? ORDER BY t.execution_id DESC LIMIT ?`,
  /** executionId */
  'fills.by_id': `SELECT ${FILL_COLUMNS} FROM trades t WHERE t.execution_id = ?`,
  /** executionId: what exports call it, if not by its number */
  'fills.name': 'SELECT exec_id AS name FROM imported_fills WHERE execution_id = ?',
  /** null: every fill is called by its number */
  'fills.named': 'SELECT min(execution_id) AS value FROM imported_fills',
  /** beforeOrderId, limit */
  'orders.page': `
    SELECT ${ORDER_COLUMNS} FROM orders o
    WHERE o.order_id < ? ORDER BY o.order_id DESC LIMIT ?`,
  /** symbol, beforeOrderId, limit */
  'orders.page.symbol': `
    SELECT ${ORDER_COLUMNS} FROM orders o
    WHERE o.symbol = ? AND o.order_id < ? ORDER BY o.order_id DESC LIMIT ?`,
  /** orderId */
  'orders.by_id': `SELECT ${ORDER_COLUMNS} FROM orders o WHERE o.order_id = ?`,
  /** clientOrderId */
  'orders.by_client_id': `SELECT ${ORDER_COLUMNS} FROM orders o WHERE o.client_order_id = ?`,
  /** Runs along the partial index, which holds the working orders and nothing else. */
  'orders.working': `
    SELECT ${ORDER_COLUMNS} FROM orders o INDEXED BY orders_working
    WHERE o.status IN (${WORKING_STATUSES.map((status) => `'${status}'`).join(', ')})`,
  /** symbol, timeframe, beforeUs, limit */
  'bars.history': `
    SELECT ${BAR_COLUMNS} FROM bars
    WHERE symbol = ? AND timeframe = ? AND start_us < ? ORDER BY start_us DESC LIMIT ?`,
  /** symbol, timeframe, afterUs, beforeUs, limit */
  'bars.after': `
    SELECT ${BAR_COLUMNS} FROM bars
    WHERE symbol = ? AND timeframe = ? AND start_us > ? AND start_us < ? ORDER BY start_us LIMIT ?`,
  /** The next series after (symbol, timeframe): walks the key from series to series. */
  'bars.next_series': `
    SELECT symbol, timeframe FROM bars
    WHERE (symbol, timeframe) > (?, ?) ORDER BY symbol, timeframe LIMIT 1`,
  /** afterSeq, limit */
  'events.after': `
    SELECT e.seq, e.at_us AS atUs, e.type AS eventType, e.execution_id AS executionId, e.payload,
      ${ORDER_COLUMNS}
    FROM order_events e CROSS JOIN orders o ON o.order_id = e.order_id
    WHERE e.seq > ? ORDER BY e.seq LIMIT ?`,
  'events.last_us': `
    SELECT at_us AS value FROM order_events WHERE seq = (SELECT max(seq) FROM order_events)`,
  'events.last': 'SELECT max(seq) AS value FROM order_events',
  'orders.last': 'SELECT max(order_id) AS value FROM orders',
  'fills.last': 'SELECT max(execution_id) AS value FROM trades',
  /** Everything that was ever traded: a flat position stays, for what it has realised. */
  'positions.symbols': 'SELECT symbol FROM positions ORDER BY symbol',
  'positions.all': `SELECT ${POSITION_COLUMNS} FROM positions`,
  /** Oldest first within each symbol. */
  'lots.all': `SELECT ${LOT_COLUMNS} FROM lots ORDER BY symbol, execution_id`,
  'day_starts.all': `SELECT ${DAY_START_COLUMNS} FROM day_starts`,
  /** fromUs, toUs, limit; by the minute */
  'equity.minutes': `
    SELECT ${EQUITY_COLUMNS} FROM account_snapshots
    WHERE resolution = 'minute' AND bucket_us >= ? AND bucket_us < ?
    ORDER BY bucket_us DESC LIMIT ?`,
  /** fromUs, toUs, limit; by the day */
  'equity.days': `
    SELECT ${EQUITY_COLUMNS} FROM account_snapshots
    WHERE resolution = 'day' AND bucket_us >= ? AND bucket_us < ?
    ORDER BY bucket_us DESC LIMIT ?`,
  /** remoteId */
  'remote.by_id': `SELECT ${LINK_COLUMNS} FROM remote_orders WHERE remote_id = ?`,
  /** orderId */
  'remote.by_order': `SELECT ${LINK_COLUMNS} FROM remote_orders WHERE order_id = ? ORDER BY place`,
  /** orderId: those of it and of newer orders */
  'remote.recent': `SELECT ${LINK_COLUMNS} FROM remote_orders WHERE order_id >= ?`,
  'account.cash': 'SELECT cash_micros AS value FROM account WHERE id = 1',
  'settings.all': 'SELECT key, value FROM settings',
  'meta.all': 'SELECT key, value FROM meta',
  /** fromUs, toUs, lastExecutionId: what an export will hold */
  'export.count': `
    SELECT count(*) AS rows FROM trades t
    WHERE t.executed_us >= ? AND t.executed_us < ? AND t.execution_id <= ?`,
  /** symbol, fromUs, toUs, lastExecutionId */
  'export.count.symbol': `
    SELECT count(*) AS rows FROM trades t
    WHERE t.symbol = ? AND t.executed_us >= ? AND t.executed_us < ? AND t.execution_id <= ?`,
  /** afterUs, afterExecutionId, toUs, lastExecutionId, limit: one stretch of an export */
  'export.rows': `
    SELECT ${FILL_COLUMNS} FROM trades t
    WHERE (t.executed_us, t.execution_id) > (?, ?) AND t.executed_us < ? AND t.execution_id <= ?
    ORDER BY t.executed_us, t.execution_id LIMIT ?`,
  /** symbol, afterUs, afterExecutionId, toUs, lastExecutionId, limit */
  'export.rows.symbol': `
    SELECT ${FILL_COLUMNS} FROM trades t
    WHERE t.symbol = ? AND (t.executed_us, t.execution_id) > (?, ?) AND t.executed_us < ?
      AND t.execution_id <= ?
    ORDER BY t.executed_us, t.execution_id LIMIT ?`,
  /** afterExecutionId, lastExecutionId, limit: one stretch in the order of execution */
  'export.executions': `
    SELECT ${FILL_COLUMNS} FROM trades t
    WHERE t.execution_id > ? AND t.execution_id <= ? ORDER BY t.execution_id LIMIT ?`,
  /** symbol, afterExecutionId, lastExecutionId, limit */
  'export.executions.symbol': `
    SELECT ${FILL_COLUMNS} FROM trades t
    WHERE t.symbol = ? AND t.execution_id > ? AND t.execution_id <= ?
    ORDER BY t.execution_id LIMIT ?`,
  /** lastOrderId */
  'export.orders.count': 'SELECT count(*) AS rows FROM orders o WHERE o.order_id <= ?',
  /** symbol, lastOrderId */
  'export.orders.count.symbol': `
    SELECT count(*) AS rows FROM orders o WHERE o.symbol = ? AND o.order_id <= ?`,
  /** afterOrderId, lastOrderId, limit: one stretch in the order of acceptance */
  'export.orders': `
    SELECT ${ORDER_COLUMNS} FROM orders o
    WHERE o.order_id > ? AND o.order_id <= ? ORDER BY o.order_id LIMIT ?`,
  /** symbol, afterOrderId, lastOrderId, limit */
  'export.orders.symbol': `
    SELECT ${ORDER_COLUMNS} FROM orders o
    WHERE o.symbol = ? AND o.order_id > ? AND o.order_id <= ? ORDER BY o.order_id LIMIT ?`,
  ...PAGE_STATEMENTS,
  ...PLACE_STATEMENTS,
  ...SUM_STATEMENTS,
  ...TELEMETRY_STATEMENTS,
} as const;

export type ReadStatementName = keyof typeof READ_STATEMENTS;

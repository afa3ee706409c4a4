/**
 * Statements of the history screens' pages. Each walks one index in the order of the page, from a place
 * on; a filter that has no index of its own is met by merging several such walks (merged-page.ts).
 */
import { FILL_COLUMNS, ORDER_COLUMNS } from '../rows.ts';

export const TRIP_COLUMNS = `
  r.last_execution_id AS lastExecutionId, r.symbol, r.number, r.side, r.opened_us AS openedUs,
  r.closed_us AS closedUs, r.qty_lots AS qtyLots, r.peak_qty_lots AS peakQtyLots,
  CAST(r.entry_micros AS TEXT) AS entryMicros, CAST(r.exit_micros AS TEXT) AS exitMicros,
  r.gross_micros AS grossMicros, r.fees_micros AS feesMicros, r.fills,
  r.first_execution_id AS firstExecutionId, r.tag, r.tags, r.mae_micros AS maeMicros,
  r.mfe_micros AS mfeMicros`;

export const CLOSED_LOT_COLUMNS = `
  c.lot_id AS lotId, c.symbol, c.side, c.open_execution_id AS openExecutionId,
  c.close_execution_id AS closeExecutionId, c.opened_us AS openedUs, c.closed_us AS closedUs,
  c.qty_lots AS qtyLots, c.open_micros AS openMicros, c.close_micros AS closeMicros,
  c.open_fee_micros AS openFeeMicros, c.close_fee_micros AS closeFeeMicros, c.tag`;

interface Walk {
  readonly columns: string;
  readonly from: string;
  /** Columns that are given, before those of time and number. */
  readonly given: readonly string[];
  readonly time: string;
  readonly id: string;
}

/** given..., atUs, id, fromUs, limit: what is before (atUs, id) and not before fromUs, newest first. */
function older({ columns, from, given, time, id }: Walk): string {
  const fixed = given.map((column) => `${column} = ? AND `).join('');
  return `SELECT ${columns} FROM ${from}
    WHERE ${fixed}(${time}, ${id}) < (?, ?) AND ${time} >= ?
    ORDER BY ${time} DESC, ${id} DESC LIMIT ?`;
}

/** given..., atUs, id, toUs, limit: what is after (atUs, id) and before toUs, oldest first. */
function newer({ columns, from, given, time, id }: Walk): string {
  const fixed = given.map((column) => `${column} = ? AND `).join('');
  return `SELECT ${columns} FROM ${from}
    WHERE ${fixed}(${time}, ${id}) > (?, ?) AND ${time} < ?
    ORDER BY ${time}, ${id} LIMIT ?`;
}

const trades = { columns: FILL_COLUMNS, time: 't.executed_us', id: 't.execution_id' };
const fills = { columns: FILL_COLUMNS, time: 'k.at_us', id: 'k.id' };
const orders = { columns: ORDER_COLUMNS, time: 'k.at_us', id: 'k.id' };
const trips = { columns: TRIP_COLUMNS, time: 'r.closed_us', id: 'r.last_execution_id' };
const lots = { columns: CLOSED_LOT_COLUMNS, time: 'c.closed_us', id: 'c.lot_id' };
const withFills = (table: string): string =>
  `${table} k CROSS JOIN trades t ON t.execution_id = k.id`;
const withOrders = (table: string): string => `${table} k CROSS JOIN orders o ON o.order_id = k.id`;

/** Ways through the rows of each subject, by the columns that are given. */
const WALKS = {
  'fills.all': { ...trades, from: 'trades t INDEXED BY trades_by_time', given: [] },
  'fills.symbol': {
    ...trades,
    from: 'trades t INDEXED BY trades_by_symbol_time',
    given: ['t.symbol'],
  },
  'fills.side': { ...fills, from: withFills('fills_by_side'), given: ['k.symbol', 'k.side'] },
  'fills.tag': {
    ...fills,
    from: withFills('fills_by_tag'),
    given: ['k.tag', 'k.symbol', 'k.side'],
  },
  'orders.all': { ...orders, from: withOrders('orders_by_time'), given: [] },
  'orders.side': { ...orders, from: withOrders('orders_by_side'), given: ['k.symbol', 'k.side'] },
  'orders.tag': {
    ...orders,
    from: withOrders('orders_by_tag'),
    given: ['k.tag', 'k.symbol', 'k.side'],
  },
  'orders.state': {
    ...orders,
    from: withOrders('orders_by_state'),
    given: ['k.state', 'k.symbol', 'k.side'],
  },
  'trips.all': { ...trips, from: 'round_trips r INDEXED BY round_trips_by_time', given: [] },
  'trips.side': {
    ...trips,
    from: 'round_trips r INDEXED BY round_trips_by_side',
    given: ['r.symbol', 'r.side'],
  },
  'trips.tag': {
    ...trips,
    from: 'round_trips r INDEXED BY round_trips_by_tag',
    given: ['r.tag', 'r.symbol', 'r.side'],
  },
  'lots.all': { ...lots, from: 'closed_lots c INDEXED BY closed_lots_by_time', given: [] },
  'lots.side': {
    ...lots,
    from: 'closed_lots c INDEXED BY closed_lots_by_side',
    given: ['c.symbol', 'c.side'],
  },
  'lots.tag': {
    ...lots,
    from: 'closed_lots c INDEXED BY closed_lots_by_tag',
    given: ['c.tag', 'c.symbol', 'c.side'],
  },
} as const satisfies Record<string, Walk>;

export type WalkName = keyof typeof WALKS;
export type PageStatementName = `history.${WalkName}.${'older' | 'newer'}`;

function statements(): Record<PageStatementName, string> {
  const all = Object.entries(WALKS).flatMap(([name, walk]) => [
    [`history.${name}.older`, older(walk)],
    [`history.${name}.newer`, newer(walk)],
  ]);
  // Both directions of every walk are there.
  return Object.fromEntries(all) as Record<PageStatementName, string>;
}

export const PAGE_STATEMENTS: Readonly<Record<PageStatementName, string>> = statements();

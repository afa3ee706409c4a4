/**
 * Statements of the history screens' pages. Each walks one index in the order of the page, from a place
 * on. A filter that has no index of its own is met by merging several such walks (merged-page.ts), which
 * therefore give places alone; the rows of those that make the page are read afterwards, at once.
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

export interface Walk {
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

const places = { columns: 'k.at_us AS atUs, k.id', time: 'k.at_us', id: 'k.id' };
const trades = { columns: FILL_COLUMNS, time: 't.executed_us', id: 't.execution_id' };
const trips = { time: 'r.closed_us', id: 'r.last_execution_id' };
const tripPlaces = { ...trips, columns: 'r.closed_us AS atUs, r.last_execution_id AS id' };
const lots = { time: 'c.closed_us', id: 'c.lot_id' };
const lotPlaces = { ...lots, columns: 'c.closed_us AS atUs, c.lot_id AS id' };
const bySide = ['k.symbol', 'k.side'];

/** Walks that give the rows of a page themselves, by what is given. */
export const ROW_WALKS = {
  'fills.all': { ...trades, from: 'trades t INDEXED BY trades_by_time', given: [] },
  'fills.symbol': {
    ...trades,
    from: 'trades t INDEXED BY trades_by_symbol_time',
    given: ['t.symbol'],
  },
  'orders.all': {
    ...places,
    columns: ORDER_COLUMNS,
    from: 'orders_by_time k CROSS JOIN orders o ON o.order_id = k.id',
    given: [],
  },
  'trips.all': {
    ...trips,
    columns: TRIP_COLUMNS,
    from: 'round_trips r INDEXED BY round_trips_by_time',
    given: [],
  },
  'lots.all': {
    ...lots,
    columns: CLOSED_LOT_COLUMNS,
    from: 'closed_lots c INDEXED BY closed_lots_by_time',
    given: [],
  },
} as const satisfies Record<string, Walk>;

/** Walks that give places. */
export const PLACE_WALKS = {
  'fills.side': { ...places, from: 'fills_by_side k', given: bySide },
  'fills.tag': { ...places, from: 'fills_by_tag k', given: ['k.tag', ...bySide] },
  'orders.side': { ...places, from: 'orders_by_side k', given: bySide },
  'orders.tag': { ...places, from: 'orders_by_tag k', given: ['k.tag', ...bySide] },
  'orders.state': { ...places, from: 'orders_by_state k', given: ['k.state', ...bySide] },
  'orders.tag_state': {
    ...places,
    from: 'orders_by_tag_state k',
    given: ['k.tag', 'k.state', ...bySide],
  },
  'trips.side': {
    ...tripPlaces,
    from: 'round_trips r INDEXED BY round_trips_by_side',
    given: ['r.symbol', 'r.side'],
  },
  'trips.tag': {
    ...tripPlaces,
    from: 'round_trips r INDEXED BY round_trips_by_tag',
    given: ['r.tag', 'r.symbol', 'r.side'],
  },
  'trips.side_alone': {
    ...tripPlaces,
    from: 'round_trips r INDEXED BY round_trips_by_side_alone',
    given: ['r.side'],
  },
  'trips.tag_alone': {
    ...tripPlaces,
    from: 'round_trips r INDEXED BY round_trips_by_tag_alone',
    given: ['r.tag', 'r.side'],
  },
  'lots.side': {
    ...lotPlaces,
    from: 'closed_lots c INDEXED BY closed_lots_by_side',
    given: ['c.symbol', 'c.side'],
  },
  'lots.tag': {
    ...lotPlaces,
    from: 'closed_lots c INDEXED BY closed_lots_by_tag',
    given: ['c.tag', 'c.symbol', 'c.side'],
  },
  'lots.side_alone': {
    ...lotPlaces,
    from: 'closed_lots c INDEXED BY closed_lots_by_side_alone',
    given: ['c.side'],
  },
  'lots.tag_alone': {
    ...lotPlaces,
    from: 'closed_lots c INDEXED BY closed_lots_by_tag_alone',
    given: ['c.tag', 'c.side'],
  },
} as const satisfies Record<string, Walk>;

/** ids as a JSON array: the rows in the order of the ids. */
const rowsOf = (columns: string, table: string, id: string): string =>
  `SELECT ${columns} FROM json_each(?) j CROSS JOIN ${table} ON ${id} = j.value`;
const ROWS = {
  'history.fills.rows': rowsOf(FILL_COLUMNS, 'trades t', 't.execution_id'),
  'history.orders.rows': rowsOf(ORDER_COLUMNS, 'orders o', 'o.order_id'),
  'history.trips.rows': rowsOf(TRIP_COLUMNS, 'round_trips r', 'r.last_execution_id'),
  'history.lots.rows': rowsOf(CLOSED_LOT_COLUMNS, 'closed_lots c', 'c.lot_id'),
} as const;

export type RowWalkName = keyof typeof ROW_WALKS;
export type PlaceWalkName = keyof typeof PLACE_WALKS;
export type RowsName = keyof typeof ROWS;
type WalkName = RowWalkName | PlaceWalkName;
export type PageStatementName = RowsName | `history.${WalkName}.${'older' | 'newer'}`;

function statements(): Record<PageStatementName, string> {
  const walks = Object.entries({ ...ROW_WALKS, ...PLACE_WALKS });
  const all = walks.flatMap(([name, walk]) => [
    [`history.${name}.older`, older(walk)],
    [`history.${name}.newer`, newer(walk)],
  ]);
  // Both directions of every walk are there.
  return Object.fromEntries([...all, ...Object.entries(ROWS)]) as Record<PageStatementName, string>;
}

export const PAGE_STATEMENTS: Readonly<Record<PageStatementName, string>> = statements();

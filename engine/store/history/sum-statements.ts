/** Statements of totals and of results by day. Sums leave as text, because they may pass 2^53. */

/** Names of the sums that the statements give; those of minutes lack the lots. */
export const MONEY_AND_COUNTS = [
  'fills',
  'boughtLots',
  'soldLots',
  'boughtMicros',
  'soldMicros',
  'feesMicros',
  'realisedMicros',
  'fifoRealisedMicros',
] as const;
export type SumName = (typeof MONEY_AND_COUNTS)[number];
/** Sums as SQLite's text. */
export type SumRow = Readonly<Partial<Record<SumName, string>>>;

const sum = (value: string): string => `CAST(coalesce(sum(${value}), 0) AS TEXT)`;
const STORED_SUMS = `
  ${sum('fills')} AS fills,
  ${sum(`iif(side = 'buy', qty_lots, 0)`)} AS boughtLots,
  ${sum(`iif(side = 'sell', qty_lots, 0)`)} AS soldLots,
  ${sum(`iif(side = 'buy', gross_micros, 0)`)} AS boughtMicros,
  ${sum(`iif(side = 'sell', gross_micros, 0)`)} AS soldMicros,
  ${sum('fee_micros')} AS feesMicros,
  ${sum('realised_micros')} AS realisedMicros,
  ${sum('fifo_realised_micros')} AS fifoRealisedMicros`;
/** Of every symbol; lots of several do not add up. */
const MINUTE_SUMS = `
  ${sum('fills')} AS fills,
  ${sum(`iif(side = 'buy', gross_micros, 0)`)} AS boughtMicros,
  ${sum(`iif(side = 'sell', gross_micros, 0)`)} AS soldMicros,
  ${sum('fee_micros')} AS feesMicros,
  ${sum('realised_micros')} AS realisedMicros,
  ${sum('fifo_realised_micros')} AS fifoRealisedMicros`;
const TRADE_SUMS = `
  ${sum('1')} AS fills,
  ${sum(`iif(side = 'buy', last_qty_lots, 0)`)} AS boughtLots,
  ${sum(`iif(side = 'sell', last_qty_lots, 0)`)} AS soldLots,
  ${sum(`iif(side = 'buy', gross_micros, 0)`)} AS boughtMicros,
  ${sum(`iif(side = 'sell', gross_micros, 0)`)} AS soldMicros,
  ${sum('fee_micros')} AS feesMicros,
  ${sum('realised_micros')} AS realisedMicros,
  '0' AS fifoRealisedMicros`;
const LOT_SUMS = `
  ${sum(`iif(side = 'long', close_micros - open_micros, open_micros - close_micros)`)}
    AS fifoRealisedMicros`;
/** symbol, side, each null for any. The column itself where nothing is asked, so that it is met. */
const MATCHES = 'symbol = coalesce(?, symbol) AND side = coalesce(?, side)';

export const SUM_STATEMENTS = {
  /** scope, tag, level, firstSpan, endSpan, symbol, side */
  'history.totals.spans': `
    SELECT ${STORED_SUMS} FROM span_results
    WHERE scope = ? AND tag = ? AND level = ? AND span >= ? AND span < ? AND ${MATCHES}`,
  /** firstMinute, endMinute, side */
  'history.totals.minutes': `
    SELECT ${MINUTE_SUMS} FROM minute_results
    WHERE minute >= ? AND minute < ? AND side = coalesce(?, side)`,
  /** fromUs, toUs, lastExecutionId, side: a part of a minute at an end of a period */
  'history.totals.edge': `
    SELECT ${TRADE_SUMS} FROM trades INDEXED BY trades_by_time
    WHERE executed_us >= ? AND executed_us < ? AND execution_id <= ? AND side = coalesce(?, side)`,
  /** symbol, fromUs, toUs, lastExecutionId, side: an hour at most */
  'history.totals.edge_symbol': `
    SELECT ${TRADE_SUMS} FROM trades INDEXED BY trades_by_symbol_time
    WHERE symbol = ? AND executed_us >= ? AND executed_us < ? AND execution_id <= ?
      AND side = coalesce(?, side)`,
  /** tag, symbol or '' for any, side, fromUs, toUs: an hour at most, of what has been projected */
  'history.totals.edge_tag': `
    SELECT ${TRADE_SUMS}
    FROM (SELECT t.* FROM fills_by_tag k CROSS JOIN trades t ON t.execution_id = k.id
      WHERE k.tag = ? AND k.symbol = ? AND k.side = ? AND k.at_us >= ? AND k.at_us < ?)`,
  /** fromUs, toUs, side of the lot: what the fills of such an edge realised by FIFO */
  'history.totals.edge_lots': `
    SELECT ${LOT_SUMS} FROM closed_lots INDEXED BY closed_lots_by_time
    WHERE closed_us >= ? AND closed_us < ? AND side = coalesce(?, side)`,
  /** symbol, side of the lot, fromUs, toUs */
  'history.totals.edge_lots_symbol': `
    SELECT ${LOT_SUMS} FROM closed_lots INDEXED BY closed_lots_by_side
    WHERE symbol = ? AND side = ? AND closed_us >= ? AND closed_us < ?`,
  /** tag, symbol, side of the lot, fromUs, toUs */
  'history.totals.edge_lots_tag': `
    SELECT ${LOT_SUMS} FROM closed_lots INDEXED BY closed_lots_by_tag
    WHERE tag = ? AND symbol = ? AND side = ? AND closed_us >= ? AND closed_us < ?`,
  /** tag, side of the lot, fromUs, toUs */
  'history.totals.edge_lots_tag_alone': `
    SELECT ${LOT_SUMS} FROM closed_lots INDEXED BY closed_lots_by_tag_alone
    WHERE tag = ? AND side = ? AND closed_us >= ? AND closed_us < ?`,
  'history.totals.newest': 'SELECT max(executed_us) AS value FROM trades INDEXED BY trades_by_time',
  /** scope, tag, fromDate, toDate, symbol, side, limit */
  'history.days': `
    SELECT trade_date AS tradeDate, ${STORED_SUMS} FROM daily_results
    WHERE scope = ? AND tag = ? AND trade_date >= ? AND trade_date <= ? AND ${MATCHES}
    GROUP BY trade_date ORDER BY trade_date DESC LIMIT ?`,
  /** How far the projection is behind, in fills and in events. */
  'history.position': `
    SELECT execution_id AS executionId, minutes_from_us AS minutesFromUs,
      tag_states_to_id AS tagStatesToId,
      (SELECT coalesce(max(execution_id), 0) FROM trades) - execution_id AS fillsBehind,
      (SELECT coalesce(max(seq), 0) FROM order_events) - event_seq AS eventsBehind
    FROM projection WHERE id = 1`,
} as const;

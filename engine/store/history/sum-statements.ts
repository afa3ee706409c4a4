/** Statements of totals and of results by day. Sums leave as text, because they may pass 2^53. */

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
  /** fromUs, toUs, lastExecutionId, symbol, side, tag: less than an hour at an end of a period */
  'history.totals.edge': `
    SELECT ${TRADE_SUMS} FROM trades INDEXED BY trades_by_time
    WHERE executed_us >= ? AND executed_us < ? AND execution_id <= ? AND ${MATCHES}
      AND tag = coalesce(?, tag)`,
  /** fromUs, toUs, symbol, side of the lot, tag: what the fills of such an edge realised by FIFO */
  'history.totals.edge_lots': `
    SELECT ${LOT_SUMS} FROM closed_lots INDEXED BY closed_lots_by_time
    WHERE closed_us >= ? AND closed_us < ? AND ${MATCHES} AND tag = coalesce(?, tag)`,
  'history.totals.newest': 'SELECT max(executed_us) AS value FROM trades INDEXED BY trades_by_time',
  /** scope, tag, fromDate, toDate, symbol, side, limit */
  'history.days': `
    SELECT trade_date AS tradeDate, ${STORED_SUMS} FROM daily_results
    WHERE scope = ? AND tag = ? AND trade_date >= ? AND trade_date <= ? AND ${MATCHES}
    GROUP BY trade_date ORDER BY trade_date DESC LIMIT ?`,
  /** How far the projection is behind, in fills and in events. */
  'history.position': `
    SELECT execution_id AS executionId,
      (SELECT coalesce(max(execution_id), 0) FROM trades) - execution_id AS fillsBehind,
      (SELECT coalesce(max(seq), 0) FROM order_events) - event_seq AS eventsBehind
    FROM projection WHERE id = 1`,
} as const;

import type { Migration } from './migration.ts';

/**
 * Tables of the history screens, projected behind the order path (engine/store/history/projector.ts)
 * from orders, events and fills. Empty at first however many fills there are: the projection fills
 * them in small steps while the program runs and goes on where it stopped.
 */
const TABLES = `
  -- How far the projection has come, and the number of the last closed lot. An execution_id of -1
  -- says that it must start over.
  CREATE TABLE projection (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    execution_id INTEGER NOT NULL,
    order_id INTEGER NOT NULL,
    event_seq INTEGER NOT NULL,
    lot_id INTEGER NOT NULL
  ) STRICT;
  INSERT INTO projection VALUES (1, 0, 0, 0, 0);

  -- What the fold of trips has open: a symbol's trip (JSON, NULL when flat) and its lots.
  CREATE TABLE open_trips (
    symbol TEXT PRIMARY KEY,
    finished_trips INTEGER NOT NULL,
    trip TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE open_trip_lots (
    symbol TEXT NOT NULL,
    execution_id INTEGER NOT NULL,
    opened_us INTEGER NOT NULL,
    qty_lots INTEGER NOT NULL,
    cost_micros INTEGER NOT NULL,
    fee_micros INTEGER NOT NULL,
    PRIMARY KEY (symbol, execution_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE round_trips (
    last_execution_id INTEGER PRIMARY KEY,
    symbol TEXT NOT NULL,
    number INTEGER NOT NULL,
    side TEXT NOT NULL,
    opened_us INTEGER NOT NULL,
    closed_us INTEGER NOT NULL,
    qty_lots INTEGER NOT NULL,
    peak_qty_lots INTEGER NOT NULL,
    entry_micros INTEGER NOT NULL,
    exit_micros INTEGER NOT NULL,
    gross_micros INTEGER NOT NULL,
    fees_micros INTEGER NOT NULL,
    fills INTEGER NOT NULL,
    first_execution_id INTEGER NOT NULL,
    tag TEXT NOT NULL,
    tags TEXT NOT NULL,
    mae_micros INTEGER NOT NULL,
    mfe_micros INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX round_trips_by_time ON round_trips (closed_us);
  CREATE INDEX round_trips_by_side ON round_trips (symbol, side, closed_us);
  CREATE INDEX round_trips_by_tag ON round_trips (tag, symbol, side, closed_us);

  CREATE TABLE closed_lots (
    lot_id INTEGER PRIMARY KEY,
    symbol TEXT NOT NULL,
    side TEXT NOT NULL,
    open_execution_id INTEGER NOT NULL,
    close_execution_id INTEGER NOT NULL,
    opened_us INTEGER NOT NULL,
    closed_us INTEGER NOT NULL,
    qty_lots INTEGER NOT NULL,
    open_micros INTEGER NOT NULL,
    close_micros INTEGER NOT NULL,
    open_fee_micros INTEGER NOT NULL,
    close_fee_micros INTEGER NOT NULL,
    tag TEXT NOT NULL
  ) STRICT;
  CREATE INDEX closed_lots_by_time ON closed_lots (closed_us);
  CREATE INDEX closed_lots_by_side ON closed_lots (symbol, side, closed_us);
  CREATE INDEX closed_lots_by_tag ON closed_lots (tag, symbol, side, closed_us);

  -- Places of fills and orders under the filters that trades and orders have no index for: kept here,
  -- so that an order is on disk before its places are.
  CREATE TABLE fills_by_side (
    symbol TEXT NOT NULL, side TEXT NOT NULL, at_us INTEGER NOT NULL, id INTEGER NOT NULL,
    PRIMARY KEY (symbol, side, at_us, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE fills_by_tag (
    tag TEXT NOT NULL, symbol TEXT NOT NULL, side TEXT NOT NULL, at_us INTEGER NOT NULL,
    id INTEGER NOT NULL,
    PRIMARY KEY (tag, symbol, side, at_us, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE orders_by_time (
    at_us INTEGER NOT NULL, id INTEGER NOT NULL,
    PRIMARY KEY (at_us, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE orders_by_side (
    symbol TEXT NOT NULL, side TEXT NOT NULL, at_us INTEGER NOT NULL, id INTEGER NOT NULL,
    PRIMARY KEY (symbol, side, at_us, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE orders_by_tag (
    tag TEXT NOT NULL, symbol TEXT NOT NULL, side TEXT NOT NULL, at_us INTEGER NOT NULL,
    id INTEGER NOT NULL,
    PRIMARY KEY (tag, symbol, side, at_us, id)
  ) STRICT, WITHOUT ROWID;
  -- state: 'working' or the status in which the order has ended.
  CREATE TABLE orders_by_state (
    state TEXT NOT NULL, symbol TEXT NOT NULL, side TEXT NOT NULL, at_us INTEGER NOT NULL,
    id INTEGER NOT NULL,
    PRIMARY KEY (state, symbol, side, at_us, id)
  ) STRICT, WITHOUT ROWID;

  -- Sums of fills. scope 'all' counts every tag under '', scope 'tag' each under its own.
  CREATE TABLE daily_results (
    scope TEXT NOT NULL CHECK (scope IN ('all', 'tag')),
    tag TEXT NOT NULL,
    trade_date TEXT NOT NULL,
    symbol TEXT NOT NULL,
    side TEXT NOT NULL,
    fills INTEGER NOT NULL,
    qty_lots INTEGER NOT NULL,
    gross_micros INTEGER NOT NULL,
    fee_micros INTEGER NOT NULL,
    realised_micros INTEGER NOT NULL,
    fifo_realised_micros INTEGER NOT NULL,
    PRIMARY KEY (scope, tag, trade_date, symbol, side)
  ) STRICT, WITHOUT ROWID;
  -- The same by stretches of 16^level hours from 1970 on (level 0 to 3), and over all (level 4).
  CREATE TABLE span_results (
    scope TEXT NOT NULL CHECK (scope IN ('all', 'tag')),
    tag TEXT NOT NULL,
    level INTEGER NOT NULL,
    span INTEGER NOT NULL,
    symbol TEXT NOT NULL,
    side TEXT NOT NULL,
    fills INTEGER NOT NULL,
    qty_lots INTEGER NOT NULL,
    gross_micros INTEGER NOT NULL,
    fee_micros INTEGER NOT NULL,
    realised_micros INTEGER NOT NULL,
    fifo_realised_micros INTEGER NOT NULL,
    PRIMARY KEY (scope, tag, level, span, symbol, side)
  ) STRICT, WITHOUT ROWID;

  -- An import may put fills before others, which gives these new numbers, and give orders an earlier
  -- time: what was projected from them is made anew. Orders themselves never do either.
  CREATE TRIGGER history_of_other_fills AFTER DELETE ON trades BEGIN
    UPDATE projection SET execution_id = -1 WHERE id = 1;
  END;
  CREATE TRIGGER history_of_other_orders AFTER UPDATE OF created_us, tag ON orders BEGIN
    UPDATE projection SET execution_id = -1 WHERE id = 1;
  END;
`;

/** Round trips, closed lots, results by day and period, and places for filtered history. */
export const history: Migration = (db) => {
  db.exec(TABLES);
};

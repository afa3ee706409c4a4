import { randomUUID } from 'node:crypto';
import type { Migration } from './migration.ts';

/** Cash of a new local account: 100,000 US dollars. */
const START_CASH_MICROS = 100_000_000_000;

const TABLES = `
  CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE account (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    start_cash_micros INTEGER NOT NULL,
    cash_micros INTEGER NOT NULL
  ) STRICT;

  -- One row an order, as of its last event.
  CREATE TABLE orders (
    order_id INTEGER PRIMARY KEY,
    client_order_id TEXT NOT NULL,
    client_name TEXT NOT NULL,
    symbol TEXT NOT NULL,
    side TEXT NOT NULL,
    type TEXT NOT NULL,
    time_in_force TEXT NOT NULL,
    post_only INTEGER NOT NULL,
    tag TEXT NOT NULL,
    qty_lots INTEGER NOT NULL,
    limit_price_ticks INTEGER,
    cum_qty_lots INTEGER NOT NULL,
    leaves_qty_lots INTEGER NOT NULL,
    cum_tick_lots INTEGER NOT NULL,
    status TEXT NOT NULL,
    reason TEXT,
    refusal TEXT,
    created_us INTEGER NOT NULL,
    updated_us INTEGER NOT NULL,
    expires_us INTEGER,
    priority_seq INTEGER NOT NULL
  ) STRICT;

  -- Own fills. What the fills screen and the export show is here, so that neither joins.
  CREATE TABLE trades (
    execution_id INTEGER PRIMARY KEY,
    event_seq INTEGER NOT NULL,
    order_id INTEGER NOT NULL REFERENCES orders (order_id),
    client_order_id TEXT NOT NULL,
    symbol TEXT NOT NULL,
    side TEXT NOT NULL,
    order_type TEXT NOT NULL,
    last_qty_lots INTEGER NOT NULL,
    last_price_ticks INTEGER NOT NULL,
    cum_qty_lots INTEGER NOT NULL,
    leaves_qty_lots INTEGER NOT NULL,
    gross_micros INTEGER NOT NULL,
    fee_micros INTEGER NOT NULL,
    realised_micros INTEGER NOT NULL,
    liquidity TEXT NOT NULL,
    tag TEXT NOT NULL,
    executed_us INTEGER NOT NULL
  ) STRICT;

  -- The stream of execution reports. payload: engine/store/event-payload.ts.
  CREATE TABLE order_events (
    seq INTEGER PRIMARY KEY,
    at_us INTEGER NOT NULL,
    type TEXT NOT NULL,
    order_id INTEGER NOT NULL REFERENCES orders (order_id),
    execution_id INTEGER REFERENCES trades (execution_id),
    payload TEXT NOT NULL
  ) STRICT;

  CREATE TABLE positions (
    symbol TEXT PRIMARY KEY,
    qty_lots INTEGER NOT NULL,
    cost_micros INTEGER NOT NULL,
    realised_micros INTEGER NOT NULL,
    fees_micros INTEGER NOT NULL,
    day_realised_micros INTEGER NOT NULL,
    trade_date TEXT NOT NULL,
    updated_us INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE bars (
    symbol TEXT NOT NULL,
    timeframe TEXT NOT NULL,
    start_us INTEGER NOT NULL,
    open_ticks INTEGER NOT NULL,
    high_ticks INTEGER NOT NULL,
    low_ticks INTEGER NOT NULL,
    close_ticks INTEGER NOT NULL,
    volume_lots INTEGER NOT NULL,
    trades INTEGER NOT NULL,
    PRIMARY KEY (symbol, timeframe, start_us)
  ) STRICT, WITHOUT ROWID;
`;

// An index ends with the row's key by itself, so (symbol) also orders by order_id or execution_id.
const INDEXES = `
  CREATE UNIQUE INDEX orders_by_client_order_id ON orders (client_order_id);
  -- Recovery of the book and questions about one working side; stays as small as the book.
  CREATE INDEX orders_working ON orders (symbol, side, limit_price_ticks, created_us)
    WHERE status IN ('new', 'partially_filled');
  CREATE INDEX orders_by_symbol ON orders (symbol);

  -- Pages of the fills screen.
  CREATE INDEX trades_by_symbol ON trades (symbol);
  -- Periods of the history screen and of exports. They carry the sums, so totals never read rows;
  -- execution_id stands before them, so that they also order within one microsecond.
  CREATE INDEX trades_by_symbol_time
    ON trades (symbol, executed_us, execution_id, gross_micros, fee_micros, realised_micros);
  CREATE INDEX trades_by_time
    ON trades (executed_us, execution_id, gross_micros, fee_micros, realised_micros);

  CREATE INDEX positions_open ON positions (symbol) WHERE qty_lots <> 0;
`;

/** The tables of the first release. */
export const firstLight: Migration = (db, { venue }) => {
  db.exec(TABLES);
  db.exec(INDEXES);
  const meta = db.prepare('INSERT INTO meta (key, value) VALUES (?, ?)');
  meta.run('store_id', randomUUID());
  meta.run('venue', venue);
  meta.run('run', 'new');
  db.prepare(
    'INSERT INTO account (id, start_cash_micros, cash_micros) VALUES (1, @cash, @cash)',
  ).run({ cash: START_CASH_MICROS });
};

import { LotQueue } from '../../portfolio/lot-queue.ts';
import type { Migration } from './migration.ts';

const TABLES = `
  ALTER TABLE positions ADD COLUMN fifo_realised_micros INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE positions ADD COLUMN day_fees_micros INTEGER NOT NULL DEFAULT 0;

  -- What is open of each opening fill; the lowest execution of a symbol is closed first.
  CREATE TABLE lots (
    symbol TEXT NOT NULL,
    execution_id INTEGER NOT NULL,
    opened_us INTEGER NOT NULL,
    qty_lots INTEGER NOT NULL,
    cost_micros INTEGER NOT NULL,
    PRIMARY KEY (symbol, execution_id)
  ) STRICT, WITHOUT ROWID;

  -- Positions that were open when their trading day began, and what they had made until then.
  CREATE TABLE day_starts (
    symbol TEXT PRIMARY KEY,
    trade_date TEXT NOT NULL,
    mark_ticks INTEGER NOT NULL,
    pnl_micros INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- The equity curve: the last value of each minute, for some days, and of each day, for good.
  CREATE TABLE account_snapshots (
    resolution TEXT NOT NULL CHECK (resolution IN ('minute', 'day')),
    bucket_us INTEGER NOT NULL,
    at_us INTEGER NOT NULL,
    equity_micros INTEGER NOT NULL,
    cash_micros INTEGER NOT NULL,
    long_value_micros INTEGER NOT NULL,
    short_value_micros INTEGER NOT NULL,
    day_pnl_micros INTEGER NOT NULL,
    fees_micros INTEGER NOT NULL,
    PRIMARY KEY (resolution, bucket_us)
  ) STRICT, WITHOUT ROWID;
`;

interface Trade {
  readonly id: number;
  readonly symbol: string;
  readonly side: string;
  readonly lots: number;
  readonly gross: number;
  readonly us: number;
}

/** FIFO lots, refolded from all fills; starts of trading days; the equity curve. */
export const lotsAndAccount: Migration = (db) => {
  db.exec(TABLES);
  const queues = new Map<string, LotQueue>();
  const realised = new Map<string, number>();
  const trades = db.prepare<[], Trade>(`
    SELECT execution_id AS id, symbol, side, last_qty_lots AS lots, gross_micros AS gross,
      executed_us AS us
    FROM trades ORDER BY execution_id`);
  for (const { id, symbol, side, lots, gross, us } of trades.iterate()) {
    const queue = queues.get(symbol) ?? new LotQueue(symbol);
    queues.set(symbol, queue);
    // Gross is price x lots x tick value, so a lot's share of it is a whole number.
    const made = queue.fill(side === 'buy' ? lots : -lots, gross / lots, id, us);
    realised.set(symbol, (realised.get(symbol) ?? 0) + made);
  }
  const insert = db.prepare('INSERT INTO lots VALUES (?,?,?,?,?)');
  const update = db.prepare('UPDATE positions SET fifo_realised_micros = ? WHERE symbol = ?');
  for (const [symbol, queue] of queues) {
    update.run(realised.get(symbol) ?? 0, symbol);
    for (const lot of queue.lots()) {
      insert.run(symbol, lot.executionId, lot.openedUs, lot.qtyLots, lot.costMicros);
    }
  }
};

import type { Migration } from './migration.ts';

const TABLES = `
  -- Prints of the market in chunks of one instrument; data: engine/market/print-chunk.ts.
  CREATE TABLE ticks (
    chunk_id INTEGER PRIMARY KEY,
    symbol TEXT NOT NULL,
    first_us INTEGER NOT NULL,
    last_us INTEGER NOT NULL,
    prints INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    data BLOB NOT NULL
  ) STRICT;

  -- By time of the end, so that a moment is found whatever chunk it is in the middle of. It carries the
  -- bytes, so that their sum reads no chunk, and before them what orders within a microsecond.
  CREATE INDEX ticks_by_symbol_time ON ticks (symbol, last_us, chunk_id, bytes);

  -- Runs of the maintenance, the newest some hundred.
  CREATE TABLE maintenance_log (
    run_id INTEGER PRIMARY KEY,
    job TEXT NOT NULL,
    started_us INTEGER NOT NULL,
    took_us INTEGER NOT NULL,
    result TEXT NOT NULL CHECK (result IN ('done', 'failed', 'canceled')),
    detail TEXT NOT NULL
  ) STRICT;

  CREATE INDEX maintenance_log_by_job ON maintenance_log (job);
`;

/** Prints of the market; what the maintenance has done. */
export const upkeep: Migration = (db) => {
  db.exec(TABLES);
};

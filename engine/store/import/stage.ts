/**
 * Where the rows of a file wait between its check and its import: a database file of its own, so that
 * memory does not grow with the file. Nothing in it has to survive anything.
 */
import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { ImportedFill } from '../../domain/imported-fill.ts';
import type { Connection } from '../database.ts';

const CACHE_KIB = 32_768;

const SCHEMA = `
  PRAGMA journal_mode = OFF;
  PRAGMA synchronous = OFF;
  PRAGMA temp_store = FILE;
  PRAGMA cache_size = -${CACHE_KIB};

  -- A row of the file by its line, or (line < 0) a fill of the store that an import puts others before.
  CREATE TABLE fills (
    line INTEGER PRIMARY KEY,
    exec_id TEXT,
    number INTEGER,
    at_ms INTEGER NOT NULL,
    symbol TEXT NOT NULL,
    side TEXT NOT NULL,
    lots INTEGER NOT NULL,
    ticks INTEGER NOT NULL,
    fee INTEGER NOT NULL,
    cum INTEGER NOT NULL,
    leaves INTEGER NOT NULL,
    order_id TEXT NOT NULL,
    client_order_id TEXT NOT NULL,
    order_type TEXT NOT NULL,
    liquidity TEXT NOT NULL,
    tag TEXT NOT NULL,
    -- 0: to be put into the store, 1: there already, 2: bad.
    state INTEGER NOT NULL DEFAULT 0,
    -- Place among those of the same millisecond.
    tie INTEGER NOT NULL DEFAULT 0,
    -- A number that is to be used, not necessarily for this fill: engine/store/import/refold.ts.
    own INTEGER,
    -- Name that exports will have.
    name TEXT,
    -- Of a fill of the store only.
    us INTEGER,
    event_seq INTEGER,
    store_order_id INTEGER,
    file_exec_id TEXT
  ) STRICT;
  CREATE UNIQUE INDEX fills_by_exec_id ON fills (exec_id) WHERE exec_id IS NOT NULL;

  CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    order_id TEXT NOT NULL,
    client_order_id TEXT NOT NULL,
    symbol TEXT NOT NULL,
    side TEXT NOT NULL,
    lots REAL NOT NULL,
    tick_lots REAL NOT NULL,
    qty INTEGER NOT NULL,
    first_ms INTEGER NOT NULL,
    last_ms INTEGER NOT NULL,
    order_type TEXT NOT NULL,
    tag TEXT NOT NULL,
    -- Number and client order id in the store; is_new: it has to be made there.
    own INTEGER,
    own_client TEXT,
    is_new INTEGER NOT NULL DEFAULT 1
  ) STRICT;
  CREATE UNIQUE INDEX orders_by_file ON orders (order_id, client_order_id, symbol, side);
  CREATE UNIQUE INDEX orders_by_own ON orders (own) WHERE own IS NOT NULL;
  CREATE UNIQUE INDEX orders_by_own_client ON orders (own_client) WHERE own_client IS NOT NULL;

  CREATE TABLE bars (
    line INTEGER NOT NULL,
    start_us INTEGER PRIMARY KEY,
    open_ticks INTEGER NOT NULL,
    high_ticks INTEGER NOT NULL,
    low_ticks INTEGER NOT NULL,
    close_ticks INTEGER NOT NULL,
    volume_lots INTEGER NOT NULL,
    state INTEGER NOT NULL DEFAULT 0
  ) STRICT;
`;

const PUT = `
  INSERT OR IGNORE INTO fills (line, exec_id, number, at_ms, symbol, side, lots, ticks, fee, cum,
    leaves, order_id, client_order_id, order_type, liquidity, tag, tie)
  VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`;

/** Same contents as one of that name before it. */
const SAME = `
  SELECT count(*) AS found FROM fills
  WHERE exec_id = ? AND at_ms = ? AND symbol = ? AND side = ? AND lots = ? AND ticks = ?
    AND fee = ?`;

export type StageAnswer = 'taken' | 'again' | 'contradicts';

export interface Stage {
  readonly db: Connection;
  /** Takes a row; says when one of its name was taken before, with the same contents or others. */
  put(line: number, fill: ImportedFill): StageAnswer;
  /** To be called when all rows are there. */
  complete(): void;
  /** Leaves nothing behind. */
  discard(): void;
}

/** Makes the file anew. */
export function openStage(file: string): Stage {
  rmSync(file, { force: true });
  const db = new Database(file);
  db.exec(SCHEMA);
  db.exec('BEGIN');
  const put = db.prepare(PUT);
  const same = db.prepare<(string | number)[], { found: number }>(SAME);
  return {
    db,
    put(line, f) {
      const order = [f.orderId, f.clientOrderId, f.orderType, f.liquidity, f.tag];
      const money = [f.qtyLots, f.priceTicks, f.feeMicros];
      const what = [f.executedMs, f.symbol, f.side, ...money];
      const totals = [f.cumQtyLots, f.leavesQtyLots];
      const tie = f.executionNumber ?? Number.MAX_SAFE_INTEGER;
      const values = [line, f.execId, f.executionNumber, ...what, ...totals, ...order, tie];
      if (put.run(...values).changes > 0) return 'taken';
      return same.get(f.execId, ...what)?.found === 1 ? 'again' : 'contradicts';
    },
    complete() {
      db.exec('COMMIT');
    },
    discard() {
      db.close();
      rmSync(file, { force: true });
    },
  };
}

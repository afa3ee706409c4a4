/**
 * The reference: the rows of the journal written straight to better-sqlite3 on the caller's thread,
 * with every parameter made beforehand. Same schema, same indexes, same synchronous=FULL, the same
 * rows in each transaction as the journal writes; nothing else.
 */
import type { Connection } from '../../../engine/store/database.ts';
import type { Row } from '../../../engine/store/row-batch.ts';

/** Rows of one transaction, every parameter made beforehand. */
export type RawRows = Readonly<
  Record<'orders' | 'fills' | 'events' | 'positions' | 'cash', readonly Row[]>
>;

/** Writes batches one after another; each is on disk when the call returns. */
export function rawWriter(db: Connection): (batch: RawRows) => void {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const order = db.prepare(
    `INSERT INTO orders VALUES (${marks(33)}) ON CONFLICT (order_id) DO UPDATE SET
       cum_qty_lots = excluded.cum_qty_lots, leaves_qty_lots = excluded.leaves_qty_lots,
       cum_tick_lots = excluded.cum_tick_lots, status = excluded.status,
       updated_us = excluded.updated_us`,
  );
  const event = db.prepare(`INSERT INTO order_events VALUES (${marks(6)})`);
  const fill = db.prepare(`INSERT INTO trades VALUES (${marks(17)})`);
  const position = db.prepare(`INSERT OR REPLACE INTO positions VALUES (${marks(10)})`);
  const cash = db.prepare('UPDATE account SET cash_micros = ? WHERE id = 1');
  return (batch) => {
    begin.run();
    for (const row of batch.orders) order.run(...row);
    for (const row of batch.fills) fill.run(...row);
    for (const row of batch.events) event.run(...row);
    for (const row of batch.positions) position.run(...row);
    for (const row of batch.cash) cash.run(...row);
    commit.run();
  };
}

function marks(count: number): string {
  return new Array(count).fill('?').join(',');
}

import type { Migration } from './migration.ts';

/**
 * Columns of grouped orders, of orders in money and of orders outside the regular session, and the
 * index of working orders with the statuses that these bring. Orders from before are simple ones.
 */
const CHANGES = `
  ALTER TABLE orders ADD COLUMN extended_hours INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE orders ADD COLUMN notional_micros INTEGER;
  ALTER TABLE orders ADD COLUMN order_class TEXT NOT NULL DEFAULT 'simple';
  ALTER TABLE orders ADD COLUMN parent_order_id INTEGER;
  ALTER TABLE orders ADD COLUMN leg_role TEXT;

  DROP INDEX orders_working;
  -- Recovery of the book and questions about one working side; stays as small as the book.
  CREATE INDEX orders_working ON orders (symbol, side, limit_price_ticks, created_us)
    WHERE status IN ('pending_new', 'accepted', 'held', 'new', 'partially_filled', 'suspended',
      'pending_cancel', 'pending_replace', 'done_for_day');
`;

/** Bracket, oco and oto orders, extended hours, auctions, orders in money. */
export const groupsAndSessions: Migration = (db) => {
  db.exec(CHANGES);
};

import type { Migration } from './migration.ts';

const TABLES = `
  -- What orders are at the remote venue of this store, and how far their fills are taken
  -- (engine/domain/remote-link.ts). None on the local venue.
  CREATE TABLE remote_orders (
    remote_id TEXT PRIMARY KEY,
    order_id INTEGER NOT NULL,
    place INTEGER NOT NULL,
    start_lots INTEGER NOT NULL,
    covered_lots INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX remote_orders_by_order ON remote_orders (order_id, place);
`;

/** Orders at remote venues. */
export const remoteOrders: Migration = (db) => {
  db.exec(TABLES);
};

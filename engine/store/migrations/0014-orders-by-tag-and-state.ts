import type { Migration } from './migration.ts';

const CHANGES = `
  -- Places of orders with a tag by tag and state together, which no other table has an order of.
  CREATE TABLE orders_by_tag_state (
    tag TEXT NOT NULL, state TEXT NOT NULL, symbol TEXT NOT NULL, side TEXT NOT NULL,
    at_us INTEGER NOT NULL, id INTEGER NOT NULL,
    PRIMARY KEY (tag, state, symbol, side, at_us, id)
  ) STRICT, WITHOUT ROWID;

  -- Orders up to this one were placed before there was the table and are not in it yet. They are put there
  -- from the newest to the oldest, in small steps while the program runs (engine/store/history/order-places.ts).
  ALTER TABLE projection ADD COLUMN tag_states_to_id INTEGER NOT NULL DEFAULT 0;
  UPDATE projection SET tag_states_to_id = order_id WHERE id = 1;
`;

/** Orders of a tag and a state are walked along one index. */
export const ordersByTagAndState: Migration = (db) => {
  db.exec(CHANGES);
};

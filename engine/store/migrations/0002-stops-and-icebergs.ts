import type { Migration } from './migration.ts';

/**
 * Columns of stops, trailing stops and icebergs. Orders from before have none of it, which NULL says;
 * what their events hold is read the same way (event-payload.ts).
 */
const COLUMNS = `
  ALTER TABLE orders ADD COLUMN stop_price_ticks INTEGER;
  ALTER TABLE orders ADD COLUMN trail_ticks INTEGER;
  ALTER TABLE orders ADD COLUMN trail_basis_points INTEGER;
  ALTER TABLE orders ADD COLUMN hwm_ticks INTEGER;
  ALTER TABLE orders ADD COLUMN display_qty_lots INTEGER;
  ALTER TABLE orders ADD COLUMN triggered_us INTEGER;
`;

/** Stop, stop-limit, trailing-stop and iceberg orders. */
export const stopsAndIcebergs: Migration = (db) => {
  db.exec(COLUMNS);
};

import type { Migration } from './migration.ts';

/**
 * Pages of every symbol were merged from one run of each: 28 walks where 14 symbols are traded. Places
 * of fills and orders now stand under their symbol and under '', which is every symbol, and trips and
 * lots have indexes without a symbol. What was projected is projected again, in small steps.
 */
const CHANGES = `
  DELETE FROM open_trips;
  DELETE FROM open_trip_lots;
  DELETE FROM round_trips;
  DELETE FROM closed_lots;
  DELETE FROM fills_by_side;
  DELETE FROM fills_by_tag;
  DELETE FROM orders_by_time;
  DELETE FROM orders_by_side;
  DELETE FROM orders_by_tag;
  DELETE FROM orders_by_state;
  DELETE FROM daily_results;
  DELETE FROM span_results;
  UPDATE projection SET execution_id = 0, order_id = 0, event_seq = 0, lot_id = 0 WHERE id = 1;

  CREATE INDEX round_trips_by_side_alone ON round_trips (side, closed_us);
  CREATE INDEX round_trips_by_tag_alone ON round_trips (tag, side, closed_us);
  CREATE INDEX closed_lots_by_side_alone ON closed_lots (side, closed_us);
  CREATE INDEX closed_lots_by_tag_alone ON closed_lots (tag, side, closed_us);
`;

/** History of every symbol is walked along one index a side. */
export const placesOfEverySymbol: Migration = (db) => {
  db.exec(CHANGES);
};

import type { Migration } from './migration.ts';

/**
 * What has triggered a stop: the last trade or the quote. Of orders from before it is not known, which
 * NULL says; they were all triggered by trades.
 */
export const stopTriggers: Migration = (db) => {
  db.exec('ALTER TABLE orders ADD COLUMN triggered_by TEXT');
};

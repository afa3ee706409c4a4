import type { Migration } from './migration.ts';

const CHANGES = `
  -- Sums of the fills of every symbol and tag by the minute, which totals of a period are made of where it
  -- begins or ends inside an hour: a busy account has thousands of fills in one.
  CREATE TABLE minute_results (
    minute INTEGER NOT NULL,
    side TEXT NOT NULL,
    fills INTEGER NOT NULL,
    gross_micros INTEGER NOT NULL,
    fee_micros INTEGER NOT NULL,
    realised_micros INTEGER NOT NULL,
    fifo_realised_micros INTEGER NOT NULL,
    PRIMARY KEY (minute, side)
  ) STRICT, WITHOUT ROWID;

  -- From this time on, a whole minute, they are complete. What was projected before is summed afterwards, from
  -- the newest to the oldest, in small steps while the program runs (engine/store/history/minute-sums.ts).
  ALTER TABLE projection ADD COLUMN minutes_from_us INTEGER NOT NULL DEFAULT 0;
  UPDATE projection SET minutes_from_us =
    coalesce((SELECT max(executed_us) FROM trades) / 60000000 + 1, 0) * 60000000
  WHERE execution_id > 0;
`;

/** Ends of a period inside an hour are read as sums. */
export const resultsByMinute: Migration = (db) => {
  db.exec(CHANGES);
};

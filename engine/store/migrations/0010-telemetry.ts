import type { Migration } from './migration.ts';

const TABLES = `
  -- Samples of all metrics at falling resolution; by the key the newest of one are read without a sort.
  CREATE TABLE telemetry_samples (
    resolution_s INTEGER NOT NULL,
    at_us INTEGER NOT NULL,
    -- JSON object, value by name of metric; names: engine/contract/metrics.ts.
    sample TEXT NOT NULL,
    PRIMARY KEY (resolution_s, at_us)
  ) STRICT, WITHOUT ROWID;

  -- Moments that the user has marked.
  CREATE TABLE telemetry_notes (
    at_us INTEGER PRIMARY KEY,
    text TEXT NOT NULL
  ) STRICT;
`;

/** What the terminal measures of itself, over weeks. */
export const telemetry: Migration = (db) => {
  db.exec(TABLES);
};

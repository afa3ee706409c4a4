import type { Migration } from './migration.ts';

const TABLES = `
  -- What was wrong, and what was done about it: engine/contract/advisor.ts. Bounded, the oldest go first.
  CREATE TABLE incidents (
    incident_id INTEGER PRIMARY KEY,
    machine TEXT NOT NULL,
    product_version TEXT NOT NULL,
    started_us INTEGER NOT NULL,
    lasted_s REAL NOT NULL,
    cause TEXT NOT NULL,
    confidence REAL NOT NULL,
    fingerprint TEXT NOT NULL,
    cure TEXT,
    outcome TEXT
  ) STRICT;

  -- The same incident imported twice is one.
  CREATE UNIQUE INDEX incidents_by_start ON incidents (machine, started_us, cause);

  -- What is usual on each machine that has run this store; data: engine/advisor/baseline.ts as JSON.
  CREATE TABLE baselines (
    machine TEXT PRIMARY KEY,
    saved_us INTEGER NOT NULL,
    data TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

/** What the advisor remembers. */
export const advisor: Migration = (db) => {
  db.exec(TABLES);
};

import type { Migration } from './migration.ts';

const TABLES = `
  -- Fills whose name is not their venue and number: those of files that name them otherwise, and own
  -- ones that got another number when an import put earlier fills before them.
  CREATE TABLE imported_fills (
    execution_id INTEGER PRIMARY KEY,
    -- As exports have it.
    exec_id TEXT NOT NULL,
    -- As the file had it that it came from; with the fill's contents it tells a fill again.
    file_exec_id TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX imported_fills_by_exec_id ON imported_fills (exec_id);
  CREATE INDEX imported_fills_by_file_exec_id ON imported_fills (file_exec_id);

  -- Orders made for imported fills whose number or client order id differ from the file's.
  CREATE TABLE imported_orders (
    order_id INTEGER PRIMARY KEY,
    file_order_id TEXT NOT NULL,
    file_client_order_id TEXT NOT NULL
  ) STRICT;
  CREATE INDEX imported_orders_by_file ON imported_orders (file_order_id, file_client_order_id);
`;

/** Where imported fills and orders come from, so that a file can be imported again. */
export const imports: Migration = (db) => {
  db.exec(TABLES);
};

/** The writer thread on a disk that has room for a few pages more: SQLite's own limit stands for it. */
import Database from 'better-sqlite3';

const PAGES = 60;

type Exec = (this: Database.Database, source: string) => Database.Database;
// The library's own, called below on the connection that it was called on.
const exec: Exec = Reflect.get(Database.prototype, 'exec');
Database.prototype.exec = function (source) {
  if (source.startsWith('PRAGMA foreign_keys')) exec.call(this, `PRAGMA max_page_count = ${PAGES}`);
  return exec.call(this, source);
};

await import('../../../engine/store/writer-thread.ts');

/** The writer thread on a disk that has room for a few pages more: SQLite's own limit stands for it. */
import Database from 'better-sqlite3';

/** What one batch of a test needs, and not the forty that follow. */
const ROOM_PAGES = 20;

type Exec = (this: Database.Database, source: string) => Database.Database;
// The library's own, called below on the connection that it was called on.
const exec: Exec = Reflect.get(Database.prototype, 'exec');
Database.prototype.exec = function (source) {
  if (source.startsWith('PRAGMA foreign_keys')) {
    const pages = Number(this.pragma('page_count', { simple: true }));
    exec.call(this, `PRAGMA max_page_count = ${pages + ROOM_PAGES}`);
  }
  return exec.call(this, source);
};

await import('../../../engine/store/writer-thread.ts');

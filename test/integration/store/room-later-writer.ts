/**
 * The writer thread on a disk that has room for a few pages only, until it has been tried twice:
 * SQLite's own limit stands for the disk's.
 */
import { parentPort } from 'node:worker_threads';
import Database from 'better-sqlite3';
import type { ToWriter } from '../../../engine/store/journal-protocol.ts';

const ROOM_PAGES = 20;
const PAGES_LATER = 1_000_000;

type Exec = (this: Database.Database, source: string) => Database.Database;
// The library's own, called below on the connection that it was called on.
const exec: Exec = Reflect.get(Database.prototype, 'exec');
const opened: Database.Database[] = [];
Database.prototype.exec = function (source) {
  if (source.startsWith('PRAGMA foreign_keys')) {
    opened.push(this);
    const pages = Number(this.pragma('page_count', { simple: true }));
    exec.call(this, `PRAGMA max_page_count = ${pages + ROOM_PAGES}`);
  }
  return exec.call(this, source);
};

let tries = 0;
// Registered first, so it hears of each attempt before the writer makes it.
parentPort?.on('message', (message: ToWriter) => {
  if (message.kind === 'try') tries += 1;
  if (tries === 2) for (const db of opened) exec.call(db, `PRAGMA max_page_count = ${PAGES_LATER}`);
});

await import('../../../engine/store/writer-thread.ts');

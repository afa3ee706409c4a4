/**
 * The adapter that gives the test Electron its database must behave as better-sqlite3 does, or the
 * end-to-end tests would run on something the users do not have. Each step runs on both.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

// A plain CommonJS module without types; that it fits better-sqlite3's is what this file checks.
const Adapter = createRequire(import.meta.url)(
  '../support/electron/better-sqlite3-on-libsql.cjs',
) as typeof BetterSqlite3;

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'adapter-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs `steps` on a new database of each kind, with `read` writing down what each step gave. */
function onBoth(name: string, steps: (db: Database, note: (value: unknown) => void) => void): void {
  const notes = [BetterSqlite3, Adapter].map((Driver, index) => {
    const noted: unknown[] = [];
    const db = new Driver(join(folder, `${name}-${String(index)}.db`));
    db.exec(
      'CREATE TABLE orders (id INTEGER PRIMARY KEY, symbol TEXT NOT NULL, qty INTEGER) STRICT',
    );
    steps(db, (value) => noted.push(value));
    db.close();
    return noted;
  });
  expect(notes[0]?.length).toBeGreaterThan(0);
  expect(notes[1]).toEqual(notes[0]);
}

function codeOf(call: () => unknown): unknown {
  try {
    return ['no error', call()];
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : (error as Error).name;
  }
}

const INSERT = 'INSERT INTO orders (symbol, qty) VALUES (?, ?)';

describe('the database of the test Electron behaves as better-sqlite3', () => {
  test('in pragmas', () => {
    onBoth('pragma', (db, note) => {
      note(db.pragma('journal_mode = WAL', { simple: true }));
      note(db.pragma('synchronous = FULL'));
      note(db.pragma('synchronous', { simple: true }));
      note(db.pragma('user_version = 7'));
      note(db.pragma('user_version', { simple: true }));
      note(db.pragma('user_version'));
    });
  });

  test('in rows, single values, lists and iteration', () => {
    onBoth('rows', (db, note) => {
      note(db.prepare(INSERT).run('AAPL', 5));
      note(
        db
          .prepare('INSERT INTO orders (symbol, qty) VALUES (@symbol, @qty)')
          .run({ symbol: 'SPY', qty: null }),
      );
      note(db.prepare(INSERT).run(['TSLA', Number.MAX_SAFE_INTEGER]));
      note(db.prepare('SELECT * FROM orders WHERE id = ?').get(1));
      note(db.prepare('SELECT * FROM orders WHERE id = ?').get(99));
      note(db.prepare('SELECT * FROM orders').all());
      note(db.prepare('SELECT count(*) FROM orders').pluck().get());
      note(db.prepare('SELECT symbol FROM orders').pluck().all());
      note(db.prepare('SELECT id, symbol FROM orders').raw().get());
      note([...db.prepare('SELECT id, symbol FROM orders').raw().iterate()]);
      note(db.prepare('SELECT qty FROM orders WHERE id = 3').safeIntegers().pluck().get());
      note(db.prepare('SELECT ? AS absent').get(null));
      note(db.prepare('SELECT ? AS bytes').get(Buffer.from([1, 2])));
      note(db.prepare('INSERT INTO orders (symbol) VALUES (?) RETURNING id').get('QQQ'));
    });
  });

  test('in transactions, nested and undone', () => {
    onBoth('transactions', (db, note) => {
      const insert = db.prepare(INSERT);
      const fail = db.transaction(() => {
        insert.run('GONE', 1);
        throw new Error('undo');
      });
      note(db.transaction((symbol: string) => insert.run(symbol, 1))('KEPT'));
      note(codeOf(fail));
      db.transaction(() => {
        insert.run('OUTER', 1);
        note(codeOf(fail));
        note(db.inTransaction);
      }).immediate();
      note(db.inTransaction);
      note(db.prepare('SELECT symbol FROM orders').pluck().all());
    });
  });

  test('in the codes of its errors', () => {
    onBoth('errors', (db, note) => {
      const insert = db.prepare('INSERT INTO orders (id, symbol, qty) VALUES (?, ?, ?)');
      insert.run(1, 'AAPL', 1);
      note(codeOf(() => insert.run(1, 'AAPL', 1)));
      note(codeOf(() => db.prepare('INSERT INTO orders (symbol) VALUES (?)').run(null)));
      note(codeOf(() => insert.run(2, 'AAPL', 1.5)));
      note(codeOf(() => insert.run(3, 'AAPL', true)));
      note(codeOf(() => insert.run(3, 'AAPL', new Date(0))));
      note(codeOf(() => db.prepare('SELEC 1')));
      note(codeOf(() => db.prepare('DELETE FROM orders').all()));
    });
  });

  test('in read-only and missing files', () => {
    onBoth('readonly', (db, note) => {
      const Driver = db instanceof BetterSqlite3 ? BetterSqlite3 : Adapter;
      const reader = new Driver(db.name, { readonly: true });
      db.prepare(INSERT).run('AAPL', 5);
      note([reader.readonly, reader.prepare('SELECT count(*) FROM orders').pluck().get()]);
      note(codeOf(() => reader.exec('DELETE FROM orders')));
      reader.close();
      note(codeOf(() => new Driver(join(folder, 'absent.db'), { fileMustExist: true })));
    });
  });

  test('in letting go of a snapshot when an iteration stops early', () => {
    onBoth('snapshot', (db, note) => {
      db.pragma('journal_mode = WAL');
      // More than the 100 rows that libsql reads at a time.
      const insert = db.prepare(INSERT);
      db.transaction(() => {
        for (let qty = 1; qty <= 300; qty += 1) insert.run('AAPL', qty);
      })();
      const Driver = db instanceof BetterSqlite3 ? BetterSqlite3 : Adapter;
      const reader = new Driver(db.name, { readonly: true });
      for (const row of reader.prepare('SELECT qty FROM orders').iterate()) {
        note(row);
        break;
      }
      db.prepare(INSERT).run('AAPL', 3);
      note(reader.prepare('SELECT count(*) FROM orders').pluck().get());
      note(db.pragma('wal_checkpoint(TRUNCATE)'));
      reader.close();
    });
  });
});

/**
 * better-sqlite3's interface on libsql, for the test Electron only: better-sqlite3 13 needs Node-API
 * 10, which that Electron does not have.
 *
 * libsql has the same method names but differs in what they do (0.5.29): `pluck().get()` and
 * `pragma(…, { simple: true })` return a row, rows carry `_metadata`, a single null or Buffer as
 * argument fails or aborts the process, booleans abort it, `readonly` and `fileMustExist` are
 * ignored, a read that stops early keeps its snapshot, blobs may come as ArrayBuffer, nested
 * transactions fail, `backup` is missing. Each of these is put right here, and
 * test/architecture/test-electron-database.test.ts holds it against better-sqlite3 itself.
 */
'use strict';

const { existsSync } = require('node:fs');
const Libsql = require('libsql');

const { SqliteError } = Libsql;
const BUSY_TIMEOUT_MS = 5000;

/** Extended result codes that libsql does not name. */
const CODE_NAMES = new Map([[3091, 'SQLITE_CONSTRAINT_DATATYPE']]);

class Statement {
  #statement;
  #plucks = false;

  constructor(statement, source, database) {
    this.#statement = statement;
    this.source = source;
    this.database = database;
    this.reader = statement.reader;
  }

  run(...values) {
    const { changes, lastInsertRowid } = named(() => this.#statement.run(bindable(values)));
    return { changes, lastInsertRowid };
  }

  get(...values) {
    for (const row of this.iterate(...values)) return row;
    return undefined;
  }

  all(...values) {
    return [...this.iterate(...values)];
  }

  *iterate(...values) {
    if (!this.reader) {
      throw new TypeError('This statement does not return data. Use run() instead');
    }
    const rows = named(() => this.#statement.iterate(bindable(values)));
    let next = named(() => rows.next());
    try {
      for (; !next.done; next = named(() => rows.next())) {
        // A plucking statement is in raw mode underneath, so that its row is an array.
        yield this.#plucks ? next.value[0] : withBuffers(next.value);
      }
    } finally {
      // Whoever stops early would leave libsql's statement running, and with it an old snapshot.
      while (!next.done) next = named(() => rows.next());
    }
  }

  pluck(on = true) {
    this.#plucks = on;
    this.#statement.raw(on);
    return this;
  }

  raw(on = true) {
    this.#plucks = false;
    this.#statement.raw(on);
    return this;
  }

  safeIntegers(on = true) {
    this.#statement.safeIntegers(on);
    return this;
  }

  columns() {
    return this.#statement.columns();
  }
}

class Database {
  #database;

  constructor(name = ':memory:', options = {}) {
    if ((options.fileMustExist || options.readonly) && !existsSync(name)) {
      throw new SqliteError('unable to open database file', 'SQLITE_CANTOPEN', 14);
    }
    this.name = name;
    this.memory = name === ':memory:';
    this.readonly = options.readonly === true;
    this.#database = named(() => new Libsql(name, { timeout: options.timeout ?? BUSY_TIMEOUT_MS }));
    if (this.readonly) this.pragma('query_only = ON');
  }

  get open() {
    return this.#database.open;
  }

  get inTransaction() {
    return this.open && this.#database.inTransaction;
  }

  prepare(source) {
    this.#expectOpen();
    return new Statement(
      named(() => this.#database.prepare(source)),
      source,
      this,
    );
  }

  exec(source) {
    this.#expectOpen();
    named(() => this.#database.exec(source));
    return this;
  }

  pragma(source, options = {}) {
    const statement = this.prepare(`PRAGMA ${source}`);
    if (!statement.reader) {
      statement.run();
      return options.simple ? undefined : [];
    }
    return options.simple ? statement.pluck().get() : statement.all();
  }

  transaction(work) {
    const inMode =
      (mode) =>
      (...values) =>
        this.inTransaction
          ? this.#enclose(
              'SAVEPOINT nested',
              'RELEASE nested',
              'ROLLBACK TO nested; RELEASE nested',
              () => work(...values),
            )
          : this.#enclose(`BEGIN ${mode}`, 'COMMIT', 'ROLLBACK', () => work(...values));
    return Object.assign(inMode('DEFERRED'), {
      deferred: inMode('DEFERRED'),
      immediate: inMode('IMMEDIATE'),
      exclusive: inMode('EXCLUSIVE'),
      database: this,
    });
  }

  defaultSafeIntegers(on = true) {
    this.#database.defaultSafeIntegers(on);
    return this;
  }

  /** libsql has no online backup; VACUUM INTO gives the same content at one moment. */
  async backup(target) {
    this.prepare('VACUUM INTO ?').run(target);
    return { totalPages: this.pragma('page_count', { simple: true }), remainingPages: 0 };
  }

  close() {
    if (this.open) this.#database.close();
    return this;
  }

  #enclose(begin, commit, rollback, work) {
    this.exec(begin);
    try {
      const result = work();
      this.exec(commit);
      return result;
    } catch (error) {
      if (this.inTransaction) this.exec(rollback);
      throw error;
    }
  }

  #expectOpen() {
    if (!this.open) throw new TypeError('The database connection is not open');
  }
}

/** Arguments as libsql takes them without failing: one list, or the one object of named values. */
function bindable(values) {
  const [only] = values;
  const isNamed =
    values.length === 1 &&
    typeof only === 'object' &&
    only !== null &&
    !Array.isArray(only) &&
    !ArrayBuffer.isView(only);
  const list = isNamed ? Object.values(only) : values.flat();
  for (const value of list) {
    const isBytes = ArrayBuffer.isView(value);
    if (typeof value === 'boolean' || (typeof value === 'object' && value !== null && !isBytes)) {
      throw new TypeError('SQLite3 can only bind numbers, strings, bigints, buffers, and null');
    }
  }
  return isNamed ? only : list;
}

/** libsql hands out blobs of object rows as ArrayBuffer, those of raw rows as Buffer. */
function withBuffers(row) {
  for (const [name, value] of Object.entries(row)) {
    if (value instanceof ArrayBuffer) row[name] = Buffer.from(value);
  }
  return row;
}

/** Runs a call of libsql and names the error codes it leaves as numbers. */
function named(call) {
  try {
    return call();
  } catch (error) {
    const name = CODE_NAMES.get(error.rawCode);
    throw name === undefined ? error : new SqliteError(error.message, name, error.rawCode);
  }
}

module.exports = Database;
module.exports.SqliteError = SqliteError;

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SCHEMA_VERSION, openDatabase, pragma } from '../../../engine/store/database.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { lockDataFolder } from '../../../engine/store/store-lock.ts';
import { openStore } from '../../../engine/store/store.ts';
import { READER_URL, WRITER_URL, temporaryFolder } from './temporary-store.ts';

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

function hash(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

test.each(['write', 'read'] as const)('a %s connection has durable settings', (access) => {
  recoverState(place.file, 'local');
  const db = openDatabase(place.file, { venue: 'local', access, cacheKib: 1_024 });
  expect(pragma(db, 'journal_mode')).toBe('wal');
  expect(pragma(db, 'synchronous')).toBe(2);
  expect(pragma(db, 'foreign_keys')).toBe(1);
  expect(pragma(db, 'wal_autocheckpoint')).toBe(0);
  db.close();
});

test('a read connection cannot write', () => {
  recoverState(place.file, 'local');
  const db = openDatabase(place.file, { venue: 'local', access: 'read', cacheKib: 1_024 });
  expect(() => db.exec(`DELETE FROM meta`)).toThrow(/readonly/);
  db.close();
});

test('an empty file becomes a store of the newest schema with strict tables', () => {
  writeFileSync(place.file, '');
  recoverState(place.file, 'local');
  const db = openDatabase(place.file, { venue: 'local', access: 'read', cacheKib: 1_024 });
  expect(pragma(db, 'user_version')).toBe(SCHEMA_VERSION);
  const tables = db
    .prepare<[], { name: string; strict: number }>(
      `SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
    )
    .all();
  expect(tables.map((table) => table.name).sort()).toStrictEqual([
    'account',
    'account_snapshots',
    'bars',
    'baselines',
    'closed_lots',
    'daily_results',
    'day_starts',
    'fills_by_side',
    'fills_by_tag',
    'imported_fills',
    'imported_orders',
    'incidents',
    'lots',
    'maintenance_log',
    'meta',
    'minute_results',
    'open_trip_lots',
    'open_trips',
    'order_events',
    'orders',
    'orders_by_side',
    'orders_by_state',
    'orders_by_tag',
    'orders_by_tag_state',
    'orders_by_time',
    'positions',
    'projection',
    'remote_orders',
    'round_trips',
    'settings',
    'span_results',
    'telemetry_notes',
    'telemetry_samples',
    'ticks',
    'trades',
  ]);
  expect(tables.filter((table) => table.strict !== 1)).toStrictEqual([]);
  db.close();
});

test('a store of a newer program is refused and not touched', () => {
  recoverState(place.file, 'local');
  const newer = new Database(place.file);
  newer.exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
  newer.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  newer.close();
  const before = hash(place.file);
  const files = readdirSync(place.folder);
  expect(() => recoverState(place.file, 'local')).toThrow(
    expect.objectContaining({
      code: 'store.newer_schema',
      message: expect.stringContaining(
        `newer version of the program (schema ${SCHEMA_VERSION + 1};`,
      ) as string,
    }),
  );
  expect(hash(place.file)).toBe(before);
  expect(readdirSync(place.folder)).toStrictEqual(files);
});

test('a store whose newer schema is in its log alone is refused and not touched, log included', () => {
  recoverState(place.file, 'local');
  const newer = new Database(place.file);
  newer.exec('PRAGMA wal_autocheckpoint = 0');
  newer.exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
  newer.exec('CREATE TABLE future (column)');
  // As a kill of the newer program leaves them.
  const killed = join(place.folder, 'killed.db');
  copyFileSync(place.file, killed);
  copyFileSync(`${place.file}-wal`, `${killed}-wal`);
  newer.close();
  const before = [hash(killed), hash(`${killed}-wal`)];
  const files = readdirSync(place.folder);
  expect(() => recoverState(killed, 'local')).toThrow(
    expect.objectContaining({ code: 'store.newer_schema' }),
  );
  expect([hash(killed), hash(`${killed}-wal`)]).toStrictEqual(before);
  expect(readdirSync(place.folder)).toStrictEqual(files);
});

test('a file that is no database, or of another program, is refused and not touched', () => {
  writeFileSync(place.file, 'Symbol,Qty\n'.repeat(100));
  const before = hash(place.file);
  expect(() => recoverState(place.file, 'local')).toThrow(
    expect.objectContaining({ code: 'store.not_ours' }),
  );
  expect(hash(place.file)).toBe(before);

  const other = join(place.folder, 'other.db');
  const db = new Database(other);
  db.exec('CREATE TABLE notes (text); PRAGMA application_id = 7; PRAGMA user_version = 1');
  db.close();
  const otherBefore = hash(other);
  expect(() => recoverState(other, 'local')).toThrow(
    expect.objectContaining({ code: 'store.not_ours' }),
  );
  expect(hash(other)).toBe(otherBefore);
});

test('a store of one venue does not open as another', () => {
  recoverState(place.file, 'local');
  expect(() => recoverState(place.file, 'alpaca-paper')).toThrow(
    expect.objectContaining({ code: 'store.wrong_venue' }),
  );
});

test('a second engine on the data folder is refused until the first gives it up', () => {
  const lock = lockDataFolder(place.folder);
  expect(() => lockDataFolder(place.folder)).toThrow(
    expect.objectContaining({
      code: 'store.in_use',
      message: expect.stringContaining(place.folder) as string,
    }),
  );
  lock.release();
  lockDataFolder(place.folder).release();
});

test('a folder held by another process is refused, and free once that process is killed', async () => {
  const holder = new URL('lock-holder.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--expose-gc', holder, place.folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  expect(() => lockDataFolder(place.folder)).toThrow(
    expect.objectContaining({ code: 'store.in_use' }),
  );
  child.kill('SIGKILL');
  await once(child, 'exit');
  lockDataFolder(place.folder).release();
  expect(existsSync(join(place.folder, 'engine.lock'))).toBe(true);
});

test('a store that opens only in part gives up what it had and is not counted as a crash', async () => {
  const options = {
    folder: place.folder,
    venue: 'local',
    workers: { writer: WRITER_URL, reader: new URL('no-such-thread.ts', import.meta.url) },
    readerThreads: 1,
    startCashMicros: null,
    onCommitTime: () => undefined,
    onReadTime: () => undefined,
  } as const;
  await expect(openStore(options)).rejects.toThrow();
  const store = await openStore({
    ...options,
    workers: { ...options.workers, reader: READER_URL },
  });
  expect(store.recovered.after).toBe('clean');
  await store.close();
  lockDataFolder(place.folder).release();
});

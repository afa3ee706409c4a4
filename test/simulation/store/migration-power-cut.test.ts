/**
 * A power cut while a store of an older schema is brought up to date: what is left of the log is cut at its
 * frames, and what was being moved into the file is half there. The next start must come to the same store.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { Random } from '../../../engine/simulator/random.ts';
import { SCHEMA_VERSION, openDatabase, pragma } from '../../../engine/store/database.ts';
import { MIGRATIONS } from '../../../engine/store/migrations/index.ts';
import { propertyFactor } from '../../support/property-runs.ts';
import { walFrames } from '../../support/wal-file.ts';
import { temporaryFolder } from '../../integration/store/temporary-store.ts';

// Dozens of openings with their syncs for each schema, which a busy machine makes slow.
vi.setConfig({ testTimeout: 180_000 * propertyFactor() });

/** The newest schema of which there is a store that its own program has written. */
const NEWEST_FIXTURE = 4;
/** Frames that the log is cut at, of each schema; a long run cuts at every one. */
const CUTS = propertyFactor() > 1 ? Number.POSITIVE_INFINITY : 6;
/** States of a file that the log was being moved into. */
const TORN = 3 * propertyFactor();
const SECTOR_BYTES = 512;
const SEED = 20_261_122;
const OLDER = MIGRATIONS.slice(1).map((_, i) => i + 1);

const place = temporaryFolder();
afterAll(() => place.remove());

/** A store of that schema as it lies on disk, its log emptied. */
function storeOf(schema: number): Buffer {
  const file = join(place.folder, 'older.db');
  rmSync(file, { force: true });
  const from = Math.min(schema, NEWEST_FIXTURE);
  const dump = new URL(`../../fixtures/stores/schema-${String(from)}.sql`, import.meta.url);
  const db = new Database(file);
  db.exec(readFileSync(dump, 'utf8'));
  db.transaction(() => {
    for (const migration of MIGRATIONS.slice(from, schema)) migration(db, { venue: 'local' });
    db.exec(`PRAGMA user_version = ${schema}`);
  })();
  db.prepare('PRAGMA journal_mode = WAL').get();
  db.close();
  return readFileSync(file);
}

/** Puts a file and its log in place of the store. */
function lay(database: Buffer, log: Buffer | null): void {
  rmSync(`${place.file}-shm`, { force: true });
  rmSync(`${place.file}-wal`, { force: true });
  writeFileSync(place.file, database);
  if (log !== null) writeFileSync(`${place.file}-wal`, log);
}

interface Migrated {
  /** Rows of each table. */
  readonly content: Readonly<Record<string, readonly unknown[]>>;
  /** The log before it was moved into the file; empty when nothing was migrated. */
  readonly log: Buffer;
}

/** Opens the store as a start does. */
function start(): Migrated {
  let log: Buffer = Buffer.alloc(0);
  const db = openDatabase(place.file, {
    venue: 'local',
    access: 'write',
    cacheKib: 1_024,
    check: (opened) => {
      const prepare = opened.prepare.bind(opened);
      Object.defineProperty(opened, 'prepare', {
        value: (sql: string) => {
          if (sql.includes('wal_checkpoint')) log = readFileSync(`${place.file}-wal`);
          return prepare(sql);
        },
      });
    },
  });
  expect(Number(pragma(db, 'user_version'))).toBe(SCHEMA_VERSION);
  expect(pragma(db, 'integrity_check')).toBe('ok');
  const tables = db
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name`,
    )
    .all();
  const content: Record<string, unknown[]> = { schema: tables.map(({ sql }) => sql) };
  for (const { name, sql } of tables) {
    if (sql.startsWith('CREATE TABLE')) content[name] = db.prepare(`SELECT * FROM ${name}`).all();
  }
  db.close();
  return { content, log };
}

/** Some of the frames' ends with the first and the last ones among them, or all. */
function cutsOf(log: Buffer): number[] {
  const ends = [0, ...walFrames(log).map(({ end }) => end)];
  const every = Math.max(1, (ends.length - 2) / CUTS);
  return ends.filter((_, i) => i % every < 1 || i >= ends.length - 2);
}

describe.each(OLDER)('a store of schema %i', (schema) => {
  const database = storeOf(schema);
  lay(database, null);
  const whole = start();
  const after = readFileSync(place.file);

  test('comes to the same after a cut at any frame of its migration, or inside one', () => {
    const frames = walFrames(whole.log);
    expect(frames.filter(({ isCommit }) => isCommit)).toHaveLength(1);
    const random = new Random(SEED);
    for (const end of cutsOf(whole.log)) {
      lay(database, whole.log.subarray(0, end));
      expect(start().content).toStrictEqual(whole.content);
    }
    lay(database, whole.log.subarray(0, random.below(whole.log.length)));
    expect(start().content).toStrictEqual(whole.content);
  });

  test('comes to the same after a cut while its migration is moved into the file', () => {
    const random = new Random(SEED);
    for (let run = 0; run < TORN; run += 1) {
      const grownTo = database.length + random.below(after.length - database.length + 1);
      const torn = Buffer.from(after.subarray(0, grownTo));
      for (let at = 0; at < torn.length; at += SECTOR_BYTES) {
        if (random.below(2) === 1) continue;
        torn.fill(0, at, Math.min(torn.length, at + SECTOR_BYTES));
        if (at < database.length) database.copy(torn, at, at, at + SECTOR_BYTES);
      }
      lay(torn, whole.log);
      expect(start().content).toStrictEqual(whole.content);
    }
  });
});

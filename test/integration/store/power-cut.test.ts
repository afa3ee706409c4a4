/**
 * What a power cut leaves of the files: everything that was synced, and of what was not, any sectors
 * or none. Each state is made by hand from the bytes of a small run and opened as after a crash.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Random } from '../../../engine/simulator/random.ts';
import { openDatabase } from '../../../engine/store/database.ts';
import type { OpenJournal } from '../../../engine/store/journal.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { StoredSession } from '../../support/stored-session.ts';
import { WrittenTurns } from '../../support/written-turns.ts';
import { walFrames, walLength } from '../../support/wal-file.ts';
import { journalOn, temporaryFolder } from './temporary-store.ts';

// Hundreds of openings with their fsyncs, which a busy machine makes slow.
vi.setConfig({ testTimeout: 180_000 });

const TURNS = 12;
const ORDERS_PER_TURN = 4;
/** The smallest part that a disk writes whole. */
const SECTOR_BYTES = 512;
const SEED = 20_261_122;

let place: ReturnType<typeof temporaryFolder>;
let cutFile: string;
let journal: OpenJournal;
let session: StoredSession;
let written: WrittenTurns;
/** Length of the log, in bytes, when so many turns had been acknowledged; the first is of none. */
let synced: number[];

const wal = (): Buffer => readFileSync(`${place.file}-wal`);

beforeEach(async () => {
  place = temporaryFolder();
  cutFile = join(place.folder, 'cut.db');
  session = new StoredSession(recoverState(place.file, 'local'), SEED);
  journal = await journalOn(place.file);
  written = new WrittenTurns();
  synced = [walLength(wal())];
});
afterEach(async () => {
  await journal.close();
  place.remove();
});

/** Plays turns, each acknowledged before the next, and notes how long the log was then. */
async function play(turns: number): Promise<void> {
  for (let i = 0; i < turns; i += 1) {
    const writes = session.turn(ORDERS_PER_TURN);
    journal.append(writes);
    await journal.flush();
    written.add(writes);
    synced.push(walLength(wal()));
  }
}

/** How many turns a store holds of which these bytes are left. */
function heldAfterCut(database: Buffer, log: Buffer): number {
  writeFileSync(cutFile, database);
  writeFileSync(`${cutFile}-wal`, log);
  return written.heldBy(cutFile);
}

/** Turns that were acknowledged by the time the log had this many bytes on disk. */
function acknowledgedBy(bytes: number): number {
  return synced.findLastIndex((length) => length <= bytes);
}

test('a log cut at any page holds each acknowledged turn before it, and no part of another', async () => {
  await play(TURNS);
  const database = readFileSync(place.file);
  const log = wal();
  const frames = walFrames(log);
  expect(frames.length).toBeGreaterThan(5 * TURNS);
  expect(new Set(synced).size).toBe(TURNS + 1);
  let last = 0;
  for (const { end } of [{ end: 0 }, ...frames]) {
    const turns = heldAfterCut(database, log.subarray(0, end));
    expect(turns).toBeGreaterThanOrEqual(Math.max(0, acknowledgedBy(end)));
    expect(turns).toBeGreaterThanOrEqual(last);
    last = turns;
  }
  expect(last).toBe(TURNS);
});

test('a log cut inside a page holds what a log without that page does', async () => {
  await play(TURNS);
  const database = readFileSync(place.file);
  const log = wal();
  const random = new Random(SEED);
  let before = 0;
  for (const { end } of walFrames(log)) {
    const inside = before + 1 + random.below(end - before - 1);
    const turns = heldAfterCut(database, log.subarray(0, inside));
    expect(turns).toBe(Math.max(0, acknowledgedBy(before)));
    before = end;
  }
});

/** Makes a sector what it was before; nothing where the file has grown. */
function putBack(file: Buffer, before: Buffer, at: number): void {
  file.fill(0, at, Math.min(file.length, at + SECTOR_BYTES));
  if (at < before.length) before.copy(file, at, at, at + SECTOR_BYTES);
}

/** What became of the sectors from `synced` on: some written, some not, some half. */
function tornLog(log: Buffer, older: Buffer, from: number, random: Random): Buffer {
  const torn = Buffer.from(log.subarray(0, from + random.below(log.length - from + 1)));
  for (let at = from; at < torn.length; at += SECTOR_BYTES) {
    const sector = torn.subarray(at, at + SECTOR_BYTES);
    switch (random.below(4)) {
      case 0:
        sector.fill(0);
        break;
      case 1:
        putBack(torn, older, at);
        break;
      case 2:
        for (let i = 0; i < sector.length; i += 1) sector[i] = random.below(256);
        break;
      default:
    }
  }
  return torn;
}

test('whatever a cut does to what was not synced, what was synced is whole', async () => {
  await play(TURNS);
  const database = readFileSync(place.file);
  const log = wal();
  const random = new Random(SEED);
  for (let run = 0; run < 100; run += 1) {
    const turns = random.below(TURNS);
    const torn = tornLog(log, Buffer.alloc(0), synced[turns] ?? 0, random);
    expect(heldAfterCut(database, torn)).toBeGreaterThanOrEqual(turns);
  }
});

/** Moves the log into the file; the next commit starts it over. */
function moveLog(): void {
  const db = openDatabase(place.file, { venue: 'local', access: 'write', cacheKib: 1_024 });
  const moved = db.prepare('PRAGMA wal_checkpoint(FULL)').get();
  expect(moved).toMatchObject({ busy: 0 });
  // The journal has the file open too, so the log stays.
  db.close();
}

test('a cut while the log is moved into the file loses nothing', async () => {
  await play(TURNS);
  const before = readFileSync(place.file);
  const log = wal();
  moveLog();
  const after = readFileSync(place.file);
  expect(after.equals(before)).toBe(false);
  const random = new Random(SEED);
  for (let run = 0; run < 100; run += 1) {
    const grownTo = before.length + random.below(after.length - before.length + 1);
    const torn = Buffer.from(after.subarray(0, grownTo));
    for (let at = 0; at < torn.length; at += SECTOR_BYTES) {
      if (random.below(2) === 0) putBack(torn, before, at);
    }
    expect(heldAfterCut(torn, log)).toBe(TURNS);
  }
});

test('a log that has started over is cut as safely, with the older one still behind it', async () => {
  await play(TURNS);
  moveLog();
  const database = readFileSync(place.file);
  const older = wal();
  synced = synced.map(() => 0);
  await play(TURNS / 2);
  const log = wal();
  const frames = walFrames(log);
  expect(frames.length).toBeLessThan(walFrames(older).length);
  const random = new Random(SEED);
  for (const { end } of [{ end: 0 }, ...frames]) {
    const mixed = Buffer.from(older);
    log.copy(mixed, 0, 0, end);
    expect(heldAfterCut(database, mixed)).toBeGreaterThanOrEqual(
      Math.max(TURNS, acknowledgedBy(end)),
    );
    const torn = tornLog(log, older, end, random);
    expect(heldAfterCut(database, torn)).toBeGreaterThanOrEqual(acknowledgedBy(end));
  }
});

import fc from 'fast-check';
import { statSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PrintBuffer } from '../../../engine/market/print-buffer.ts';
import type { PrintChunk } from '../../../engine/market/print-chunk.ts';
import { choreWorker } from '../../../engine/store/chores.ts';
import type { Chore, ChoreResult } from '../../../engine/store/chores.ts';
import { openDatabase, pragma } from '../../../engine/store/database.ts';
import type { Connection } from '../../../engine/store/database.ts';
import { RUNS_KEPT, lastRunOf, newestRuns } from '../../../engine/store/maintenance-log.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { statisticsTimes } from '../../../engine/store/statistics-times.ts';
import { TICK_STATEMENTS, readTicks, tickUsage } from '../../../engine/store/ticks.ts';
import { MORNING } from '../../support/test-core.ts';
import { SampleStream } from './sample-events.ts';
import { journalOn, temporaryFolder } from './temporary-store.ts';

let place: ReturnType<typeof temporaryFolder>;
let db: Connection;
beforeEach(() => {
  place = temporaryFolder();
  recoverState(place.file, 'local');
  db = openDatabase(place.file, { venue: 'local', access: 'write', cacheKib: 4_096 });
});
afterEach(() => {
  db.close();
  place.remove();
});

/** Chunks of prints a second apart, from `fromUs` on. */
function chunksOf(count: number, fromUs: number): PrintChunk[] {
  const buffer = new PrintBuffer();
  for (let i = 0; i < count; i += 1) buffer.append(1_000_000 + i, 1 + i, 0, fromUs + i * 1e6);
  return buffer.take(Number.POSITIVE_INFINITY);
}

/** Repeats a chore until it says that nothing is left; bounded, as a loop that never ends is a fault. */
function toItsEnd(chore: Chore): ChoreResult[] {
  const work = choreWorker(db, 'local');
  const rounds: ChoreResult[] = [];
  while (rounds.length < 1_000) {
    const round = work(chore);
    rounds.push(round);
    if (round.left === 0 || round.problem !== '') return rounds;
  }
  throw new Error('the chore does not end');
}

test('prints of a period come back in order, whatever chunks it begins and ends in', () => {
  const work = choreWorker(db, 'local');
  const add = (symbol: string, chunks: PrintChunk[]): void =>
    void work({ name: 'ticks.add', all: [{ symbol, chunks }] });
  add('AAPL', chunksOf(500, MORNING));
  add('MSFT', chunksOf(500, MORNING));
  const seconds = fc.integer({ min: -100, max: 700 });
  fc.assert(
    fc.property(seconds, seconds, (from, to) => {
      const [fromUs, toUs] = [MORNING + from * 1e6, MORNING + to * 1e6];
      const found = [...readTicks(db, 'AAPL', fromUs, toUs)].map(({ qtyLots }) => qtyLots);
      const expected = Array.from({ length: 500 }, (_, i) => i).filter((i) => i >= from && i < to);
      expect(found).toStrictEqual(expected.map((i) => i + 1));
    }),
  );
  const plan = db
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${TICK_STATEMENTS['ticks.chunks']}`)
    .all('AAPL', 1, 2, 3)
    .map(({ detail }) => detail);
  expect(plan.join()).toMatch(/SEARCH ticks USING INDEX/);
  expect(plan.join()).not.toContain('TEMP B-TREE');
});

test('retention keeps both bounds and nothing but the newest, whatever has come in', () => {
  const addition = fc.record({
    prints: fc.integer({ min: 1, max: 2_000 }),
    pauseS: fc.integer({ min: 0, max: 5_000 }),
  });
  const additions = fc.array(addition, { minLength: 1, maxLength: 8 });
  const bounds = fc.record({
    ageS: fc.integer({ min: 1, max: 20_000 }),
    bytesMax: fc.integer({ min: 1, max: 40_000 }),
  });
  const property = fc.property(additions, bounds, (all, { ageS, bytesMax }) => {
    db.exec('DELETE FROM ticks');
    const work = choreWorker(db, 'local');
    let us: number = MORNING;
    for (const { prints, pauseS } of all) {
      work({ name: 'ticks.add', all: [{ symbol: 'AAPL', chunks: chunksOf(prints, us) }] });
      us += (prints + pauseS) * 1e6;
    }
    const before = stored();
    const beforeUs = us - ageS * 1e6;
    for (let left = 1; left > 0;) {
      const bytesOver = Math.max(0, tickUsage(db).bytes - bytesMax);
      left = work({ name: 'ticks.trim', bounds: { beforeUs, bytesOver } }).left;
    }
    const rest = stored();
    expect(rest).toStrictEqual(before.slice(before.length - rest.length));
    expect(tickUsage(db).bytes).toBeLessThanOrEqual(bytesMax);
    expect(rest.every(({ lastUs }) => lastUs >= beforeUs)).toBe(true);
    const last = before[before.length - rest.length - 1];
    const isNeeded = last === undefined || last.lastUs < beforeUs;
    expect(isNeeded || tickUsage(db).bytes + last.bytes > bytesMax).toBe(true);
  });
  fc.assert(property, { numRuns: 50 });

  function stored() {
    return db
      .prepare<[], { id: number; lastUs: number; bytes: number }>(
        'SELECT chunk_id AS id, last_us AS lastUs, bytes FROM ticks ORDER BY chunk_id',
      )
      .all();
  }
});

test('free pages are given back round by round, and the file is smaller', () => {
  db.exec(`CREATE TABLE filler (data BLOB)`);
  db.exec(`
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
    INSERT INTO filler SELECT zeroblob(8000) FROM n`);
  db.exec('DROP TABLE filler');
  db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
  const before = statSync(place.file).size;
  const rounds = toItsEnd({ name: 'vacuum' });
  db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
  expect(rounds.length).toBeGreaterThan(10);
  expect(rounds.every(({ done }) => done <= 32)).toBe(true);
  expect(Number(pragma(db, 'freelist_count'))).toBe(0);
  expect(statSync(place.file).size).toBeLessThan(before - 500 * 8_000 + 100_000);
});

test('statistics are made table by table, once', async () => {
  db.close();
  const journal = await journalOn(place.file);
  const stream = new SampleStream();
  for (let i = 0; i < 2_000; i += 1) {
    const { order, ...accepted } = stream.accept();
    const events = [{ ...accepted, order }, stream.fill(order, 100)];
    journal.append([{ kind: 'events', events }]);
  }
  await journal.close();
  db = openDatabase(place.file, { venue: 'local', access: 'write', cacheKib: 4_096 });
  const rounds = toItsEnd({ name: 'optimize', atUs: 5 });
  expect(rounds.map(({ problem }) => problem).join('')).toBe('');
  const tables = db.prepare('SELECT DISTINCT tbl FROM sqlite_stat1').pluck().all();
  expect(tables).toContain('trades');
  expect(statisticsTimes(db).get('trades')).toBe(5);
  expect(toItsEnd({ name: 'optimize', atUs: 9 }).map(({ done }) => done)).toStrictEqual([0]);
});

test('a writer that has given its pages back writes on', () => {
  const work = choreWorker(db, 'local');
  expect(work({ name: 'shrink' })).toMatchObject({ done: 1, left: 0, problem: '' });
  expect(work({ name: 'optimize', atUs: 9 }).problem).toBe('');
});

test('the log keeps the newest runs', () => {
  const work = choreWorker(db, 'local');
  const run = { job: 'ticks', tookUs: 5, result: 'done', detail: 'x'.repeat(2_000) } as const;
  for (let i = 1; i <= RUNS_KEPT + 20; i += 1) work({ name: 'log', run: { ...run, startedUs: i } });
  const runs = newestRuns(db, 1_000);
  expect(runs).toHaveLength(RUNS_KEPT);
  expect(runs[0]).toMatchObject({ startedUs: RUNS_KEPT + 20, detail: 'x'.repeat(500) });
  expect(lastRunOf(db, 'ticks')).toStrictEqual(runs[0]);
  expect(lastRunOf(db, 'backup')).toBeNull();
});

test('a chore that fails has changed nothing, and orders are synced as before', () => {
  const work = choreWorker(db, 'local');
  const chunks = chunksOf(10, MORNING);
  const wrong = { symbol: null as unknown as string, chunks };
  const result = work({ name: 'ticks.add', all: [{ symbol: 'AAPL', chunks }, wrong] });
  expect(result.problem).toContain('NOT NULL');
  expect(tickUsage(db)).toStrictEqual({ chunks: 0, bytes: 0 });
  expect(Number(pragma(db, 'synchronous'))).toBe(2);
  expect(work({ name: 'ticks.add', all: [{ symbol: 'AAPL', chunks }] }).problem).toBe('');
});

test('the journal goes on after a chore that failed, and refuses them once it is closed', async () => {
  db.close();
  const journal = await journalOn(place.file);
  const all = [{ symbol: null as unknown as string, chunks: chunksOf(10, MORNING) }];
  expect((await journal.chore({ name: 'ticks.add', all })).problem).toContain('NOT NULL');
  journal.append([{ kind: 'events', events: [new SampleStream().accept()] }]);
  await journal.flush();
  const last = journal.chore({ name: 'vacuum' });
  await journal.close();
  expect((await last).problem).toBe('');
  expect((await journal.chore({ name: 'vacuum' })).problem).toContain('closing');
  db = openDatabase(place.file, { venue: 'local', access: 'write', cacheKib: 64 });
  expect(recoverState(place.file, 'local').lastOrderId).toBe(1);
});

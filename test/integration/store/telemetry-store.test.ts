import { afterEach, beforeEach, expect, test } from 'vitest';
import type { MetricSample } from '../../../engine/contract/metrics.ts';
import { HISTORY_KEPT_S } from '../../../engine/contract/telemetry.ts';
import { choreWorker } from '../../../engine/store/chores.ts';
import { openDatabase } from '../../../engine/store/database.ts';
import type { Connection } from '../../../engine/store/database.ts';
import { openQueries } from '../../../engine/store/queries.ts';
import type { Queries } from '../../../engine/store/queries.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { temporaryFolder } from './temporary-store.ts';

const US_PER_S = 1_000_000;
const EVERYTHING = { fromUs: null, toUs: null, limit: 3_000 };

let place: ReturnType<typeof temporaryFolder>;
let db: Connection;
let queries: Queries;
let chore: ReturnType<typeof choreWorker>;
beforeEach(() => {
  place = temporaryFolder();
  recoverState(place.file, 'local');
  db = openDatabase(place.file, { venue: 'local', access: 'write', cacheKib: 1_024 });
  queries = openQueries(db, 'local', () => undefined);
  chore = choreWorker(db, 'local');
});
afterEach(() => {
  db.close();
  place.remove();
});

function sampleAt(seconds: number, values: MetricSample['values']): MetricSample {
  return { atUs: seconds * US_PER_S, values };
}

test('gives back the metrics that are asked for, oldest first, and of others nothing', () => {
  const samples = [1, 2, 3].map((n) => ({
    resolutionS: 10 as const,
    sample: sampleAt(n * 10, { 'engine.rss': n, 'order.total.p99': n * 2 }),
  }));
  expect(chore({ name: 'telemetry.add', samples })).toMatchObject({ problem: '', done: 3 });
  const asked = { metrics: ['engine.rss', 'no.such'], resolutionS: 10, ...EVERYTHING } as const;
  expect(queries['telemetry.history'](asked).samples).toEqual([
    sampleAt(10, { 'engine.rss': 1 }),
    sampleAt(20, { 'engine.rss': 2 }),
    sampleAt(30, { 'engine.rss': 3 }),
  ]);
  expect(queries['telemetry.history']({ ...asked, resolutionS: 60 }).samples).toEqual([]);
  expect(queries['telemetry.history']({ ...asked, limit: 1 }).samples).toEqual([
    sampleAt(30, { 'engine.rss': 3 }),
  ]);
});

test('keeps each resolution for its own time, whatever comes in between', () => {
  const day = 24 * 3_600;
  for (let at = 0; at < day; at += 60) {
    const sample = sampleAt(at, { connections: at });
    const samples = ([10, 60] as const).map((resolutionS) => ({ resolutionS, sample }));
    chore({ name: 'telemetry.add', samples });
  }
  for (const resolutionS of [10, 60] as const) {
    const asked = { metrics: ['connections'], resolutionS, ...EVERYTHING };
    const { samples } = queries['telemetry.history'](asked);
    const spanS = ((samples.at(-1)?.atUs ?? 0) - (samples[0]?.atUs ?? 0)) / US_PER_S;
    expect(spanS).toBeLessThanOrEqual(HISTORY_KEPT_S[resolutionS]);
    expect(spanS).toBeGreaterThan(HISTORY_KEPT_S[resolutionS] - 121);
  }
});

test('keeps marks with their moment', () => {
  chore({ name: 'telemetry.note', note: { atUs: 5, text: 'new disk' } });
  chore({ name: 'telemetry.note', note: { atUs: 9, text: 'load test' } });
  const { notes } = queries['telemetry.notes']({ fromUs: 6, toUs: null });
  expect(notes).toEqual([{ atUs: 9, text: 'load test' }]);
});

test('tells the plan of every statement, and which indexes nothing walks', () => {
  const { facts } = queries['telemetry.database']({});
  const page = facts.statements.find(({ name }) => name === 'orders.working');
  expect(page?.indexes).toEqual(['orders_working']);
  expect(facts.indexes.find(({ name }) => name === 'orders_working')?.statements).toBe(1);
  expect(facts.tables.map(({ name }) => name)).toContain('telemetry_samples');
  expect(facts.fileBytes).toBeGreaterThan(0);
});

test('names the indexes that are gone, and tells how many rows and when statistics were taken of', () => {
  const { facts: whole } = queries['telemetry.database']({});
  expect(whole.indexesMissing).toEqual([]);
  expect(whole.indexesWanted).toBeGreaterThan(10);
  expect(whole.statistics).toEqual([
    { table: 'orders', rows: 0, rowsThen: null, takenUs: null },
    { table: 'trades', rows: 0, rowsThen: null, takenUs: null },
  ]);

  db.exec('DROP INDEX trades_by_time');
  const place = `'NVDA', 'buy', 'limit', 'day', 0, '', 1, 1, 1, 0, 0, 'filled', 0, 0, 0`;
  const order = db.prepare(`
    INSERT INTO orders (order_id, client_order_id, client_name, symbol, side, type, time_in_force,
      post_only, tag, qty_lots, limit_price_ticks, cum_qty_lots, leaves_qty_lots, cum_tick_lots,
      status, created_us, updated_us, priority_seq)
    VALUES (?, ?, '', ${place})`);
  for (let id = 1; id <= 3; id += 1) order.run(id, `a${String(id)}`);
  expect(chore({ name: 'mend', what: 'analyze', atUs: 77 })).toMatchObject({ problem: '' });
  for (let id = 4; id <= 5; id += 1) order.run(id, `a${String(id)}`);
  const told = queries['telemetry.database']({}).facts;
  expect(told.indexesMissing).toEqual([{ name: 'trades_by_time', table: 'trades' }]);
  // It names the index, so it has no plan and hides nobody else's.
  const newest = told.statements.find(({ name }) => name === 'history.totals.newest');
  expect(newest).toMatchObject({
    steps: ['no such index: trades_by_time (SQLITE_ERROR)'],
    indexes: [],
  });
  expect(told.statistics).toEqual([
    { table: 'orders', rows: 5, rowsThen: 3, takenUs: 77 },
    { table: 'trades', rows: 0, rowsThen: null, takenUs: null },
  ]);

  chore({ name: 'mend', what: 'indexes', done: 0 });
  expect(queries['telemetry.database']({}).facts.indexesMissing).toEqual([]);
});
test('begins without any of its indexes, and still tells of those that nothing names', () => {
  const { indexes, indexesWanted } = queries['telemetry.database']({}).facts;
  for (const { name } of indexes) {
    if (!name.startsWith('sqlite_autoindex')) db.exec(`DROP INDEX ${name}`);
  }
  expect(() => openQueries(db, 'local', () => undefined)).toThrow('no such index');

  recoverState(place.file, 'local');
  const zones = { NVDA: 'America/New_York' };
  const opened = openQueries(db, 'local', () => undefined);
  const project = { name: 'project', fills: 1, zones } as const;
  expect(choreWorker(db, 'local')(project)).toMatchObject({ problem: '' });
  const left = opened['telemetry.database']({}).facts.indexesMissing.map(({ name }) => name);
  expect(left).toContain('imported_fills_by_exec_id');
  expect(left).not.toContain('trades_by_time');
  expect(left.length).toBeLessThan(indexesWanted);
});

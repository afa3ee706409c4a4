/** How the history tables are filled: in steps of any size, once, over ends of any kind. */
import { copyFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../../engine/store/database.ts';
import type { Connection } from '../../../engine/store/database.ts';
import { choreWorker } from '../../../engine/store/chores.ts';
import { US_PER_HOUR } from '../../../engine/domain/time.ts';
import { openQueries } from '../../../engine/store/queries.ts';
import { Projector } from '../../../engine/store/history/projector.ts';
import { Random } from '../../../engine/simulator/random.ts';
import { makeFilledStore } from '../../bench/store/filled-store.ts';
import { temporaryFolder } from './temporary-store.ts';

const TABLES = [
  'projection',
  'open_trips',
  'open_trip_lots',
  'round_trips',
  'closed_lots',
  'fills_by_side',
  'fills_by_tag',
  'orders_by_time',
  'orders_by_side',
  'orders_by_tag',
  'orders_by_state',
  'orders_by_tag_state',
  'daily_results',
  'span_results',
  'minute_results',
];
const ZONES = { 'BTC/USD': 'UTC' };
const OPTIONS = { trades: 1_500, workingOrders: 20, days: 15 };

let place: ReturnType<typeof temporaryFolder>;
let whole: ReturnType<typeof temporaryFolder>;
/** The same fills, projected and not: made once, and copied for each test. */
const templates = { whole: temporaryFolder(), place: temporaryFolder() };
beforeAll(() => {
  makeFilledStore(templates.whole.file, OPTIONS);
  makeFilledStore(templates.place.file, { ...OPTIONS, isProjected: false });
});
afterAll(() => {
  templates.whole.remove();
  templates.place.remove();
});
beforeEach(() => {
  place = temporaryFolder();
  whole = temporaryFolder();
  copyFileSync(templates.whole.file, whole.file);
  copyFileSync(templates.place.file, place.file);
});
afterEach(() => {
  place.remove();
  whole.remove();
});

function open(file: string): Connection {
  return openDatabase(file, { venue: 'local', access: 'write', cacheKib: 4_096 });
}

/** Everything that is projected. */
function projected(file: string): Record<string, unknown[]> {
  const db = open(file);
  const rows = TABLES.map((table) => [table, db.prepare(`SELECT * FROM ${table}`).all()]);
  db.close();
  // Pairs of names and rows.
  return Object.fromEntries(rows) as Record<string, unknown[]>;
}

/** Runs steps until all is projected and summed; some are undone, and some followed by a new start. */
function inSteps(random: Random, step: (projector: Projector) => void): void {
  for (let isLeft = true; isLeft;) {
    const db = open(place.file);
    const older = db.prepare<[], { left: number }>(
      'SELECT minutes_from_us + tag_states_to_id AS left FROM projection',
    );
    const projector = new Projector(db);
    projector.setZones(ZONES);
    const run = db.transaction((isKept: boolean) => {
      step(projector);
      if (!isKept) throw new Error('undone');
    });
    do {
      if (random.below(4) === 0) expect(() => run(false)).toThrow('undone');
      else run(true);
      isLeft = projector.behind() > 0 || (older.get()?.left ?? 0) > 0;
    } while (isLeft && random.below(5) > 0);
    db.close();
  }
}

test('steps of any size, kept or undone, with a new start after any of them, come to the same', () => {
  const random = new Random(5);
  inSteps(random, (projector) => {
    projector.step(1 + random.below(120));
  });
  expect(projected(place.file)).toEqual(projected(whole.file));
});

test('fills that an import has numbered anew are all projected again', () => {
  const db = open(whole.file);
  const projector = new Projector(db);
  projector.setZones(ZONES);
  expect(projector.behind()).toBe(0);
  db.exec('PRAGMA foreign_keys = OFF');
  db.exec('CREATE TEMP TABLE moved AS SELECT * FROM trades WHERE execution_id = 700');
  db.exec('DELETE FROM trades WHERE execution_id = 700');
  db.exec('INSERT INTO trades SELECT * FROM moved');
  expect(projector.behind()).toBeGreaterThan(1_000);
  while (projector.behind() > 0) db.transaction(() => projector.step(400))();
  db.close();
  const again = projected(whole.file);

  const other = open(place.file);
  const chore = choreWorker(other, 'local');
  while (chore({ name: 'project', fills: 500, zones: ZONES }).left > 0);
  other.close();
  expect(again).toEqual(projected(place.file));
});

test('a step is committed without a sync of its own, and orders are synced again after it', () => {
  const db = open(place.file);
  const chore = choreWorker(db, 'local');
  const result = chore({ name: 'project', fills: 10, zones: ZONES });
  expect(result).toMatchObject({ done: 10, problem: '' });
  expect(result.left).toBeGreaterThan(1_000);
  expect(db.prepare('PRAGMA synchronous').get()).toMatchObject({ synchronous: 2 });
  db.close();
});

/** Makes a store one of before sums by the minute and places by tag and state, which is migrated again. */
function withoutNewer(file: string): void {
  const db = new Database(file);
  db.exec(`DROP TABLE minute_results;
    DROP TABLE orders_by_tag_state;
    ALTER TABLE projection DROP COLUMN minutes_from_us;
    ALTER TABLE projection DROP COLUMN tag_states_to_id;
    PRAGMA user_version = 12;`);
  db.close();
  open(file).close();
}

test('minutes and places of before are made in rounds of any size, between steps and new starts, to the same', () => {
  const random = new Random(6);
  const db = open(place.file);
  const projector = new Projector(db);
  projector.setZones(ZONES);
  db.transaction(() => projector.step(900))();
  db.close();
  withoutNewer(place.file);
  inSteps(random, (again) => {
    const rows = 1 + random.below(60);
    const what = random.below(3);
    if (what === 0) again.step(rows);
    else if (what === 1) again.sumMinutes(rows);
    else again.placeOlder(rows);
  });
  expect(projected(place.file)).toEqual(projected(whole.file));
});

test('totals are the same while minutes of before are still summed', () => {
  const random = new Random(7);
  let db = open(whole.file);
  let queries = openQueries(db, 'local', () => undefined);
  const extent = db
    .prepare<[], { first: number; last: number }>(
      'SELECT min(executed_us) AS first, max(executed_us) AS last FROM trades',
    )
    .get();
  const { first = 0, last = 0 } = extent ?? {};
  const filters = Array.from({ length: 60 }, () => {
    const fromUs = first + Math.floor(random.uniform() * (last - first));
    const toUs = fromUs + Math.floor(random.uniform() * 4 * US_PER_HOUR);
    const side = random.below(2) === 0 ? null : ('sell' as const);
    return { symbol: null, side, tag: null, venue: null, fromUs, toUs };
  });
  const totals = () => filters.map((filter) => queries['history.totals']({ filter }).totals);
  const wanted = totals();
  expect(wanted.filter(({ fills }) => fills > 0).length).toBeGreaterThan(10);
  db.close();
  withoutNewer(whole.file);
  db = open(whole.file);
  queries = openQueries(db, 'local', () => undefined);
  const projector = new Projector(db);
  for (let left = true; left;) {
    expect(totals()).toStrictEqual(wanted);
    left = db.transaction(() => projector.sumMinutes(200))();
  }
  expect(totals()).toStrictEqual(wanted);
  db.close();
});

test('orders of a tag and a state are the same while places of before are still made', () => {
  let db = open(whole.file);
  let queries = openQueries(db, 'local', () => undefined);
  const period = { fromUs: null, toUs: null };
  const filter = { symbol: null, side: null, tag: 'gap', venue: null, ...period };
  const page = { filter, cursor: null, direction: 'older', limit: 1_000 } as const;
  const states = ['filled', 'working', 'canceled'] as const;
  const orders = () => states.map((state) => queries['history.orders']({ ...page, state }).orders);
  const places = () => {
    const asked = { subject: 'orders', filter, after: null, stride: 10, limit: 1_000 } as const;
    return queries['history.places']({ ...asked, state: 'filled' });
  };
  const [wanted, wantedPlaces] = [orders(), places()];
  expect(wanted[0]?.length).toBeGreaterThan(10);
  expect(wantedPlaces.countable).toBe(true);
  db.close();
  withoutNewer(whole.file);
  db = open(whole.file);
  queries = openQueries(db, 'local', () => undefined);
  const projector = new Projector(db);
  for (let left = true; left;) {
    expect(places().countable).toBe(false);
    expect(orders()).toStrictEqual(wanted);
    left = db.transaction(() => projector.placeOlder(200))();
  }
  expect(orders()).toStrictEqual(wanted);
  expect(places()).toStrictEqual(wantedPlaces);
  db.close();
});

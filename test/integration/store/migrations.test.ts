import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { priceTicks, qtyLots } from '../../../engine/domain/price.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import {
  APPLICATION_ID,
  SCHEMA_VERSION,
  openDatabase,
  pragma,
} from '../../../engine/store/database.ts';
import type { MigrationStep } from '../../../engine/store/database.ts';
import { firstLight } from '../../../engine/store/migrations/0001-first-light.ts';
import { choreWorker } from '../../../engine/store/chores.ts';
import { openQueries } from '../../../engine/store/queries.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { SampleStream, sampleOrder } from './sample-events.ts';
import { journalOn, temporaryFolder } from './temporary-store.ts';

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

/** Values of an order's row and of its events as the program with schema 1 wrote them. */
const ORDER = `'c-1','terminal','AAPL','buy','limit','gtc',0,'',100,1870000,40,60,74800000,
  'partially_filled',NULL,NULL,1,3,NULL,1`;
const ACCEPTED = '[100,1870000,0,100,0,"new",null,null,1,1]';
const FILLED = `[100,1870000,40,60,74800000,"partially_filled",null,null,1,3,92520000000,40,7480000000,0,0,0,
  "2026-03-04",3]`;

function writeSchema1(): void {
  const db = new Database(place.file);
  firstLight(db, { venue: 'local' });
  db.exec(`
    INSERT INTO orders VALUES (1, ${ORDER});
    INSERT INTO trades VALUES
      (1,2,1,'c-1','AAPL','buy','limit',40,1870000,40,60,7480000000,0,0,'maker','',3);
    INSERT INTO order_events VALUES (1, 1, 'order.accepted', 1, NULL, '${ACCEPTED}');
    INSERT INTO order_events VALUES (2, 3, 'order.filled', 1, 1, '${FILLED}');
    PRAGMA application_id = ${APPLICATION_ID};
    PRAGMA user_version = 1;
  `);
  db.close();
}

function eventsOf(file: string) {
  const db = openDatabase(file, { venue: 'local', access: 'read', cacheKib: 1_024 });
  const events = openQueries(db, 'local', () => undefined)['events.after']({
    afterSeq: 0,
    limit: 100,
  });
  db.close();
  return events;
}

const NEITHER_STOP_NOR_ICEBERG = {
  stopPriceTicks: null,
  trailTicks: null,
  trailBasisPoints: null,
  hwmTicks: null,
  displayQtyLots: null,
  triggeredUs: null,
  triggeredBy: null,
};

test('a store of schema 1 is brought to the newest, its orders neither stops nor icebergs', () => {
  writeSchema1();
  const { workingOrders } = recoverState(place.file, 'local');
  expect(workingOrders).toMatchObject([
    { orderId: 1, leavesQtyLots: 60, status: 'partially_filled', ...NEITHER_STOP_NOR_ICEBERG },
  ]);
  const db = openDatabase(place.file, { venue: 'local', access: 'read', cacheKib: 1_024 });
  expect(pragma(db, 'user_version')).toBe(SCHEMA_VERSION);
  db.close();
});

test('each step of an older store is told before it is taken, and none of a new one', () => {
  writeSchema1();
  const told: MigrationStep[] = [];
  const hear = (step: MigrationStep): void => void told.push(step);
  recoverState(place.file, 'local', null, () => undefined, hear);
  const steps = SCHEMA_VERSION - 1;
  expect(told.map(({ step }) => step)).toEqual(Array.from({ length: steps }, (_, i) => i + 1));
  expect(told.at(-1)).toMatchObject({ step: steps, steps, bytes: expect.any(Number) as number });
  recoverState(place.file, 'local', null, () => undefined, hear);
  recoverState(`${place.file}.new`, 'local', null, () => undefined, hear);
  expect(told).toHaveLength(steps);
});

test('events of schema 1 read as they were, also when their order has become an iceberg', async () => {
  writeSchema1();
  const [order] = recoverState(place.file, 'local').workingOrders;
  if (order === undefined) throw new Error('the order is there');
  const journal = await journalOn(place.file);
  const iceberg = { ...order, displayQtyLots: qtyLots(10) };
  journal.append([
    { kind: 'events', events: [{ type: 'order.replaced', seq: 3, atUs: 4, order: iceberg }] },
  ]);
  await journal.close();
  const [accepted, filled, replaced] = eventsOf(place.file);
  expect(accepted).toMatchObject({ order: { status: 'new', ...NEITHER_STOP_NOR_ICEBERG } });
  expect(filled).toMatchObject({
    fill: { executionId: 1, lastQtyLots: 40 },
    position: { symbol: 'AAPL', qtyLots: 40, tradeDate: '2026-03-04' },
    cashMicros: 92_520_000_000,
    order: NEITHER_STOP_NOR_ICEBERG,
  });
  expect(replaced).toMatchObject({ order: { displayQtyLots: 10 } });
});

test('a stop comes back as it was at each of its events, filled ones too', async () => {
  recoverState(place.file, 'local');
  const journal = await journalOn(place.file);
  const stream = new SampleStream();
  const waiting = {
    type: 'trailing_stop',
    limitPriceTicks: null,
    stopPriceTicks: priceTicks(1_860_000),
    trailTicks: null,
    trailBasisPoints: 250,
    hwmTicks: priceTicks(1_900_000),
  } as const;
  const accepted = stream.accept(waiting);
  const triggeredUs = timeUs(accepted.atUs + 7);
  const triggered = { ...accepted.order, triggeredUs, triggeredBy: 'quote' } as const;
  const filled = stream.fill(triggered, 30);
  const other = stream.accept({ ...waiting, trailTicks: 500, trailBasisPoints: null });
  const events = [accepted, filled, other];
  journal.append([{ kind: 'events', events }]);
  await journal.close();
  expect(eventsOf(place.file)).toStrictEqual(events);
  expect(recoverState(place.file, 'local').workingOrders).toStrictEqual([
    filled.order,
    other.order,
  ]);
});

test('an order that was refused keeps the trail it asked for', async () => {
  recoverState(place.file, 'local');
  const journal = await journalOn(place.file);
  const order = sampleOrder(1, { type: 'trailing_stop', trailTicks: 500, status: 'rejected' });
  journal.append([
    { kind: 'events', events: [{ type: 'order.rejected', seq: 1, atUs: 1, order }] },
  ]);
  await journal.close();
  expect(eventsOf(place.file)[0]?.order).toStrictEqual(order);
});

test('a store of schema 1 gets the lots that its fills leave', () => {
  writeSchema1();
  const db = new Database(place.file);
  const sell = "'c-1','AAPL','sell','limit',15,1880000,40,60,2820000000,0,150000000,'maker','',4";
  db.exec(`INSERT INTO trades VALUES (2,3,1,${sell})`);
  db.exec("INSERT INTO positions VALUES ('AAPL',25,0,0,0,0,'2026-03-04',4)");
  db.close();
  const { lots, positions } = recoverState(place.file, 'local');
  expect(lots).toStrictEqual([
    {
      symbol: 'AAPL',
      lots: [{ executionId: 1, openedUs: 3, qtyLots: 25, costMicros: 4_675_000_000 }],
    },
  ]);
  expect(positions).toMatchObject([{ fifoRealisedMicros: 15_000_000, dayFeesMicros: 0 }]);
});

test('the fills of a store of schema 1 come into the history by its chores', () => {
  writeSchema1();
  recoverState(place.file, 'local');
  const db = openDatabase(place.file, { venue: 'local', access: 'write', cacheKib: 1_024 });
  const doChore = choreWorker(db, 'local');
  expect(doChore({ name: 'project', fills: 10, zones: {} })).toMatchObject({ done: 1, left: 0 });
  db.close();
  const reader = openDatabase(place.file, { venue: 'local', access: 'read', cacheKib: 1_024 });
  const queries = openQueries(reader, 'local', () => undefined);
  const filter = { symbol: 'AAPL', side: null, tag: '', venue: null, fromUs: null, toUs: null };
  const page = { filter, cursor: null, direction: 'older', limit: 10 } as const;
  expect(queries['history.fills'](page).fills).toMatchObject([{ executionId: 1 }]);
  expect(queries['history.orders']({ ...page, state: 'working' }).orders).toHaveLength(1);
  expect(queries['history.totals']({ filter }).totals).toMatchObject({ fills: 1, boughtLots: 40 });
  reader.close();
});

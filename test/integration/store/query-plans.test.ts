/** How SQLite answers each statement that reads: on an empty store, and on one with statistics. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../engine/store/database.ts';
import type { Connection } from '../../../engine/store/database.ts';
import { BAR_RANGE } from '../../../engine/store/history/bar-ranges.ts';
import { FILL_BEFORE } from '../../../engine/store/history/minute-sums.ts';
import {
  NEW_EVENTS,
  NEW_ORDERS,
  OLDER_ORDERS,
} from '../../../engine/store/history/order-places.ts';
import { NEWEST, NEW_FILLS } from '../../../engine/store/history/projector.ts';
import { STORED_FILLS } from '../../../engine/store/import/fold-tail.ts';
import { KNOWN_FILLS } from '../../../engine/store/import/known-fills.ts';
import { KNOWN_ORDERS } from '../../../engine/store/import/plan-orders.ts';
import { ALERT_STATEMENTS } from '../../../engine/store/stored-alerts.ts';
import { MAINTENANCE_STATEMENTS } from '../../../engine/store/maintenance-log.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { READ_STATEMENTS } from '../../../engine/store/statements.ts';
import { makeFilledStore } from '../../bench/store/filled-store.ts';
import { temporaryFolder } from './temporary-store.ts';

/** Tables of a handful of rows, and lots, which are bounded by symbol; all others grow. */
const SMALL = [
  // Numbers of the rows of a page.
  'j',

  'account',
  'positions',
  'lots',
  'day_starts',
  'settings',
  'meta',
  'projection',
  'maintenance_log',
];
/** As small as the book is: reading all of it is its purpose. */
const SMALL_INDEX = 'USING INDEX orders_working';

const STATEMENTS: Readonly<Record<string, string>> = {
  ...READ_STATEMENTS,
  ...MAINTENANCE_STATEMENTS,
  ...ALERT_STATEMENTS,
  'projection.fills': NEW_FILLS,
  'projection.orders': NEW_ORDERS,
  'projection.events': NEW_EVENTS,
  'projection.newest': NEWEST,
  'projection.bars': BAR_RANGE,
  'projection.before': FILL_BEFORE,
  'projection.older': OLDER_ORDERS,
  ...namedBy('import.stored', STORED_FILLS),
  ...namedBy('import.fill', KNOWN_FILLS),
  ...namedBy('import.order', KNOWN_ORDERS),
};

function namedBy(prefix: string, statements: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(statements).map(([name, sql]) => [`${prefix}.${name}`, sql]),
  );
}

function planOf(db: Connection, sql: string): string[] {
  const parameters = new Array<number>(sql.split('?').length - 1).fill(1);
  return db
    .prepare<number[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...parameters)
    .map((row) => row.detail);
}

/** A table read from end to end, or along an index from its start without anything being looked up. */
function isScanOfLarge(step: string): boolean {
  const table = /^SCAN (\w+)/.exec(step)?.[1];
  return (
    table !== undefined &&
    table !== 'CONSTANT' &&
    !SMALL.includes(table) &&
    !step.includes(SMALL_INDEX)
  );
}

function sorts(step: string): boolean {
  return step.includes('TEMP B-TREE');
}

describe.each([
  ['an empty store', 0],
  ['a store with years of trading and statistics', 20_000],
])('on %s', (_, trades) => {
  const place = temporaryFolder();
  let db: Connection;
  beforeAll(() => {
    if (trades === 0) recoverState(place.file, 'local');
    else makeFilledStore(place.file, { trades, workingOrders: 500 });
    db = openDatabase(place.file, { venue: 'local', access: 'read', cacheKib: 8_192 });
  });
  afterAll(() => {
    db.close();
    place.remove();
  });

  test.each(Object.entries(STATEMENTS))('%s uses an index and needs no sorting', (_name, sql) => {
    const plan = planOf(db, sql);
    expect(plan.length).toBeGreaterThan(0);
    expect(plan.filter(isScanOfLarge)).toStrictEqual([]);
    expect(plan.filter(sorts)).toStrictEqual([]);
  });

  test('totals of a period never read the rows themselves', () => {
    for (const name of ['export.count', 'export.count.symbol'] as const) {
      expect(planOf(db, READ_STATEMENTS[name]).join()).toContain('COVERING INDEX');
    }
  });

  test('the check sees a scan and a sort where there is one', () => {
    const plan = planOf(db, 'SELECT * FROM trades t WHERE t.tag = ? ORDER BY t.fee_micros');
    expect(plan.filter(isScanOfLarge)).toHaveLength(1);
    expect(plan.filter(sorts)).toHaveLength(1);
  });
});

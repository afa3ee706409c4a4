import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../../engine/store/database.ts';
import type { Connection } from '../../../engine/store/database.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { READ_STATEMENTS } from '../../../engine/store/statements.ts';
import { temporaryFolder } from './temporary-store.ts';

/** Tables that grow; the others hold a handful of rows. */
const LARGE = ['orders', 'trades', 'order_events', 'bars'];
/** Aliases by which the statements name them. */
const ALIASES = ['o', 't', 'e'];
/** As small as the book is: reading all of it is its purpose. */
const SMALL_INDEX = 'USING INDEX orders_working';

const place = temporaryFolder();
let db: Connection;
beforeAll(() => {
  recoverState(place.file, 'local');
  db = openDatabase(place.file, { venue: 'local', access: 'read', cacheKib: 1_024 });
});
afterAll(() => {
  db.close();
  place.remove();
});

function planOf(sql: string): string[] {
  const parameters = new Array<number>(sql.split('?').length - 1).fill(1);
  return db
    .prepare<number[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...parameters)
    .map((row) => row.detail);
}

function isScanOfLarge(step: string): boolean {
  const table = /^SCAN (\w+)/.exec(step)?.[1];
  return (
    table !== undefined && [...LARGE, ...ALIASES].includes(table) && !step.includes(SMALL_INDEX)
  );
}

test.each(Object.entries(READ_STATEMENTS))(
  '%s uses an index and needs no sorting',
  (_name, sql) => {
    const plan = planOf(sql);
    expect(plan.length).toBeGreaterThan(0);
    expect(plan.filter(isScanOfLarge)).toStrictEqual([]);
    expect(plan.filter((step) => step.includes('TEMP B-TREE'))).toStrictEqual([]);
  },
);

test('totals of a period never read the rows themselves', () => {
  for (const name of ['export.count', 'export.count.symbol'] as const) {
    expect(planOf(READ_STATEMENTS[name]).join()).toContain('COVERING INDEX');
  }
});

test('the check sees a scan and a sort where there is one', () => {
  const plan = planOf('SELECT * FROM trades t WHERE t.tag = ? ORDER BY t.fee_micros');
  expect(plan.filter(isScanOfLarge)).toHaveLength(1);
  expect(plan.filter((step) => step.includes('TEMP B-TREE'))).toHaveLength(1);
});

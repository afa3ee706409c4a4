/** What the engine tells of its store's file, indexes and statistics, against what another connection reads. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GaugeName } from '../../../engine/contract/metrics.ts';
import { openDatabase } from '../../../engine/store/database.ts';
import type { Connection } from '../../../engine/store/database.ts';
import type { OpenJournal } from '../../../engine/store/journal.ts';
import { EngineHarness } from '../../support/engine-harness.ts';
import type { TestClient } from '../../support/test-client.ts';

/** Reports until the store was asked for its indexes. */
const LOOKED_AFTER = 11;
/** Rows of orders when statistics are taken and after; of fewer nobody minds. */
const ROWS_THEN = 10_000;
const ROWS_NOW = 25_000;

let harness: EngineHarness;
let client: TestClient;

beforeAll(async () => {
  harness = await EngineHarness.start();
  client = await harness.client();
});

afterAll(async () => {
  await harness.stopAndRemove();
});

/** What the panel draws, of this moment. */
function report() {
  return harness.composed.engine.parts.telemetry.report();
}

function gauge(name: GaugeName, of = report()): number {
  const value = of.sample.values[name];
  if (value === undefined) throw new Error(`${name} was not measured`);
  return value;
}

describe('what is told of the store', () => {
  it('is the size of its file, its indexes and its statistics', async () => {
    for (let made = 0; made < LOOKED_AFTER; made += 1) report();
    await expect
      .poll(() => report().sample.values['store.indexes'], { timeout: 30_000 })
      .toBeTruthy();
    const names = readdirSync(harness.folder, { recursive: true, encoding: 'utf8' });
    const file = names.find((name) => name.endsWith('.db') || name.endsWith('.sqlite'));
    if (file === undefined) throw new Error('the store has a file');
    const path = join(harness.folder, file);
    // It may grow at any time, and does not shrink.
    const before = statSync(path).size;
    const told = report();
    expect(gauge('store.bytes', told)).toBeGreaterThanOrEqual(before);
    expect(gauge('store.bytes', told)).toBeLessThanOrEqual(statSync(path).size);
    const db = openDatabase(path, { venue: 'local', access: 'read', cacheKib: 256 });
    try {
      const count = db
        .prepare<[], { n: number }>(
          `SELECT count(*) AS n FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL`,
        )
        .get();
      expect(gauge('store.indexes', told)).toBe(count?.n);
      expect(gauge('store.indexes_wanted', told)).toBe(count?.n);
      // A store that is new has none.
      expect(gauge('store.statistics', told)).toBe(0);
      await expectChanges(path, count?.n ?? 0);
    } finally {
      db.close();
    }
  });

  /** Has another program take an index and make statistics. */
  async function expectChanges(path: string, indexes: number): Promise<void> {
    const db = openDatabase(path, { venue: 'local', access: 'write', cacheKib: 256 });
    try {
      db.exec('DROP INDEX trades_by_symbol');
      // So that a table has several indexes to make statistics of.
      await client.request(client.order({ timeInForce: 'ioc' }));
      db.exec('ANALYZE');
      const tables = db
        .prepare<[], { n: number }>('SELECT count(DISTINCT tbl) AS n FROM sqlite_stat1')
        .get();
      for (let made = 0; made < LOOKED_AFTER; made += 1) report();
      await expect.poll(() => gauge('store.indexes'), { timeout: 30_000 }).toBe(indexes - 1);
      expect(gauge('store.indexes_wanted')).toBe(indexes);
      expect(tables?.n).toBeGreaterThan(0);
      expect(gauge('store.statistics')).toBe(tables?.n);
      await expectDrift(db);
    } finally {
      db.close();
    }
  }

  /** Has another program take statistics, and orders come after; which it takes away again. */
  async function expectDrift(db: Connection): Promise<void> {
    expect(gauge('store.statistics_drift')).toBe(1);
    // Made where the store is opened. What is not of the engine is not to get into its history.
    const journal = harness.composed.engine.parts.journal as OpenJournal;
    await journal.hold('a test');
    const rows = (): number =>
      db.prepare<[], { n: number }>('SELECT count(*) AS n FROM orders').get()?.n ?? 0;
    const own = rows();
    copyOrders(db, own, ROWS_THEN);
    db.exec('ANALYZE orders');
    const then = rows();
    copyOrders(db, then, ROWS_NOW);
    const times = rows() / then;
    for (let made = 0; made < LOOKED_AFTER; made += 1) report();
    await expect.poll(() => gauge('store.statistics_drift')).toBeGreaterThan(1);
    expect(gauge('store.statistics_drift')).toBeCloseTo(times, 6);
    db.prepare('DELETE FROM orders WHERE order_id > ?').run(own);
    journal.release();
  }

  /** Orders like the first one, until there are so many. */
  function copyOrders(db: Connection, from: number, until: number): void {
    const columns = db
      .prepare<[], { name: string }>(`SELECT name FROM pragma_table_info('orders')`)
      .all()
      .map(({ name }) =>
        name === 'order_id' ? 'i' : name === 'client_order_id' ? `'o' || i` : name,
      );
    db.exec(`
      WITH RECURSIVE n (i) AS (SELECT ${String(from + 1)} UNION ALL SELECT i + 1 FROM n WHERE i < ${String(until)})
      INSERT INTO orders SELECT ${columns.join(', ')} FROM n, (SELECT * FROM orders LIMIT 1)`);
  }
});

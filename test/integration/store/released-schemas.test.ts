/**
 * Stores that each release has written, opened by this program. The fixtures are dumps of what the program
 * of that release has stored for a seeded trader, and stay as they are.
 */
import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SCHEMA_VERSION, openDatabase, pragma } from '../../../engine/store/database.ts';
import { openQueries } from '../../../engine/store/queries.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { fillOf } from '../../../engine/store/rows.ts';
import type { FillRow } from '../../../engine/store/rows.ts';
import { READ_STATEMENTS } from '../../../engine/store/statements.ts';
import { naiveLots } from '../../support/naive-lots.ts';
import { StoredSession } from '../../support/stored-session.ts';
import { journalOn, temporaryFolder } from './temporary-store.ts';

const RELEASED = [1, 2, 3, 4] as const;

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

/** Makes the store of a release. */
function writeRelease(schema: number): void {
  const dump = new URL(`../../fixtures/stores/schema-${String(schema)}.sql`, import.meta.url);
  const db = new Database(place.file);
  db.exec(readFileSync(dump, 'utf8'));
  db.close();
}

type Row = Readonly<Record<string, unknown>>;

/** What of a store no migration may change, as the first release had it. */
const KEPT = {
  orders: `SELECT order_id, client_order_id, symbol, side, type, time_in_force, qty_lots, limit_price_ticks,
    cum_qty_lots, leaves_qty_lots, cum_tick_lots, status, reason, refusal, created_us, updated_us,
    expires_us, priority_seq, tag FROM orders ORDER BY order_id`,
  trades: `SELECT execution_id, event_seq, order_id, client_order_id, symbol, side, last_qty_lots,
    last_price_ticks, gross_micros, fee_micros, realised_micros, executed_us
    FROM trades ORDER BY execution_id`,
  events: 'SELECT seq, at_us, type, order_id, execution_id FROM order_events ORDER BY seq',
  positions: 'SELECT symbol, qty_lots, cost_micros, realised_micros FROM positions ORDER BY symbol',
  cash: 'SELECT cash_micros FROM account',
} as const;

function kept(): Record<string, Row[]> {
  const db = new Database(place.file);
  const rows = Object.entries(KEPT).map(([name, sql]) => [name, db.prepare<[], Row>(sql).all()]);
  db.close();
  // Made of pairs of a name and rows.
  return Object.fromEntries(rows) as Record<string, Row[]>;
}

function read() {
  const db = openDatabase(place.file, { venue: 'local', access: 'read', cacheKib: 1_024 });
  const events = openQueries(db, 'local', () => undefined)['events.after']({
    afterSeq: 0,
    limit: 10_000,
  });
  const fills = db
    .prepare<number[], FillRow>(READ_STATEMENTS['fills.page'])
    .all(Number.MAX_SAFE_INTEGER, 10_000)
    .map((row) => fillOf(row, 'local'))
    .reverse();
  const schema = Number(pragma(db, 'user_version'));
  const checked = db
    .prepare<[], Row>('PRAGMA integrity_check')
    .all()
    .map((row) => Object.values(row)[0]);
  db.close();
  return { events, fills, schema, checked };
}

describe.each(RELEASED)('a store of schema %i', (schema) => {
  test('has all that it had, by the newest schema', () => {
    writeRelease(schema);
    const before = kept();
    expect(before['trades']).not.toHaveLength(0);
    recoverState(place.file, 'local');
    expect(kept()).toStrictEqual(before);
    expect(read()).toMatchObject({ schema: SCHEMA_VERSION, checked: ['ok'] });
  });

  test('gives back its working orders, positions, lots and events as one', () => {
    writeRelease(schema);
    const before = kept();
    const state = recoverState(place.file, 'local');
    const { events, fills } = read();
    const working = (before['orders'] ?? []).filter(({ leaves_qty_lots: leaves, status }) => {
      return leaves !== 0 && status !== 'canceled' && status !== 'rejected';
    });
    expect(
      state.workingOrders.map(({ orderId }) => orderId).toSorted((a, b) => a - b),
    ).toStrictEqual(working.map(({ order_id: id }) => id));
    expect(events.map(({ seq }) => seq)).toStrictEqual(events.map((_, i) => i + 1));
    expect(state.lastEventSeq).toBe(events.length);
    const newest = new Map(events.map(({ order }) => [order.orderId, order]));
    for (const order of state.workingOrders) {
      expect(newest.get(order.orderId)).toStrictEqual(order);
    }
    expect(state.lots).toStrictEqual(naiveLots(fills));
    const held = new Map<string, number>();
    for (const { symbol, side, lastQtyLots } of fills) {
      held.set(symbol, (held.get(symbol) ?? 0) + (side === 'buy' ? lastQtyLots : -lastQtyLots));
    }
    expect(state.positions.map(({ symbol, qtyLots }) => [symbol, qtyLots])).toStrictEqual(
      [...held].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    );
  });

  test('is traded on from where it ended', async () => {
    writeRelease(schema);
    const first = recoverState(place.file, 'local');
    const session = new StoredSession(first, 1);
    const journal = await journalOn(place.file);
    journal.append(session.turn(50));
    await journal.close();
    const state = recoverState(place.file, 'local');
    const { events, fills, checked } = read();
    expect(state.lastOrderId).toBe(first.lastOrderId + 50);
    expect(events.map(({ seq }) => seq)).toStrictEqual(events.map((_, i) => i + 1));
    expect(state.lots).toStrictEqual(naiveLots(fills));
    expect(fills.length).toBeGreaterThan(first.recentFills.length);
    expect(checked).toStrictEqual(['ok']);
  });
});

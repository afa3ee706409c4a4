import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../../engine/store/database.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { fillOf } from '../../../engine/store/rows.ts';
import type { FillRow } from '../../../engine/store/rows.ts';
import { READ_STATEMENTS } from '../../../engine/store/statements.ts';
import { START_CASH_MICROS } from '../../../engine/portfolio/account.ts';
import { makeFilledStore } from '../../bench/store/filled-store.ts';
import { naiveLots } from '../../support/naive-lots.ts';
import { temporaryFolder } from './temporary-store.ts';

const place = temporaryFolder();
let made: ReturnType<typeof makeFilledStore>;
beforeAll(() => {
  made = makeFilledStore(place.file, { trades: 3_000, workingOrders: 50, days: 20 });
});
afterAll(() => place.remove());

test('a store made for benchmarks recovers as one that was traded: all of it agrees', () => {
  const state = recoverState(place.file, 'local');
  expect(state).toMatchObject({ after: 'clean', lastExecutionId: made.trades });
  expect(state.lastOrderId).toBe(made.orders);
  expect(state.lastEventSeq).toBe(made.events);
  expect(state.workingOrders).toHaveLength(50);

  const db = openDatabase(place.file, { venue: 'local', access: 'read', cacheKib: 1_024 });
  const fills = db
    .prepare<[number, number], FillRow>(READ_STATEMENTS['fills.page'])
    .all(Number.MAX_SAFE_INTEGER, 10_000)
    .map((row) => fillOf(row, 'local'))
    .reverse();
  db.close();
  expect(fills).toHaveLength(made.trades);
  expect(state.lots).toEqual(naiveLots(fills));
  for (const position of state.positions) {
    const own = fills.filter(({ symbol }) => symbol === position.symbol);
    const sum = (of: (fill: (typeof own)[number]) => number): number =>
      own.reduce((total, fill) => total + of(fill), 0);
    expect(position).toMatchObject({
      qtyLots: sum((fill) => (fill.side === 'buy' ? fill.lastQtyLots : -fill.lastQtyLots)),
      realisedMicros: sum((fill) => fill.realisedMicros),
      feesMicros: sum((fill) => fill.feeMicros),
    });
  }
  const moved = fills.reduce((sum, { side, grossMicros, feeMicros }) => {
    return sum + (side === 'buy' ? -grossMicros : grossMicros) - feeMicros;
  }, 0);
  expect(state.cashMicros).toBe(START_CASH_MICROS + moved);
});

test('it has all the indexes of the schema again, and figures about them for the planner', () => {
  const db = openDatabase(place.file, { venue: 'local', access: 'read', cacheKib: 1_024 });
  const indexes = db
    .prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'index'`)
    .all()
    .map(({ name }) => name);
  const known = db.prepare<[], { idx: string }>('SELECT DISTINCT idx FROM sqlite_stat1').all();
  db.close();
  expect(indexes).toContain('orders_by_client_order_id');
  expect(indexes).toContain('trades_by_symbol_time');
  expect(known.length).toBeGreaterThan(4);
});

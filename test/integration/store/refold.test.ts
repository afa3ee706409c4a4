/** Positions, lots and cash of a store are what its fills say, and nothing else. Source: product.md 5. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { alwaysOpenCalendar } from '../../../engine/calendar/calendars.ts';
import { Account, START_CASH_MICROS } from '../../../engine/portfolio/account.ts';
import { Random } from '../../../engine/simulator/random.ts';
import { openDatabase } from '../../../engine/store/database.ts';
import { fillOf } from '../../../engine/store/rows.ts';
import type { FillRow } from '../../../engine/store/rows.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { READ_STATEMENTS } from '../../../engine/store/statements.ts';
import { naiveLots } from '../../support/naive-lots.ts';
import { StoredSession } from '../../support/stored-session.ts';
import { AAPL, MSFT } from '../../support/test-core.ts';
import { journalOn, temporaryFolder } from './temporary-store.ts';

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

const INSTRUMENTS = [AAPL, MSFT];

/** Has a seeded trader's orders stored, some of them in one transaction. */
async function recordSession(file: string, seed: number, turns: number): Promise<void> {
  const session = new StoredSession(recoverState(file, 'local'), seed);
  const journal = await journalOn(file);
  const random = new Random(seed);
  for (let i = 0; i < turns; i += 1) {
    journal.append(session.turn(1 + random.below(5)));
    if (random.below(20) === 0) await journal.flush();
  }
  await journal.close();
}

function storedFills(file: string) {
  const db = openDatabase(file, { venue: 'local', access: 'read', cacheKib: 1_024 });
  const rows = db
    .prepare<number[], FillRow>(READ_STATEMENTS['fills.page'])
    .all(Number.MAX_SAFE_INTEGER, 1_000_000);
  db.close();
  return rows.map((row) => fillOf(row, 'local')).reverse();
}

test('a random session over two runs refolds from its trades to what is stored', async () => {
  await recordSession(place.file, 1, 500);
  await recordSession(place.file, 2, 500);
  const fills = storedFills(place.file);
  const state = recoverState(place.file, 'local');
  expect(fills.length).toBeGreaterThan(1_000);

  const account = new Account(START_CASH_MICROS, [], []);
  const calendar = alwaysOpenCalendar(AAPL.zone);
  for (const fill of fills) {
    const instrument = INSTRUMENTS.find(({ symbol }) => symbol === fill.symbol) ?? AAPL;
    const tradeDate = calendar.tradeDateOf(fill.executedUs);
    const folded = account.applyFill(instrument, { ...fill, tradeDate }, fill.executionId);
    expect(folded.realisedMicros).toBe(fill.realisedMicros);
  }
  const bySymbol = (a: { symbol: string }, b: { symbol: string }) =>
    a.symbol.localeCompare(b.symbol);
  expect(state.cashMicros).toBe(account.cashMicros);
  expect(state.positions).toStrictEqual(account.positions().toSorted(bySymbol));
  expect(state.lots).toStrictEqual(account.lots().toSorted(bySymbol));
  expect(state.lots).toStrictEqual(naiveLots(fills));
});

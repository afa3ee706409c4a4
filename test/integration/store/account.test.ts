import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EquityPoint } from '../../../engine/contract/account.ts';
import { NO_FEES } from '../../../engine/domain/fee-model.ts';
import { US_PER_DAY, US_PER_MINUTE } from '../../../engine/domain/time.ts';
import type { JournalWrite } from '../../../engine/ports.ts';
import { openDatabase } from '../../../engine/store/database.ts';
import { openQueries } from '../../../engine/store/queries.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { journalOn, temporaryFolder } from './temporary-store.ts';

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

const START_US = 20_000 * US_PER_DAY;

function pointAt(atUs: number): EquityPoint {
  const values = { cashMicros: 2, longValueMicros: 3, shortValueMicros: -4 };
  return { atUs, equityMicros: atUs - START_US, ...values, dayPnlMicros: 5, feesMicros: 6 };
}

const written = (atUs: number): JournalWrite => ({
  kind: 'equity',
  point: pointAt(atUs),
  dayUs: atUs - (atUs % US_PER_DAY),
});

function history(args: { fromUs?: number; toUs?: number; limit: number }) {
  const db = openDatabase(place.file, { venue: 'local', access: 'read', cacheKib: 1_024 });
  const { points, more } = openQueries(db, 'local', () => undefined)['equity.history']({
    fromUs: args.fromUs ?? null,
    toUs: args.toUs ?? null,
    limit: args.limit,
  });
  db.close();
  return { more, at: points.map(({ atUs }) => atUs - START_US), points };
}

test('the equity curve keeps the last value of each minute, and of each day when it is old', async () => {
  recoverState(place.file, 'local');
  const journal = await journalOn(place.file);
  // Two values in each of two minutes on the first day, then one a day.
  const firstDay = [0, 30, 60, 119].map((s) => s * 1_000_000);
  const days = Array.from({ length: 20 }, (_, i) => (i + 1) * US_PER_DAY + US_PER_MINUTE / 2);
  journal.append(firstDay.slice(0, 1).map((us) => written(START_US + us)));
  journal.append(firstDay.slice(1).map((us) => written(START_US + us)));
  await journal.flush();
  expect(history({ limit: 10 })).toMatchObject({ more: false, at: [30_000_000, 119_000_000] });
  expect(history({ limit: 10 }).points[0]).toEqual(pointAt(START_US + 30_000_000));
  for (const us of days) journal.append([written(START_US + us)]);
  await journal.close();

  const all = history({ limit: 100 });
  expect(all).toMatchObject({ more: false, at: [119_000_000, ...days] });
  expect(history({ limit: 3 })).toMatchObject({ more: true, at: days.slice(-3) });
  const fromUs = START_US + 2 * US_PER_DAY;
  expect(history({ fromUs, toUs: START_US + 4 * US_PER_DAY, limit: 9 }).at).toEqual(
    days.slice(1, 3),
  );
  const db = openDatabase(place.file, { venue: 'local', access: 'read', cacheKib: 1_024 });
  const minutes = db
    .prepare<[], { n: number }>(
      `SELECT count(*) AS n FROM account_snapshots WHERE resolution = 'minute'`,
    )
    .get();
  db.close();
  // Two weeks of them.
  expect(minutes?.n).toBe(15);
});

test('a store that is new starts with the cash that was asked for, and keeps its own later', async () => {
  expect(recoverState(place.file, 'local', 25_000_000_000).cashMicros).toBe(25_000_000_000);
  const journal = await journalOn(place.file);
  await journal.close();
  expect(recoverState(place.file, 'local', 7_000_000).cashMicros).toBe(25_000_000_000);
});

test('starts of days are replaced as a whole, and come back with the settings of the account', async () => {
  recoverState(place.file, 'local');
  const journal = await journalOn(place.file);
  const start = { symbol: 'AAPL', tradeDate: '2026-03-12', markTicks: 1_000_000, pnlMicros: -7 };
  // As an earlier version may have written them.
  const account = { fees: { perUnitMicros: 5_000 }, notShortable: ['AAPL'] };
  journal.append([{ kind: 'day_starts', starts: [start, { ...start, symbol: 'MSFT' }] }]);
  await journal.flush();
  journal.append([
    { kind: 'day_starts', starts: [{ ...start, pnlMicros: 8 }] },
    { kind: 'setting', key: 'account', value: JSON.stringify(account) },
  ]);
  await journal.close();
  const state = recoverState(place.file, 'local');
  expect(state.dayStarts).toEqual([{ ...start, pnlMicros: 8 }]);
  expect(state.account).toEqual({
    fees: { ...NO_FEES, perUnitMicros: 5_000 },
    marginMode: 'off',
    notShortable: ['AAPL'],
    stopTrigger: 'last_trade',
  });
});

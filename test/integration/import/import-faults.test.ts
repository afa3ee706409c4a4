import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { tradeDayAt } from '../../../engine/domain/session.ts';
import { US_PER_DAY, timeUs } from '../../../engine/domain/time.ts';
import { openDatabase } from '../../../engine/store/database.ts';
import type { Connection } from '../../../engine/store/database.ts';
import { Projector } from '../../../engine/store/history/projector.ts';
import { TRADED, accountOf, fillsCsv, longHistory } from '../../support/traded-history.ts';
import { Importing, exportOf, stateOf } from './importing.ts';

const CHILD = fileURLToPath(new URL('./killed-import.ts', import.meta.url));
const importing = new Importing();
afterAll(() => importing.remove());

function writing<Result>(dataFolder: string, run: (db: Connection) => Result): Result {
  const db = openDatabase(join(dataFolder, 'local.db'), {
    venue: 'local',
    access: 'write',
    cacheKib: 1_024,
  });
  try {
    return run(db);
  } finally {
    db.close();
  }
}

test('a kill in the middle of an import leaves nothing of it, and it can be made again', async () => {
  const fills = longHistory(5_000);
  const early = fills.filter((_, i) => i % 2 === 0);
  const store = importing.store();
  await importing.import(store, fillsCsv(early));
  const before = { ...stateOf(store), text: exportOf(store) };
  const file = importing.file(fillsCsv(fills));
  for (const killAt of [1, 2]) {
    const child = fork(CHILD, [store, file, String(killAt)], { stdio: 'inherit' });
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    expect({ ...stateOf(store), text: exportOf(store) }).toEqual(before);
  }
  const child = fork(CHILD, [store, file, '0'], { stdio: 'inherit' });
  expect((await once(child, 'exit'))[0]).toBe(0);
  expect(exportOf(store)).toBe(fillsCsv(fills));
  expect(stateOf(store).cashMicros).toBe(accountOf(fills).cashMicros);
});

test('an import works on the stand-in of the Electron tests too', async () => {
  const fills = longHistory(300);
  const store = importing.store();
  const hook = fileURLToPath(new URL('../store/stand-in-hook.ts', import.meta.url));
  for (const rows of [fills.slice(150), fills]) {
    const child = fork(CHILD, [store, importing.file(fillsCsv(rows)), '0'], {
      stdio: 'inherit',
      execArgv: ['--import', hook],
    });
    expect((await once(child, 'exit'))[0]).toBe(0);
  }
  expect(exportOf(store)).toBe(fillsCsv(fills));
});

test('fills of an order that works here are bad rows', async () => {
  const [first, second] = longHistory(2);
  if (first === undefined || second === undefined) throw new Error('there are two fills');
  const store = importing.store();
  await importing.import(store, fillsCsv([first]));
  writing(store, (db) => {
    db.exec(`UPDATE orders SET status = 'partially_filled' WHERE order_id = 1`);
  });
  const more = { ...first, executionId: second.executionId };
  await expect(importing.import(store, fillsCsv([more]))).rejects.toThrow('1 rows are bad');
  // A fill that is there already may belong to one.
  expect(await importing.import(store, fillsCsv([first]))).toMatchObject({ rowsDuplicate: 1 });
});

test('a day that has begun with an older position is measured from what that had made', async () => {
  const [first, ...rest] = longHistory(60).filter(({ symbol }) => symbol === 'AAPL');
  if (first === undefined) throw new Error('AAPL is traded');
  const store = importing.store();
  await importing.import(store, fillsCsv(rest));
  const start = { tradeDate: '2026-03-05', markTicks: 900_000 };
  writing(store, (db) => {
    db.prepare('INSERT INTO day_starts VALUES (?,?,?,?)').run(
      ...['AAPL', start.tradeDate, start.markTicks, 0],
    );
  });
  await importing.import(store, fillsCsv([first]));
  const position = stateOf(store).positions.find(({ symbol }) => symbol === 'AAPL');
  const pnl = writing(store, (db) => db.prepare('SELECT pnl_micros FROM day_starts').pluck().get());
  if (position === undefined) throw new Error('there is a position');
  const { qtyLots, costMicros, realisedMicros, feesMicros } = position;
  // Flat positions have nothing that a day could begin with.
  expect(qtyLots).not.toBe(0);
  const value = qtyLots * start.markTicks * (TRADED[0]?.tickValueMicros ?? 0);
  expect(pnl).toBe(realisedMicros - feesMicros + value - Math.sign(qtyLots) * costMicros);
});

test('the newest day of an import is measured from what the days before had made, at their last close', async () => {
  const told = longHistory(60).filter(({ symbol }) => symbol === 'AAPL');
  const dayBefore = told.slice(0, 9).map((fill) => {
    return { ...fill, executedUs: timeUs(fill.executedUs - US_PER_DAY) };
  });
  const fills = [...dayBefore, ...told.slice(9)];
  const [newest] = fills.slice(-1);
  if (newest === undefined) throw new Error('AAPL is traded');
  const { date, startUs } = tradeDayAt('America/New_York', newest.executedUs);
  const [older, whole] = [importing.store(), importing.store()];
  await importing.import(older, fillsCsv(dayBefore));
  await importing.import(whole, fillsCsv(fills.slice(-1)));
  const markTicks = 900_000;
  writing(whole, (db) => {
    const insert = db.prepare(`INSERT INTO bars VALUES ('AAPL', '1d', ?, 1, 1, 1, ?, 1, 1)`);
    insert.run(startUs - 1, markTicks);
    insert.run(startUs, 1);
  });
  await importing.import(whole, fillsCsv(fills));
  const [before] = stateOf(older).positions;
  if (before === undefined) throw new Error('there is a position');
  const { qtyLots, costMicros, realisedMicros, feesMicros } = before;
  expect(qtyLots).not.toBe(0);
  const value = qtyLots * markTicks * (TRADED[0]?.tickValueMicros ?? 0);
  const pnlMicros = realisedMicros - feesMicros + value - Math.sign(qtyLots) * costMicros;
  expect(writing(whole, (db) => db.prepare('SELECT * FROM day_starts').all())).toEqual([
    { symbol: 'AAPL', trade_date: date, mark_ticks: markTicks, pnl_micros: pnlMicros },
  ]);
});

test('what is projected of a history follows fills that are put into it', async () => {
  const fills = longHistory(400);
  const [whole, parted] = [importing.store(), importing.store()];
  await importing.import(whole, fillsCsv(fills));
  // Symbols apart, so that nothing is taken out and only numbers come in between.
  for (const of of ['COST', 'AAPL', 'BTC/USD']) {
    await importing.import(parted, fillsCsv(fills.filter(({ symbol }) => symbol === of)));
    writing(parted, project);
  }
  expect(writing(parted, tripsOf)).toEqual(writing(whole, (db) => (project(db), tripsOf(db))));
});

function project(db: Connection): void {
  const projector = new Projector(db);
  for (let done = 1; done > 0;) done = db.transaction(() => projector.step(1_000))();
}

function tripsOf(db: Connection): unknown[] {
  return db.prepare('SELECT * FROM round_trips ORDER BY symbol, 2').raw().all();
}

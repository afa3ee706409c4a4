import { copyFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../engine/contract/defaults.ts';
import { priceTicks, qtyLots } from '../../../engine/domain/price.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { ScopeAnswers } from '../../../engine/orders/scope-answers.ts';
import { UNLOCKED, lostDay } from '../../../engine/risk/risk-lock.ts';
import { lookAtLog } from '../../../engine/store/checkpoint.ts';
import { openDatabase } from '../../../engine/store/database.ts';
import type { Connection } from '../../../engine/store/database.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import { SampleStream, START_US } from './sample-events.ts';
import { journalOn, temporaryFolder } from './temporary-store.ts';

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

test('a new store starts with the starting cash and nothing else', () => {
  const state = recoverState(place.file, 'local');
  expect(state).toMatchObject({
    after: 'first',
    lastEventSeq: 0,
    lastOrderId: 0,
    lastExecutionId: 0,
    lastPrioritySeq: 0,
    instruments: [],
    workingOrders: [],
    positions: [],
    recentFills: [],
    cashMicros: 100_000_000_000,
    limits: null,
    bars: [],
  });
  expect(state.storeId).toMatch(/^[0-9a-f-]{36}$/);
});

test('what was committed comes back, working orders in the order of their priority', async () => {
  const first = recoverState(place.file, 'local');
  const journal = await journalOn(place.file);
  const stream = new SampleStream();
  const a = stream.accept({ prioritySeq: 30 });
  const b = stream.accept({ prioritySeq: 10 });
  const c = stream.accept({ prioritySeq: 20, tag: 'a tag, "quoted"' });
  const canceled = stream.cancel(a.order);
  const filled = stream.fill(b.order, 40);
  journal.append([{ kind: 'events', events: [a, b, c] }]);
  journal.append([{ kind: 'events', events: [canceled, filled] }]);
  await journal.close();

  const state = recoverState(place.file, 'local');
  expect(state.after).toBe('clean');
  expect(state.storeId).toBe(first.storeId);
  expect(state.workingOrders).toStrictEqual([filled.order, c.order]);
  expect(state.positions).toStrictEqual([filled.position]);
  expect(state.recentFills).toStrictEqual([filled.fill]);
  expect(state.cashMicros).toBe(filled.cashMicros);
  expect(state).toMatchObject({
    lastEventSeq: 5,
    lastOrderId: 3,
    lastExecutionId: 1,
    lastPrioritySeq: 20,
    lastEventUs: filled.atUs,
  });
});

test('limits of the first release come back in units, with what else a new account has', async () => {
  recoverState(place.file, 'local');
  const journal = await journalOn(place.file);
  const limits = { orderValueMicrosMax: 5e11, priceCollarBasisPoints: 500 };
  const value = JSON.stringify({ orderQtyLotsMax: 7, ...limits });
  journal.append([{ kind: 'setting', key: 'risk', value }]);
  await journal.close();
  const state = recoverState(place.file, 'local');
  expect(state.limits).toStrictEqual({ ...DEFAULT_LIMITS, ...limits, orderUnitsMax: 7 });
  expect(state.risk).toBeNull();
});

test('the lock of the account comes back', async () => {
  recoverState(place.file, 'local');
  const journal = await journalOn(place.file);
  const risk = lostDay(UNLOCKED, '2026-03-12', START_US);
  journal.append([{ kind: 'setting', key: 'risk_state', value: JSON.stringify(risk) }]);
  await journal.close();
  expect(recoverState(place.file, 'local').risk).toStrictEqual(risk);
});

test.each([
  ['[{"command":"risk.kill k","canceledOrderIds":[3,7]}]', [3, 7]],
  ['[{"command":"risk.kill k"}]', undefined],
  ['nothing', undefined],
])(
  'what commands have cancelled comes back, and what cannot be read is left: %s',
  async (value, ids) => {
    recoverState(place.file, 'local');
    const journal = await journalOn(place.file);
    journal.append([{ kind: 'setting', key: 'scope_answers', value }]);
    await journal.close();
    const { scopeAnswers } = recoverState(place.file, 'local');
    expect(new ScopeAnswers(scopeAnswers).canceledBy('risk.kill', 'k')).toEqual(ids);
  },
);

test.each([
  ['risk', 'nothing'],
  ['risk', '{"openOrdersMax":0}'],
  ['risk', '[1]'],
  ['risk_state', '{"lockedBy":"weather"}'],
] as const)('a stored %s of %s keeps the engine from guessing', async (key, value) => {
  recoverState(place.file, 'local');
  const journal = await journalOn(place.file);
  journal.append([{ kind: 'setting', key, value }]);
  await journal.close();
  expect(() => recoverState(place.file, 'local')).toThrow(/^The stored risk (limits|state)/);
});

test('limits, settings and the newest bars of each series come back, oldest bar first', async () => {
  recoverState(place.file, 'local');
  const journal = await journalOn(place.file);
  const limits = {
    ...DEFAULT_LIMITS,
    dailyLossMicrosMax: 1_000_000_000,
    allowSymbols: ['AAPL'],
    orderValueMicrosMax: 5e11,
    priceCollarBasisPoints: 500,
  };
  const bar = (i: number) => ({
    startUs: timeUs(START_US + i * 1_000_000),
    openTicks: priceTicks(100 + i),
    highTicks: priceTicks(110 + i),
    lowTicks: priceTicks(90 + i),
    closeTicks: priceTicks(105 + i),
    volumeLots: qtyLots(1_000),
    trades: 7,
  });
  const bars = Array.from({ length: 1_600 }, (_, i) => bar(i));
  journal.append([
    { kind: 'setting', key: 'risk', value: JSON.stringify(limits) },
    { kind: 'bars', symbol: 'AAPL', timeframe: '1s', bars },
    { kind: 'bars', symbol: 'AAPL', timeframe: '1m', bars: bars.slice(0, 2) },
    { kind: 'bars', symbol: 'MSFT', timeframe: '1s', bars: bars.slice(0, 1) },
  ]);
  // What was taken away is gone, unless something came in its place after all.
  const [, , third] = bars;
  const ofAapl = { kind: 'bars', symbol: 'AAPL', timeframe: '1s' } as const;
  if (third === undefined) throw new Error('there are as many');
  journal.append([{ ...ofAapl, bars: [], removedUs: [bar(1_598).startUs, third.startUs] }]);
  journal.append([{ ...ofAapl, bars: [third] }]);
  // A forming bar that is written again replaces what was there.
  const regrown = { ...bar(1_599), closeTicks: priceTicks(9_999) };
  journal.append([{ kind: 'bars', symbol: 'AAPL', timeframe: '1s', bars: [regrown] }]);
  await journal.close();

  const state = recoverState(place.file, 'local');
  expect(state.limits).toStrictEqual(limits);
  expect(state.bars.map((s) => [s.symbol, s.timeframe, s.bars.length])).toStrictEqual([
    ['AAPL', '1m', 2],
    ['AAPL', '1s', 1_500],
    ['MSFT', '1s', 1],
  ]);
  const series = state.bars[1]?.bars ?? [];
  expect(series[0]).toStrictEqual(bar(99));
  expect(series.at(-2)).toStrictEqual(bar(1_597));
  expect(series.at(-1)).toStrictEqual(regrown);
});

test('a run that did not close the store counts as a crash', async () => {
  recoverState(place.file, 'local');
  const journal = await journalOn(place.file);
  expect(recoverState(place.file, 'local').after).toBe('crash');
  await journal.close();
  expect(recoverState(place.file, 'local').after).toBe('clean');
});

test('the log of a run that was killed is read, and not moved while another connection waits', async () => {
  recoverState(place.file, 'local');
  const journal = await journalOn(place.file);
  const stream = new SampleStream();
  journal.append([{ kind: 'events', events: Array.from({ length: 300 }, () => stream.accept()) }]);
  await journal.flush();
  const left = join(place.folder, 'left.db');
  for (const end of ['', '-wal']) copyFileSync(place.file + end, left + end);
  const logBytes = statSync(`${left}-wal`).size;
  const kept: Connection[] = [];
  const state = recoverState(left, 'local', null, () => {
    kept.push(openDatabase(left, { venue: 'local', access: 'read', cacheKib: 1_024 }));
  });
  expect(state.workingOrders).toHaveLength(300);
  expect(statSync(`${left}-wal`).size).toBe(logBytes);
  for (const db of kept) {
    expect(lookAtLog(db)).toMatchObject({ framesMoved: 0 });
    db.close();
  }
  await journal.close();
});

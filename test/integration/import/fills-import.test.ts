import fc from 'fast-check';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { Fill } from '../../../engine/domain/order.ts';
import { propertyFactor, propertySeed } from '../../support/property-runs.ts';
import { accountOf, fillsCsv, tradedHistory } from '../../support/traded-history.ts';
import { FOREIGN, Importing, OWN, exportOf, fillsOf, stateOf } from './importing.ts';

const importing = new Importing();
/** Each of them makes several stores, and each store several transactions that reach the disk. */
const RUNS = { numRuns: 12 * propertyFactor(), seed: propertySeed(4_711) };

vi.setConfig({ testTimeout: 60_000 * propertyFactor() });
afterAll(() => importing.remove());

/** What does not depend on the order of fills in one millisecond, which no file tells of two stores. */
function comparable(dataFolder: string) {
  const { positions, cashMicros } = stateOf(dataFolder);
  const held = positions.map(({ symbol, qtyLots, feesMicros }) => [symbol, qtyLots, feesMicros]);
  return { held, cashMicros };
}

function expectAccountOf(dataFolder: string, fills: readonly Fill[]): void {
  const account = accountOf(fills);
  const state = stateOf(dataFolder);
  const bySymbol = <T extends { symbol: string }>(all: readonly T[]): T[] =>
    [...all].sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
  expect(state.positions).toEqual(bySymbol(account.positions()));
  expect(state.lots).toEqual(bySymbol(account.lots()));
  expect(state.cashMicros).toBe(account.cashMicros);
  expect(state.workingOrders).toEqual([]);
}

describe('our own export of fills', () => {
  it('makes the same account in an empty store, to the micro, and the same export', async () => {
    await fc.assert(
      fc.asyncProperty(tradedHistory(40), fc.boolean(), async (fills, excel) => {
        const store = importing.store();
        const done = await importing.import(store, fillsCsv(fills, excel));
        expect(done).toMatchObject({ rowsGood: fills.length, rowsBad: 0, rowsDuplicate: 0 });
        expectAccountOf(store, fills);
        const realised = fillsOf(store).map(({ realisedMicros }) => realisedMicros);
        expect(realised).toEqual(fills.map(({ realisedMicros }) => realisedMicros));
        expect(exportOf(store)).toBe(fillsCsv(fills));
      }),
      RUNS,
    );
  });

  it('changes nothing where its fills are already', async () => {
    await fc.assert(
      fc.asyncProperty(tradedHistory(20), async (fills) => {
        const store = importing.store();
        await importing.import(store, fillsCsv(fills));
        const before = { ...stateOf(store), text: exportOf(store) };
        const again = await importing.import(store, fillsCsv(fills));
        expect(again).toMatchObject({ rowsGood: 0, rowsDuplicate: fills.length, rowsBad: 0 });
        expect({ ...stateOf(store), text: exportOf(store) }).toEqual(before);
      }),
      { ...RUNS, numRuns: Math.ceil(RUNS.numRuns / 2) },
    );
  });

  it('comes to the whole when parts of it are imported in any order', async () => {
    const parted = tradedHistory(30).chain((fills) =>
      fc.tuple(
        fc.constant(fills),
        fc.array(fc.nat({ max: 2 }), { minLength: fills.length, maxLength: fills.length }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(parted, async ([fills, partOf]) => {
        const store = importing.store();
        for (const part of [1, 0, 2]) {
          const rows = fills.filter((_, i) => partOf[i] === part);
          await importing.import(store, fillsCsv(rows));
        }
        expectAccountOf(store, fills);
        expect(exportOf(store)).toBe(fillsCsv(fills));
      }),
      RUNS,
    );
  });

  it('joins the fills of two stores that count alike, whichever comes first', async () => {
    await fc.assert(
      fc.asyncProperty(tradedHistory(15), tradedHistory(15), async (one, other) => {
        const [a, b] = [importing.store(), importing.store()];
        await importing.import(a, fillsCsv(one));
        await importing.import(a, fillsCsv(other), FOREIGN);
        await importing.import(b, fillsCsv(other));
        await importing.import(b, fillsCsv(one), FOREIGN);
        const cash = (store: string): number => stateOf(store).cashMicros;
        expect(cash(a)).toBe(cash(b));
        for (const [store, text] of [
          [a, fillsCsv(one)],
          [a, fillsCsv(other)],
        ] as const) {
          const again = await importing.import(store, text, FOREIGN);
          expect(again).toMatchObject({ rowsGood: 0, rowsBad: 0 });
        }
        // What has got other numbers is still known by the names of its own export.
        expect(await importing.import(a, fillsCsv(one))).toMatchObject({ rowsGood: 0 });
        const copy = importing.store();
        await importing.import(copy, exportOf(a));
        expect(comparable(copy)).toEqual(comparable(a));
        const rowsOf = (store: string): string[] => exportOf(store).split('\r\n').sort();
        expect(rowsOf(copy)).toEqual(rowsOf(a));
        const times = fillsOf(a);
        const inOrder = [...times].sort((x, y) => x.executionId - y.executionId);
        for (const symbol of new Set(times.map((fill) => fill.symbol))) {
          const of = (list: Fill[]): number[] =>
            list.filter((fill) => fill.symbol === symbol).map(({ executedUs }) => executedUs);
          expect(of(inOrder)).toEqual(of(times));
        }
      }),
      { ...RUNS, numRuns: Math.ceil(RUNS.numRuns / 3) },
    );
  });

  it('tells what it would do and does nothing until it is told to', async () => {
    const [fills = []] = fc.sample(tradedHistory(20), { seed: 7, numRuns: 1 });
    const store = importing.store();
    let summary = null;
    const done = await importing.import(store, fillsCsv(fills), OWN, 'none', (found) => {
      summary = found;
    });
    expect(done).toBeNull();
    expect(stateOf(store)).toMatchObject({ positions: [], lots: [], lastExecutionId: 0 });
    const account = accountOf(fills);
    expect(summary).toMatchObject({
      rowsGood: fills.length,
      cashMicrosAfter: account.cashMicros,
      feeMicros: fills.reduce((sum, { feeMicros }) => sum + feeMicros, 0),
    });
  });
});

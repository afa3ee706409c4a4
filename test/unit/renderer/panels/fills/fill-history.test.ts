import { describe, expect, test } from 'vitest';
import type { HistoryFilter } from '../../../../../engine/contract/history.ts';
import type { Fill } from '../../../../../engine/domain/order.ts';
import {
  addLive,
  addOlder,
  passes,
  startHistory,
} from '../../../../../renderer/panels/fills/fill-history.ts';
import { timeUs } from '../../../../../engine/domain/time.ts';
import { NOW_US, sampleFill } from '../../trading/sample-orders.ts';

/** Fills `from` down to `to`, newest first; even ones are of MSFT. */
function fills(from: number, to: number): Fill[] {
  const list: Fill[] = [];
  for (let id = from; id >= to; id -= 1) {
    list.push(sampleFill(id, { symbol: id % 2 === 0 ? 'MSFT' : 'AAPL' }));
  }
  return list;
}
const ALL: HistoryFilter = {
  symbol: null,
  side: null,
  tag: null,
  venue: null,
  fromUs: null,
  toUs: null,
};
const IN_AAPL = { ...ALL, symbol: 'AAPL' };
const ids = (rows: readonly Fill[]): number[] => rows.map((fill) => fill.executionId);

describe('a history of fills', () => {
  test('puts live fills on top and older pages below, without gap or repetition', () => {
    let history = startHistory(ALL, fills(10, 6));
    history = addLive(history, fills(12, 8));
    history = addOlder(history, fills(5, 3), true);
    expect(ids(history.rows)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
    expect(history).toMatchObject({ newestId: 12, oldest: { id: 3 }, more: true });
  });

  test('of one symbol counts what it covers by all fills', () => {
    let history = startHistory(IN_AAPL, fills(10, 6));
    expect(ids(history.rows)).toEqual([9, 7]);
    expect(history).toMatchObject({ newestId: 10, oldest: { id: 6 } });
    history = addLive(history, fills(12, 8));
    expect(ids(history.rows)).toEqual([11, 9, 7]);
  });

  test('starts over when live fills no longer meet it', () => {
    const history = addLive(startHistory(ALL, fills(10, 6)), fills(30, 20));
    expect(ids(history.rows)).toEqual(ids(fills(30, 20)));
    expect(history).toMatchObject({ oldest: { id: 20 }, more: true });
  });

  test('starts over when another store has fewer fills', () => {
    expect(ids(addLive(startHistory(ALL, fills(10, 1)), fills(2, 1)).rows)).toEqual([2, 1]);
  });

  test('ends at the first fill of the venue and at an empty page', () => {
    expect(startHistory(ALL, fills(3, 1)).more).toBe(false);
    expect(startHistory(ALL, []).more).toBe(false);
    expect(addOlder(startHistory(ALL, fills(9, 5)), [], true).more).toBe(false);
  });

  test('joins what an import has put between older fills by its time, not by its number', () => {
    const history = startHistory(ALL, fills(10, 6));
    const imported = sampleFill(99, { executedUs: timeUs(1) });
    expect(ids(addOlder(history, [sampleFill(5), imported], true).rows).slice(-2)).toEqual([5, 99]);
  });

  test.each([
    ['symbol', { symbol: 'MSFT' }],
    ['side', { side: 'sell' }],
    ['tag', { tag: 'scalp' }],
    ['venue', { venue: 'alpaca-paper' }],
    ['start', { fromUs: NOW_US + 2 }],
    ['end', { toUs: NOW_US + 1 }],
  ] as const)('leaves out what its %s does not let pass', (_, patch) => {
    const fill = sampleFill(1);
    expect(passes(ALL, fill)).toBe(true);
    expect(passes({ ...ALL, ...patch }, fill)).toBe(false);
  });

  test('counts a period from its start up to before its end', () => {
    const span = { fromUs: NOW_US + 1, toUs: NOW_US + 2 };
    expect(passes({ ...ALL, ...span }, sampleFill(1))).toBe(true);
  });

  test('is the same object while nothing is new', () => {
    const history = startHistory(ALL, fills(10, 6));
    expect(addLive(history, fills(10, 6))).toBe(history);
  });
});

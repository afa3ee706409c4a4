import { describe, expect, test } from 'vitest';
import type { Fill } from '../../../../../engine/domain/order.ts';
import {
  addLive,
  addOlder,
  startHistory,
} from '../../../../../renderer/panels/fills/fill-history.ts';
import { sampleFill } from '../../trading/sample-orders.ts';

/** Fills `from` down to `to`, newest first; even ones are of MSFT. */
function fills(from: number, to: number): Fill[] {
  const list: Fill[] = [];
  for (let id = from; id >= to; id -= 1) {
    list.push(sampleFill(id, { symbol: id % 2 === 0 ? 'MSFT' : 'AAPL' }));
  }
  return list;
}
const ids = (rows: readonly Fill[]): number[] => rows.map((fill) => fill.executionId);

describe('a history of fills', () => {
  test('puts live fills on top and older pages below, without gap or repetition', () => {
    let history = startHistory(null, fills(10, 6));
    history = addLive(history, fills(12, 8));
    history = addOlder(history, fills(5, 3), true);
    expect(ids(history.rows)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
    expect(history).toMatchObject({ newestId: 12, oldestId: 3, more: true });
  });

  test('of one symbol counts what it covers by all fills', () => {
    let history = startHistory('AAPL', fills(10, 6));
    expect(ids(history.rows)).toEqual([9, 7]);
    expect(history).toMatchObject({ newestId: 10, oldestId: 6 });
    history = addLive(history, fills(12, 8));
    expect(ids(history.rows)).toEqual([11, 9, 7]);
  });

  test('starts over when live fills no longer meet it', () => {
    const history = addLive(startHistory(null, fills(10, 6)), fills(30, 20));
    expect(ids(history.rows)).toEqual(ids(fills(30, 20)));
    expect(history).toMatchObject({ oldestId: 20, more: true });
  });

  test('starts over when another store has fewer fills', () => {
    expect(ids(addLive(startHistory(null, fills(10, 1)), fills(2, 1)).rows)).toEqual([2, 1]);
  });

  test('ends at the first fill of the venue and at an empty page', () => {
    expect(startHistory(null, fills(3, 1)).more).toBe(false);
    expect(startHistory(null, []).more).toBe(false);
    expect(addOlder(startHistory(null, fills(9, 5)), [], true).more).toBe(false);
  });

  test('is the same object while nothing is new', () => {
    const history = startHistory(null, fills(10, 6));
    expect(addLive(history, fills(10, 6))).toBe(history);
  });
});

import { describe, expect, test } from 'vitest';
import type { HistoryFilter } from '../../../../../engine/contract/history.ts';
import type { Fill } from '../../../../../engine/domain/order.ts';
import { LiveFills, passes } from '../../../../../renderer/panels/fills/live-fills.ts';
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

/** A list that notes what it is told. */
class Told {
  readonly told: string[] = [];
  start(): void {
    this.told.push('start');
  }
  join(joined: readonly Fill[]): void {
    this.told.push(`join ${joined.map((fill) => fill.executionId).join(' ')}`);
  }
  loadNewer(): void {
    this.told.push('load');
  }
}

function follow(filter: HistoryFilter, ...looks: Fill[][]): readonly string[] {
  const list = new Told();
  const live = new LiveFills(list, filter, looks[0] ?? []);
  for (const look of looks.slice(1)) live.take(look);
  return list.told;
}

describe('live fills of a list', () => {
  test('are joined once each, newest first', () => {
    expect(follow(ALL, fills(10, 6), fills(12, 8), fills(12, 8), fills(13, 9))).toEqual([
      'join 12 11',
      'join 13',
    ]);
  });

  test('are joined where the filter lets them pass', () => {
    expect(follow(IN_AAPL, fills(10, 6), fills(12, 8), fills(13, 9))).toEqual([
      'join 11',
      'join 13',
    ]);
  });

  test('are asked of the store when more have happened than are kept', () => {
    expect(follow(ALL, fills(10, 6), fills(30, 20), fills(31, 21))).toEqual(['load', 'join 31']);
  });

  test('begin anew with another store that has fewer', () => {
    expect(follow(ALL, fills(10, 1), fills(2, 1), fills(3, 1))).toEqual(['start', 'join 3']);
  });

  test('of a first day are joined from the first on', () => {
    expect(follow(ALL, [], fills(2, 1))).toEqual(['join 2 1']);
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
});

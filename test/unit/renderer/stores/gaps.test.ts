import { describe, expect, test } from 'vitest';
import type { SourceStatus } from '../../../../engine/contract/messages.ts';
import { GAPS_MAX, foldGaps, shownGaps } from '../../../../renderer/stores/gaps.ts';
import type { Gap } from '../../../../renderer/stores/gaps.ts';

function status(state: SourceStatus['state'], marketUs: number): SourceStatus {
  return {
    kind: 'simulator',
    label: '',
    state,
    speed: 1,
    marketUs,
    eventsDone: 0,
    eventsTotal: 0,
    problem: '',
    drills: [],
    feed: null,
  };
}

describe('gaps of the market', () => {
  test('begin when data stops and end when it comes again', () => {
    let gaps: readonly Gap[] = [];
    gaps = foldGaps(gaps, status('running', 1));
    expect(gaps).toEqual([]);
    gaps = foldGaps(gaps, status('disconnected', 5));
    gaps = foldGaps(gaps, status('disconnected', 7));
    expect(gaps).toEqual([{ fromUs: 5, toUs: null }]);
    gaps = foldGaps(gaps, status('running', 9));
    gaps = foldGaps(gaps, status('running', 11));
    expect(gaps).toEqual([{ fromUs: 5, toUs: 9 }]);
  });

  test('are the newest ones only', () => {
    let gaps: readonly Gap[] = [];
    for (let i = 0; i < GAPS_MAX + 5; i += 1) {
      gaps = foldGaps(gaps, status('disconnected', 2 * i));
      gaps = foldGaps(gaps, status('running', 2 * i + 1));
    }
    expect(gaps).toHaveLength(GAPS_MAX);
    expect(gaps[0]?.fromUs).toBe(10);
  });

  test('that the feed has not filled are shown with them', () => {
    const seen = [{ fromUs: 1, toUs: 2 }];
    expect(shownGaps(seen, null)).toBe(seen);
  });
});

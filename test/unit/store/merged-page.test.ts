import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergedPage } from '../../../engine/store/history/merged-page.ts';
import type { Place } from '../../../engine/store/history/merged-page.ts';

const DIRECTIONS = ['older', 'newer'] as const;

/** Before or after, as the direction of a page has it. */
function follows(a: Place, b: Place, direction: (typeof DIRECTIONS)[number]): boolean {
  const sign = direction === 'older' ? -1 : 1;
  return sign * (a.atUs === b.atUs ? a.id - b.id : a.atUs - b.atUs) > 0;
}

test('a page is the first of all runs together, whatever lies in which, and reads little more', () => {
  const places = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.nat(19)), {
    maxLength: 300,
  });
  const start = fc.record({ atUs: fc.integer({ min: 0, max: 30 }), id: fc.nat(300) });
  const wanted = fc.integer({ min: 1, max: 60 });
  fc.assert(
    fc.property(
      places,
      start,
      wanted,
      fc.constantFrom(...DIRECTIONS),
      (all, from, limit, direction) => {
        const rows = all
          .map(([atUs, run], id) => ({ atUs, id, run }))
          .sort((a, b) => (follows(a, b, direction) ? 1 : -1));
        let read = 0;
        const runs = Array.from({ length: 20 }, (_, run) => (after: Place, most: number) => {
          const found = rows
            .filter((row) => row.run === run && follows(row, after, direction))
            .slice(0, most);
          read += found.length;
          return found;
        });
        const expected = rows.filter((row) => follows(row, from, direction)).slice(0, limit);
        expect(mergedPage(runs, from, limit, direction)).toEqual(expected);
        expect(read).toBeLessThanOrEqual(2 * limit + 20 * 10);
      },
    ),
  );
});

test('a page of no runs is empty', () => {
  expect(mergedPage([], { atUs: 0, id: 0 }, 10, 'newer')).toEqual([]);
});

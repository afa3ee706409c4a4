import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  rowTop,
  rowsInView,
  scrollAfter,
  scrollTo,
  trackHeight,
} from '../../../../renderer/components/long-track.ts';

const track = fc.record({
  rows: fc.integer({ min: 1, max: 20_000_000 }),
  rowHeight: fc.constantFrom(22, 28),
  viewHeight: fc.integer({ min: 60, max: 2_000 }),
});

test('every row can be scrolled to and is then seen whole', () => {
  fc.assert(
    fc.property(track, fc.nat(), fc.float({ min: 0, max: 1, noNaN: true }), (track, n, share) => {
      const row = n % track.rows;
      const bottom = Math.max(0, trackHeight(track) - track.viewHeight);
      const scrollTop = scrollTo(track, share * bottom, row);
      expect(scrollTop).toBeGreaterThanOrEqual(0);
      const { first, last } = rowsInView(track, scrollTop);
      expect(first).toBeLessThanOrEqual(row);
      expect(last).toBeGreaterThanOrEqual(row);
      // Rows lie on whole px of a shortened track.
      const top = rowTop(track, scrollTop, row) - scrollTop;
      expect(top).toBeGreaterThan(-0.6);
      expect(top + track.rowHeight).toBeLessThan(Math.max(track.viewHeight, track.rowHeight) + 0.6);
    }),
  );
});

test('the ends of the track are the first and the last row', () => {
  fc.assert(
    fc.property(track, (track) => {
      expect(rowsInView(track, 0).first).toBe(0);
      const bottom = Math.max(0, trackHeight(track) - track.viewHeight);
      expect(rowsInView(track, bottom).last).toBe(track.rows - 1);
      expect(trackHeight(track)).toBeLessThan(2 ** 25);
    }),
  );
});

test('rows that come on top leave what is in view where it is', () => {
  const before = { rows: 10_000, rowHeight: 22, viewHeight: 700 };
  const after = { ...before, rows: 10_007 };
  const top = scrollAfter(after, 5_000, 7);
  expect(rowsInView(after, top).first).toBe(rowsInView(before, 5_000).first + 7);
});

test('nothing is in view of an empty table', () => {
  expect(rowsInView({ rows: 0, rowHeight: 22, viewHeight: 700 }, 0)).toEqual({
    first: 0,
    last: -1,
  });
});

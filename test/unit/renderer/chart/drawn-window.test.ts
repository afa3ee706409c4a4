import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOutgrown, windowFor } from '../../../../renderer/chart/drawn-window.ts';

const LENGTHS = fc.integer({ min: 0, max: 12_000 });
/** A view of some width that may reach beyond either end of the bars. */
const VIEWS = fc.record({
  from: fc.double({ min: -500, max: 12_000, noNaN: true }),
  width: fc.double({ min: 5, max: 4_000, noNaN: true }),
});

test('a window has the bars in view and as many again on either side, where there are some', () => {
  fc.assert(
    fc.property(LENGTHS, VIEWS, (length, { from, width }) => {
      const view = { from, to: from + width };
      const window = windowFor(view, length);
      expect(window.from).toBeGreaterThanOrEqual(0);
      expect(window.to).toBeLessThanOrEqual(length);
      if (from > length) return;
      expect(window.from).toBeLessThanOrEqual(Math.max(0, from - width));
      expect(window.to).toBeGreaterThanOrEqual(Math.min(length, view.to + width));
    }),
  );
});

test('a window that was just made for a view serves it', () => {
  fc.assert(
    fc.property(LENGTHS, VIEWS, (length, { from, width }) => {
      const view = { from: Math.min(from, length), to: Math.min(from, length) + width };
      expect(isOutgrown(windowFor(view, length), view, length)).toBe(false);
    }),
  );
});

test('a window moves before the view reaches its end, and not while that is far', () => {
  const length = 8_000;
  const window = windowFor({ from: 4_000, to: 4_300 }, length);
  expect(window).toEqual({ from: 3_600, to: 4_700 });
  expect(isOutgrown(window, { from: 3_800, to: 4_100 }, length)).toBe(false);
  expect(isOutgrown(window, { from: 3_700, to: 4_000 }, length)).toBe(true);
  expect(isOutgrown(window, { from: 4_300, to: 4_600 }, length)).toBe(true);
});

test('near the newest bar the window ends with it, so that new ones can be put there', () => {
  expect(windowFor({ from: 7_400, to: 7_700 }, 8_000).to).toBe(8_000);
  expect(isOutgrown({ from: 7_000, to: 8_000 }, { from: 7_700, to: 8_020 }, 8_000)).toBe(false);
});

test('a window that has grown for hours is cut again', () => {
  const view = { from: 7_700, to: 8_000 };
  expect(isOutgrown({ from: 0, to: 8_000 }, view, 8_000)).toBe(true);
});

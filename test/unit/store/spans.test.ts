import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { US_PER_HOUR } from '../../../engine/domain/time.ts';
import {
  ALL_TIME_LEVEL,
  SPAN_HOURS,
  spanOf,
  spanRuns,
} from '../../../engine/store/history/spans.ts';

/** Hours of twenty years from 2020 on. */
const hour = fc.integer({ min: 438_288, max: 613_608 });

test('any hours are covered once, without a gap, in at most some dozens of stretches', () => {
  fc.assert(
    fc.property(hour, hour, (a, b) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      const covered = spanRuns(from, to)
        .map(({ level, first, end }) => {
          const hours = SPAN_HOURS[level] ?? Number.NaN;
          return { from: first * hours, to: end * hours, spans: end - first };
        })
        .sort((x, y) => x.from - y.from);
      let at = from;
      for (const run of covered) {
        expect(run.from).toBe(at);
        expect(run.to).toBeGreaterThan(run.from);
        at = run.to;
      }
      expect(at).toBe(to);
      const spans = covered.reduce((sum, run) => sum + run.spans, 0);
      expect(spans).toBeLessThanOrEqual(3 * 30 + 43);
      expect(covered.length).toBeLessThanOrEqual(2 * SPAN_HOURS.length);
    }),
  );
});

test('a moment belongs to the stretch of each level that its hour is in', () => {
  fc.assert(
    fc.property(hour, fc.integer({ min: 0, max: US_PER_HOUR - 1 }), (whole, rest) => {
      SPAN_HOURS.forEach((hours, level) => {
        const span = spanOf(level, whole * US_PER_HOUR + rest);
        expect(span).toBe(Math.floor(whole / hours));
      });
      expect(spanOf(ALL_TIME_LEVEL, whole * US_PER_HOUR + rest)).toBe(0);
    }),
  );
});

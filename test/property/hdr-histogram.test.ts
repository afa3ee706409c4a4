import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EMPTY_SNAPSHOT,
  HDR_BUCKETS,
  HDR_ERROR,
  HdrHistogram,
  bucketEndUs,
  bucketStartUs,
} from '../../engine/domain/hdr-histogram.ts';
import { propertyFactor } from '../support/property-runs.ts';

/** Durations from nothing to two hours, as many short ones as long ones. */
const durationUs = fc.oneof(
  fc.double({ min: 0, max: 100, noNaN: true }),
  fc.double({ min: 0, max: 1e6, noNaN: true }),
  fc.double({ min: 0, max: 7.2e9, noNaN: true }),
);
/** Longest duration that has a bucket of its own. */
const LONGEST_US = bucketStartUs(HDR_BUCKETS - 1);

function filled(values: readonly number[]): HdrHistogram {
  const histogram = new HdrHistogram();
  for (const value of values) histogram.record(value);
  return histogram;
}

describe('a histogram', () => {
  it('knows every percentile of what a sorted list knows, at most a bucket too high', () => {
    fc.assert(
      fc.property(
        fc.array(durationUs, { minLength: 1, maxLength: 300 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, share) => {
          const sorted = values.toSorted((a, b) => a - b);
          const rank = Math.max(1, Math.ceil(sorted.length * share));
          const exact = sorted[rank - 1] ?? 0;
          const found = filled(values).percentile(share);
          if (exact >= LONGEST_US) return;
          // A nanosecond is the finest it tells.
          expect(found).toBeGreaterThanOrEqual(exact - 0.001);
          expect(found).toBeLessThanOrEqual(exact * (1 + HDR_ERROR) + 0.001);
        },
      ),
      { numRuns: 300 * propertyFactor() },
    );
  });

  it('is the same whether it was filled at once or merged from parts', () => {
    fc.assert(
      fc.property(fc.array(fc.array(durationUs, { maxLength: 50 }), { maxLength: 8 }), (parts) => {
        const merged = new HdrHistogram();
        for (const part of parts) merged.add(filled(part).snapshot());
        const whole = filled(parts.flat()).snapshot();
        const { buckets, count, maxUs } = merged.snapshot();
        expect({ buckets, count, maxUs }).toEqual({
          buckets: whole.buckets,
          count: whole.count,
          maxUs: whole.maxUs,
        });
        expect(merged.snapshot().sumUs).toBeCloseTo(whole.sumUs, 0);
      }),
      { numRuns: 200 * propertyFactor() },
    );
  });

  it('counts every duration in the bucket whose ends enclose it', () => {
    fc.assert(
      fc.property(durationUs, (us) => {
        const [gap = 0] = filled([us]).snapshot().buckets;
        expect(bucketStartUs(gap)).toBeLessThanOrEqual(us);
        if (us < LONGEST_US) expect(bucketEndUs(gap)).toBeGreaterThan(us - 0.001);
      }),
      { numRuns: 500 * propertyFactor() },
    );
  });

  it('takes a clock that stepped back for no time at all', () => {
    expect(filled([-5]).snapshot()).toEqual({ buckets: [0, 1], count: 1, sumUs: 0, maxUs: 0 });
  });

  it('is empty after a reset', () => {
    const histogram = filled([1, 2, 3]);
    histogram.reset();
    expect(histogram.snapshot()).toEqual(EMPTY_SNAPSHOT);
    expect(histogram.percentile(0.5)).toBe(0);
  });
});

import { describe, expect, it } from 'vitest';
import { DurationHistogram } from '../../../../renderer/stores/histogram.ts';

describe('a histogram of durations', () => {
  it('says nothing of nothing', () => {
    expect(new DurationHistogram().summary()).toEqual({
      count: 0,
      p50Us: 0,
      p95Us: 0,
      p99Us: 0,
      maxUs: 0,
    });
  });

  it('finds percentiles within 5 % and the longest exactly', () => {
    const histogram = new DurationHistogram();
    for (let us = 1; us <= 10_000; us += 1) histogram.record(us);
    const { count, p50Us, p95Us, p99Us, maxUs } = histogram.summary();
    expect(count).toBe(10_000);
    expect(Math.abs(p50Us / 5_000 - 1)).toBeLessThan(0.05);
    expect(Math.abs(p95Us / 9_500 - 1)).toBeLessThan(0.05);
    expect(Math.abs(p99Us / 9_900 - 1)).toBeLessThan(0.05);
    expect(maxUs).toBe(10_000);
  });

  it('takes what is negative, zero or longer than a minute', () => {
    const histogram = new DurationHistogram();
    for (const us of [-5, 0, 1e12]) histogram.record(us);
    expect(histogram.summary()).toMatchObject({ count: 3, maxUs: 1e12 });
    histogram.reset();
    expect(histogram.summary().count).toBe(0);
  });
});

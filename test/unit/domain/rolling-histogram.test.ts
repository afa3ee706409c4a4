import { describe, expect, it } from 'vitest';
import { judgedLatency, windowSummary } from '../../../engine/contract/latency-summary.ts';
import { EMPTY_LATENCY } from '../../../engine/contract/telemetry.ts';
import { HDR_ERROR } from '../../../engine/domain/hdr-histogram.ts';
import { RollingHistogram } from '../../../engine/domain/rolling-histogram.ts';

/** Seconds with one duration each, equal to the second's number in milliseconds. */
function afterSeconds(seconds: number): RollingHistogram {
  const histogram = new RollingHistogram();
  for (let second = 1; second <= seconds; second += 1) {
    histogram.record(second * 1_000);
    histogram.tick();
  }
  return histogram;
}

describe('a rolling histogram', () => {
  it('has nothing of the second that is still running', () => {
    const histogram = new RollingHistogram();
    histogram.record(5);
    expect(windowSummary(histogram, '10s')).toEqual(EMPTY_LATENCY);
    expect(histogram.soFar()).toMatchObject({ count: 1, maxUs: 5 });
    histogram.tick();
    expect(histogram.soFar()).toMatchObject({ count: 1, maxUs: 5 });
    expect(windowSummary(histogram, '10s')).toMatchObject({ count: 1, maxUs: 5 });
  });

  it('forgets each second as its window leaves it', () => {
    const histogram = afterSeconds(100);
    expect(windowSummary(histogram, '10s')).toMatchObject({ count: 10, maxUs: 100_000 });
    expect(windowSummary(histogram, '1min')).toMatchObject({ count: 60, maxUs: 100_000 });
    expect(windowSummary(histogram, 'run')).toMatchObject({ count: 100, maxUs: 100_000 });
    for (let idle = 0; idle < 10; idle += 1) histogram.tick();
    expect(windowSummary(histogram, '10s')).toEqual(EMPTY_LATENCY);
    expect(windowSummary(histogram, '1min').count).toBe(50);
  });

  it('keeps whole minutes, and what follows them, in its long window', () => {
    expect(windowSummary(afterSeconds(90), '15min').count).toBe(90);
    const hour = afterSeconds(3_600);
    expect(windowSummary(hour, '15min').count).toBe(900);
    expect(windowSummary(hour, 'run').count).toBe(3_600);
  });

  it('tells percentiles of all seconds of a window together', () => {
    const { p50Us, p95Us, p99Us } = windowSummary(afterSeconds(60), '1min');
    for (const [found, exact] of [
      [p50Us, 30_000],
      [p95Us, 57_000],
      [p99Us, 60_000],
    ] as const) {
      expect(found).toBeGreaterThanOrEqual(exact);
      expect(found).toBeLessThanOrEqual(exact * (1 + HDR_ERROR));
    }
  });

  it('judges a promise by the shortest window that has a hundred, or by all there is', () => {
    const judged = (seconds: number, aSecond: number): readonly unknown[] => {
      const histogram = new RollingHistogram();
      for (let second = 0; second < seconds; second += 1) {
        for (let i = 0; i < aSecond; i += 1) histogram.record(5);
        histogram.tick();
      }
      const { window, latency } = judgedLatency(histogram);
      return [window, latency.count];
    };
    expect(judged(60, 2)).toEqual(['1min', 120]);
    expect(judged(150, 1)).toEqual(['15min', 150]);
    expect(judged(50, 1)).toEqual(['run', 50]);
  });
});

import { describe, expect, it } from 'vitest';
import { EMPTY_LATENCY } from '../../../engine/contract/telemetry.ts';
import { HDR_ERROR } from '../../../engine/domain/hdr-histogram.ts';
import { RollingHistogram } from '../../../engine/telemetry/rolling-histogram.ts';

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
    expect(histogram.summary('10s')).toEqual(EMPTY_LATENCY);
    histogram.tick();
    expect(histogram.summary('10s')).toMatchObject({ count: 1, maxUs: 5 });
  });

  it('forgets each second as its window leaves it', () => {
    const histogram = afterSeconds(100);
    expect(histogram.summary('10s')).toMatchObject({ count: 10, maxUs: 100_000 });
    expect(histogram.summary('1min')).toMatchObject({ count: 60, maxUs: 100_000 });
    expect(histogram.summary('run')).toMatchObject({ count: 100, maxUs: 100_000 });
    for (let idle = 0; idle < 10; idle += 1) histogram.tick();
    expect(histogram.summary('10s')).toEqual(EMPTY_LATENCY);
    expect(histogram.summary('1min').count).toBe(50);
  });

  it('keeps whole minutes, and what follows them, in its long window', () => {
    expect(afterSeconds(90).summary('15min').count).toBe(90);
    const hour = afterSeconds(3_600);
    expect(hour.summary('15min').count).toBe(900);
    expect(hour.summary('run').count).toBe(3_600);
  });

  it('tells percentiles of all seconds of a window together', () => {
    const { p50Us, p95Us, p99Us } = afterSeconds(60).summary('1min');
    for (const [found, exact] of [
      [p50Us, 30_000],
      [p95Us, 57_000],
      [p99Us, 60_000],
    ] as const) {
      expect(found).toBeGreaterThanOrEqual(exact);
      expect(found).toBeLessThanOrEqual(exact * (1 + HDR_ERROR));
    }
  });
});

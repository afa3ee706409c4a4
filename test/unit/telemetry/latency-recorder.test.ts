import { describe, expect, test } from 'vitest';
import { EMPTY_LATENCY, LatencyRecorder } from '../../../engine/telemetry/latency-recorder.ts';

describe('recorded durations', () => {
  test('have none before the first', () => {
    expect(new LatencyRecorder().summary()).toEqual(EMPTY_LATENCY);
  });

  test('have their percentiles to three digits', () => {
    const recorder = new LatencyRecorder();
    for (let us = 1; us <= 1_000; us += 1) recorder.record(us);
    const { count, p50Us, p95Us, p99Us, maxUs } = recorder.summary();
    expect(count).toBe(1_000);
    for (const [got, wanted] of [
      [p50Us, 500],
      [p95Us, 950],
      [p99Us, 990],
      [maxUs, 1_000],
    ] as const) {
      expect(Math.abs(got - wanted) / wanted).toBeLessThan(0.002);
    }
  });

  test('of a window before the last are forgotten', () => {
    const recorder = new LatencyRecorder();
    recorder.record(5_000);
    recorder.rotate();
    recorder.record(7);
    expect(recorder.summary().count).toBe(2);
    recorder.rotate();
    expect(recorder.summary().count).toBe(1);
    expect(recorder.summary().maxUs).toBeLessThan(8);
    recorder.rotate();
    expect(recorder.summary()).toEqual(EMPTY_LATENCY);
  });

  test.each([-5, 0, 0.0001, 1e12, Number.MAX_SAFE_INTEGER])(
    'of %d us are taken without harm',
    (us) => {
      const recorder = new LatencyRecorder();
      recorder.record(us);
      expect(recorder.summary().count).toBe(1);
      expect(recorder.summary().maxUs).toBeLessThanOrEqual(3_610_000_000);
    },
  );
});

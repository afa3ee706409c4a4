import { beforeEach, describe, expect, it } from 'vitest';
import {
  judgedLatencyOf,
  latencySummary,
  recordLatency,
  resetLatency,
  tickLatency,
} from '../../../../renderer/stores/latency.ts';

/** Of a page that is this old; tests go on from each other. */
let nowMs = 0;

function pass(seconds: number): void {
  nowMs += seconds * 1_000;
  tickLatency(nowMs);
}

beforeEach(() => {
  pass(1);
  resetLatency();
});

describe('what a window measures', () => {
  it('is known over the same windows as what the engine does', () => {
    recordLatency('key.paint', 3_000);
    expect(latencySummary('10s')['key.paint'].count).toBe(0);
    pass(1);
    expect(latencySummary('10s')['key.paint']).toMatchObject({ count: 1, maxUs: 3_000 });
    pass(10);
    expect(latencySummary('10s')['key.paint'].count).toBe(0);
    expect(latencySummary('1min')['key.paint'].count).toBe(1);
    pass(60);
    expect(latencySummary('1min')['key.paint'].count).toBe(0);
    expect(latencySummary('15min')['key.paint'].count).toBe(1);
    pass(1_000);
    expect(latencySummary('15min')['key.paint'].count).toBe(0);
    expect(latencySummary('run')['key.paint'].count).toBe(1);
  });

  it('leaves its windows on time where the browser has slowed its timers', () => {
    recordLatency('frame.gap', 16_000);
    pass(1);
    recordLatency('frame.gap', 16_000);
    // A hidden page is woken once a minute.
    pass(50);
    expect(latencySummary('1min')['frame.gap'].count).toBe(2);
    pass(60);
    expect(latencySummary('1min')['frame.gap'].count).toBe(0);
    expect(latencySummary('15min')['frame.gap'].count).toBe(2);
  });

  it('is judged by the last minute where that has enough, and begins anew when it is reset', () => {
    for (let i = 0; i < 100; i += 1) recordLatency('key.paint', 90_000);
    pass(61);
    for (let i = 0; i < 100; i += 1) recordLatency('key.paint', 4_000);
    pass(1);
    expect(judgedLatencyOf('key.paint')).toMatchObject({
      window: '1min',
      latency: { maxUs: 4_000 },
    });
    pass(60);
    expect(judgedLatencyOf('key.paint')).toMatchObject({
      window: '15min',
      latency: { count: 200 },
    });
    resetLatency();
    expect(judgedLatencyOf('key.paint')).toMatchObject({ window: 'run', latency: { count: 0 } });
  });
});

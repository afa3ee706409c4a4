import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { WindowReport } from '../../../engine/contract/telemetry-requests.ts';
import { Rates } from '../../../engine/telemetry/rates.ts';
import { SampleFolder } from '../../../engine/telemetry/sample-folder.ts';
import { WindowReports } from '../../../engine/telemetry/window-reports.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const [A, B, C] = [{}, {}, {}];

function report(framesPerS: number | null, p99Us: number): WindowReport {
  const stages = [{ stage: 'key.paint', count: 1, p50Us: 1_000, p99Us, maxUs: p99Us }] as const;
  return { seconds: 5, framesPerS, longTasks: null, heapBytes: null, stages: [...stages] };
}

it('of several windows the slowest counts', () => {
  const windows = new WindowReports();
  windows.take(A, report(60, 9_000));
  windows.take(B, report(31, 4_000));
  windows.take(C, report(null, 5_000));
  expect(windows.values()).toMatchObject({ 'window.fps': 31, 'key.paint.p99': 9_000 });
});

it('what a window has counted is told as a rate, whatever the time from one report to the next', () => {
  const windows = new WindowReports();
  windows.take(A, report(60, 9_000));
  expect(windows.values()).toMatchObject({ 'key.paint.rate': 0.2 });
  windows.take(A, { ...report(60, 9_000), seconds: 40 });
  expect(windows.values()).toMatchObject({ 'key.paint.rate': 0.025 });
});

it('a window that has gone, or says nothing for ten seconds, counts no more', () => {
  const windows = new WindowReports();
  windows.take(A, report(60, 9_000));
  windows.take(B, report(60, 4_000));
  windows.forget(A);
  expect(windows.values()).toMatchObject({ 'key.paint.p99': 4_000 });
  vi.advanceTimersByTime(10_001);
  expect(windows.values()).toEqual({});
});

it('a rate is the growth of a counter, from its second value on', () => {
  const rates = new Rates();
  expect(rates.of('feed.messages', 1_000, 1)).toBeNull();
  expect(rates.of('feed.messages', 1_500, 2)).toBe(250);
  // The counter has begun anew with a new connection.
  expect(rates.of('feed.messages', 100, 1)).toBe(100);
});

it('samples fold to means of rates, the last of sizes and the highest of counts', () => {
  const folder = new SampleFolder();
  folder.add({ atUs: 1, values: { 'engine.cpu': 0.2, 'engine.rss': 9, 'writer.queue': 40 } });
  folder.add({ atUs: 2, values: { 'engine.cpu': 0.4, 'engine.rss': 5, 'writer.queue': 3 } });
  folder.add({ atUs: 3, values: { 'buffer.store.writes': 0.123_456 } });
  expect(folder.take(3, { 'order.total.p99': 1_234.567 })).toEqual({
    atUs: 3,
    values: {
      'engine.cpu': 0.3,
      'engine.rss': 5,
      'writer.queue': 40,
      'buffer.store.writes': 0.1235,
      'order.total.p99': 1_235,
    },
  });
  expect(folder.take(4, {})).toEqual({ atUs: 4, values: {} });
});

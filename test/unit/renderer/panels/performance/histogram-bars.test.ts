import { expect, test } from 'vitest';
import { HdrHistogram } from '../../../../../engine/domain/hdr-histogram.ts';
import {
  barsOf,
  placeOf,
  ticksOf,
} from '../../../../../renderer/panels/performance/histogram-bars.ts';
import { samplesCsv } from '../../../../../renderer/panels/performance/samples-csv.ts';

test('bars hold every duration once, between their ends', () => {
  const histogram = new HdrHistogram();
  const durations = [0, 0.01, 1, 3.7, 90, 90.1, 2_500, 1e6];
  for (const us of durations) histogram.record(us);
  const bars = barsOf(histogram.snapshot());
  expect(bars.reduce((sum, { count }) => sum + count, 0)).toBe(durations.length);
  for (const us of durations) {
    expect(bars.some(({ fromUs, toUs }) => fromUs <= us && us <= toUs)).toBe(true);
  }
  expect(barsOf(new HdrHistogram().snapshot())).toEqual([]);
});

test('each doubling has the same room on the axis', () => {
  expect(placeOf(10, 10, 40)).toBe(0);
  expect(placeOf(20, 10, 40)).toBeCloseTo(0.5);
  expect(placeOf(40, 10, 40)).toBe(1);
  expect(placeOf(4_000, 10, 40)).toBe(1);
});

test('the axis has more than one or two marks, and none that would read 0 µs', () => {
  expect(ticksOf(5, 5_000)).toEqual([10, 100, 1_000]);
  expect(ticksOf(30_000, 400_000)).toEqual([50_000, 100_000, 200_000]);
  expect(ticksOf(0.2, 3)).toEqual([1, 2]);
});

test('samples are rows of a CSV with a column for every metric that any of them has', () => {
  const text = samplesCsv([
    { atUs: 0, values: { 'engine.rss': 5 } },
    { atUs: 1_000_000, values: { 'engine.cpu': 0.25 } },
  ]);
  expect(text.split('\r\n')).toEqual([
    'time_utc,engine.cpu,engine.rss',
    '1970-01-01T00:00:00.000Z,,5',
    '1970-01-01T00:00:01.000Z,0.25,',
    '',
  ]);
});

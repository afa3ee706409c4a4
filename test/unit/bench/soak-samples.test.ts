import { expect, test } from 'vitest';
import { slopePerHour, warmUpHours } from '../../bench/soak/soak-samples.ts';
import type { SoakSample } from '../../bench/soak/soak-samples.ts';

const sample = (hours: number, heapBytes: number): SoakSample => ({
  hours,
  heapBytes,
  rssBytes: 0,
  walBytesMax: 0,
  queueMax: 0,
  unansweredMax: 0,
  orders: 0,
  fills: 0,
  refused: 0,
  marketEvents: 0,
  seconds: 0,
});
const heap = ({ heapBytes }: SoakSample): number => heapBytes;

test('what grows evenly has its growth an hour as slope, whatever one odd sample says', () => {
  const samples = [0, 1, 2, 3, 4, 5, 6].map((hours) => sample(hours, 100 + 3 * hours));
  expect(slopePerHour(samples, 0, heap)).toBe(3);
  samples[3] = sample(3, 9_000);
  expect(slopePerHour(samples, 0, heap)).toBe(3);
});

test('what fills up during the warm-up does not count', () => {
  const samples = [0, 1, 2, 3, 4].map((hours) => sample(hours, 10 * Math.min(2, hours)));
  expect(slopePerHour(samples, 2, heap)).toBe(0);
  expect(slopePerHour(samples, 0, heap)).toBeGreaterThan(0);
});

test('a warm-up is a quarter of a short run and two hours of a long one', () => {
  expect([0.02, 1, 8].map(warmUpHours)).toEqual([0.005, 0.25, 2]);
});

test('one sample has no slope', () => {
  expect(slopePerHour([sample(1, 5)], 0, heap)).toBeNaN();
});

import { expect, test } from 'vitest';
import {
  lonelyOf,
  timeLineData,
} from '../../../../../renderer/panels/performance/time-line-data.ts';

const METRIC = [{ name: 'p99', metric: 'loop.delay.p99' }] as const;
const sample = (atS: number, value?: number) => ({
  atUs: atS * 1_000_000,
  values: value === undefined ? {} : { 'loop.delay.p99': value },
});

test('a line breaks where nothing was sampled, and where it was not measured', () => {
  const samples = [sample(10, 1), sample(20, 2), sample(30), sample(41, 4), sample(90, 5)];
  const { times, lines } = timeLineData(samples, METRIC);
  // Ten seconds are usual: the engine was off from 41 to 90.
  expect(times).toEqual([10, 20, 30, 41, 52, 90]);
  expect(lines).toEqual([{ name: 'p99', values: [1, 2, null, 4, null, 5] }]);
});

test('one sample, or none, is no line with gaps', () => {
  expect(timeLineData([sample(10, 1)], METRIC).times).toEqual([10]);
  expect(timeLineData([], METRIC)).toEqual({ times: [], lines: [{ name: 'p99', values: [] }] });
});

test('a value between two that are missing stands by itself', () => {
  expect(lonelyOf([5, null, 6, 7, null, null, 8, undefined, 9])).toEqual([0, 6, 8]);
  expect(lonelyOf([1, 2])).toEqual([]);
});

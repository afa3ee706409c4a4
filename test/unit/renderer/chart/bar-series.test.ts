import { describe, expect, test } from 'vitest';
import {
  BARS_LOADED_MAX,
  BARS_TRIM_STEP,
  BarSeries,
} from '../../../../renderer/chart/bar-series.ts';
import { bar } from '../market-samples.ts';

const starts = (series: BarSeries): number[] => series.bars.map(({ startUs }) => startUs);

function seriesOf(...startUs: number[]): BarSeries {
  const series = new BarSeries();
  series.merge(startUs.map((us) => bar(us)));
  return series;
}

describe('a series of bars', () => {
  test('lets the forming bar grow in place', () => {
    const series = seriesOf(10, 20);
    expect(series.merge([bar(20, 101, 2)])).toEqual({ firstChanged: 1, addedBefore: 0 });
    expect(series.last?.trades).toBe(2);
    expect(starts(series)).toEqual([10, 20]);
  });

  test('appends bars that follow the last one', () => {
    const series = seriesOf(10, 20);
    expect(series.merge([bar(20, 101, 2), bar(30), bar(40)]).firstChanged).toBe(1);
    expect(starts(series)).toEqual([10, 20, 30, 40]);
  });

  test('puts an older page in front and says by how much indexes moved', () => {
    const series = seriesOf(30, 40);
    expect(series.merge([bar(10), bar(20)])).toEqual({ firstChanged: 0, addedBefore: 2 });
    expect(starts(series)).toEqual([10, 20, 30, 40]);
  });

  test('keeps one bar of a start where pages overlap: the one with more trades', () => {
    const series = new BarSeries();
    series.merge([bar(20, 100, 5), bar(30, 100, 7)]);
    series.merge([bar(10, 100, 1), bar(20, 100, 4), bar(30, 100, 9)]);
    expect(series.bars.map(({ trades }) => trades)).toEqual([1, 5, 9]);
  });

  test('fills a hole between bars it has', () => {
    const series = seriesOf(10, 40);
    expect(series.merge([bar(20), bar(30)])).toEqual({ firstChanged: 1, addedBefore: 0 });
    expect(starts(series)).toEqual([10, 20, 30, 40]);
  });

  test('reports no change for bars it has already', () => {
    const series = seriesOf(10, 20);
    expect(series.merge([bar(10), bar(20)]).firstChanged).toBe(-1);
    expect(series.merge([]).firstChanged).toBe(-1);
  });

  test('finds the bar that holds a moment', () => {
    const series = seriesOf(10, 20, 40);
    expect([5, 10, 19, 20, 39, 40, 99].map((us) => series.indexAt(us))).toEqual([
      -1, 0, 0, 1, 1, 2, 2,
    ]);
  });

  test('drops the oldest bars in one step beyond its bound', () => {
    const series = new BarSeries();
    series.merge(Array.from({ length: BARS_LOADED_MAX }, (_, i) => bar(i)));
    expect(series.trim()).toBe(0);
    series.merge([bar(BARS_LOADED_MAX)]);
    expect(series.trim()).toBe(BARS_TRIM_STEP + 1);
    expect(series.length).toBe(BARS_LOADED_MAX - BARS_TRIM_STEP);
    expect(series.last?.startUs).toBe(BARS_LOADED_MAX);
  });
});

import type { IChartApi, ISeriesApi, ISeriesPrimitive, SeriesType } from 'lightweight-charts';
import { beforeEach, describe, expect, test } from 'vitest';
import { attachMarks } from '../../../../renderer/chart/series-marks.ts';

describe('marks on a series', () => {
  let drawings: number;
  let attached: ISeriesPrimitive[];
  let changeBar: () => void;
  let series: ISeriesApi<SeriesType>;

  beforeEach(() => {
    drawings = 0;
    attached = [];
    changeBar = () => undefined;
    const timeScale = { getVisibleLogicalRange: () => null, options: () => ({ barSpacing: 6 }) };
    const fake = {
      attachPrimitive: (primitive: ISeriesPrimitive) => {
        attached.push(primitive);
        primitive.attached?.({
          // As much of the chart as marks without bars ask for.
          chart: { timeScale: () => timeScale } as unknown as IChartApi,
          series,
          requestUpdate: () => (drawings += 1),
          horzScaleBehavior: {} as never,
        });
      },
      detachPrimitive: (primitive: ISeriesPrimitive) => {
        attached = attached.filter((one) => one !== primitive);
        primitive.detached?.();
      },
      subscribeDataChanged: (listener: () => void) => (changeBar = listener),
      data: () => [],
    };
    // As much of a series as marks ask for.
    series = fake as unknown as ISeriesApi<SeriesType>;
  });

  test('ask for a drawing when others are set', () => {
    const marks = attachMarks(series);
    marks.set([]);
    expect(drawings).toBe(1);
  });

  test('ask for none when a bar changes, which is drawn anyway', () => {
    const marks = attachMarks(series);
    marks.set([]);
    changeBar();
    changeBar();
    expect(drawings).toBe(1);
  });

  test('are gone from the series once they are detached', () => {
    const marks = attachMarks(series);
    expect(attached).toHaveLength(1);
    marks.detach();
    expect(attached).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import { BarSeries } from '../../../../renderer/chart/bar-series.ts';
import { fillMarkers } from '../../../../renderer/chart/fill-markers.ts';
import { legendTexts } from '../../../../renderer/panels/chart/chart-legend.ts';
import { snapshotName } from '../../../../renderer/panels/chart/snapshot.ts';
import { AAPL, bar, fill } from '../market-samples.ts';

describe('the legend of a bar', () => {
  test('gives the change against the close before, in price and percent', () => {
    const texts = legendTexts(AAPL, bar(60, 187.3), bar(0, 187.25));
    expect(texts.change).toBe('+0.05 +0.03%');
    expect(texts.close).toBe('187.30');
    expect(texts.direction).toBe('up');
  });

  test('has no change for the first bar', () => {
    expect(legendTexts(AAPL, bar(0, 187.25), undefined).change).toBe('');
  });

  test('names the own fills in the bar', () => {
    const series = new BarSeries();
    series.merge([bar(0)]);
    const own = fillMarkers(AAPL, [fill(1, 'sell', 187.3, 5)], series);
    expect(legendTexts(AAPL, bar(0), undefined, own).own).toBe('▼ 100 @ 187.30');
  });

  test('shows a loss with its minus', () => {
    const texts = legendTexts(AAPL, bar(60, 186), bar(0, 187.5));
    expect(texts.change).toBe('-1.50 -0.80%');
    expect(texts.direction).toBe('down');
  });
});

describe('the name of a chart picture', () => {
  test('is accepted by every file system', () => {
    expect(snapshotName('BTC/USD', '1m', '2026-03-04T15:02:11.004Z')).toBe(
      'BTC_USD-1m-20260304-150211.png',
    );
  });
});

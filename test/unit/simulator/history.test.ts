import { describe, expect, test } from 'vitest';
import type { Bar } from '../../../engine/domain/bar.ts';
import { usEquity } from '../../../engine/domain/instrument.ts';
import { tradeDayAt } from '../../../engine/domain/session.ts';
import { US_PER_MINUTE, timeUs } from '../../../engine/domain/time.ts';
import { aggregateBars } from '../../../engine/simulator/aggregate-bars.ts';
import { simulateHistory } from '../../../engine/simulator/history.ts';

/** Wednesday 2026-03-11 15:02:30 UTC, in the week in which New York's clocks changed. */
const END_US = timeUs(Date.UTC(2026, 2, 11, 15, 2, 30) * 1_000);
const instrument = usEquity('AAPL', 'Apple Inc.');
const startPriceTicks = 2_684_000;

function historyOf(endUs = END_US, seed = 7): Map<string, readonly Bar[]> {
  const history = simulateHistory(instrument, startPriceTicks, endUs, seed);
  return new Map(history.map(({ timeframe, bars }) => [timeframe, bars]));
}

function barsOf(timeframe: string, history = historyOf()): readonly Bar[] {
  return history.get(timeframe) ?? [];
}

describe('the made-up past', () => {
  test('ends at the price and minute at which the market starts', () => {
    for (const [timeframe, bars] of historyOf()) {
      expect([timeframe, bars.at(-1)?.closeTicks]).toEqual([timeframe, startPriceTicks]);
    }
    expect(barsOf('1m').at(-1)?.startUs).toBe(END_US - 30_000_000);
  });

  test('has no bar that starts at or after its end', () => {
    const whole = timeUs(END_US - 30_000_000);
    expect(barsOf('1m', historyOf(whole)).at(-1)?.startUs).toBe(whole - US_PER_MINUTE);
  });

  test('opens each bar where the one before it closed, without a hole', () => {
    for (const timeframe of ['1m', '15m', '1d']) {
      const bars = barsOf(timeframe);
      for (let i = 1; i < bars.length; i += 1) {
        expect(bars[i]?.openTicks).toBe(bars[i - 1]?.closeTicks);
      }
    }
    const minutes = barsOf('1m');
    expect(
      minutes.every((bar, i) => bar.startUs === (minutes[0]?.startUs ?? 0) + i * US_PER_MINUTE),
    ).toBe(true);
  });

  test('has longer bars that are the sums of its minutes', () => {
    for (const timeframe of ['3m', '5m', '15m', '1h', '1d'] as const) {
      const sums = aggregateBars(barsOf('1m'), timeframe, instrument.zone);
      expect(barsOf(timeframe).slice(-sums.length)).toEqual(sums);
    }
  });

  test('has 250 days that start where the trading days do, across a change of clocks', () => {
    const days = barsOf('1d');
    expect(days).toHaveLength(250);
    for (const [i, day] of days.entries()) {
      expect(tradeDayAt(instrument.zone, day.startUs).startUs).toBe(day.startUs);
      if (i > 0) expect(days[i - 1]?.startUs).toBeLessThan(day.startUs);
    }
  });

  test('keeps to whole cents and to high and low', () => {
    for (const bars of historyOf().values()) {
      for (const bar of bars) {
        const prices = [bar.openTicks, bar.highTicks, bar.lowTicks, bar.closeTicks];
        expect(prices.every((ticks) => ticks > 0 && ticks % 100 === 0)).toBe(true);
        expect(Math.max(...prices)).toBe(bar.highTicks);
        expect(Math.min(...prices)).toBe(bar.lowTicks);
        expect(bar.volumeLots).toBeGreaterThanOrEqual(bar.trades);
      }
    }
  });

  test('is busier at the open and the close than at midday, and quiet at night', () => {
    const hours = barsOf('1h').slice(-48, -24);
    const volumeAt = (hourUtc: number): number =>
      hours.find((bar) => new Date(bar.startUs / 1_000).getUTCHours() === hourUtc)?.volumeLots ?? 0;
    expect(volumeAt(19)).toBeGreaterThan(volumeAt(16) * 1.2);
    expect(volumeAt(16)).toBeGreaterThan(volumeAt(5) * 2);
  });

  test('is the same for the same seed and another for another', () => {
    expect(historyOf()).toEqual(historyOf());
    expect(barsOf('1m', historyOf(END_US, 8))).not.toEqual(barsOf('1m'));
  });
});

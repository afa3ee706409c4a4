/** Bars built trade by trade against bars made of all trades at once. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BARS_KEPT, BarSeries } from '../../../engine/bars/bar-series.ts';
import { BarSet, STORED_TIMEFRAMES } from '../../../engine/bars/bar-set.ts';
import { CLOCK_TIMEFRAMES, TICK_TIMEFRAMES, tradesOfBar } from '../../../engine/domain/bar.ts';
import type { Bar, Timeframe } from '../../../engine/domain/bar.ts';
import { priceTicks, qtyLots } from '../../../engine/domain/price.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { aggregateBars } from '../../../engine/simulator/aggregate-bars.ts';
import { batchBars, stretchOf } from '../../support/reference-bars.ts';
import type { BarTrade, ReferenceBar } from '../../support/reference-bars.ts';
import { timeAt } from '../../support/test-core.ts';

fc.configureGlobal({ seed: 20_260_304 });
const ZONE = 'America/New_York';
const SECOND = 1_000_000;
/** Gaps from none to several days, so that bars of all timeframes close, over both clock changes. */
const gap = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 2 * SECOND }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 3_600 * SECOND }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 40 * 3_600 * SECOND }) },
);
const start = fc.constantFrom(
  timeAt('2026-03-06T15:00:00-05:00'),
  timeAt('2026-10-30T19:59:59-04:00'),
  timeAt('2026-07-01T12:00:00-04:00'),
);
const tradesFrom = fc
  .tuple(
    start,
    fc.array(fc.tuple(gap, fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 9 })), {
      minLength: 1,
      maxLength: 150,
    }),
  )
  .map(([first, steps]) => {
    let us: number = first;
    return steps.map(([step, price, lots]): BarTrade => {
      us += step;
      return { price, lots, us };
    });
  });

function named(bar: Bar, timeframe: Timeframe): ReferenceBar {
  const { startUs, ...rest } = bar;
  return { stretch: stretchOf(startUs, timeframe, ZONE), ...rest };
}

const play = (series: BarSeries, trades: readonly BarTrade[]): void => {
  for (const { price, lots, us } of trades) series.addTrade(price, lots, timeUs(us));
};

describe.each(TICK_TIMEFRAMES)('bars of %s', (timeframe) => {
  test('are of so many trades each, in the order in which they come, and never start at once', () => {
    const size = tradesOfBar(timeframe) ?? 0;
    fc.assert(
      fc.property(fc.array(tradesFrom, { maxLength: 4 }), (parts) => {
        // Late trades count like all others.
        const trades = parts.flat();
        const series = new BarSeries(timeframe, ZONE);
        play(series, trades);
        const bars = series.from(0);
        expect(bars.length).toBe(Math.ceil(trades.length / size));
        bars.forEach((bar, at) => {
          const own = trades.slice(at * size, (at + 1) * size);
          const prices = own.map(({ price }) => price);
          expect(bar).toMatchObject({
            openTicks: prices[0],
            highTicks: Math.max(...prices),
            lowTicks: Math.min(...prices),
            closeTicks: prices.at(-1),
            volumeLots: own.reduce((sum, { lots }) => sum + lots, 0),
            trades: own.length,
          });
          expect(bar.startUs).toBeGreaterThan(bars[at - 1]?.startUs ?? -1);
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe.each(CLOCK_TIMEFRAMES)('bars of %s', (timeframe) => {
  test('are those of all trades at once, the forming one included', () => {
    fc.assert(
      fc.property(tradesFrom, (trades) => {
        const series = new BarSeries(timeframe, ZONE);
        play(series, trades);
        const bars = series.from(0);
        expect(bars.map((bar) => named(bar, timeframe))).toEqual(
          batchBars(trades, timeframe, ZONE),
        );
        expect(bars.map(({ startUs }) => startUs)).toEqual(
          bars.map(({ startUs }) => startUs).toSorted((a, b) => a - b),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('go on after a restart as if nothing had been', () => {
    fc.assert(
      fc.property(tradesFrom, fc.nat(150), (trades, cut) => {
        const whole = new BarSeries(timeframe, ZONE);
        play(whole, trades);
        const before = new BarSeries(timeframe, ZONE);
        play(before, trades.slice(0, cut));
        const after = new BarSeries(timeframe, ZONE);
        const last = trades[Math.min(cut, trades.length) - 1];
        after.restore(before.from(0), timeUs(last?.us ?? 0));
        play(after, trades.slice(cut));
        expect(after.from(0)).toEqual(whole.from(0));
        expect(after.forming()).toEqual(whole.forming());
      }),
      { numRuns: 60 },
    );
  });
});

describe('a series', () => {
  const minutes = (count: number): BarSeries => {
    const series = new BarSeries('1m', ZONE);
    for (let i = 0; i < count; i += 1) series.addTrade(i + 1, 1, timeUs(i * 60 * SECOND));
    return series;
  };
  const closes = (bars: readonly Bar[]): number[] => bars.map(({ closeTicks }) => closeTicks);

  test('keeps the newest bars only, oldest first, however long it runs', () => {
    const series = minutes(2 * BARS_KEPT + 11);
    const bars = series.from(0);
    expect(bars).toHaveLength(BARS_KEPT + 1);
    expect(closes(bars)).toEqual(
      Array.from({ length: BARS_KEPT + 1 }, (_, i) => BARS_KEPT + 11 + i),
    );
  });

  test('keeps no more of a past that is longer than it can hold', () => {
    const past = [...minutes(BARS_KEPT + 1).from(0), ...minutes(1).from(0)];
    const series = new BarSeries('1m', ZONE);
    const again = past.map((bar, i) => ({ ...bar, startUs: timeUs(i * 60 * SECOND) }));
    series.restore(again, timeUs(again.length * 60 * SECOND));
    expect(series.from(0)).toHaveLength(BARS_KEPT);
    expect(series.forming()).toBeNull();
  });

  test('gives the bars from a time on, or so many before it', () => {
    const series = minutes(10);
    expect(closes(series.from(7 * 60 * SECOND))).toEqual([8, 9, 10]);
    expect(closes(series.from(8 * 60 * SECOND - 1))).toEqual([9, 10]);
    expect(closes(series.before(7 * 60 * SECOND, 3))).toEqual([5, 6, 7]);
    expect(closes(series.before(Infinity, 2))).toEqual([9, 10]);
    expect(series.before(0, 5)).toEqual([]);
    expect(series.lastClosed()?.closeTicks).toBe(9);
  });

  test('that never traded has nothing', () => {
    const series = new BarSeries('1d', ZONE);
    expect([series.forming(), series.lastClosed()]).toEqual([null, null]);
    expect([...series.from(0), ...series.before(Infinity, 9)]).toEqual([]);
  });
});

describe('what is to be stored', () => {
  test('is each stored timeframe’s closed bars and the forming one, once', () => {
    fc.assert(
      fc.property(tradesFrom, fc.array(fc.nat(150), { maxLength: 6 }), (trades, looks) => {
        const bars = new BarSet(ZONE);
        const stored = new Map<Timeframe, Map<number, Bar>>();
        const take = (): void => {
          for (const one of bars.takeUnstored()) {
            const kept = stored.get(one.timeframe) ?? new Map<number, Bar>();
            for (const bar of one.bars) kept.set(bar.startUs, bar);
            stored.set(one.timeframe, kept);
          }
        };
        trades.forEach(({ price, lots, us }, i) => {
          bars.addTrade(price, lots, timeUs(us));
          if (looks.includes(i)) take();
        });
        take();
        expect([...stored.keys()]).toEqual(STORED_TIMEFRAMES);
        for (const [timeframe, kept] of stored) {
          expect([...kept.values()]).toEqual(bars.of(timeframe).from(0));
        }
        expect(bars.takeUnstored()).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('bars as their market counts them', () => {
  const MINUTE = 60 * SECOND;
  const t0 = timeAt('2026-03-04T10:00:00-05:00');
  const bar = (minute: number, close: number): Bar => ({
    startUs: timeUs(t0 + minute * MINUTE),
    openTicks: priceTicks(close),
    highTicks: priceTicks(close + 1),
    lowTicks: priceTicks(close - 1),
    closeTicks: priceTicks(close),
    volumeLots: qtyLots(10),
    trades: 2,
  });

  test('in whatever order they come, the series is that of all of them', () => {
    const minutes = fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 1 });
    fc.assert(
      fc.property(minutes, (order) => {
        const set = new BarSet(ZONE);
        for (const minute of order) set.put('1m', bar(minute, 100 + minute));
        const sorted = order.toSorted((a, b) => a - b).map((minute) => bar(minute, 100 + minute));
        expect(set.of('1m').from(0)).toEqual(sorted);
        for (const timeframe of ['3m', '5m', '15m', '1h'] as const) {
          const longer = aggregateBars(sorted, timeframe, ZONE);
          expect(set.of(timeframe).from(0)).toEqual(longer);
        }
      }),
    );
  });

  test('take the place of what trades have made, and what they hold is not counted twice', () => {
    const set = new BarSet(ZONE);
    set.addTrade(50, 1, timeUs(t0 + 5));
    set.addTrade(60, 1, timeUs(t0 + MINUTE));
    set.put('1m', bar(0, 100));
    set.put('1m', bar(1, 200));
    set.addTrade(300, 5, timeUs(t0 + MINUTE + 7));
    set.addTrade(150, 5, timeUs(t0 + 2 * MINUTE));
    const minutes = set.of('1m').from(0);
    expect(minutes.slice(0, 2)).toEqual([bar(0, 100), bar(1, 200)]);
    expect(minutes[2]).toMatchObject({ openTicks: 150, volumeLots: 5, trades: 1 });
    expect(set.of('3m').from(0)).toMatchObject([{ highTicks: 201, volumeLots: 25, trades: 5 }]);
    expect(set.of('1s').from(t0 + MINUTE)[0]).toMatchObject({ closeTicks: 300, volumeLots: 6 });
  });

  test('a trade that comes late counts in the bar of its time, without its open and close', () => {
    const series = new BarSeries('1s', ZONE);
    series.addTrade(50, 1, timeUs(t0));
    series.addTrade(60, 1, timeUs(t0 + 3 * SECOND));
    series.addTrade(90, 4, timeUs(t0 + SECOND / 2));
    series.addTrade(90, 4, timeUs(t0 + 2 * SECOND));
    series.addTrade(90, 4, timeUs(t0 - SECOND));
    expect(series.from(0)).toMatchObject([
      { openTicks: 50, highTicks: 90, closeTicks: 50, volumeLots: 5, trades: 2 },
      { openTicks: 60, highTicks: 60, volumeLots: 1 },
    ]);
  });

  test('are stored, corrected ones again', () => {
    const set = new BarSet(ZONE);
    set.addTrade(50, 1, timeUs(t0 + 5));
    set.addTrade(60, 1, timeUs(t0 + MINUTE));
    set.takeUnstored();
    set.put('1m', bar(0, 100));
    const minutes = set.takeUnstored().find(({ timeframe }) => timeframe === '1m');
    expect(minutes?.bars[0]).toEqual(bar(0, 100));
  });

  test('stay within what is kept', () => {
    const series = new BarSeries('1m', ZONE);
    for (let minute = 0; minute <= BARS_KEPT; minute += 1) series.put(bar(minute + 10, 100));
    expect(series.put(bar(0, 100))).toBe(false);
    expect(series.from(0)).toHaveLength(BARS_KEPT + 1);
    expect(series.from(0)[0]?.startUs).toBe(t0 + 10 * MINUTE);
  });
});

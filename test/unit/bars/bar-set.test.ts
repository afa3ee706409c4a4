import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BarSeries } from '../../../engine/bars/bar-series.ts';
import { BarSet } from '../../../engine/bars/bar-set.ts';
import { TIMEFRAMES } from '../../../engine/domain/bar.ts';
import { timeUs } from '../../../engine/domain/time.ts';

const ZONE = 'America/New_York';
/** A Wednesday, 10:00 in New York. */
const START_US = 1_773_237_600_000_000;

/** Mostly within a second of the trade before, sometimes long after it or late. */
const STEP_US = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 300_000 }) },
  { weight: 2, arbitrary: fc.integer({ min: 300_000, max: 90_000_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: -70_000_000, max: -1 }) },
);
const TRADE = fc.record({
  stepUs: STEP_US,
  priceTicks: fc.integer({ min: 9_990, max: 10_010 }),
  qtyLots: fc.integer({ min: 1, max: 500 }),
  looksAt: fc.option(fc.constantFrom(...TIMEFRAMES), { freq: 5 }),
});

test('bars are those of every trade by itself, whenever somebody looks', () => {
  fc.assert(
    fc.property(fc.array(TRADE, { maxLength: 200 }), (trades) => {
      const bars = new BarSet(ZONE);
      const naive = TIMEFRAMES.map((timeframe) => new BarSeries(timeframe, ZONE));
      // Held on to from the start, as a watcher may.
      const held = TIMEFRAMES.map((timeframe) => bars.of(timeframe));
      let us = START_US;
      for (const { stepUs, priceTicks, qtyLots, looksAt } of trades) {
        us += stepUs;
        bars.addTrade(priceTicks, qtyLots, timeUs(us));
        for (const series of naive) series.addTrade(priceTicks, qtyLots, timeUs(us));
        if (looksAt === null) continue;
        const i = TIMEFRAMES.indexOf(looksAt);
        expect(held[i]?.forming()).toEqual(naive[i]?.forming());
      }
      for (const [i, series] of naive.entries()) {
        expect(held[i]?.from(0)).toEqual(series.from(0));
      }
    }),
  );
});

test('what is kept is told by the timeframe that keeps most closed bars', () => {
  const bars = new BarSet(ZONE);
  expect(bars.keptMost).toBe(0);
  // A trade a second: each closes the bar of the second before, and the last one forms.
  for (let s = 0; s < 8; s += 1) bars.addTrade(10_000, 1, timeUs(START_US + s * 1_000_000));
  expect(bars.keptMost).toBe(7);
});

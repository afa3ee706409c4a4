/** Corrected and cancelled trades: bars must be those of the tape as it stands in the end. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alwaysOpenCalendar } from '../../../engine/calendar/calendars.ts';
import { TradingCore } from '../../../engine/core.ts';
import { CLOCK_TIMEFRAMES } from '../../../engine/domain/bar.ts';
import { usEquity } from '../../../engine/domain/instrument.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { MarketApplier } from '../../../engine/feed/alpaca/market-applier.ts';
import { TradeMemory } from '../../../engine/feed/alpaca/trade-memory.ts';
import type { QuotedMarket } from '../../../engine/ports.ts';
import { propertyFactor } from '../../support/property-runs.ts';
import { batchBars, stretchOf } from '../../support/reference-bars.ts';
import { StoreModel } from '../../support/store-model.ts';

fc.configureGlobal({ seed: 20_261_122 + propertyFactor() });
const START_US = Date.parse('2026-03-04T15:00:00Z') * 1_000;
const ZONE = 'America/New_York';
const SECOND = 1_000_000;

/** A cent and a size; `which` names an earlier trade. */
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('trade' as const),
      afterUs: fc.oneof(
        fc.integer({ min: 0, max: SECOND }),
        fc.integer({ min: 0, max: 400 * SECOND }),
      ),
      cents: fc.integer({ min: 9_900, max: 10_100 }),
      size: fc.integer({ min: 1, max: 500 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('correct' as const),
      which: fc.nat(),
      cents: fc.integer({ min: 9_900, max: 10_100 }),
      size: fc.integer({ min: 1, max: 500 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cancel' as const), which: fc.nat() }) },
);

interface Told {
  id: number;
  us: number;
  cents: number;
  size: number;
  isStanding: boolean;
}

function openMarket(): { readonly core: TradingCore; readonly market: QuotedMarket } {
  const store = new StoreModel();
  const core = new TradingCore({
    venue: 'local',
    instruments: [usEquity('AAPL', 'Apple Inc.')],
    calendarOf: ({ zone }) => alwaysOpenCalendar(zone),
    startPrices: new Map([['AAPL', 1_000_000]]),
    fillModel: 'queue',
    recovered: store.recovered(),
    lookup: store,
    nowUs: timeUs(START_US),
  });
  const { quoted } = core.house;
  if (quoted === undefined) throw new Error('a feed is for a market of quotes and prints');
  return { core, market: quoted };
}

function wireTime(us: number): string {
  return new Date(us / 1_000).toISOString();
}

test('bars are those of the corrected tape, whatever was corrected in which order', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (steps) => {
      const { core, market } = openMarket();
      const applier = new MarketApplier(core.exchange.instruments);
      const tape: Told[] = [];
      let us = START_US + 1_000;
      let id = 0;
      for (const one of steps) {
        id += 1;
        if (one.kind === 'trade') {
          us += one.afterUs - (one.afterUs % 1_000);
          core.setTime(timeUs(us));
          tape.push({ id, us, cents: one.cents, size: one.size, isStanding: true });
          applier.trade(market, {
            T: 't',
            S: 'AAPL',
            i: id,
            x: 'V',
            p: one.cents / 100,
            s: one.size,
            t: wireTime(us),
          });
          continue;
        }
        const standing = tape.filter(({ isStanding }) => isStanding);
        const trade = standing[one.which % Math.max(1, standing.length)];
        if (trade === undefined) continue;
        const t = wireTime(us);
        if (one.kind === 'cancel') {
          const { cents, size } = trade;
          applier.cancel(market, {
            T: 'x',
            S: 'AAPL',
            x: 'V',
            i: trade.id,
            p: cents / 100,
            s: size,
            t,
          });
          trade.isStanding = false;
          continue;
        }
        applier.correction(market, {
          T: 'c',
          S: 'AAPL',
          x: 'V',
          oi: trade.id,
          op: trade.cents / 100,
          os: trade.size,
          ci: id,
          cp: one.cents / 100,
          cs: one.size,
          t,
        });
        Object.assign(trade, { id, cents: one.cents, size: one.size });
      }
      const standing = tape
        .filter(({ isStanding }) => isStanding)
        .map(({ cents, size, us: at }) => ({ price: cents * 100, lots: size, us: at }));
      const { bars } = core.exchange.at(0);
      // Bars of so many trades stay as their trades were printed: one trade less would move all after it.
      for (const timeframe of CLOCK_TIMEFRAMES) {
        // The day's bar comes from the feed, which counts it itself.
        if (timeframe === '1d') continue;
        const shown = bars
          .of(timeframe)
          .from(0)
          .map(({ startUs, ...bar }) => ({ stretch: stretchOf(startUs, timeframe, ZONE), ...bar }));
        expect(shown, timeframe).toEqual(batchBars(standing, timeframe, ZONE));
      }
      if (standing.length > 0) {
        expect(core.exchange.at(0).lastTradeTicks()).toBe(standing.at(-1)?.price);
      }
    }),
    { numRuns: 300 * propertyFactor() },
  );
});

test('what is remembered is the newest, and what began before the rest is not called whole', () => {
  const trade = fc.record({ us: fc.nat(1_000), ticks: fc.integer({ min: 1, max: 9 }) });
  fc.assert(
    fc.property(
      fc.array(trade, { maxLength: 1_000 }),
      fc.integer({ min: 1, max: 700 }),
      (told, max) => {
        const memory = new TradeMemory(max);
        told.forEach(({ us, ticks }, i) => {
          memory.add(i, 'V', ticks, 1, us);
        });
        const kept = told.slice(-max);
        const gone = told.slice(0, told.length - kept.length);
        expect(memory.standing()).toEqual(
          kept.map(({ us, ticks }) => ({ us, priceTicks: ticks, qtyLots: 1 })),
        );
        for (const { us } of gone) expect(memory.wholeFromUs).toBeGreaterThan(us);
        const first = told.length - kept.length;
        expect(memory.cancel({ id: first, exchange: 'V' })).toBe(kept[0]?.us ?? null);
        expect(memory.cancel({ id: first, exchange: 'D' })).toBeNull();
        expect(memory.standing()).toHaveLength(Math.max(0, kept.length - 1));
      },
    ),
    { numRuns: 100 * propertyFactor() },
  );
});

test('a minute that the market has counted itself is asked for again instead of made anew', () => {
  const { core, market } = openMarket();
  const applier = new MarketApplier(core.exchange.instruments);
  core.setTime(timeUs(START_US + 30 * SECOND));
  const t = wireTime(START_US + SECOND);
  applier.trade(market, { T: 't', S: 'AAPL', i: 1, x: 'V', p: 100, s: 10, t });
  const bar = { T: 'b', S: 'AAPL', o: 100, h: 101, l: 99, c: 100, v: 500, n: 7 } as const;
  applier.bar(market, { ...bar, t: wireTime(START_US) });
  const cancel = { T: 'x', S: 'AAPL', x: 'V', i: 1, p: 100, s: 10, t } as const;
  const atUs = START_US + SECOND;
  expect(applier.cancel(market, cancel)).toEqual({ fromUs: atUs, toUs: atUs });
  expect(core.exchange.at(0).bars.of('1m').from(0)).toMatchObject([{ volumeLots: 500 }]);
  expect(core.exchange.at(0).bars.of('1s').from(0)).toEqual([]);
  // A second time it is not known any more, so the last hour is asked for.
  expect(applier.cancel(market, cancel)).toMatchObject({ fromUs: atUs - 3_600 * SECOND });
});

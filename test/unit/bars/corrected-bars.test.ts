/** Trades that are corrected or taken back: tick bars, what is stored, and what is told of the past. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BarSet } from '../../../engine/bars/bar-set.ts';
import type { Bar, PastTrade } from '../../../engine/domain/bar.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { TradeMemory } from '../../../engine/feed/alpaca/trade-memory.ts';
import { propertyFactor } from '../../support/property-runs.ts';

const START_US = Date.parse('2026-03-04T15:00:00Z') * 1_000;
const MINUTE_US = 60_000_000;

/** What ten trades at a time make, without starts: these depend on what was told before. */
function tickBars(trades: readonly PastTrade[]): Omit<Bar, 'startUs'>[] {
  const bars = [];
  for (let at = 0; at < trades.length; at += 10) {
    const own = trades.slice(at, at + 10);
    const prices = own.map(({ priceTicks }) => priceTicks);
    bars.push({
      openTicks: prices[0],
      highTicks: Math.max(...prices),
      lowTicks: Math.min(...prices),
      closeTicks: prices.at(-1),
      volumeLots: own.reduce((sum, { qtyLots }) => sum + qtyLots, 0),
      trades: own.length,
    });
  }
  // Numbers are branded in bars.
  return bars as unknown as Omit<Bar, 'startUs'>[];
}

function withoutStart({ startUs: _startUs, ...bar }: Bar): Omit<Bar, 'startUs'> {
  return bar;
}

/** A bar set and a memory that are told the same, as the feed does. */
class Told {
  readonly bars = new BarSet('America/New_York');
  readonly memory: TradeMemory;
  readonly all: (PastTrade & { readonly id: number })[] = [];
  #id = 0;

  constructor(kept: number) {
    this.memory = new TradeMemory(kept);
  }

  trade(priceTicks: number, us: number = START_US + this.#id * 1_000): number {
    this.#id += 1;
    const trade = { id: this.#id, priceTicks, qtyLots: 1, us: timeUs(us) };
    this.all.push(trade);
    this.bars.addTrade(priceTicks, 1, trade.us);
    this.memory.add(trade.id, 'V', priceTicks, 1, us);
    return trade.id;
  }

  /** A price of 0 takes it back. */
  change(id: number, priceTicks: number): void {
    const stood = this.memory.standing().length;
    const lots = priceTicks === 0 ? 0 : 1;
    const us = this.memory.correct({ id, exchange: 'V' }, id, priceTicks, lots);
    if (us === null) return;
    const at = this.all.findIndex((one) => one.id === id);
    const trade = this.all[at];
    if (trade === undefined) return;
    if (priceTicks === 0) this.all.splice(at, 1);
    else this.all[at] = { ...trade, priceTicks };
    const standing = this.memory.standing();
    const takenBack = stood - standing.length;
    this.bars.remake(standing, this.memory.wholeFromUs, timeUs(us), takenBack);
  }

  get ticks(): Omit<Bar, 'startUs'>[] {
    return this.bars.of('10t').from(0).map(withoutStart);
  }
}

describe('tick bars after corrections and cancels', () => {
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ price: fc.integer({ min: 1, max: 99 }) }) },
    { weight: 1, arbitrary: fc.record({ back: fc.nat(60), price: fc.constantFrom(0, 7, 55) }) },
  );

  it('are those that the standing trades make, whichever was changed', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 150 }), (steps) => {
        const told = new Told(4_096);
        for (const one of steps) {
          if (!('back' in one)) told.trade(one.price);
          else told.change(told.all.at(-1 - one.back)?.id ?? 0, one.price);
          expect(told.ticks).toEqual(tickBars(told.all));
        }
      }),
      { numRuns: 100 * propertyFactor() },
    );
  });

  it('hold as many trades as there are and end alike, when old ones are forgotten', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 60, maxLength: 200 }), (steps) => {
        const told = new Told(25);
        for (let i = 0; i < 40; i += 1) told.trade(50);
        for (const one of steps) {
          if (!('back' in one)) told.trade(one.price);
          else told.change(told.all.at(-1 - one.back)?.id ?? 0, one.price);
        }
        for (let i = 0; i < 40; i += 1) told.trade(60 + (i % 7));
        const last = told.all.at(-3)?.id ?? 0;
        told.change(last, 55);
        const bars = told.ticks;
        expect(bars.slice(0, -1).every(({ trades }) => trades === 10)).toBe(true);
        const newest = told.all.slice(told.all.length - (bars.at(-1)?.trades ?? 0));
        expect(bars.at(-1)).toEqual(tickBars(newest)[0]);
      }),
      { numRuns: 50 * propertyFactor() },
    );
  });
});

describe('a minute whose only trade is taken back', () => {
  it('is taken out of what is stored, unless something trades in it after all', () => {
    const told = new Told(4_096);
    told.trade(100, START_US);
    const id = told.trade(110, START_US + MINUTE_US);
    told.trade(120, START_US + 2 * MINUTE_US);
    told.bars.takeUnstored();
    told.change(id, 0);
    const minutes = () => told.bars.takeUnstored().find(({ timeframe }) => timeframe === '1m');
    expect(minutes()).toMatchObject({ removedUs: [START_US + MINUTE_US] });
    expect(minutes()).toBeUndefined();
    const next = told.trade(130, START_US + 3 * MINUTE_US);
    told.change(next, 0);
    told.trade(140, START_US + 3 * MINUTE_US);
    expect(minutes()?.removedUs).toEqual([]);
  });

  it('is told as a past that has to be read anew', () => {
    const told = new Told(4_096);
    told.trade(100, START_US);
    const id = told.trade(110, START_US + MINUTE_US);
    told.trade(120, START_US + 2 * MINUTE_US);
    const { past } = told.bars.of('1m');
    const { version } = past.since(0);
    told.change(id, 111);
    expect(past.since(version)).toMatchObject({ fromUs: START_US + MINUTE_US, isRewritten: false });
    told.change(id, 0);
    expect(past.since(version)).toMatchObject({ isRewritten: true });
    expect(past.since(past.version).isRewritten).toBe(false);
  });
});

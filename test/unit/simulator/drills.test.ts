import { describe, expect, test } from 'vitest';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { US_PER_MS, US_PER_SECOND, timeUs } from '../../../engine/domain/time.ts';
import { GTC, LIMIT } from '../../../engine/matching/order-codes.ts';
import { TRADER_OWNER } from '../../../engine/ports.ts';
import type { MarketDrill } from '../../../engine/ports.ts';
import { CATALOGUE } from '../../../engine/simulator/catalogue.ts';
import { createSimulator } from '../../../engine/simulator/simulator.ts';
import { TradedMarket } from '../../support/house-market.ts';

const START_US = timeUs(1_767_366_000_000_000);
const ALL = Number.MAX_SAFE_INTEGER;
const AAPL = 0;

/** A market that a test plays in turns of `turnMs`, with drills at their second. */
class Drilled {
  readonly source = createSimulator({ seed: 7, instruments: CATALOGUE, startUs: START_US });
  readonly market = new TradedMarket(
    this.source.instruments,
    CATALOGUE.map((spec) => spec.startPriceTicks),
  );
  readonly turnUs: number;
  wallUs: number = START_US;

  constructor(turnMs = 20) {
    this.turnUs = turnMs * US_PER_MS;
  }

  run(seconds: number): number {
    let events = 0;
    const endUs = this.wallUs + seconds * US_PER_SECOND;
    while (this.wallUs < endUs) {
      events += this.source.advance(timeUs(this.wallUs), ALL, this.market, () => undefined);
      this.wallUs += this.turnUs;
    }
    return events;
  }

  drill(action: MarketDrill): void {
    this.source.drill?.(action, timeUs(this.wallUs));
  }

  get status() {
    return this.source.status(timeUs(this.wallUs));
  }

  middle(i = AAPL): number {
    return (this.market.bestBidTicks(i) + this.market.bestAskTicks(i)) / 2;
  }
}

describe('a disconnect drill', () => {
  test('stops all events for its time and goes on without making up for them', () => {
    const drilled = new Drilled();
    drilled.run(5);
    drilled.drill({ kind: 'drill_disconnect', seconds: 30 });
    // What was due before it still comes.
    drilled.run(0.02);
    const before = drilled.market.hash();
    expect(drilled.run(29.8)).toBe(0);
    expect(drilled.market.hash()).toBe(before);
    expect(drilled.status).toMatchObject({
      state: 'disconnected',
      drills: [{ kind: 'disconnect' }],
    });
    const after = drilled.run(10);
    expect(after).toBeGreaterThan(1_000);
    expect(after).toBeLessThan(4_000);
    expect(drilled.status).toMatchObject({ state: 'running', drills: [] });
  });

  test('ends no later when the clock is set back', () => {
    const drilled = new Drilled();
    drilled.run(1);
    drilled.drill({ kind: 'drill_disconnect', seconds: 10 });
    drilled.run(5);
    drilled.wallUs -= 3_600 * US_PER_SECOND;
    drilled.run(11);
    expect(drilled.status.state).toBe('running');
  });
});

describe('a fast tape drill', () => {
  test('makes as many times the events for its time, and no more after it', () => {
    const drilled = new Drilled();
    const usual = drilled.run(60);
    drilled.drill({ kind: 'drill_fast_tape', factor: 20, seconds: 30 });
    const fast = drilled.run(30);
    expect(fast / (usual / 2)).toBeGreaterThan(15);
    expect(fast / (usual / 2)).toBeLessThan(25);
    const after = drilled.run(60);
    expect(after / usual).toBeGreaterThan(0.6);
    expect(after / usual).toBeLessThan(1.6);
    expect(drilled.status.drills).toEqual([]);
  });

  test('keeps a speed that was chosen', () => {
    const drilled = new Drilled();
    drilled.source.control({ kind: 'speed', speed: 2 }, timeUs(drilled.wallUs));
    const usual = drilled.run(30);
    drilled.drill({ kind: 'drill_fast_tape', factor: 10, seconds: 5 });
    drilled.run(5);
    const after = drilled.run(30);
    expect(after / usual).toBeGreaterThan(0.6);
    expect(after / usual).toBeLessThan(1.6);
  });
});

describe('a gap drill', () => {
  test.each([
    [-300, 0.97],
    [300, 1.03],
  ])('of %i basis points moves the symbol at once and leaves the others', (basisPoints, share) => {
    const drilled = new Drilled();
    drilled.run(20);
    const [before, other] = [drilled.middle(), drilled.middle(1)];
    drilled.drill({ kind: 'drill_gap', symbol: 'AAPL', basisPoints });
    drilled.run(0.1);
    expect(drilled.middle() / before).toBeCloseTo(share, 3);
    expect(drilled.market.lastTradeTicks(AAPL) / before).toBeCloseTo(share, 3);
    expect(drilled.middle(1) / other).toBeCloseTo(1, 3);
    drilled.run(60);
    expect(Math.abs(drilled.middle() / before - share)).toBeLessThan(0.005);
  });

  test('of the whole market moves each instrument by its beta', () => {
    const drilled = new Drilled();
    drilled.run(5);
    const before = CATALOGUE.map((_, i) => drilled.middle(i));
    drilled.drill({ kind: 'drill_gap', symbol: null, basisPoints: -500 });
    drilled.run(0.1);
    CATALOGUE.forEach(({ marketBeta }, i) => {
      const moved = drilled.middle(i) / (before[i] ?? 1) - 1;
      expect(Math.abs(moved + 0.05 * marketBeta)).toBeLessThan(0.003);
    });
  });

  test("fills a trader's order in its way at the order's price", () => {
    const drilled = new Drilled();
    drilled.run(5);
    const engine = drilled.market.engine(AAPL);
    const price = engine.bestBidTicks() - 20_000;
    engine.submit(2 ** 40, TRADER_OWNER, BUY, LIMIT, GTC, false, price, 500, 0);
    drilled.drill({ kind: 'drill_gap', symbol: 'AAPL', basisPoints: -300 });
    drilled.run(0.1);
    const own = drilled.market.trades.filter(({ makerOwner }) => makerOwner === TRADER_OWNER);
    expect(own).toMatchObject([{ priceTicks: price, qtyLots: 500, taker: 'sell' }]);
    expect(engine.restingOrders(SELL)).toBeGreaterThan(100);
    engine.checkInvariants();
  });
});

describe('drills', () => {
  function played(turnMs: number, seconds: number): Drilled {
    const drilled = new Drilled(turnMs);
    drilled.run(10);
    drilled.drill({ kind: 'drill_fast_tape', factor: 10, seconds: 8 });
    drilled.run(2);
    drilled.drill({ kind: 'drill_gap', symbol: 'NVDA', basisPoints: -200 });
    drilled.run(2);
    drilled.drill({ kind: 'drill_disconnect', seconds: 5 });
    drilled.run(3);
    drilled.drill({ kind: 'drill_gap', symbol: null, basisPoints: 100 });
    drilled.run(seconds);
    drilled.source.advance(timeUs(drilled.wallUs), ALL, drilled.market, () => undefined);
    return drilled;
  }

  test('at the same times give the same market for the same seed, however often it advances', () => {
    const hashes = [20, 20, 10].map((turnMs) => played(turnMs, 20).market.hash());
    expect(hashes[1]).toBe(hashes[0]);
    expect(hashes[2]).toBe(hashes[0]);
  });

  test('end at once when asked to', () => {
    const drilled = played(20, 1);
    drilled.drill({ kind: 'drill_end' });
    expect(drilled.run(10)).toBeGreaterThan(1_000);
    expect(drilled.status).toMatchObject({ state: 'running', drills: [] });
  });
});

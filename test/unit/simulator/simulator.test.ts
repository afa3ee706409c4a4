import { describe, expect, test, vi } from 'vitest';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { US_PER_MS, US_PER_SECOND, timeUs } from '../../../engine/domain/time.ts';
import { GTC, LIMIT, MARKET, IOC } from '../../../engine/matching/order-codes.ts';
import { TRADER_OWNER } from '../../../engine/ports.ts';
import type { MarketSource } from '../../../engine/ports.ts';
import { CATALOGUE } from '../../../engine/simulator/catalogue.ts';
import { ROSTER_MAX } from '../../../engine/simulator/roster.ts';
import { createSimulator } from '../../../engine/simulator/simulator.ts';
import type { SimulatorOptions } from '../../../engine/simulator/simulator.ts';
import { TradedMarket } from '../../support/house-market.ts';

const START_US = timeUs(1_767_366_000_000_000);
const TURN_US = 20 * US_PER_MS;
const ALL = Number.MAX_SAFE_INTEGER;

interface Running {
  readonly source: MarketSource;
  readonly market: TradedMarket;
  /** Lets wall time pass in loop turns and returns the events applied. */
  run(seconds: number, eachTurn?: () => void): number;
  wallUs(): number;
  sleep(seconds: number): void;
}

function start(options: Partial<SimulatorOptions> = {}): Running {
  const source = createSimulator({
    seed: 1,
    instruments: CATALOGUE,
    startUs: START_US,
    ...options,
  });
  const near = CATALOGUE.map((spec) => spec.startPriceTicks);
  const market = new TradedMarket(source.instruments, near);
  let wallUs: number = START_US;
  return {
    source,
    market,
    wallUs: () => wallUs,
    sleep: (seconds) => {
      wallUs += seconds * US_PER_SECOND;
    },
    run: (seconds, eachTurn = () => undefined) => {
      let events = 0;
      for (const endUs = wallUs + seconds * US_PER_SECOND; wallUs < endUs; wallUs += TURN_US) {
        events += source.advance(timeUs(wallUs), ALL, market, () => undefined);
        eachTurn();
      }
      return events;
    },
  };
}

describe('the simulated market', () => {
  test('is the same for the same seed and another for another', () => {
    const hashes = [1, 1, 2].map((seed) => {
      const running = start({ seed });
      running.run(60);
      return running.market.hash();
    });
    expect(hashes[0]).toBe(hashes[1]);
    expect(hashes[2]).not.toBe(hashes[0]);
  });

  test('does not depend on how often it is asked to advance', () => {
    const often = start();
    often.run(10);
    const seldom = start();
    for (let second = 0; second <= 10; second += 1) {
      const wallUs = timeUs(START_US + second * US_PER_SECOND - (second === 10 ? TURN_US : 0));
      seldom.source.advance(wallUs, ALL, seldom.market, () => undefined);
    }
    expect(seldom.market.hash()).toBe(often.market.hash());
  });

  test('opens every book around the start price, or the last price that is known', () => {
    const running = start({ startPrices: new Map([['AAPL', 3_000_000]]) });
    running.source.advance(START_US, 0, running.market, () => undefined);
    CATALOGUE.forEach((spec, i) => {
      const price = i === 0 ? 3_000_000 : spec.startPriceTicks;
      const middle = (running.market.bestBidTicks(i) + running.market.bestAskTicks(i)) / 2;
      expect(Math.abs(middle - price)).toBeLessThanOrEqual(spec.spreadSteps * 100);
      expect(running.market.engine(i).restingLevels(BUY)).toBeGreaterThan(40);
    });
  });

  test('never has an empty or crossed book, and bounds what rests', () => {
    const running = start({ pace: 5 });
    running.run(60, () => {
      for (let i = 0; i < CATALOGUE.length; i += 1) {
        const bid = running.market.bestBidTicks(i);
        expect(bid).toBeGreaterThan(0);
        expect(running.market.bestAskTicks(i)).toBeGreaterThan(bid);
      }
    });
    for (let i = 0; i < CATALOGUE.length; i += 1) {
      running.market.engine(i).checkInvariants();
      expect(running.market.restingOrders(i, BUY)).toBeLessThanOrEqual(ROSTER_MAX);
      expect(running.market.restingOrders(i, SELL)).toBeLessThanOrEqual(ROSTER_MAX);
    }
  });

  test('trades by takers only: quotes are placed and moved so that they rest', () => {
    const running = start();
    const { market } = running;
    const tradedBy = { limit: 0, replace: 0 };
    for (const name of ['limit', 'replace'] as const) {
      const call: (...args: never[]) => unknown = market[name].bind(market);
      vi.spyOn(market, name).mockImplementation((...args: unknown[]) => {
        const before = market.trades.length;
        // The arguments are those that the spied method was called with.
        const result = call(...(args as never[]));
        tradedBy[name] += market.trades.length - before;
        return result as never;
      });
    }
    running.run(60);
    expect(market.trades.length).toBeGreaterThan(100);
    expect(tradedBy).toEqual({ limit: 0, replace: 0 });
  });

  test('makes about 150 to 300 events a second, active names more', () => {
    const events = start().run(300);
    expect(events / 300).toBeGreaterThan(150);
    expect(events / 300).toBeLessThan(300);
  });

  test('gives event times that never go back nor beyond now', () => {
    const { source, market } = start();
    let lastUs = 0;
    for (let turn = 0; turn < 500; turn += 1) {
      const wallUs = timeUs(START_US + turn * TURN_US);
      source.advance(wallUs, ALL, market, (us) => {
        expect(us).toBeGreaterThanOrEqual(lastUs);
        expect(us).toBeLessThanOrEqual(wallUs);
        lastUs = us;
      });
      if (turn === 100) source.control({ kind: 'speed', speed: 0.25 }, wallUs);
      if (turn === 200) source.control({ kind: 'speed', speed: 20 }, wallUs);
    }
  });
});

describe('a trader in the simulated market', () => {
  test('is filled by the others when the order rests at the best price', () => {
    const running = start();
    running.run(1);
    const engine = running.market.engine(0);
    const bid = engine.bestBidTicks();
    engine.submit(2 ** 40, TRADER_OWNER, BUY, LIMIT, GTC, false, bid, 100, 0);
    running.run(300);
    const own = running.market.trades.filter((trade) => trade.makerOwner === TRADER_OWNER);
    expect(own.reduce((sum, trade) => sum + trade.qtyLots, 0)).toBe(100);
    expect(own.every((trade) => trade.priceTicks === bid && trade.taker === 'sell')).toBe(true);
  });

  test('who buys the whole book finds it offered again', () => {
    const running = start();
    running.run(1);
    const engine = running.market.engine(0);
    engine.submit(2 ** 40, TRADER_OWNER, BUY, MARKET, IOC, false, 0, 10_000_000, 0);
    expect(engine.bestAskTicks()).toBe(0);
    running.run(30);
    expect(engine.restingOrders(SELL)).toBeGreaterThan(20);
    expect(engine.bestAskTicks() - engine.bestBidTicks()).toBeLessThan(2_000);
  });
});

describe('steering the simulated market', () => {
  test('stops at pause, takes single steps, and goes on without catching up', () => {
    const running = start();
    running.run(5);
    running.source.control({ kind: 'pause' }, timeUs(running.wallUs()));
    expect(running.run(60)).toBe(0);
    running.source.control({ kind: 'step', events: 7 }, timeUs(running.wallUs()));
    expect(running.run(1)).toBe(7);
    expect(running.source.status(timeUs(running.wallUs())).state).toBe('paused');
    running.source.control({ kind: 'resume' }, timeUs(running.wallUs()));
    expect(
      running.source.advance(timeUs(running.wallUs()), ALL, running.market, () => undefined),
    ).toBeLessThan(100);
    expect(running.run(60)).toBeGreaterThan(1_000);
  });

  test('makes events as many times as fast as asked', () => {
    const running = start();
    const slow = running.run(100);
    running.source.control({ kind: 'speed', speed: 10 }, timeUs(running.wallUs()));
    const fast = running.run(100);
    expect(fast / slow).toBeGreaterThan(7);
    expect(fast / slow).toBeLessThan(13);
  });

  test('does not make up for hours in which the computer slept', () => {
    const running = start();
    running.run(5);
    running.sleep(8 * 3_600);
    const events = running.source.advance(
      timeUs(running.wallUs()),
      ALL,
      running.market,
      () => undefined,
    );
    expect(events).toBeLessThan(2_000);
    expect(running.run(60)).toBeGreaterThan(3_000);
  });

  test('goes on when the clock was set back', () => {
    const running = start();
    running.run(5);
    running.sleep(-3_600);
    expect(running.run(60)).toBeGreaterThan(3_000);
  });
});

/** Sums of money, shares of positions and reversals against the plainest way to work them out. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alwaysOpenCalendar } from '../../../engine/calendar/calendars.ts';
import type { TradingCore } from '../../../engine/core.ts';
import { cryptoPair } from '../../../engine/domain/instrument.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import type { Side } from '../../../engine/domain/side.ts';
import { propertyFactor } from '../../support/property-runs.ts';
import { StoreModel } from '../../support/store-model.ts';
import { AAPL, CENT, HUNDRED, openCore, orderOf } from '../../support/test-core.ts';

const COIN = cryptoPair('BTC/USD', 'Bitcoin', 100);
const DOLLAR = 100;
const COIN_PRICE = 90_000 * DOLLAR;
const LEVELS = 5;

interface World {
  readonly core: TradingCore;
  readonly store: StoreModel;
}

function openWorld(store: StoreModel = new StoreModel()): World {
  const core = openCore(store, {
    instruments: [AAPL, COIN],
    calendarOf: ({ zone }) => alwaysOpenCalendar(zone),
    startPrices: new Map([
      ['AAPL', HUNDRED],
      ['BTC/USD', COIN_PRICE],
    ]),
  });
  return { core, store };
}

/** A few levels on both sides of both markets, as thick as it comes. */
function quote({ core }: World, lots: readonly number[]): void {
  lots.forEach((size, n) => {
    const away = 1 + (n % LEVELS);
    for (const [i, near, step] of [
      [0, HUNDRED, CENT],
      [1, COIN_PRICE, DOLLAR],
    ] as const) {
      core.house.limit(i, BUY, near - away * step, size);
      core.house.limit(i, SELL, near + away * step, size);
    }
  });
}

const heldOf = ({ core }: World, symbol: string): number =>
  core.snapshot().positions.find((one) => one.symbol === symbol)?.qtyLots ?? 0;

function trade({ core }: World, id: string, symbol: string, signedLots: number): void {
  const side: Side = signedLots > 0 ? 'buy' : 'sell';
  const terms = { clientOrderId: id, symbol, side, orderType: 'market' } as const;
  core.submit(orderOf({ ...terms, qtyLots: Math.abs(signedLots) }), 'test');
}

/** Lots that a sum buys, taken one by one from what is offered; at the best bid when it sells. */
function naiveLots({ core }: World, i: number, side: Side, sumMicros: number): number {
  const market = core.exchange.at(i);
  const { tickValueMicros } = market.instrument;
  if (side === 'sell') {
    const bid = market.matching.bestBidTicks();
    return bid === 0 ? 0 : Math.floor(sumMicros / (bid * tickValueMicros));
  }
  let left = sumMicros;
  let lots = 0;
  for (const level of market.depth(SELL, 200)) {
    for (let lot = 0; lot < level.qtyLots; lot += 1) {
      if (left < level.priceTicks * tickValueMicros) return lots;
      left -= level.priceTicks * tickValueMicros;
      lots += 1;
    }
  }
  return lots;
}

/** A share of a whole in exact arithmetic, half up, at least one. */
function naiveShare(lots: number, basisPoints: number): number {
  const share = Number((BigInt(lots) * BigInt(basisPoints) * 2n + 10_000n) / 20_000n);
  return Math.max(1, share);
}

const sizes = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 10 });
const symbol = fc.constantFrom('AAPL', 'BTC/USD');
const signed = fc.integer({ min: -500, max: 500 }).filter((lots) => lots !== 0);
const numRuns = 300 * propertyFactor();

describe('sizes', () => {
  test('a sum of money becomes all the lots it pays for and never costs more', () => {
    const sum = fc.integer({ min: 1, max: 100_000_000_000 });
    const side = fc.constantFrom('buy' as const, 'sell' as const);
    fc.assert(
      fc.property(sizes, symbol, side, sum, (lots, of, way, notionalMicros) => {
        const world = openWorld();
        quote(world, lots);
        const i = of === 'AAPL' ? 0 : 1;
        const expected = naiveLots(world, i, way, notionalMicros);
        const outcome = world.core.submit(
          orderOf({ symbol: of, side: way, orderType: 'market', qtyLots: null, notionalMicros }),
          'test',
        );
        if (!outcome.ok) {
          if (expected > 0) expect(outcome.refusal.code).toMatch(/^risk\./);
          else expect(outcome.refusal.code).toBe('book.notional_too_small');
          return;
        }
        const { qtyLots, cumQtyLots, cumTickLots } = outcome.order;
        expect(qtyLots).toBe(expected);
        if (way === 'buy') expect(cumQtyLots).toBe(expected);
        const { tickValueMicros } = world.core.exchange.at(i).instrument;
        expect(cumTickLots * tickValueMicros).toBeLessThanOrEqual(notionalMicros);
      }),
      { numRuns },
    );
  });

  test('a share closes what it comes to, once, however often it is sent and after a restart', () => {
    const basisPoints = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(sizes, symbol, signed, basisPoints, (lots, of, start, share) => {
        const world = openWorld();
        quote(world, lots);
        trade(world, 'open', of, start);
        const before = heldOf(world, of);
        const request = { clientOrderId: 'c', symbol: of, qtyLots: null, cancelOrders: false };
        const close = { ...request, basisPoints: share };
        const result = world.core.desk.close(close, 'test');
        if (before === 0) {
          expect(result).toMatchObject({ code: 'book.no_position' });
          return;
        }
        if ('code' in result) throw new Error(result.code);
        const { order } = result;
        expect(order.qtyLots).toBe(naiveShare(Math.abs(before), share));
        expect(heldOf(world, of)).toBe(before - Math.sign(before) * order.cumQtyLots);
        world.store.fold(world.core.takeEvents());
        const again = openWorld(world.store);
        expect(again.core.desk.close(close, 'test')).toEqual({ ...result, duplicate: true });
        expect(again.core.takeEvents()).toEqual([]);
      }),
      { numRuns },
    );
  });

  test('a reversal turns a position round or says what it left, once', () => {
    fc.assert(
      fc.property(sizes, symbol, signed, fc.boolean(), (lots, of, start, isLimited) => {
        const world = openWorld();
        quote(world, lots);
        trade(world, 'open', of, start);
        const before = heldOf(world, of);
        if (before === 0) return;
        const { core } = world;
        if (isLimited) core.setLimits({ ...core.limits, orderValueMicrosMax: 1 });
        const request = { clientOrderId: 'r', symbol: of, cancelOrders: true };
        const result = core.desk.reverse(request, 'test');
        if ('code' in result) throw new Error(result.code);
        const { closing, opening } = result;
        const closed = Math.sign(before) * closing.cumQtyLots;
        const opened = Math.sign(before) * (opening?.cumQtyLots ?? 0);
        expect(heldOf(world, of)).toBe(before - closed - opened);
        expect(opening === null).toBe(closing.status !== 'filled');
        if (isLimited && opening !== null) expect(opening.status).toBe('rejected');
        if (opening?.status === 'filled') expect(heldOf(world, of)).toBe(-before);
        world.store.fold(core.takeEvents());
        const again = openWorld(world.store);
        expect(again.core.desk.reverse(request, 'test')).toMatchObject({
          duplicate: true,
          opening,
        });
        expect(again.core.takeEvents()).toEqual([]);
      }),
      { numRuns },
    );
  });
});

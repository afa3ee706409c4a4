/** Wash sales against a walk share by share that sees all fills at once. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { taxGainMicros } from '../../../engine/portfolio/tax-lot.ts';
import { naiveWashSales } from '../../support/naive-wash-sales.ts';
import type { ShareFill } from '../../support/naive-wash-sales.ts';
import { propertyFactor } from '../../support/property-runs.ts';
import { gatheredLots, taxed } from '../../support/taxed-fills.ts';

const NUM_RUNS = 400 * propertyFactor();

/** Small quantities and few prices, so that lots are cut, replaced and replaced again. */
const fills: fc.Arbitrary<ShareFill[]> = fc
  .array(
    fc.record({
      side: fc.constantFrom('buy' as const, 'sell' as const),
      qty: fc.integer({ min: 1, max: 7 }),
      priceMicros: fc.integer({ min: 1, max: 9 }),
      feeMicros: fc.constantFrom(0, 0, 1),
      // Mostly within the window, at times just at its edge or beyond.
      daysLater: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.constantFrom(0, 29, 30, 31)),
      // Of an order of its own, or of one that has filled before, at times with others in between.
      orderBack: fc.constantFrom(0, 0, 0, 1, 2),
    }),
    { maxLength: 40 },
  )
  .map((drafts) => {
    let day = 20_000;
    const orders = [1];
    return drafts.map(({ daysLater, orderBack, ...draft }, i) => {
      day += daysLater;
      const orderId = orderBack === 0 ? i + 2 : (orders.at(-orderBack) ?? 1);
      orders.push(orderId);
      return { ...draft, id: i + 1, orderId, day };
    });
  });

test('lots, basis, holding period and disallowed losses are those of the walk share by share', () => {
  fc.assert(
    fc.property(fills, (some) => {
      const naive = naiveWashSales(some);
      const { lots, carriedOpen } = taxed(some);
      expect(gatheredLots(lots)).toEqual(naive.lots);
      expect(carriedOpen).toBe(naive.carriedOpen);
    }),
    { numRuns: NUM_RUNS },
  );
});

test('a position of thousands of lots is taken down as a small one is', () => {
  // Up by two thousand shares and down again, a day every ten fills; on the way down few sales lose, so
  // that purchases lie free until a loss finds them.
  const long: ShareFill[] = Array.from({ length: 4_200 }, (_, i) => ({
    id: i + 1,
    orderId: i + 1,
    side: i < 2_200 || (i % 5 === 0 && i < 3_500) ? 'buy' : 'sell',
    qty: 1,
    priceMicros: i < 2_200 ? 50 + ((i * 37) % 31) : i % 9 === 0 ? 40 : 90,
    feeMicros: 0,
    day: 20_000 + Math.floor(i / 10),
  }));
  const naive = naiveWashSales(long);
  const { lots, carriedOpen } = taxed(long);
  expect(gatheredLots(lots)).toEqual(naive.lots);
  expect(carriedOpen).toBe(naive.carriedOpen);
});

test('no money comes or goes: what is disallowed is in the gains of later lots or in open shares', () => {
  fc.assert(
    fc.property(fills, (some) => {
      const { lots, carriedOpen, madeMicros } = taxed(some);
      const gain = lots.reduce((sum, lot) => sum + taxGainMicros(lot), 0);
      expect(gain).toBe(madeMicros + carriedOpen);
      const order = lots.map(({ closeExecutionId }) => closeExecutionId);
      expect(order).toEqual([...order].sort((a, b) => a - b));
    }),
    { numRuns: NUM_RUNS },
  );
});

test('what is no security has no wash sales', () => {
  fc.assert(
    fc.property(fills, (some) => {
      const { lots, carriedOpen, madeMicros } = taxed(some, false);
      expect(lots.every(({ disallowedMicros }) => disallowedMicros === 0)).toBe(true);
      expect(carriedOpen).toBe(0);
      expect(lots.reduce((sum, lot) => sum + taxGainMicros(lot), 0)).toBe(madeMicros);
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { usEquity } from '../../../engine/domain/instrument.ts';
import { moneyMicros } from '../../../engine/domain/price.ts';
import { ADJUSTMENT_TAG, adjustingFills } from '../../../engine/remote/adjustments.ts';
import { propertyFactor } from '../../support/property-runs.ts';
import { ReferencePosition } from '../../support/reference-position.ts';

const AAPL = usEquity('AAPL', 'Apple Inc.');
const EXCHANGE = {
  market: (symbol: string) => (symbol === 'AAPL' ? { instrument: AAPL } : undefined),
} as unknown as Parameters<typeof adjustingFills>[2]; // Units are all that is asked of it.

const fillOf = (qtyLots: number, priceTicks: number) => ({
  side: qtyLots > 0 ? ('buy' as const) : ('sell' as const),
  lastQtyLots: Math.abs(qtyLots),
  lastPriceTicks: priceTicks,
  feeMicros: 0,
  tradeDate: '2026-03-04',
  executedUs: 0 as never,
});

const lots = fc.integer({ min: -500, max: 500 });
const ticks = fc.integer({ min: 1_000_000, max: 1_500_000 });

/** Result of all fills: what was moved and what is held at its cost. */
function realised({ movedMicros, qtyLots, costMicros }: ReferencePosition): bigint {
  return movedMicros + (qtyLots < 0n ? -costMicros : costMicros);
}

test('adjustments lead to the quantity of the venue, near its average, and make no result up', () => {
  fc.assert(
    fc.property(lots, ticks, lots, ticks, (held, price, wanted, average) => {
      const position = new ReferencePosition(AAPL);
      if (held !== 0) position.fill(fillOf(held, price));
      const own = {
        symbol: 'AAPL',
        qtyLots: held,
        costMicros: moneyMicros(Number(position.costMicros)),
      };
      const before = realised(position);
      const there = wanted === 0 ? [] : [{ symbol: 'AAPL', qtyLots: wanted, priceTicks: average }];
      const fills = adjustingFills(held === 0 ? [] : [own], there, EXCHANGE, 'adjust-1');
      for (const one of fills) {
        expect(one.tag).toBe(ADJUSTMENT_TAG);
        position.fill(fillOf(one.qtyLots, one.priceTicks));
      }
      expect(position.qtyLots).toBe(BigInt(wanted));
      expect(new Set(fills.map(({ clientOrderId }) => clientOrderId)).size).toBe(fills.length);
      expect(realised(position)).toBe(before);
      const grows = Math.abs(wanted) > Math.abs(held) || Math.sign(wanted) !== Math.sign(held);
      const costTicks = Number(position.costMicros) / AAPL.tickValueMicros;
      // Half a tick on each lot of what was bought, unless no price could give that average.
      const wantedTicks = average * Math.abs(wanted);
      if (grows && wantedTicks > price * Math.abs(held)) {
        expect(Math.abs(costTicks - wantedTicks)).toBeLessThanOrEqual(500);
      }
    }),
    { numRuns: 200 * propertyFactor() },
  );
});

test('what a split adds is booked for next to nothing, so that the average is the venue’s', () => {
  const own = { symbol: 'AAPL', qtyLots: 100, costMicros: moneyMicros(20_000_000_000) };
  const there = [{ symbol: 'AAPL', qtyLots: 200, priceTicks: 1_000_000 }];
  const [fill, ...others] = adjustingFills([own], there, EXCHANGE, 'adjust-1');
  expect(others).toEqual([]);
  expect(fill).toMatchObject({ qtyLots: 100, priceTicks: 1 });
});

test('what is not followed is left alone', () => {
  const there = [{ symbol: 'ZZZ', qtyLots: 5, priceTicks: 10 }];
  expect(adjustingFills([], there, EXCHANGE, 'adjust-1')).toEqual([]);
});

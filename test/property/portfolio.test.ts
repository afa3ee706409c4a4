/** The fold of fills against exact fractions. Source: product.md 5. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eminiFuture, usEquity } from '../../engine/domain/instrument.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import type { Position } from '../../engine/domain/order.ts';
import { timeUs } from '../../engine/domain/time.ts';
import { Account } from '../../engine/portfolio/account.ts';
import { flatPosition, foldFill } from '../../engine/portfolio/position-fold.ts';
import type { PositionFill } from '../../engine/portfolio/position-fold.ts';
import { propertyFactor } from '../support/property-runs.ts';
import { ReferencePosition } from '../support/reference-position.ts';

const EQUITY = usEquity('AAPL', 'Apple Inc.');
const FUTURE = eminiFuture('ESH4', 'E-mini S&P 500');
const NOW = timeUs(0);
const NUM_RUNS = 300 * propertyFactor();

/** Of a longest sequence all on one side, the money stays a safe integer: orders beyond are refused. */
const fills = (lotsMax: number, ticksMax: number): fc.Arbitrary<PositionFill[]> =>
  fc.array(
    fc.record({
      side: fc.constantFrom('buy' as const, 'sell' as const),
      // Small ones so that positions close exactly and turn, large ones so that products are wide.
      lastQtyLots: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: lotsMax })),
      lastPriceTicks: fc.integer({ min: 1, max: ticksMax }),
      feeMicros: fc.integer({ min: -1_000, max: 1_000_000 }),
      tradeDate: fc.constantFrom('2026-03-11', '2026-03-12'),
      executedUs: fc.constant(NOW),
    }),
    { maxLength: 120 },
  );

function fold(instrument: Instrument, some: readonly PositionFill[]): Position {
  let position = flatPosition(instrument.symbol, '2026-03-11', NOW);
  for (const fill of some) position = foldFill(instrument, position, fill, 0).position;
  return position;
}

describe.each([
  ['an equity', EQUITY, fills(300_000, 2_000_000)],
  ['a future', FUTURE, fills(500, 10_000)],
])('a position of %s', (_, instrument, sequences) => {
  test('keeps all money to the micro: realised less open cost is what has moved', () => {
    fc.assert(
      fc.property(sequences, (some) => {
        const exact = new ReferencePosition(instrument);
        for (const fill of some) exact.fill(fill);
        const { qtyLots, costMicros, realisedMicros, feesMicros } = fold(instrument, some);
        const open = BigInt(qtyLots >= 0 ? costMicros : -costMicros);
        expect(BigInt(qtyLots)).toBe(exact.qtyLots);
        expect(BigInt(realisedMicros) - open).toBe(exact.movedMicros);
        expect(BigInt(feesMicros)).toBe(exact.fees);
      }),
      { numRuns: NUM_RUNS },
    );
  });

  test('has the average price of exact fractions, a micro a reduction apart at most', () => {
    fc.assert(
      fc.property(sequences, (some) => {
        const exact = new ReferencePosition(instrument);
        for (const fill of some) exact.fill(fill);
        const { costMicros } = fold(instrument, some);
        const apart = Number(BigInt(costMicros) - exact.costMicros);
        expect(Math.abs(apart)).toBeLessThanOrEqual(some.length);
      }),
      { numRuns: NUM_RUNS },
    );
  });

  test('costs nothing when it is flat', () => {
    fc.assert(
      fc.property(sequences, (some) => {
        const held = fold(instrument, some);
        const lastQtyLots = Math.abs(held.qtyLots);
        const close: PositionFill = {
          side: held.qtyLots > 0 ? 'sell' : 'buy',
          lastQtyLots,
          lastPriceTicks: 7,
          feeMicros: 0,
          tradeDate: '2026-03-12',
          executedUs: NOW,
        };
        const flat = lastQtyLots === 0 ? held : foldFill(instrument, held, close, 0).position;
        expect(flat).toMatchObject({ qtyLots: 0, costMicros: 0 });
      }),
      { numRuns: NUM_RUNS },
    );
  });

  test('realises in fills what it says it has realised, and of the day what fell on the day', () => {
    fc.assert(
      fc.property(sequences, (some) => {
        const inOrder = some.toSorted((a, b) => a.tradeDate.localeCompare(b.tradeDate));
        let position = flatPosition(instrument.symbol, '2026-03-11', NOW);
        const byDay = new Map<string, number>();
        for (const fill of inOrder) {
          const folded = foldFill(instrument, position, fill, 0);
          position = folded.position;
          const before = byDay.get(fill.tradeDate) ?? 0;
          byDay.set(fill.tradeDate, before + folded.realisedMicros);
          expect(position.tradeDate).toBe(fill.tradeDate);
          expect(position.dayRealisedMicros).toBe(byDay.get(fill.tradeDate));
        }
        const sum = [...byDay.values()].reduce((total, one) => total + one, 0);
        expect(position.realisedMicros).toBe(sum);
      }),
      { numRuns: NUM_RUNS },
    );
  });
});

describe('cash', () => {
  test('of an equity moves by what it costs, of a future by what it realises, less fees', () => {
    fc.assert(
      fc.property(fills(1_000, 100_000), fills(100, 40_000), (stocks, futures) => {
        const account = new Account(0, [], []);
        let id = 0;
        const stock = new ReferencePosition(EQUITY);
        for (const fill of stocks) {
          account.applyFill(EQUITY, fill, (id += 1));
          stock.fill(fill);
        }
        expect(BigInt(account.cashMicros)).toBe(stock.movedMicros - stock.fees);
        const before = account.cashMicros;
        let realised = 0;
        let fees = 0;
        for (const fill of futures) {
          realised += account.applyFill(FUTURE, fill, (id += 1)).realisedMicros;
          fees += fill.feeMicros;
        }
        expect(account.cashMicros - before).toBe(realised - fees);
      }),
      { numRuns: NUM_RUNS },
    );
  });

  test('and positions never come to more than twice what has traded', () => {
    fc.assert(
      fc.property(fills(600_000, 1_000_000), (some) => {
        const account = new Account(0, [], []);
        let id = 0;
        let traded = 0;
        for (const fill of some) {
          account.applyFill(EQUITY, { ...fill, feeMicros: 0 }, (id += 1));
          traded += fill.lastQtyLots * fill.lastPriceTicks * EQUITY.tickValueMicros;
          expect(account.sizeMicros).toBeLessThanOrEqual(2 * traded);
        }
        const positions = account.positions();
        expect(new Account(account.cashMicros, positions, account.lots()).sizeMicros).toBe(
          account.sizeMicros,
        );
      }),
      { numRuns: NUM_RUNS },
    );
  });
});

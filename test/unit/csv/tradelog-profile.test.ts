import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Row } from '../../../engine/csv/csv-export.ts';
import { tradelogProfile } from '../../../engine/csv/tradelog-profile.ts';
import { parseDecimal } from '../../../engine/domain/decimal.ts';
import type { Fill } from '../../../engine/domain/order.ts';
import { EVERYTHING, rowTerms } from '../../support/export-selection.ts';
import { AAPL, fillWith } from '../../support/sample-fill.ts';

const AT = '2026-03-04T15:02:11.004Z';

function profile(selection = EVERYTHING) {
  return tradelogProfile(rowTerms([AAPL], selection));
}

/** Buy or sell, long or short, shares. */
function kinds(rows: readonly Row[]): string[] {
  return rows.map(([, , side, kind, , shares]) => `${side ?? ''} ${kind ?? ''} ${shares ?? ''}`);
}

function trade(id: number, signedQty: number, feeMicros = 0): Fill {
  const side = signedQty > 0 ? 'buy' : 'sell';
  return fillWith({ id, side, qty: Math.abs(signedQty), ticks: 1_870_000, at: AT, feeMicros });
}

test('opening and closing a long position are L, a short one S', () => {
  expect(
    kinds(profile().rows([trade(1, 100), trade(2, -100), trade(3, -50), trade(4, 50)])),
  ).toEqual(['Buy L 100', 'Sell L 100', 'Sell S 50', 'Buy S 50']);
});

test('a fill through zero is what it closes and then what it opens', () => {
  const rows = profile().rows([trade(1, 100), trade(2, -150, 1_000_001)]);
  expect(kinds(rows)).toEqual(['Buy L 100', 'Sell L 100', 'Sell S 50']);
  expect(rows.slice(1).map((row) => row.slice(7))).toEqual([
    ['0.666667', '18699.333333'],
    ['0.333334', '9349.666666'],
  ]);
});

test('what was held before the period decides, though it has no row', () => {
  const later = { ...trade(2, -100), executedUs: trade(2, -1).executedUs };
  const before = fillWith({ id: 1, side: 'buy', qty: 100, ticks: 1, at: '2026-01-05T15:00:00Z' });
  const selection = { ...EVERYTHING, fromUs: later.executedUs };
  expect(kinds(profile(selection).rows([before, later]))).toEqual(['Sell L 100']);
});

test('date and time are those of the exchange, summer and winter', () => {
  const at = (iso: string): Row =>
    profile().rows([fillWith({ id: 1, side: 'buy', qty: 1, ticks: 1, at: iso })])[0] ?? [];
  expect(at('2026-01-05T03:30:15.999Z').slice(0, 2)).toEqual(['01/04/2026', '22:30:15']);
  expect(at('2026-07-06T13:30:00.000Z').slice(0, 2)).toEqual(['07/06/2026', '09:30:00']);
});

test('rows sum to the fills, whatever is traded', () => {
  const signed = fc.integer({ min: -300, max: 300 }).filter((qty) => qty !== 0);
  const fee = fc.integer({ min: -1_000, max: 5_000_000 });
  fc.assert(
    fc.property(fc.array(fc.tuple(signed, fee), { minLength: 1, maxLength: 60 }), (trades) => {
      const fills = trades.map(([qty, feeMicros], i) => trade(i + 1, qty, feeMicros));
      const maker = profile();
      let held = 0;
      for (const [i, fill] of fills.entries()) {
        const rows = maker.rows([fill]);
        const [qty = 0] = trades[i] ?? [];
        const turns = held !== 0 && held + qty !== 0 && Math.sign(held + qty) !== Math.sign(held);
        expect(rows).toHaveLength(turns ? 2 : 1);
        held += qty;
        const sum = (column: number, decimals: number): number =>
          rows.reduce((total, row) => total + signedOf(row[column] ?? '', decimals), 0);
        expect(sum(5, 0)).toBe(fill.lastQtyLots);
        expect(sum(7, 6)).toBe(fill.feeMicros);
        const sign = fill.side === 'buy' ? 1 : -1;
        expect(sum(8, 6)).toBe(fill.grossMicros + sign * fill.feeMicros);
      }
      const cash = fills.reduce(
        (sum, { side, grossMicros, feeMicros }) =>
          sum + (side === 'buy' ? -grossMicros : grossMicros) - feeMicros,
        0,
      );
      expect(maker.totals().net).toBe(String(cash));
    }),
  );
});

function signedOf(text: string, decimals: number): number {
  const size = Number(parseDecimal(text.replace('-', ''), decimals, 'column'));
  return text.startsWith('-') ? -size : size;
}

import { expect, test } from 'vitest';
import type { ExportSelection } from '../../../engine/contract/exports.ts';
import { ROUND_TRIPS_COLUMNS, roundTripsProfile } from '../../../engine/csv/round-trips-profile.ts';
import type { Fill } from '../../../engine/domain/order.ts';
import type { PriceRanges } from '../../../engine/portfolio/open-trip.ts';
import { rowTerms } from '../../support/export-selection.ts';
import { AAPL, fillWith } from '../../support/sample-fill.ts';

const LONG = [
  fillWith({
    id: 1,
    side: 'buy',
    qty: 100,
    ticks: 1_000_000,
    at: '2026-03-04T15:00:00.250Z',
    tag: 'gap',
  }),
  fillWith({
    id: 2,
    side: 'sell',
    qty: 100,
    ticks: 1_010_000,
    at: '2026-03-04T15:10:00Z',
    tag: 'fade',
  }),
];
const SHORT = [
  fillWith({ id: 3, side: 'sell', qty: 30, ticks: 1_010_000, at: '2026-03-04T16:00:00Z' }),
  fillWith({ id: 4, side: 'buy', qty: 30, ticks: 1_020_000, at: '2026-03-04T16:00:01Z' }),
];

function rowsOf(
  fills: readonly Fill[],
  selection: Partial<ExportSelection> = {},
  ranges: PriceRanges | null = null,
): Record<string, string>[] {
  const maker = roundTripsProfile(rowTerms([AAPL], selection), ranges);
  return [...maker.rows(fills), ...maker.rest()].map((cells) =>
    Object.fromEntries(ROUND_TRIPS_COLUMNS.map((column, i) => [column, cells[i] ?? ''])),
  );
}

test('a trip is told by entry, exit, time held and what it made', () => {
  expect(rowsOf(LONG)).toMatchObject([
    {
      trip_id: 'local-AAPL-1',
      side: 'long',
      hold_seconds: '599.750',
      qty: '100',
      entry_price: '100.000000',
      exit_price: '101.000000',
      mae: '0.00',
      mfe: '100.00',
      gross: '100.00',
      net: '100.00',
      tag: 'gap',
      tags: 'gap|fade',
    },
  ]);
});

test('excursions see what the market did between the fills', () => {
  const ranges: PriceRanges = () => ({ lowTicks: 970_000, highTicks: 1_050_000 });
  expect(rowsOf(LONG, {}, ranges)).toMatchObject([{ mae: '-300.00', mfe: '500.00' }]);
});

test('an open position has no row', () => {
  expect(rowsOf(LONG.slice(0, 1))).toEqual([]);
});

test('side chooses by the entry, tag by the first order, the period by the exit', () => {
  const all = [...LONG, ...SHORT];
  const ids = (selection: Partial<ExportSelection>): (string | undefined)[] =>
    rowsOf(all, selection).map((row) => row['trip_id']);
  expect(ids({})).toEqual(['local-AAPL-1', 'local-AAPL-2']);
  expect(ids({ side: 'sell' })).toEqual(['local-AAPL-2']);
  expect(ids({ tag: 'gap' })).toEqual(['local-AAPL-1']);
  expect(ids({ tag: 'fade' })).toEqual([]);
  const exitUs = LONG[1]?.executedUs ?? 0;
  expect(ids({ fromUs: exitUs, toUs: exitUs + 1 })).toEqual(['local-AAPL-1']);
  expect(ids({ toUs: exitUs })).toEqual([]);
});

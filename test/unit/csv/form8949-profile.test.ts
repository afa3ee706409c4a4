import { expect, test } from 'vitest';
import type { ExportSelection } from '../../../engine/contract/exports.ts';
import { FORM8949_COLUMNS, form8949Profile } from '../../../engine/csv/form8949-profile.ts';
import { cryptoPair, eminiFuture, usEquity } from '../../../engine/domain/instrument.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import type { Fill } from '../../../engine/domain/order.ts';
import { rowTerms } from '../../support/export-selection.ts';
import { AAPL, fillWith } from '../../support/sample-fill.ts';

const MSFT = usEquity('MSFT', 'Microsoft Corp.');
const MARRIOTT = usEquity('MAR', 'Marriott International');
const COIN = cryptoPair('BTC/USD', 'Bitcoin', 1);
const FUTURE = eminiFuture('ESH4', 'E-mini S&P 500');

function rowsOf(
  fills: readonly Fill[],
  selection: Partial<ExportSelection> = {},
  excel = false,
): Record<string, string>[] {
  const units = [AAPL, MSFT, MARRIOTT, COIN, FUTURE];
  const maker = form8949Profile(rowTerms(units, selection, excel));
  return [...fills.flatMap((fill) => maker.rows([fill])), ...maker.rest()].map((cells) =>
    Object.fromEntries(FORM8949_COLUMNS.map((column, i) => [column, cells[i] ?? ''])),
  );
}

let lastId = 0;
function trade(
  day: string,
  signedQty: number,
  dollars: number,
  instrument: Instrument = AAPL,
): Fill {
  lastId += 1;
  const ticks = dollars * 10 ** instrument.tickDecimals;
  const side = signedQty > 0 ? 'buy' : 'sell';
  const at = `${day}T15:00:00Z`;
  return fillWith({ id: lastId, side, qty: Math.abs(signedQty), ticks, at, instrument });
}

test('a sale within a year is short-term, after more than a year long-term', () => {
  const fills = [
    trade('2025-02-03', 20, 100),
    trade('2026-02-03', -10, 110),
    trade('2026-02-04', -10, 110),
  ];
  expect(rowsOf(fills).map((row) => row['term'])).toEqual(['short', 'long']);
});

test('a loss is marked W with the part that is disallowed, and a later sale has it in its basis', () => {
  const fills = [
    trade('2026-01-05', 100, 100),
    trade('2026-02-02', -100, 90),
    trade('2026-02-10', 40, 95),
    trade('2026-06-01', -40, 120),
  ];
  expect(rowsOf(fills)).toMatchObject([
    { description: '100 AAPL', code: 'W', adjustment: '400.00', gain: '-600.00', term: 'short' },
    {
      cost_basis: '4200.00',
      basis_carried: '400.00',
      date_acquired: '2026-02-10',
      held_from: '2026-01-13',
      code: '',
      adjustment: '',
      gain: '600.00',
    },
  ]);
});

test('Excel makes no date of one share of MAR', () => {
  const fills = [trade('2026-02-03', 1, 100, MARRIOTT), trade('2026-02-04', -1, 110, MARRIOTT)];
  expect(rowsOf(fills)).toMatchObject([{ description: '1 MAR' }]);
  expect(rowsOf(fills, {}, true)).toMatchObject([{ description: '="1 MAR"' }]);
});

test('a purchase after the period counts, and its own sale is not in it', () => {
  const fills = [
    trade('2025-11-03', 10, 100),
    trade('2025-12-30', -10, 80),
    trade('2026-01-15', 10, 80),
    trade('2026-01-16', -10, 90),
  ];
  const of2025 = { fromUs: Date.UTC(2025, 0, 1) * 1_000, toUs: Date.UTC(2026, 0, 1) * 1_000 };
  expect(rowsOf(fills, of2025)).toMatchObject([{ date_sold: '2025-12-30', adjustment: '200.00' }]);
  const of2026 = { fromUs: of2025.toUs, toUs: null };
  expect(rowsOf(fills, of2026)).toMatchObject([{ cost_basis: '1000.00', gain: '-100.00' }]);
});

test('a short sale is acquired when it is covered, and always short-term', () => {
  const fills = [trade('2024-01-08', -10, 100), trade('2026-01-12', 10, 70)];
  expect(rowsOf(fills)).toMatchObject([
    {
      term: 'short',
      side: 'short',
      date_acquired: '2026-01-12',
      date_sold: '2026-01-12',
      proceeds: '1000.00',
      cost_basis: '700.00',
      gain: '300.00',
    },
  ]);
});

test('coins have rows and no wash sales, futures have no rows', () => {
  const coins = [
    trade('2026-01-05', 10_000, 90_000, COIN),
    trade('2026-01-06', -10_000, 80_000, COIN),
    trade('2026-01-07', 10_000, 80_000, COIN),
  ];
  const futures = [trade('2026-01-05', 1, 4_800, FUTURE), trade('2026-01-06', -1, 4_700, FUTURE)];
  expect(rowsOf([...coins, ...futures])).toMatchObject([
    { description: '1.0000 BTC/USD', code: '', gain: '-10000.00' },
  ]);
});

test('one symbol after another, none sees the purchases of the other', () => {
  const fills = [
    trade('2026-01-05', 10, 100),
    trade('2026-01-06', -10, 90),
    trade('2026-01-07', 10, 90, MSFT),
    trade('2026-01-08', -10, 95, MSFT),
  ];
  expect(rowsOf(fills)).toMatchObject([
    { symbol: 'AAPL', code: '', gain: '-100.00' },
    { symbol: 'MSFT', code: '', gain: '50.00' },
  ]);
});

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RowMaker } from '../../../engine/csv/csv-export.ts';
import { FILLS_COLUMNS, fillsProfile, netMicros } from '../../../engine/csv/fills-profile.ts';
import { parseDecimal } from '../../../engine/domain/decimal.ts';
import { clientOrderId, eventSeq, executionId, orderId } from '../../../engine/domain/ids.ts';
import { cryptoPair, eminiFuture, usEquity } from '../../../engine/domain/instrument.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import { ORDER_TYPES } from '../../../engine/domain/order.ts';
import type { Fill } from '../../../engine/domain/order.ts';
import { moneyMicros, priceTicks, qtyLots } from '../../../engine/domain/price.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { rowTerms } from '../../support/export-selection.ts';

const AAPL = usEquity('AAPL', 'Apple Inc.');
const ES = eminiFuture('ESH4', 'E-mini S&P 500');
const COIN: Instrument = { ...AAPL, symbol: 'BTC/USD', assetClass: 'crypto', lotDecimals: 8 };

const FILL: Fill = {
  executionId: executionId(42),
  eventSeq: eventSeq(7),
  orderId: orderId(17),
  clientOrderId: clientOrderId('t-1'),
  venue: 'local',
  symbol: 'AAPL',
  side: 'buy',
  orderType: 'limit',
  lastQtyLots: qtyLots(100),
  lastPriceTicks: priceTicks(1_872_500),
  cumQtyLots: qtyLots(100),
  leavesQtyLots: qtyLots(50),
  grossMicros: moneyMicros(18_725_000_000),
  feeMicros: moneyMicros(350_000),
  realisedMicros: moneyMicros(0),
  liquidity: 'maker',
  tag: '',
  executedUs: timeUs(1_772_636_531_004_567),
};

function makerOf(instruments: readonly Instrument[]): RowMaker<Fill> {
  return fillsProfile(rowTerms(instruments));
}

function rowOf(changes: Partial<Fill> = {}): Record<string, string> {
  const [cells = []] = makerOf([AAPL, ES, COIN]).rows([{ ...FILL, ...changes }]);
  return Object.fromEntries(FILLS_COLUMNS.map((column, i) => [column, cells[i] ?? '']));
}

test('a fill has one cell for each column, in the words and units of the profile', () => {
  expect(rowOf()).toStrictEqual({
    exec_id: 'local-42',
    time_utc: '2026-03-04T15:02:11.004Z',
    time_exchange: '2026-03-04T10:02:11.004-05:00',
    trade_date: '2026-03-04',
    venue: 'local',
    symbol: 'AAPL',
    side: 'buy',
    qty: '100',
    price: '187.25',
    gross: '18725.00',
    fee: '0.35',
    net: '-18725.35',
    cum_qty: '100',
    leaves_qty: '50',
    order_id: '17',
    client_order_id: 't-1',
    order_type: 'limit',
    liquidity: 'maker',
    tag: '',
  });
});

test('a part of a coin is exact, and its exchange time and trading date are UTC', () => {
  const fill: Fill = {
    ...FILL,
    symbol: 'ETH/USD',
    lastQtyLots: qtyLots(12_345),
    lastPriceTicks: priceTicks(312_050),
    grossMicros: moneyMicros(12_345 * 312_050),
    executedUs: timeUs(Date.parse('2026-03-04T23:59:59.999Z') * 1_000),
  };
  const [cells = []] = makerOf([cryptoPair('ETH/USD', 'Ether', 10)]).rows([fill]);
  expect(cells.slice(1, 10)).toEqual([
    '2026-03-04T23:59:59.999Z',
    '2026-03-04T23:59:59.999+00:00',
    '2026-03-04',
    'local',
    'ETH/USD',
    'buy',
    '1.2345',
    '3120.5',
    '3852.25725',
  ]);
});

test('net is what the fill does to cash', () => {
  expect(rowOf({ side: 'sell' })['net']).toBe('18724.65');
  expect(rowOf({ side: 'sell', grossMicros: moneyMicros(100_000) })['net']).toBe('-0.25');
});

test('net of a future is what it realised less the fee, because nothing is paid for it', () => {
  const future = { symbol: 'ESH4', realisedMicros: moneyMicros(62_500_000) };
  expect(rowOf(future)['net']).toBe('62.15');
  expect(rowOf({ ...future, side: 'sell', realisedMicros: moneyMicros(0) })['net']).toBe('-0.35');
});

test('money has cents, and more decimals only where they are needed to be exact', () => {
  expect(rowOf({ feeMicros: moneyMicros(1) })['fee']).toBe('0.000001');
  expect(rowOf({ feeMicros: moneyMicros(1_230_000) })['fee']).toBe('1.23');
  expect(rowOf({ feeMicros: moneyMicros(0) })['fee']).toBe('0.00');
});

test('a price has the decimals of its instrument, or all it needs to be exact', () => {
  expect(rowOf({ lastPriceTicks: priceTicks(9_999) })['price']).toBe('0.9999');
  expect(rowOf({ lastPriceTicks: priceTicks(1_872_550) })['price']).toBe('187.2550');
  expect(rowOf({ symbol: 'ESH4', lastPriceTicks: priceTicks(19_301) })['price']).toBe('4825.25');
});

test('an order type is its word, and the profile names all of them', () => {
  const profile = readFileSync('docs/export-profiles/fills.md', 'utf8');
  const [line = ''] = profile.split('\n').filter((one) => one.startsWith('| `order_type`'));
  for (const orderType of ORDER_TYPES) {
    expect(rowOf({ orderType })['order_type']).toBe(orderType);
    expect(line).toContain(`\`${orderType}\``);
  }
});

test('fractional quantities are exact', () => {
  expect(rowOf({ symbol: 'BTC/USD', lastQtyLots: qtyLots(1) })['qty']).toBe('0.00000001');
});

test('exchange time follows daylight saving, and the trading date turns at 20:00 there', () => {
  const at = (iso: string) => rowOf({ executedUs: timeUs(Date.parse(iso) * 1_000) });
  expect(at('2026-03-08T06:59:59.999Z')['time_exchange']).toBe('2026-03-08T01:59:59.999-05:00');
  expect(at('2026-03-08T07:00:00.000Z')['time_exchange']).toBe('2026-03-08T03:00:00.000-04:00');
  expect(at('2026-07-01T23:59:59.999Z')['trade_date']).toBe('2026-07-01');
  expect(at('2026-07-02T00:00:00.000Z')['trade_date']).toBe('2026-07-02');
});

test('times stay right when rows jump between days, seasons and zones', () => {
  const maker = makerOf([AAPL, ES]);
  const cells = (symbol: string, iso: string) =>
    maker.rows([{ ...FILL, symbol, executedUs: timeUs(Date.parse(iso) * 1_000) }])[0]?.slice(2, 4);
  const january = cells('AAPL', '2026-01-05T15:00:00Z');
  expect(cells('AAPL', '2026-07-06T15:00:00Z')?.[0]).toBe('2026-07-06T11:00:00.000-04:00');
  expect(cells('ESH4', '2026-01-05T15:00:00Z')?.[0]).toBe('2026-01-05T09:00:00.000-06:00');
  expect(cells('AAPL', '2026-01-05T15:00:00Z')).toStrictEqual(january);
});

test('text that a spreadsheet would run is neutralised, numbers are not', () => {
  const row = rowOf({
    tag: '=HYPERLINK("http://x")',
    clientOrderId: clientOrderId('-1+2'),
    grossMicros: moneyMicros(1_000_000),
  });
  expect(row['tag']).toBe(`'=HYPERLINK("http://x")`);
  expect(row['client_order_id']).toBe(`'-1+2`);
  expect(row['net']).toBe('-1.35');
});

test('a fill in an instrument that the export does not know is an error, not a wrong number', () => {
  expect(() => rowOf({ symbol: 'NONE' })).toThrow('the units of NONE are known to the export');
});

test('price, quantity and money can be read back exactly, whatever they are', () => {
  const micros = fc.integer({ min: 0, max: 9_000_000_000_000_000 });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000_000_000 }),
      fc.integer({ min: 1, max: 1_000_000_000_000 }),
      micros,
      fc.integer({ min: 0, max: 1_000_000_000 }),
      fc.constantFrom('buy', 'sell'),
      (ticks, lots, gross, fee, side) => {
        const changes = {
          side,
          lastPriceTicks: priceTicks(ticks),
          lastQtyLots: qtyLots(lots),
          grossMicros: moneyMicros(gross),
          feeMicros: moneyMicros(fee),
        } as const;
        const row = rowOf(changes);
        expect(parseDecimal(row['price'] ?? '', 4, 'price')).toBe(ticks);
        expect(parseDecimal(row['qty'] ?? '', 0, 'qty')).toBe(lots);
        expect(parseDecimal(row['gross'] ?? '', 6, 'gross')).toBe(gross);
        expect(parseDecimal(row['fee'] ?? '', 6, 'fee')).toBe(fee);
        const net = row['net'] ?? '';
        const size = parseDecimal(net.replace('-', ''), 6, 'net');
        expect(net.startsWith('-') ? -Number(size) : size).toBe(
          netMicros('us_equity', { ...FILL, ...changes }),
        );
      },
    ),
  );
});

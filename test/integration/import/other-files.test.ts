import { afterAll, describe, expect, it } from 'vitest';
import type { ImportContent } from '../../../engine/contract/imports.ts';
import { openDatabase } from '../../../engine/store/database.ts';
import { join } from 'node:path';
import { Importing, exportOf, fillsOf, stateOf } from './importing.ts';

const importing = new Importing();
afterAll(() => importing.remove());

const ALPACA: ImportContent = { profile: 'alpaca_fills' };
const BARS = { profile: 'bars', symbol: 'AAPL', timeframe: '1m', replace: false } as const;

/** In the form of Alpaca's documentation (GET /v2/account/activities/FILL). */
function activity(change: object = {}): object {
  return {
    id: '20260302100000000::8efc7b9a-8b2b-4000-9955-d36e7db0df74',
    activity_type: 'FILL',
    transaction_time: '2026-03-02T15:00:00.123456789Z',
    type: 'fill',
    price: '150.50',
    qty: '10',
    side: 'buy',
    symbol: 'AAPL',
    leaves_qty: '0',
    cum_qty: '10',
    order_id: '904837e3-3b76-47ec-b432-046db621571b',
    order_status: 'filled',
    ...change,
  };
}

const SECOND = activity({
  id: '20260302110000000::aa',
  transaction_time: '2026-03-02T16:00:00Z',
  side: 'sell_short',
  price: '151.00',
  qty: '4',
  cum_qty: '4',
  order_id: 'o-2',
});

describe('FILL activities of Alpaca', () => {
  it('become fills with numbers of our own and their names, once', async () => {
    const store = importing.store();
    // Newest first, as Alpaca gives them.
    const text = JSON.stringify([SECOND, activity()], null, 2);
    expect(await importing.import(store, text, ALPACA)).toMatchObject({
      rowsGood: 2,
      newOrders: 2,
    });
    expect(stateOf(store).positions).toMatchObject([
      { symbol: 'AAPL', qtyLots: 6, realisedMicros: 2_000_000, feesMicros: 0 },
    ]);
    expect(fillsOf(store)).toMatchObject([
      { executionId: 1, side: 'buy', clientOrderId: '904837e3-3b76-47ec-b432-046db621571b' },
      { executionId: 2, side: 'sell', orderType: 'market', liquidity: 'taker' },
    ]);
    const again = await importing.import(store, text, ALPACA);
    expect(again).toMatchObject({ rowsGood: 0, rowsDuplicate: 2 });
  });

  it('are put before what came later, and keep their names', async () => {
    const store = importing.store();
    await importing.import(store, JSON.stringify([SECOND]), ALPACA);
    await importing.import(store, JSON.stringify([activity()]), ALPACA);
    const fills = fillsOf(store);
    expect(fills.map(({ executionId, side }) => [executionId, side])).toEqual([
      [1, 'buy'],
      [2, 'sell'],
    ]);
    expect(stateOf(store).positions).toMatchObject([{ qtyLots: 6, realisedMicros: 2_000_000 }]);
    const again = await importing.import(store, JSON.stringify([activity(), SECOND]), ALPACA);
    expect(again).toMatchObject({ rowsGood: 0, rowsDuplicate: 2 });
  });

  it('are read from CSV with the same fields', async () => {
    const names = Object.keys(activity());
    const rows = [activity(), SECOND].map((one) => Object.values(one).join(','));
    const summary = await importing.check([names.join(','), ...rows].join('\r\n'), ALPACA);
    expect(summary).toMatchObject({ rowsGood: 2, rowsBad: 0 });
  });

  it.each([
    ['another kind of activity', { activity_type: 'DIV' }, 'activity_type', /FILL/],
    ['a price as a number', { price: 150.5 }, 'price', /text/],
    ['a side that is none', { side: 'sold' }, 'side', /sell_short/],
    ['an unknown symbol', { symbol: 'ZZZ' }, 'symbol', /traded here/],
    ['parts finer than a lot', { qty: '0.123456789' }, 'qty', /decimals/],
    ['no order', { order_id: '' }, 'order_id', /printable/],
  ])('of %s are bad rows', async (_, change, column, rule) => {
    const summary = await importing.check(JSON.stringify([SECOND, activity(change)]), ALPACA);
    expect(summary).toMatchObject({ rowsGood: 1, rowsBad: 1, problems: [{ line: 2, column }] });
    expect(summary.problems[0]?.rule).toMatch(rule);
  });

  it('that are no JSON in the middle leave the others readable', async () => {
    const text = `[${JSON.stringify(activity())}, {"id": nonsense}, 7, ${JSON.stringify(SECOND)}]`;
    const { rowsGood, problems } = await importing.check(text, ALPACA);
    expect(rowsGood).toBe(2);
    expect(problems.map(({ line }) => line)).toEqual([2, 3]);
  });

  it.each([
    ['end in the middle', '[{"id": "1"}, {"id'],
    ['are followed by something', '[] []'],
    ['are none', '[1, 2'],
  ])('that %s are refused as a whole', async (_, text) => {
    await expect(importing.check(text, ALPACA)).rejects.toThrow('JSON');
  });
});

const HEADER = 'timestamp,open,high,low,close,volume';
const ROWS = [
  '2026-03-02 15:00:00,100,101,99.5,100.5,1200',
  '2026-03-02T15:01:00Z,100.5,102,100.5,101,900',
];

function barsOf(store: string): readonly unknown[] {
  const db = openDatabase(join(store, 'local.db'), {
    venue: 'local',
    access: 'read',
    cacheKib: 1_024,
  });
  const rows = db
    .prepare(
      'SELECT timeframe, open_ticks, high_ticks, close_ticks, volume_lots FROM bars ORDER BY start_us',
    )
    .raw()
    .all();
  db.close();
  return rows;
}

describe('bars', () => {
  it('are kept by symbol, timeframe and time, once', async () => {
    const store = importing.store();
    const text = [HEADER, ...ROWS].join('\n');
    expect(await importing.import(store, text, BARS)).toMatchObject({ rowsGood: 2 });
    expect(barsOf(store)).toEqual([
      ['1m', 1_000_000, 1_010_000, 1_005_000, 1_200],
      ['1m', 1_005_000, 1_020_000, 1_010_000, 900],
    ]);
    expect(await importing.import(store, text, BARS)).toMatchObject({
      rowsGood: 0,
      rowsDuplicate: 2,
    });
    expect(exportOf(store).split('\r\n')).toHaveLength(2);
  });

  it('with other values are bad rows, or replace what is there', async () => {
    const store = importing.store();
    await importing.import(store, [HEADER, ...ROWS].join('\n'), BARS);
    const other = [HEADER, '2026-03-02 15:00,100,101,99.5,99.75,1200'].join('\n');
    await expect(importing.import(store, other, BARS)).rejects.toThrow('1 rows are bad');
    const done = await importing.import(store, other, { ...BARS, replace: true });
    expect(done).toMatchObject({ rowsGood: 1, rowsBad: 0 });
    expect(barsOf(store)[0]).toEqual(['1m', 1_000_000, 1_010_000, 997_500, 1_200]);
  });

  it('of days start when their trading day does', async () => {
    const summary = await importing.check([HEADER, '2026-03-02,1,2,1,2,5'].join('\n'), {
      ...BARS,
      timeframe: '1d',
    });
    // 20:00 of the evening before in New York.
    expect(summary).toMatchObject({ fromUs: Date.UTC(2026, 2, 2, 1) * 1_000, rowsBad: 0 });
  });

  it.each([
    ['no time', ',1,2,1,2,5', 'timestamp', /date and time/],
    ['a time within a bar', '2026-03-02 15:00:30,1,2,1,2,5', 'timestamp', /starts/],
    ['a low above the open', '2026-03-02 15:00,1,2,1.5,2,5', 'low', /not above/],
    ['a high below the close', '2026-03-02 15:00,1,2,1,3,5', 'high', /not below/],
    ['a price of nothing', '2026-03-02 15:00,1,2,0,2,5', 'low', /above 0/],
    ['a volume in words', '2026-03-02 15:00,1,2,1,2,many', 'volume', /quantity/],
  ])('with %s are bad rows', async (_, row, column, rule) => {
    const { rowsBad, problems } = await importing.check([HEADER, row].join('\n'), BARS);
    expect(rowsBad).toBe(1);
    expect(problems).toMatchObject([{ line: 2, column }]);
    expect(problems[0]?.rule).toMatch(rule);
  });

  it('of a symbol or a timeframe that is not kept are refused', async () => {
    const text = [HEADER, ...ROWS].join('\n');
    await expect(importing.check(text, { ...BARS, symbol: 'ZZZ' })).rejects.toThrow(
      'ZZZ is not traded',
    );
    await expect(importing.check(text, { ...BARS, timeframe: '5s' })).rejects.toThrow('not kept');
  });
});

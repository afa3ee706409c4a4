import { afterAll, describe, expect, it } from 'vitest';
import { FILLS_COLUMNS } from '../../../engine/csv/fills-profile.ts';
import { IMPORT_PROBLEMS_MAX } from '../../../engine/contract/imports.ts';
import { Importing, OWN, exportOf, stateOf } from './importing.ts';

const importing = new Importing();
afterAll(() => importing.remove());

const HEADER = FILLS_COLUMNS.join(',');
const GOOD = {
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
  leaves_qty: '0',
  order_id: '17',
  client_order_id: 't-1',
  order_type: 'limit',
  liquidity: 'maker',
  tag: 'swing',
};
type Row = Readonly<Record<keyof typeof GOOD, string>>;

function rowOf(change: Partial<Row>): string {
  const row: Row = { ...GOOD, ...change };
  return FILLS_COLUMNS.map((column) => row[column]).join(',');
}

const BAD: readonly [string, Partial<Row>, string, RegExp][] = [
  ['an exec_id of nothing', { exec_id: '' }, 'exec_id', /printable/],
  ['a local time', { time_utc: '2026-03-04 15:02:11' }, 'time_utc', /time in UTC/],
  ['a day that there is not', { time_utc: '2026-02-30T15:02:11.004Z' }, 'time_utc', /time in UTC/],
  ['a time to come', { time_utc: '2031-03-04T15:02:11.004Z' }, 'time_utc', /future/],
  ['another exchange time', { time_exchange: '2026-03-04T10:02' }, 'time_exchange', /one of/],
  ['another trading date', { trade_date: '2026-03-05' }, 'trade_date', /2026-03-04/],
  ['another venue', { venue: 'alpaca-live' }, 'venue', /local/],
  ['an unknown symbol', { symbol: 'NOPE' }, 'symbol', /traded here/],
  ['an unknown side', { side: 'Buy' }, 'side', /buy, sell/],
  ['no quantity', { qty: '0' }, 'qty', /above 0/],
  ['parts of a share', { qty: '1.5' }, 'qty', /0 decimals/],
  ['a thousands mark', { qty: '"1,000"' }, 'qty', /plain decimal/],
  ['a price of nothing', { price: '0.00' }, 'price', /above 0/],
  ['a price between ticks', { price: '187.25001' }, 'price', /decimals/],
  ['a price with a sign of currency', { price: '$187.25' }, 'price', /plain decimal/],
  ['more money than there is', { qty: '99999999', price: '99999999' }, 'qty', /2\^53/],
  ['a gross of other figures', { gross: '18725.01' }, 'gross', /qty x price/],
  ['a fee in words', { fee: 'none' }, 'fee', /plain decimal/],
  ['a fee finer than a millionth', { fee: '0.0000001' }, 'fee', /6 decimals/],
  ['a net of the other sign', { net: '18725.35' }, 'net', /-gross - fee/],
  ['less filled in all than here', { cum_qty: '99' }, 'cum_qty', /at least qty/],
  ['a negative rest', { leaves_qty: '-1' }, 'leaves_qty', /plain decimal/],
  ['an order without a number', { order_id: 'x' }, 'order_id', /number from 1/],
  ['a client order id with a space', { client_order_id: 'a b' }, 'client_order_id', /printable/],
  ['an unknown type', { order_type: 'iceberg' }, 'order_type', /market, limit/],
  ['an unknown liquidity', { liquidity: '' }, 'liquidity', /maker, taker/],
  ['a tag of 65 characters', { tag: 'x'.repeat(65) }, 'tag', /64/],
  ['a column too many', { tag: 'a,b' }, '', /19 columns/],
];

describe('a bad row', () => {
  it.each(BAD)('%s is told with line, column, value and rule', async (_, change, column, rule) => {
    const text = [HEADER, rowOf(change), rowOf({ exec_id: 'local-43' }), ''].join('\r\n');
    const { rowsGood, rowsBad, problems } = await importing.check(text);
    expect({ rowsGood, rowsBad }).toEqual({ rowsGood: 1, rowsBad: 1 });
    expect(problems).toMatchObject([{ line: 2, column }]);
    expect(problems[0]?.rule).toMatch(rule);
    const given = new Map(Object.entries(change)).get(column) ?? problems[0]?.value;
    expect(problems[0]?.value).toBe(given?.replaceAll('"', ''));
  });

  it('keeps the good ones out unless they are wanted without it', async () => {
    const text = [HEADER, rowOf({ qty: '-1' }), rowOf({ exec_id: 'local-43' }), ''].join('\n');
    const store = importing.store();
    await expect(importing.import(store, text)).rejects.toThrow('1 rows are bad');
    expect(stateOf(store).positions).toEqual([]);
    const done = await importing.import(store, text, OWN, 'skip_bad');
    expect(done).toMatchObject({ rowsGood: 1, rowsBad: 1 });
    expect(stateOf(store).positions).toMatchObject([{ symbol: 'AAPL', qtyLots: 100 }]);
  });

  it('is counted, and the first of many are told one by one', async () => {
    const bad = Array.from({ length: 500 }, (_, i) =>
      rowOf({ exec_id: `x-${String(i)}`, qty: '' }),
    );
    const { rowsBad, problems } = await importing.check([HEADER, ...bad, ''].join('\n'));
    expect(rowsBad).toBe(500);
    expect(problems.map(({ line }) => line)).toEqual(
      Array.from({ length: IMPORT_PROBLEMS_MAX }, (_, i) => i + 2),
    );
  });

  it('is one that contradicts an earlier row of the file, but not one that repeats it', async () => {
    const rows = [rowOf({}), rowOf({}), rowOf({ fee: '0.36', net: '-18725.36' })];
    const summary = await importing.check([HEADER, ...rows, ''].join('\n'));
    expect(summary).toMatchObject({ rowsGood: 1, rowsDuplicate: 1, rowsBad: 1 });
    expect(summary.problems).toMatchObject([{ line: 4, column: 'exec_id' }]);
  });

  it('is one whose name a fill of the store has with other contents', async () => {
    const store = importing.store();
    await importing.import(store, [HEADER, rowOf({}), ''].join('\n'));
    const before = exportOf(store);
    const other = rowOf({ fee: '0.36', net: '-18725.36' });
    await expect(importing.import(store, [HEADER, other, ''].join('\n'))).rejects.toThrow('bad');
    expect(exportOf(store)).toBe(before);
  });
});

describe('a file', () => {
  it.each([
    ['with a byte order mark', `\uFEFF${[HEADER, rowOf({}), ''].join('\r\n')}`],
    ['with line feeds and no last one', [HEADER, rowOf({})].join('\n')],
    ['with every cell quoted', [HEADER, rowOf({}).replaceAll(/[^,]+/g, '"$&"')].join('\n')],
    ['with empty lines', [HEADER, '', rowOf({}), '', ''].join('\r\n')],
    [
      'with its columns in another order',
      [[...FILLS_COLUMNS].reverse().join(','), rowOf({}).split(',').reverse().join(',')].join('\n'),
    ],
  ])('%s is read', async (_, text) => {
    expect(await importing.check(text)).toMatchObject({ rowsGood: 1, rowsBad: 0 });
  });

  it.each([
    ['\n', '\r\n'],
    ['\r\n', '\n'],
  ])('whose first line ends in %j and others in %j has the same rows', async (first, other) => {
    const rows = [
      rowOf({}),
      rowOf({ exec_id: 'local-43' }),
      rowOf({ exec_id: 'local-44', qty: '' }),
    ];
    const text = `${HEADER}${first}${rows.join(other)}${other}`;
    const store = importing.store();
    const done = await importing.import(store, text, OWN, 'skip_bad');
    expect(done).toMatchObject({ rowsGood: 2, problems: [{ line: 4, column: 'qty' }] });
    expect(exportOf(store)).toContain(`,swing\r\n`);
  });

  it.each([
    ['broken quotes', 'local-1,"2026', 'quotes around a whole cell'],
    ['quotes inside a cell', 'local-1,20"26', 'quotes around a whole cell'],
    ['too many characters', 'x'.repeat(100_000), 'at most 4096 characters'],
  ])('with %s in a row loses that row alone', async (_, bad, rule) => {
    const rows = [rowOf({}), bad, rowOf({ exec_id: 'local-43' })];
    const store = importing.store();
    const text = [HEADER, ...rows, ''].join('\r\n');
    const done = await importing.import(store, text, OWN, 'skip_bad');
    expect(done).toMatchObject({
      ...{ rowsGood: 2, rowsBad: 1 },
      problems: [{ line: 3, column: '', rule: expect.stringContaining(rule) as string }],
    });
  });

  it.each([
    ['is empty', '', 'empty'],
    ['has other columns', 'a,b,c\r\n1,2,3\r\n', 'no column exec_id'],
    ['has columns of its own', `${HEADER},more\r\n`, 'columns of its own'],
    ['has a header with broken quotes', `"${HEADER}\r\n`, 'cannot be read as CSV'],
    ['has no line ends', 'x'.repeat(100_000), 'cannot be read as CSV'],
  ])('that %s is refused as a whole', async (_, text, problem) => {
    await expect(importing.check(text)).rejects.toThrow(problem);
  });
});

/** The past as a client hears of it: exact as soon as an order is acknowledged, and only when asked well. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HistoryFilter } from '../../../engine/contract/history.ts';
import { EngineHarness } from '../../support/engine-harness.ts';
import type { TestClient } from '../../support/test-client.ts';

let harness: EngineHarness;
let client: TestClient;

beforeAll(async () => {
  harness = await EngineHarness.start();
  client = await harness.client();
  client.subscribe({ channel: 'quotes' });
  await client.update('quotes');
});
afterAll(async () => {
  await harness.stopAndRemove();
});

const FILTER: HistoryFilter = {
  symbol: 'MSFT',
  side: null,
  tag: 'gap',
  venue: 'local',
  fromUs: null,
  toUs: null,
};
const PAGE = { filter: FILTER, cursor: null, direction: 'older', limit: 100 } as const;

test('what has just been filled is in every answer about the past', async () => {
  const terms = { symbol: 'MSFT', qtyLots: 10, tag: 'gap' };
  await client.request(client.order({ ...terms, side: 'buy' }));
  await client.request(client.order({ ...terms, side: 'sell' }));
  const { trips, behind } = await client.request({ type: 'history.trips', ...PAGE });
  expect(behind).toBe(0);
  expect(trips).toMatchObject([{ symbol: 'MSFT', side: 'long', number: 1, qtyLots: 10 }]);
  const { fills } = await client.request({ type: 'history.fills', ...PAGE });
  const { lots } = await client.request({ type: 'history.lots', ...PAGE });
  expect(lots.reduce((sum, lot) => sum + lot.qtyLots, 0)).toBe(10);
  const { orders } = await client.request({ type: 'history.orders', ...PAGE, state: 'filled' });
  expect(orders.map(({ side }) => side)).toEqual(['sell', 'buy']);
  const { totals } = await client.request({ type: 'history.totals', filter: FILTER });
  expect(totals).toMatchObject({ fills: fills.length, boughtLots: 10, soldLots: 10 });
  expect(totals.realisedMicros).toBe(trips[0]?.grossMicros);
  expect(totals.fifoRealisedMicros).toBe(trips[0]?.grossMicros);
  const { fromUs: _from, toUs: _to, ...filter } = FILTER;
  const { days } = await client.request({
    type: 'history.days',
    filter,
    fromDate: null,
    toDate: null,
    limit: 5,
  });
  expect(days).toMatchObject([{ fills: fills.length, realisedMicros: totals.realisedMicros }]);
});

test('an engine has nothing of other venues', async () => {
  const filter = { ...FILTER, symbol: null, tag: null, venue: 'alpaca-live' } as const;
  const { totals } = await client.request({ type: 'history.totals', filter });
  expect(totals).toMatchObject({ fills: 0, boughtMicros: '0' });
  const { fills, more } = await client.request({ type: 'history.fills', ...PAGE, filter });
  expect({ fills, more }).toEqual({ fills: [], more: false });
});

test.each([
  ['a page of too many rows', { limit: 1_001 }, 'body.limit'],
  ['a way that is none', { direction: 'sideways' }, 'body.direction'],
  ['a cursor without a number', { cursor: { atUs: 1 } }, 'body.cursor.id'],
  ['a side of another word', { filter: { ...FILTER, side: 'long' } }, 'body.filter.side'],
  ['a time before 1970', { filter: { ...FILTER, fromUs: -1 } }, 'body.filter.fromUs'],
  [
    'a tag longer than an order takes',
    { filter: { ...FILTER, tag: 'x'.repeat(65) } },
    'body.filter.tag',
  ],
  ['a venue that is none', { filter: { ...FILTER, venue: 'mars' } }, 'body.filter.venue'],
])('%s is refused by name', async (_, wrong, field) => {
  expect(await client.refusal({ type: 'history.trips', ...PAGE, ...wrong })).toMatchObject({
    field,
  });
});

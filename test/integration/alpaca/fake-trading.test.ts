import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { FAKE_KEYS, FAKE_LIVE_KEYS, FakeAlpaca } from '../../support/fake-alpaca/fake-alpaca.ts';

let fake: FakeAlpaca;
const sockets: WebSocket[] = [];
beforeEach(async () => {
  fake = await FakeAlpaca.start();
  fake.trading.market.set('AAPL', { bid: 99.98, ask: 100.02, last: 100 });
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await fake.close();
});

type Row = Readonly<Record<string, unknown>>;
interface Answer {
  readonly status: number;
  /** Of the form that the test expects. */
  readonly body: Row & readonly Row[];
}

async function ask(
  method: string,
  path: string,
  body?: Row,
  { keyId, secret }: { keyId: string; secret: string } = FAKE_KEYS,
): Promise<Answer> {
  const response = await fetch(`${fake.url}${path}`, {
    method,
    headers: { 'APCA-API-KEY-ID': keyId, 'APCA-API-SECRET-KEY': secret },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: JSON.parse(text === '' ? '{}' : text) as Answer['body'] };
}

const LIMIT = {
  symbol: 'AAPL',
  qty: '10',
  side: 'buy',
  type: 'limit',
  time_in_force: 'day',
  limit_price: '99',
  client_order_id: 'one',
};

/** A listener's updates as `event status filled`, and what resolves at the next. */
async function listen(keys: { keyId: string; secret: string } = FAKE_KEYS) {
  const socket = new WebSocket(fake.updatesUrl);
  sockets.push(socket);
  await once(socket, 'open');
  const data = { key_id: keys.keyId, secret_key: keys.secret };
  socket.send(JSON.stringify({ action: 'authenticate', data }));
  await once(socket, 'message');
  socket.send(JSON.stringify({ action: 'listen', data: { streams: ['trade_updates'] } }));
  await once(socket, 'message');
  const told: string[] = [];
  let isBinaryOnly = true;
  const waiting: (() => void)[] = [];
  socket.on('message', (frame: Buffer, isBinary) => {
    isBinaryOnly &&= isBinary;
    // As the stream's documentation has it.
    const { data: update } = JSON.parse(frame.toString()) as {
      data: { event: string; order: { status: string; filled_qty: string } };
    };
    told.push(`${update.event} ${update.order.status} ${update.order.filled_qty}`);
    for (const resolve of waiting.splice(0)) resolve();
  });
  return {
    told,
    isBinaryOnly: () => isBinaryOnly,
    async until(count: number): Promise<void> {
      while (told.length < count) {
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
        });
      }
    },
  };
}

test('takes an order, tells of it, and fills it when the market comes to it', async () => {
  const stream = await listen();
  const other = await listen(FAKE_LIVE_KEYS);
  const { status, body: order } = await ask('POST', '/v2/orders', LIMIT);
  expect([status, order['status'], order['filled_avg_price']]).toEqual([200, 'pending_new', null]);
  await stream.until(1);
  fake.account.fillShare = () => 0.4;
  fake.trading.market.set('AAPL', { ask: 98.5 });
  fake.account.fillShare = () => 1;
  fake.trading.market.set('AAPL', { ask: 98.7 });
  await stream.until(3);
  expect(stream.told).toEqual(['new new 0', 'partial_fill partially_filled 4', 'fill filled 10']);
  expect(stream.isBinaryOnly()).toBe(true);
  expect(other.told).toEqual([]);
  const { body: filled } = await ask('GET', '/v2/orders:by_client_order_id?client_order_id=one');
  expect(filled).toMatchObject({ status: 'filled', filled_qty: '10', filled_avg_price: '98.62' });
  const { body: positions } = await ask('GET', '/v2/positions');
  expect(positions[0]).toMatchObject({ qty: '10', avg_entry_price: '98.62', side: 'long' });
  const { body: fills } = await ask('GET', '/v2/account/activities/FILL?direction=asc');
  expect(fills.map(({ type, qty, price, cum_qty }) => [type, qty, price, cum_qty])).toEqual([
    ['partial_fill', '4', '98.5', '4'],
    ['fill', '6', '98.7', '10'],
  ]);
  const { body: account } = await ask('GET', '/v2/account');
  expect(account['cash']).toBe('99013.8');
});

test.each([
  ['a second order of one client order id', 422, {}, 'client_order_id must be unique'],
  [
    'more than the buying power',
    403,
    { qty: '9000', client_order_id: 'b' },
    'insufficient buying power',
  ],
  ['a part of a cent', 422, { limit_price: '99.001', client_order_id: 'b' }, /sub-penny/],
  [
    'the other side of its own order',
    403,
    { side: 'sell', limit_price: '98', client_order_id: 'b' },
    /wash trade/,
  ],
  ['an unknown share', 404, { symbol: 'NONE' }, /asset not found/],
  [
    'an unknown time in force',
    422,
    { time_in_force: 'gtd', client_order_id: 'b' },
    /time_in_force/,
  ],
])('refuses %s', async (_what, status, change, message) => {
  await ask('POST', '/v2/orders', LIMIT);
  const answer = await ask('POST', '/v2/orders', { ...LIMIT, ...change });
  expect(answer.status).toBe(status);
  expect(answer.body['message']).toMatch(message);
  expect(fake.account.orders).toHaveLength(1);
});

test('replaces an order by another, and tells of both', async () => {
  const stream = await listen();
  const { body: old } = await ask('POST', '/v2/orders', LIMIT);
  await stream.until(1);
  const path = `/v2/orders/${String(old['id'])}`;
  expect(await ask('PATCH', path, {})).toMatchObject({ status: 422 });
  const { body: fresh } = await ask('PATCH', path, { limit_price: '98', qty: '5' });
  expect(fresh).toMatchObject({ replaces: old['id'], qty: '5', limit_price: '98' });
  await stream.until(3);
  expect(stream.told.slice(1)).toEqual(['replaced replaced 0', 'new new 0']);
  expect((await ask('GET', path)).body).toMatchObject({
    status: 'replaced',
    replaced_by: fresh['id'],
  });
});

test('cancels one order and all, and refuses to cancel what has ended', async () => {
  const stream = await listen();
  const ids = [];
  for (const id of ['a', 'b', 'c']) {
    const { body } = await ask('POST', '/v2/orders', { ...LIMIT, client_order_id: id });
    ids.push(String(body['id']));
  }
  await stream.until(3);
  expect((await ask('DELETE', `/v2/orders/${ids[0] ?? ''}`)).status).toBe(204);
  await stream.until(4);
  const all = await ask('DELETE', '/v2/orders');
  expect([all.status, all.body.map(({ status }) => status)]).toEqual([207, [200, 200]]);
  await stream.until(6);
  expect((await ask('DELETE', `/v2/orders/${ids[0] ?? ''}`)).status).toBe(422);
  expect((await ask('GET', '/v2/orders')).body).toEqual([]);
});

test('an exit of a bracket wakes with its entry and ends with the other exit', async () => {
  const stream = await listen();
  const { body } = await ask('POST', '/v2/orders', {
    ...LIMIT,
    type: 'market',
    limit_price: null,
    order_class: 'bracket',
    take_profit: { limit_price: '105' },
    stop_loss: { stop_price: '95' },
  });
  const legs = (body['legs'] ?? []) as readonly Row[];
  expect(legs.map(({ type, status }) => [type, status])).toEqual([
    ['limit', 'held'],
    ['stop', 'held'],
  ]);
  await stream.until(3);
  fake.trading.market.set('AAPL', { bid: 94.8, ask: 94.9, last: 94.9 });
  await stream.until(6);
  expect(stream.told).toEqual([
    'new new 0',
    'fill filled 10',
    'new new 0',
    'new new 0',
    'fill filled 10',
    'canceled canceled 0',
  ]);
  expect((await ask('GET', '/v2/positions/AAPL')).status).toBe(404);
});

test('closes a part of a position and then all of it', async () => {
  await ask('POST', '/v2/orders', { ...LIMIT, limit_price: '101' });
  const stream = await listen();
  const part = await ask('DELETE', '/v2/positions/AAPL?percentage=30');
  expect(part.body).toMatchObject({ side: 'sell', type: 'market', qty: '3' });
  await stream.until(2);
  const all = await ask('DELETE', '/v2/positions');
  expect([all.status, all.body[0]?.['status']]).toEqual([207, 200]);
  await stream.until(4);
  expect((await ask('DELETE', '/v2/positions/AAPL')).status).toBe(404);
});

test('lists orders by page, and answers of clock, calendar, assets and watchlists', async () => {
  for (let i = 0; i < 5; i += 1) {
    await ask('POST', '/v2/orders', { ...LIMIT, client_order_id: String(i) });
  }
  fake.trading.pageMax = 2;
  const first = await ask('GET', '/v2/orders?direction=asc');
  expect(first.body.map((row) => row['client_order_id'])).toEqual(['0', '1']);
  const after = String(first.body[1]?.['id']);
  const next = await ask('GET', `/v2/orders?direction=asc&after_order_id=${after}`);
  expect(next.body.map((row) => row['client_order_id'])).toEqual(['2', '3']);
  expect((await ask('GET', '/v2/clock')).body['is_open']).toBe(true);
  const days = await ask('GET', '/v2/calendar?start=2026-03-04&end=2026-03-05');
  expect(days.body.map(({ date }) => date)).toEqual(['2026-03-04', '2026-03-05']);
  expect((await ask('GET', '/v2/assets/BTC%2FUSD')).body['class']).toBe('crypto');
  const list = await ask('POST', '/v2/watchlists', { name: 'Mine', symbols: ['AAPL', 'MSFT'] });
  const { body } = await ask('GET', `/v2/watchlists/${String(list.body['id'])}`);
  expect((body['assets'] as readonly Row[]).map(({ symbol }) => symbol)).toEqual(['AAPL', 'MSFT']);
});

test('an order of the night is accepted, and works from the open on', async () => {
  await fake.close();
  let nowMs = Date.parse('2026-03-04T06:00:00Z');
  fake = await FakeAlpaca.start({ hours: 'exchange', nowMs: () => nowMs });
  const stream = await listen();
  expect((await ask('POST', '/v2/orders', LIMIT)).body['status']).toBe('accepted');
  expect((await ask('GET', '/v2/clock')).body).toMatchObject({
    timestamp: '2026-03-04T01:00:00-05:00',
    is_open: false,
    next_open: '2026-03-04T09:30:00-05:00',
  });
  await stream.until(1);
  nowMs = Date.parse('2026-03-04T14:30:00Z');
  fake.account.open();
  await stream.until(2);
  expect(stream.told).toEqual(['accepted accepted 0', 'new new 0']);
});

test('meets requests with the faults that are ordered', async () => {
  const match = 'POST /v2/orders';
  fake.rest.faults.push(
    { match, kind: 'cut' },
    { match, kind: 'cut_after' },
    { match, kind: { status: 504, isDone: true } },
    { match, kind: { status: 500 } },
    { match, kind: 'half_answer' },
  );
  const counts: number[] = [];
  for (let i = 0; i < 5; i += 1) {
    await ask('POST', '/v2/orders', { ...LIMIT, client_order_id: String(i) }).catch(() => null);
    counts.push(fake.account.orders.length);
  }
  expect(counts).toEqual([0, 1, 2, 2, 3]);
});

test('tells updates twice, late or not at all when it is told to', async () => {
  const stream = await listen();
  fake.trading.updates.faults.push('duplicate', 'late');
  await ask('POST', '/v2/orders', LIMIT);
  await stream.until(2);
  fake.account.fillShare = () => 0.5;
  fake.trading.market.set('AAPL', { ask: 98 });
  fake.account.fillShare = () => 1;
  fake.trading.market.set('AAPL', { ask: 98 });
  await stream.until(4);
  expect(stream.told).toEqual([
    'new new 0',
    'new new 0',
    'fill filled 10',
    'partial_fill partially_filled 5',
  ]);
});

test('lets only the right keys in', async () => {
  expect((await ask('GET', '/v2/account', undefined, { keyId: 'x', secret: 'y' })).status).toBe(
    401,
  );
  fake.rest.removeKeys(FAKE_KEYS.keyId);
  expect((await ask('GET', '/v2/account')).status).toBe(401);
});

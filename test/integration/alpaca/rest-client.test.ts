import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { SYSTEM_TIMERS } from '../../../engine/alpaca/access.ts';
import type { AlpacaKeys, Timers } from '../../../engine/alpaca/access.ts';
import { DataApi } from '../../../engine/alpaca/data-api.ts';
import { RequestBudget } from '../../../engine/alpaca/request-budget.ts';
import { RestClient } from '../../../engine/alpaca/rest-client.ts';
import type { RestCall } from '../../../engine/alpaca/rest-client.ts';
import { TradingApi } from '../../../engine/alpaca/trading-api.ts';
import { FAKE_KEYS, FakeAlpaca } from '../../support/fake-alpaca/fake-alpaca.ts';
import { FakeTimers } from '../../support/fake-timers.ts';

let fake: FakeAlpaca;
beforeEach(async () => {
  fake = await FakeAlpaca.start();
  fake.rest.routes.push(({ path }) =>
    path === '/v2/clock'
      ? {
          status: 200,
          body: {
            timestamp: '2026-03-04T10:02:11.2-05:00',
            is_open: true,
            next_open: '2026-03-05T09:30:00-05:00',
            next_close: '2026-03-04T16:00:00-05:00',
          },
        }
      : null,
  );
});
afterEach(async () => {
  await fake.close();
});

function clientOf({
  keys = FAKE_KEYS,
  timeoutMs = 10_000,
  host = fake.url,
}: { keys?: AlpacaKeys; timeoutMs?: number; host?: string } = {}) {
  const budget = new RequestBudget({ monotonicMs: () => performance.now(), timers: SYSTEM_TIMERS });
  return new RestClient({
    host,
    keys,
    budget,
    timers: SYSTEM_TIMERS,
    wallMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    random: () => 0.5,
    timeoutMs,
    retryMs: 1,
  });
}

/** One whose time is that of the timers. */
function clientAt(timers: FakeTimers, budget: RequestBudget, host = fake.url): RestClient {
  return new RestClient({
    ...{ host, keys: FAKE_KEYS, budget, timers },
    wallMs: () => Date.now(),
    monotonicMs: () => timers.nowMs,
    random: () => 0.5,
  });
}

const ANY: z.ZodType = z.unknown();
const ORDER: RestCall<unknown> = {
  method: 'POST',
  path: '/v2/orders',
  body: { symbol: 'AAPL' },
  priority: 'order',
  schema: ANY,
};

test('asks and answers in our units', async () => {
  const answer = await new TradingApi(clientOf()).clock();
  expect(answer).toMatchObject({ ok: true, value: { is_open: true } });
  expect(answer.ok && answer.value.timestamp).toBe(Date.UTC(2026, 2, 4, 15, 2, 11, 200) * 1_000);
});

test('asks a query again when Alpaca or the line fails, and gives up in the end', async () => {
  const match = 'GET /v2/clock';
  fake.rest.faults.push(
    { match, kind: { status: 503 } },
    { match, kind: 'cut' },
    { match, kind: { status: 429, retryAfterS: 0 } },
  );
  const api = new TradingApi(clientOf());
  expect(await api.clock()).toMatchObject({ ok: true });
  expect(fake.rest.seen).toHaveLength(4);
  for (let i = 0; i < 4; i += 1) fake.rest.faults.push({ match, kind: { status: 500 } });
  expect(await api.clock()).toMatchObject({
    ok: false,
    fault: { outcome: 'unavailable', status: 500, refusal: { code: 'venue.unavailable' } },
  });
});

test.each([
  ['lost_answer', 'unknown', 0],
  ['lost_request', 'unknown', 0],
  ['cut', 'unknown', 0],
  [{ status: 500 }, 'unknown', 500],
  [{ status: 503 }, 'unknown', 503],
  [{ status: 422 }, 'refused', 422],
  [{ status: 403 }, 'refused', 403],
] as const)('never sends an order twice (%j): its outcome is %s', async (kind, outcome, status) => {
  fake.rest.faults.push({ match: 'POST', kind });
  // Only what is lost is to be given up; a busy machine answers late.
  const isLost = kind === 'lost_answer' || kind === 'lost_request';
  const answer = await clientOf(isLost ? { timeoutMs: 1_000 } : {}).call(ORDER);
  expect(answer).toMatchObject({ ok: false, fault: { outcome, status } });
  expect(fake.rest.seen).toEqual(['POST /v2/orders']);
});

test('sends an order again that was one request too many, since it was not carried out', async () => {
  fake.rest.routes.push(({ method }) => (method === 'POST' ? { status: 200, body: {} } : null));
  fake.rest.faults.push({ match: 'POST', kind: { status: 429, retryAfterS: 0 } });
  expect(await clientOf().call(ORDER)).toMatchObject({ ok: true });
  expect(fake.rest.seen).toHaveLength(2);
});

test('a request that may not go any more is not sent, and not tried again', async () => {
  fake.rest.faults.push({ match: 'POST', kind: { status: 429, retryAfterS: 0 } });
  let asked = 0;
  const mayGo = (): boolean => {
    asked += 1;
    return asked < 2;
  };
  const answer = await clientOf().call({ ...ORDER, mayGo });
  expect(answer).toMatchObject({ ok: false, fault: { refusal: { code: 'venue.withdrawn' } } });
  expect(asked).toBe(2);
  expect(fake.rest.seen).toEqual(['POST /v2/orders']);
});

test('times a request from when it is sent, not while it waits for the budget', async () => {
  const timers = new FakeTimers();
  const monotonicMs = (): number => timers.nowMs;
  const budget = new RequestBudget({ monotonicMs, timers, limit: 1 });
  const tookUs: number[] = [];
  const ownUs: number[] = [];
  budget.onRequestTimes((stage, us) => (stage === 'api.overhead' ? ownUs : tookUs).push(us));
  const client = clientAt(timers, budget);
  const order = { ...ORDER, priority: 'order' } as const;
  await client.call(order);
  fake.rest.routes.push(async () => {
    await timers.run(250);
    return { status: 200, body: {} };
  });
  const second = client.call(order);
  await timers.run(60_000);
  await second;
  expect(timers.nowMs).toBe(60_250);
  expect(tookUs).toEqual([0, 250_000]);
  expect(ownUs).toEqual([0, 0]);
});

test('takes the wait for a connection for the network’s, and what it does itself for its own', async () => {
  const timers = new FakeTimers();
  const monotonicMs = (): number => timers.nowMs;
  const server = createServer((_, response) => response.end('{}'));
  server.on('connection', () => {
    timers.nowMs += 300;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // It listens at no pipe.
  const { port } = server.address() as AddressInfo;
  const budget = new RequestBudget({ monotonicMs, timers });
  const times: [stage: string, us: number][] = [];
  budget.onRequestTimes((...heard) => times.push(heard));
  const client = clientAt(timers, budget, `http://127.0.0.1:${String(port)}`);
  const checked = z.unknown().refine(() => {
    timers.nowMs += 7;
    return true;
  });
  expect(await client.call({ ...ORDER, schema: checked })).toMatchObject({ ok: true });
  expect(times).toEqual([
    ['api.round_trip', 300_000],
    ['api.overhead', 7_000],
  ]);
  server.close();
});

test('waits a minute at most for its budget, however wrong the clock of the computer is', async () => {
  const waitsMs: number[] = [];
  let nowMs = 0;
  const timers: Timers = {
    after(ms, run) {
      waitsMs.push(ms);
      nowMs += ms;
      return SYSTEM_TIMERS.after(0, run);
    },
  };
  const monotonicMs = (): number => nowMs;
  fake.rest.faults.push({ match: 'GET', kind: { status: 429 } });
  const client = new RestClient({
    host: fake.url,
    keys: FAKE_KEYS,
    budget: new RequestBudget({ monotonicMs, timers }),
    timers,
    wallMs: () => Date.now() - 30 * 86_400_000,
    monotonicMs,
    random: () => 0.5,
  });
  expect(await new TradingApi(client).clock()).toMatchObject({ ok: true });
  expect(Math.max(...waitsMs)).toBe(60_000);
});

test('knows that an order was not sent when there is nobody to send it to', async () => {
  const { url } = fake;
  await fake.close();
  const answer = await clientOf({ host: url }).call(ORDER);
  expect(answer).toMatchObject({ ok: false, fault: { outcome: 'unavailable', status: 0 } });
  fake = await FakeAlpaca.start();
});

test('says that keys are wrong', async () => {
  const keys = { keyId: 'PKWRONG', secret: 'not it' };
  const answer = await new TradingApi(clientOf({ keys })).account();
  expect(answer).toMatchObject({ ok: false, fault: { outcome: 'refused' } });
  expect(JSON.stringify(answer)).toContain('venue.keys');
  expect(JSON.stringify(answer)).not.toContain('not it');
});

test.each([
  [
    403,
    { message: 'insufficient buying power', buying_power: '10', cost_basis: '20' },
    'venue.buying_power',
  ],
  [
    403,
    { message: 'insufficient qty available for order', existing_qty: '5', available: '0' },
    'venue.qty_available',
  ],
  [403, { message: 'potential wash trade detected', existing_order_id: 'a' }, 'venue.wash_trade'],
  [403, { message: 'account is not allowed to short' }, 'venue.shorting'],
  [403, { message: 'something new' }, 'venue.forbidden'],
  [404, { message: 'order not found for x' }, 'venue.unknown'],
  [422, { message: 'client_order_id must be unique' }, 'venue.duplicate'],
  [422, { message: 'invalid limit_price 290.123. sub-penny increment' }, 'venue.price_increment'],
  [422, { message: 'order is already in "filled" state' }, 'venue.order_state'],
  [422, { message: 'cannot replace order in accepted status' }, 'venue.order_state'],
  [422, { message: 'fractional orders must be DAY orders' }, 'venue.invalid'],
  [400, {}, 'venue.invalid'],
  [418, {}, 'venue.refused'],
])('tells a %i with %j as %s', async (status, body, code) => {
  fake.rest.routes.push(({ method }) => (method === 'POST' ? { status, body } : null));
  const answer = await clientOf().call(ORDER);
  expect(answer).toMatchObject({ ok: false, fault: { outcome: 'refused', refusal: { code } } });
});

test('does not take an answer of another form for one', async () => {
  fake.rest.faults.push({ match: 'GET /v2/clock', kind: 'garbage' });
  fake.rest.faults.push({ match: 'GET /v2/clock', kind: 'garbage' });
  fake.rest.faults.push({ match: 'GET /v2/clock', kind: 'garbage' });
  fake.rest.faults.push({ match: 'GET /v2/clock', kind: 'garbage' });
  const answer = await new TradingApi(clientOf()).clock();
  expect(answer).toMatchObject({ ok: false, fault: { refusal: { code: 'venue.bad_answer' } } });
});

test('has independent calls under way at the same time', async () => {
  // Neither is answered before both have come.
  let bothCame: () => void = () => undefined;
  const both = new Promise<void>((resolve) => {
    bothCame = resolve;
  });
  let came = 0;
  fake.rest.routes.unshift(async () => {
    came += 1;
    if (came === 2) bothCame();
    await both;
    return { status: 200, body: [] };
  });
  const api = new TradingApi(clientOf());
  const [positions, orders] = await Promise.all([api.positions(), api.openOrders()]);
  expect([positions.ok, orders.ok]).toEqual([true, true]);
});

test('gives up a call that is no longer wanted', async () => {
  fake.rest.faults.push({ match: 'GET', kind: 'lost_request' });
  const giveUp = new AbortController();
  const call = clientOf().call({
    method: 'GET',
    path: '/v2/clock',
    priority: 'screen',
    schema: ANY,
    signal: giveUp.signal,
  });
  giveUp.abort(new Error('the panel was closed'));
  await expect(call).rejects.toThrow('the panel was closed');
});

test('reads history page after page, and pages that are empty or null', async () => {
  const bar = { t: '2026-03-04T15:02:00Z', o: 1, h: 2, l: 1, c: 2, v: 10, n: 3, vw: 1.5 };
  const pages: Record<string, unknown> = {
    '': { bars: { A: [bar], B: null }, next_page_token: 'x' },
    x: { bars: null, next_page_token: 'y' },
    y: { bars: { B: [bar, bar] }, next_page_token: null },
  };
  fake.rest.routes.push(({ path, query }) =>
    path === '/v2/stocks/bars' ? { status: 200, body: pages[query.get('page_token') ?? ''] } : null,
  );
  const found: string[] = [];
  const query = {
    symbols: ['A', 'B'],
    start: '2026-03-04T15:00:00Z',
    end: '2026-03-04T16:00:00Z',
    feed: 'iex',
    priority: 'history',
  } as const;
  for await (const page of new DataApi(clientOf(), 'stocks').bars(query, '1Min')) {
    if (page.ok)
      for (const [symbol, bars] of page.value) found.push(`${symbol}${String(bars.length)}`);
  }
  expect(found).toEqual(['A1', 'B0', 'B2']);
});

test('reads orders beyond one page, each once', async () => {
  const order = (i: number) => ({
    id: `id-${String(i)}`,
    client_order_id: `c-${String(i)}`,
    created_at: '2026-03-04T15:02:10.98Z',
    symbol: 'AAPL',
    qty: '5',
    filled_qty: '0',
    type: 'limit',
    side: 'buy',
    time_in_force: 'day',
    limit_price: '100',
    status: 'new',
    extended_hours: false,
  });
  const all = Array.from({ length: 1_200 }, (_, i) => order(i));
  fake.rest.routes.push(({ path, query }) => {
    if (path !== '/v2/orders') return null;
    const from = all.findIndex(({ id }) => id === query.get('after_order_id')) + 1;
    return { status: 200, body: all.slice(from, from + Number(query.get('limit'))) };
  });
  const answer = await new TradingApi(clientOf()).openOrders();
  expect(answer.ok && answer.value.orders.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
  // The last one is empty: a page may be shorter than asked for without being the last.
  expect(fake.rest.seen).toHaveLength(4);
});

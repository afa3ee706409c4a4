/** The same contract over memory, a message port and a WebSocket, well-formed and malformed. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_ACCOUNT_SETTINGS } from '../../engine/contract/defaults.ts';
import { CONTRACT_VERSION } from '../../engine/contract/bounds.ts';
import { LOCAL_STATUS } from '../../engine/contract/venues.ts';
import { PLAIN_CHANGES } from '../../engine/domain/order.ts';
import { EngineHarness, TEST_TOKEN, TRANSPORTS } from '../support/engine-harness.ts';
import type { TestClient } from '../support/test-client.ts';
import { ALL_REQUESTS } from './all-requests.ts';
import { MALFORMED_ADVICE } from './advisor-samples.ts';
import { everyRequest, lastTicks } from './every-request.ts';
import {
  MALFORMED_ALERTS,
  MALFORMED_ASSETS,
  MALFORMED_BODIES,
  MALFORMED_CONFIRMATIONS,
  MALFORMED_DOCUMENTS,
  MALFORMED_IMPORTS,
  MALFORMED_PLACES,
} from './malformed-bodies.ts';
import { MALFORMED_MEASURES } from './telemetry-samples.ts';

let harness: EngineHarness;

beforeAll(async () => {
  harness = await EngineHarness.start();
  // Every order below needs a market that has opened.
  const client = await harness.client();
  client.subscribe({ channel: 'quotes' });
  await client.update('quotes');
});

afterAll(async () => {
  await harness.stopAndRemove();
});

afterEach(() => {
  harness.closeClients();
});

describe.each(TRANSPORTS)('the contract over %s', (transport) => {
  it('answers one of every request, and the answers are what JSON carries unchanged', async () => {
    const client = await harness.client(transport);
    const replies = await everyRequest(client);
    expect([...replies.keys()].sort()).toEqual(ALL_REQUESTS);
    for (const message of client.heard) {
      expect(JSON.parse(JSON.stringify(message))).toEqual(message);
    }
  });

  it('takes a stop, a trailing stop and an iceberg, changes them and cancels them', async () => {
    const client = await harness.client(transport);
    const below = (await lastTicks(client, 'MSFT')) - 100_000;
    const of = { symbol: 'MSFT', side: 'sell', timeInForce: 'gtc' } as const;
    const far = { orderType: 'trailing_stop', trailBasisPoints: 5_000 } as const;
    const samples = [
      { ...of, orderType: 'stop', stopPriceTicks: below },
      { ...of, orderType: 'stop_limit', stopPriceTicks: below, limitPriceTicks: below - 100 },
      { ...of, ...far },
      { ...of, side: 'buy', orderType: 'limit', limitPriceTicks: below, displayQtyLots: 10 },
    ] as const;
    for (const sample of samples) {
      const { order } = await client.request(client.order(sample));
      expect(order).toMatchObject({ status: 'new', triggeredUs: null, type: sample.orderType });
      const change = {
        limitPriceTicks: null,
        ...PLAIN_CHANGES,
        orderId: order.orderId,
        qtyLots: 50,
      };
      const replaced = await client.request({ type: 'order.replace', ...change });
      expect(replaced.order).toEqual({
        ...order,
        qtyLots: 50,
        leavesQtyLots: 50,
        updatedUs: replaced.order.updatedUs,
      });
      const canceled = await client.request({ type: 'order.cancel', orderId: order.orderId });
      expect(canceled.order.status).toBe('canceled');
    }
    for (const message of client.heard) {
      expect(JSON.parse(JSON.stringify(message))).toEqual(message);
    }
  });

  it('takes a sum of money, parts of a coin and parts of a share', async () => {
    const client = await harness.client(transport);
    const sum = { symbol: 'BTC/USD', qtyLots: null, notionalMicros: 250_000_000 };
    const { order } = await client.request(client.order(sum));
    expect(order).toMatchObject({ status: 'filled', notionalMicros: 250_000_000 });
    expect(order.cumTickLots).toBeLessThanOrEqual(250_000_000);
    const part = await client.request(client.order({ symbol: 'COST', qtyLots: 25 }));
    expect(part.order).toMatchObject({ status: 'filled', cumQtyLots: 25 });
  });

  it('delivers every channel with a full picture first', async () => {
    const client = await harness.client(transport);
    client.subscribe({ channel: 'quotes' });
    client.subscribe({ channel: 'depth', symbol: 'AAPL', levels: 5 });
    client.subscribe({ channel: 'trades', symbol: 'AAPL' });
    client.subscribe({ channel: 'bars', symbol: 'AAPL', timeframe: '1m' });
    client.subscribe({ channel: 'source' });
    client.subscribe({ channel: 'telemetry' });
    client.subscribe({ channel: 'account' });
    client.subscribe({ channel: 'venue' });
    const quotes = await client.update('quotes');
    expect(quotes.data.quotes).toHaveLength(harness.composed.engine.exchange.instruments.length);
    const depth = await client.update('depth');
    expect(depth.data.bids).toHaveLength(5);
    expect(depth.data.asks[0]?.priceTicks).toBeGreaterThan(depth.data.bids[0]?.priceTicks ?? 0);
    expect((await client.update('source')).data.kind).toBe('simulator');
    const { account, settings } = (await client.update('account')).data;
    expect(settings).toEqual(DEFAULT_ACCOUNT_SETTINGS);
    expect(account.equityMicros).toBeGreaterThan(0);
    expect((await client.update('venue')).data).toEqual(LOCAL_STATUS);
    expect((await client.update('bars')).data.bars.length).toBeGreaterThan(0);
    expect((await client.update('trades')).data.skipped).toBe(0);
    expect((await client.update('telemetry')).data.rssBytes).toBeGreaterThan(0);
  });

  it('numbers execution reports without gaps and sends them before the reply', async () => {
    const client = await harness.client(transport);
    const { order } = await client.request(client.order());
    const own = client.events.filter((event) => event.order.orderId === order.orderId);
    expect(own[0]?.type).toBe('order.accepted');
    expect(own.at(-1)?.order.status).toBe('filled');
    const numbers = client.events.map(({ seq }) => seq);
    expect(numbers).toEqual(numbers.map((_, i) => (numbers[0] ?? 0) + i));
  });

  it('sends a client that comes back just what it missed', async () => {
    const first = await harness.client(transport);
    await first.request(first.order());
    const afterSeq = first.events.at(-1)?.seq ?? 0;
    const { storeId } = await first.message('welcome');
    first.close();
    const other = await harness.client(transport);
    await other.request(other.order());
    const back = await harness.connect(transport);
    const welcome = await back.hello('test', TEST_TOKEN, { storeId, afterSeq });
    expect(welcome.snapshot).toBeNull();
    const missed = await back.message('events');
    expect(missed.events[0]?.seq).toBe(afterSeq + 1);
  });

  it('sends a snapshot to a client of another store', async () => {
    const client = await harness.connect(transport);
    const welcome = await client.hello('test', TEST_TOKEN, { storeId: 'other', afterSeq: 3 });
    expect(welcome.snapshot?.seq).toBeGreaterThan(0);
  });

  it('gives the first order for the same client order id, and no second one', async () => {
    const client = await harness.client(transport);
    const submit = client.order();
    const first = await client.request(submit);
    const second = await client.request({ ...submit, qtyLots: 300 });
    expect(second.duplicate).toBe(true);
    expect(second.order).toEqual(first.order);
  });

  it.each(MALFORMED_BODIES)(
    'refuses %s with field, value and rule',
    async (_, change, expected) => {
      const client = await harness.client(transport);
      const before = await stateOf(client);
      const refusal = await client.refusal({ ...client.order(), ...change });
      expect(refusal).toMatchObject(expected);
      expect(refusal.rule).not.toBe('');
      expect(await stateOf(client)).toEqual(before);
    },
  );

  it.each(MALFORMED_IMPORTS)('refuses %s of an import', async (_, body, expected) => {
    const client = await harness.client(transport);
    const refusal = await client.refusal(body);
    expect(refusal).toMatchObject(expected);
    expect(refusal.rule).not.toBe('');
  });

  it.each(MALFORMED_ALERTS)('refuses %s of an alert', async (_, body, expected) => {
    const client = await harness.client(transport);
    const before = await client.request({ type: 'alert.list' });
    expect(await client.refusal(body)).toMatchObject(expected);
    expect(await client.request({ type: 'alert.list' })).toEqual(before);
  });

  it.each([...MALFORMED_ASSETS, ...MALFORMED_PLACES])('refuses %s', async (_, body, expected) => {
    const client = await harness.client(transport);
    const refusal = await client.refusal(body);
    expect(refusal).toMatchObject(expected);
    expect(refusal.rule).not.toBe('');
  });

  it.each(MALFORMED_DOCUMENTS)('refuses %s of a document', async (_, body, expected) => {
    const client = await harness.client(transport);
    const refusal = await client.refusal(body);
    expect(refusal).toMatchObject(expected);
    expect(refusal.rule).not.toBe('');
  });

  it.each(MALFORMED_CONFIRMATIONS)('refuses %s for a confirmation', async (_, body, expected) => {
    const client = await harness.client(transport);
    expect(await client.refusal(body)).toMatchObject(expected);
  });

  it('refuses what is malformed about measurements', async () => {
    const client = await harness.client(transport);
    for (const [name, body, expected] of MALFORMED_MEASURES) {
      expect(await client.refusal(body), name).toMatchObject(expected);
    }
  });

  it('refuses what is wrong in requests to the advisor', async () => {
    const client = await harness.client(transport);
    for (const [why, body, expected] of MALFORMED_ADVICE) {
      expect(await client.refusal(body), why).toMatchObject(expected);
    }
  });

  it('refuses messages that are none', async () => {
    const client = await harness.client(transport);
    for (const value of [null, 5, 'text', [], {}, { type: 'buy' }, { type: 'request', id: 1 }]) {
      client.send(value);
    }
    await client.until(() => (client.heard.length >= 8 ? true : undefined));
    const refused = client.heard.filter((one) => one.type === 'reply' && !one.ok);
    expect(refused).toHaveLength(7);
    expect(client.endedBecause).toBeNull();
  });

  it('refuses another version of the contract in words for a person', async () => {
    const client = await harness.connect(transport);
    const hello = { type: 'hello', clientName: 'test', token: TEST_TOKEN, resume: null };
    client.send({ ...hello, contractVersion: CONTRACT_VERSION + 1 });
    const { refusal } = await client.message('refused');
    expect(refusal).toMatchObject({ code: 'contract.version', field: 'contractVersion' });
  });

  it('serves nobody before hello', async () => {
    const client = await harness.connect(transport);
    client.send({ type: 'request', id: 1, body: client.order() });
    const { refusal } = await client.message('refused');
    expect(refusal.code).toBe('contract.hello');
  });

  it('answers each of 10,000 messages in one burst and goes on', async () => {
    const client = await harness.client(transport);
    const body = { type: 'order.cancel', orderId: 999_999_999 };
    for (let id = 1_001; id <= 11_000; id += 1) client.send({ type: 'request', id, body });
    const replies = await client.until(() => {
      const all = client.heard.filter((one) => one.type === 'reply');
      return all.length === 10_000 ? all : undefined;
    });
    expect(replies.every((one) => !one.ok)).toBe(true);
    await client.request({ type: 'settings.load' });
  });
});

/** What must not change when something is refused. */
async function stateOf(client: TestClient): Promise<unknown> {
  const probe = harness.composed.engine.parts.core.snapshot();
  const { orders } = await client.request({
    type: 'orders.page',
    symbol: null,
    beforeOrderId: null,
    limit: 1,
  });
  return structuredClone({ probe, newest: orders[0]?.orderId });
}

/** Whole engines on remote venues: an account of its own for each, and no way from one to another. */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RequestBody } from '../../../engine/contract/messages.ts';
import type { RemoteVenue } from '../../../engine/domain/order.ts';
import { composeEngine } from '../../../engine/host/compose.ts';
import type { ComposedEngine } from '../../../engine/host/compose.ts';
import { recoverState } from '../../../engine/store/recovery.ts';
import type { EngineStart } from '../../../engine/supervision/host-messages.ts';
import { EXIT_CODE_RESTART } from '../../../engine/supervision/restart-policy.ts';
import { engineStart } from '../../support/engine-harness.ts';
import { FAKE_KEYS, FAKE_LIVE_KEYS, FakeAlpaca } from '../../support/fake-alpaca/fake-alpaca.ts';
import { connectInMemory } from '../../support/memory-client.ts';
import type { TestClient } from '../../support/test-client.ts';

const KEYS = { 'alpaca-paper': FAKE_KEYS, 'alpaca-live': FAKE_LIVE_KEYS } as const;

let paper: WatchedFake;
let live: WatchedFake;
let folder: string;
let composed: ComposedEngine | null = null;

/** A fake that lets in the keys of one account alone, and notes with which keys it was asked. */
interface WatchedFake {
  readonly fake: FakeAlpaca;
  readonly askedWith: Set<string>;
}

async function watched(other: { readonly keyId: string }): Promise<WatchedFake> {
  const fake = await FakeAlpaca.start();
  fake.rest.removeKeys(other.keyId);
  const askedWith = new Set<string>();
  const handle = fake.rest.handle.bind(fake.rest);
  fake.rest.handle = (request, response) => {
    askedWith.add(String(request.headers['apca-api-key-id']));
    return handle(request, response);
  };
  return { fake, askedWith };
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stp-venues-'));
  paper = await watched(FAKE_LIVE_KEYS);
  live = await watched(FAKE_KEYS);
  vi.stubEnv('APCA_PAPER_BASE_URL', paper.fake.url);
  vi.stubEnv('APCA_LIVE_BASE_URL', live.fake.url);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await composed?.stop('test over');
  composed = null;
  await paper.fake.close();
  await live.fake.close();
  await rm(folder, { recursive: true, force: true });
});

function startOf(venue: RemoteVenue, symbols: readonly string[]): EngineStart {
  return {
    ...engineStart(folder),
    venue,
    keys: KEYS[venue],
    source: { kind: 'alpaca', feed: 'iex', symbols: [...symbols], fillModel: 'queue' },
  };
}

async function open(
  venue: RemoteVenue,
  symbols: readonly string[] = ['AAPL'],
): Promise<TestClient> {
  const { fake } = venue === 'alpaca-paper' ? paper : live;
  vi.stubEnv('APCA_DATA_BASE_URL', fake.url);
  vi.stubEnv('APCA_DATA_STREAM_URL', fake.url.replace('http', 'ws'));
  composed = await composeEngine(startOf(venue, symbols), 'ticket', (problem) => {
    throw new Error(problem);
  });
  const client = connectInMemory(composed);
  await client.hello('test', '');
  client.subscribe({ channel: 'venue' });
  client.subscribe({ channel: 'quotes' });
  await client.until(() =>
    client.updates.find((one) => one.channel === 'venue' && one.data.takesOrders),
  );
  return client;
}

/** A price for market orders, once the engine has heard of it; whatever the hour, there are prints. */
async function quoted(client: TestClient, { fake }: WatchedFake): Promise<void> {
  fake.trading.market.set('AAPL', { bid: 100, ask: 100.02, last: 100.01 });
  const isPriced = (): boolean =>
    client.updates.some(
      (one) => one.channel === 'quotes' && one.data.quotes.some(({ lastTicks }) => lastTicks > 0),
    );
  for (let i = 1; !isPriced(); i += 1) {
    const t = new Date().toISOString();
    fake.publish([{ T: 't', S: 'AAPL', i, p: 100.01, s: 10, t }]);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('an order on paper reaches the paper account with its keys, and nothing else anything', async () => {
  const client = await open('alpaca-paper');
  await quoted(client, paper);
  const { order } = await client.request(client.order({ symbol: 'AAPL', qtyLots: 500 }));
  expect(order).toMatchObject({ status: 'pending_new', venue: 'alpaca-paper' });
  await client.until(() => client.events.find(({ order: { status } }) => status === 'filled'));
  expect(paper.fake.account.orders).toHaveLength(1);
  expect([...paper.askedWith]).toEqual([FAKE_KEYS.keyId]);
  expect(live.askedWith.size).toBe(0);
  expect(live.fake.trading.updates.connectionsSeen).toBe(0);
  expect(existsSync(join(folder, 'alpaca-paper', 'alpaca-paper.db'))).toBe(true);
  expect(existsSync(join(folder, 'local.db'))).toBe(false);
});

test('a live account is another store, other keys and another host, and is let in by its text', async () => {
  const client = await open('alpaca-live');
  await quoted(client, live);
  const why = await client.refusal(client.order({ symbol: 'AAPL', qtyLots: 100 }));
  expect(why).toMatchObject({ code: 'venue.not_confirmed' });
  const { status } = await client.request({ type: 'venue.confirm', text: 'TRADE LIVE' });
  expect(status).toMatchObject({ venue: 'alpaca-live', isConfirmed: true });
  await client.request(client.order({ symbol: 'AAPL', qtyLots: 100 }));
  await client.until(() => client.events.find(({ order }) => order.status === 'filled'));
  expect([...live.askedWith]).toEqual([FAKE_LIVE_KEYS.keyId]);
  expect(paper.askedWith.size).toBe(0);
  expect(paper.fake.trading.updates.connectionsSeen).toBe(0);
  expect(existsSync(join(folder, 'alpaca-paper'))).toBe(false);
});

test('an engine that starts again knows its orders, its positions and what they are at Alpaca', async () => {
  const before = await open('alpaca-paper');
  await quoted(before, paper);
  const resting = before.order({
    symbol: 'AAPL',
    orderType: 'limit',
    limitPriceTicks: 990_000,
    timeInForce: 'gtc',
    qtyLots: 200,
  });
  await before.request(before.order({ symbol: 'AAPL', qtyLots: 500 }));
  await before.request(resting);
  await before.until(() => before.events.find(({ order: { status } }) => status === 'filled'));
  await composed?.stop('once more');
  const client = await open('alpaca-paper');
  const { snapshot } = await client.message('welcome');
  expect(snapshot?.positions).toMatchObject([{ symbol: 'AAPL', qtyLots: 500 }]);
  const [order] = snapshot?.workingOrders ?? [];
  expect(order).toMatchObject({ clientOrderId: resting.clientOrderId });
  await client.request({ type: 'order.cancel', orderId: order?.orderId ?? 0 });
  await client.until(() => client.events.find(({ type }) => type === 'order.canceled'));
  expect(paper.fake.account.orders.map(({ status }) => status)).toEqual(['filled', 'canceled']);
  const { status } = await client.request({ type: 'venue.reconcile' });
  expect(status.differences).toEqual([]);
});

test('another account begins a store of its own, and the one before is kept', async () => {
  const before = await open('alpaca-paper');
  await quoted(before, paper);
  await before.request(before.order({ symbol: 'AAPL', qtyLots: 500 }));
  await before.until(() => before.events.find(({ order: { status } }) => status === 'filled'));
  await composed?.stop('once more');
  // As after a reset of the paper account.
  const keys = { keyId: 'PKOTHER0000000000000', secret: 'other' };
  const account = paper.fake.openAccount(keys);
  const start = { ...startOf('alpaca-paper', ['AAPL']), keys };
  let ended: (code: number) => void = () => undefined;
  const end = new Promise<number>((resolve) => {
    ended = resolve;
  });
  composed = await composeEngine(start, 'ticket', (_problem, code) => {
    ended(code);
  });
  const other = connectInMemory(composed);
  await other.hello('test', '');
  other.subscribe({ channel: 'venue' });
  await other.until(() =>
    other.updates.find((one) => one.channel === 'venue' && one.data.isOtherAccount),
  );
  const flatten = { symbol: null, cancelOrders: true, clientOrderId: 'out' };
  const why = await other.refusal({ type: 'positions.flatten', ...flatten });
  expect(why).toMatchObject({ code: 'venue.not_ready' });
  await other.request({ type: 'venue.begin' });
  expect(await end).toBe(EXIT_CODE_RESTART);
  expect(account.orders).toEqual([]);
  composed = await composeEngine(start, 'ticket', (problem) => {
    throw new Error(problem);
  });
  const client = connectInMemory(composed);
  await client.hello('test', '');
  client.subscribe({ channel: 'venue' });
  await client.until(() =>
    client.updates.find((one) => one.channel === 'venue' && one.data.takesOrders),
  );
  expect((await client.message('welcome')).snapshot?.positions).toEqual([]);
  const [aside = ''] = await readdir(join(folder, 'alpaca-paper', 'set-aside'));
  const kept = recoverState(
    join(folder, 'alpaca-paper', 'set-aside', aside, 'alpaca-paper.db'),
    'alpaca-paper',
  );
  expect(kept.positions).toMatchObject([{ symbol: 'AAPL', qtyLots: 500 }]);
});

/** A coin's price, which its stream tells. */
async function coinQuoted(client: TestClient, symbol: string, price: number): Promise<void> {
  const { fake } = paper;
  fake.trading.market.set(symbol, { bid: price - 1, ask: price, last: price });
  const isQuoted = (): boolean =>
    client.updates.some(
      (one) =>
        one.channel === 'quotes' &&
        one.data.quotes.some((quote) => quote.symbol === symbol && quote.askTicks > 0),
    );
  for (let i = 1; !isQuoted(); i += 1) {
    const t = new Date().toISOString();
    fake.publish([
      { T: 't', S: symbol, i, p: price, s: 0.5, tks: 'B', t },
      { T: 'q', S: symbol, bp: price - 1, bs: 2, ap: price, as: 2, t },
    ]);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('a coin is traded on paper in Alpaca’s steps, and what Alpaca would refuse is not sent', async () => {
  const { account } = paper.fake;
  paper.fake.trading.market.set('ETH/USD', { bid: 3_000, ask: 3_001, last: 3_000 });
  // Held from before, and named ETHUSD there.
  account.submit({
    symbol: 'ETH/USD',
    qty: '0.5',
    side: 'buy',
    type: 'market',
    time_in_force: 'gtc',
  });
  const client = await open('alpaca-paper', ['BTC/USD']);
  const [btc, eth] = (await client.message('welcome')).instruments;
  expect(eth?.symbol).toBe('ETH/USD');
  expect(btc).toMatchObject({
    name: 'Bitcoin  / US Dollar',
    priceIncrements: [{ fromTicks: 0, incrementTicks: 100 }],
    qtyStepLots: 1,
    minQtyLots: 1,
  });
  await coinQuoted(client, 'BTC/USD', 64_001);
  const limit = {
    symbol: 'BTC/USD',
    orderType: 'limit',
    timeInForce: 'gtc',
    limitPriceTicks: 6_300_000,
    qtyLots: 2_500,
  } as const;
  const refused = async (changes: object) =>
    (await client.refusal(client.order({ ...limit, ...changes }))).code;
  expect(await refused({ limitPriceTicks: 6_300_050 })).toBe('contract.price_increment');
  expect(await refused({ timeInForce: 'day' })).toBe('venue.unsupported');
  const exits = {
    takeProfit: { limitPriceTicks: 7_000_000 },
    stopLoss: { stopPriceTicks: 6_000_000, limitPriceTicks: null },
  };
  expect(await refused({ orderClass: 'bracket', ...exits })).toBe('venue.unsupported');
  expect(
    await refused({ orderType: 'stop', limitPriceTicks: null, stopPriceTicks: 6_500_000 }),
  ).toBe('venue.unsupported');
  expect(account.orders).toHaveLength(1);

  await client.request(client.order(limit));
  const { order } = await client.request(
    client.order({ ...limit, orderType: 'market', limitPriceTicks: null }),
  );
  const filled = await client.until(() =>
    client.events.find(
      ({ order: { orderId, status } }) => orderId === order.orderId && status === 'filled',
    ),
  );
  expect(filled.order.cumQtyLots).toBe(2_500);
  const wire = (await client.request({ type: 'venue.reconcile' })).status;
  expect(wire.differences).toEqual([]);
  await composed?.stop('once more');
  const after = await open('alpaca-paper', ['BTC/USD']);
  const positions = (await after.message('welcome')).snapshot?.positions;
  expect(positions).toMatchObject([
    { symbol: 'BTC/USD', qtyLots: 2_500 },
    { symbol: 'ETH/USD', qtyLots: 5_000 },
  ]);
  await coinQuoted(after, 'BTC/USD', 64_001);
  await after.request({
    type: 'positions.close',
    symbol: 'BTC/USD',
    qtyLots: null,
    basisPoints: 10_000,
    cancelOrders: true,
    clientOrderId: 'out',
  });
  await after.until(() => after.events.find(({ order: { status } }) => status === 'filled'));
  expect([...account.positions.keys()]).toEqual(['ETH/USD']);
  expect((await after.request({ type: 'venue.reconcile' })).status.differences).toEqual([]);
});

test('what is followed keeps its name after a restart', async () => {
  const before = await open('alpaca-paper');
  await before.request({ type: 'assets.follow', symbol: 'HARD' });
  await composed?.stop('once more');
  const client = await open('alpaca-paper', ['AAPL', 'HARD']);
  const { instruments } = await client.message('welcome');
  expect(instruments[1]).toMatchObject({ symbol: 'HARD', name: 'Hard To Borrow Corp.' });
});

test('no key is in anything that the engine writes, tells or hands out', async () => {
  const client = await open('alpaca-paper');
  await quoted(client, paper);
  await client.request(client.order({ symbol: 'AAPL', qtyLots: 500 }));
  await client.until(() => client.events.find(({ order: { status } }) => status === 'filled'));
  const history = { metrics: ['engine.rss'], fromUs: null, toUs: null, limit: 100 };
  const told: unknown[] = [];
  const bodies: readonly RequestBody[] = [
    { type: 'telemetry.report' },
    { type: 'telemetry.history', resolutionS: 10, ...history },
    { type: 'telemetry.database' },
    { type: 'advisor.export' },
    { type: 'advisor.status' },
    { type: 'assets.search', query: 'A', limit: 50 },
    { type: 'watchlists.remote' },
    { type: 'venue.reconcile' },
  ];
  for (const body of bodies) told.push(await client.request(body));
  const rows = { symbol: null, side: null, tag: null, fromUs: null, toUs: null };
  await client.request({ type: 'export.start', profile: 'fills', ...rows, excel: false });
  await client.until(() =>
    client.heard.find((one) => one.type === 'export' && one.progress.state === 'done'),
  );
  for (const type of ['backup.start', 'workspace.export'] as const) {
    const { taskId } = await client.request({ type });
    await client.until(() =>
      client.heard.find(
        (one) =>
          one.type === 'data_task' && one.task.taskId === taskId && one.task.state === 'done',
      ),
    );
  }
  await composed?.stop('so that all is on disk');
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  expect(names.some((name) => name.endsWith('.csv'))).toBe(true);
  expect(names.filter((name) => name.includes('backup')).length).toBeGreaterThan(0);
  const isKey = (text: string): boolean =>
    text.includes(FAKE_KEYS.keyId) || text.includes(FAKE_KEYS.secret);
  const found: string[] = [];
  for (const name of names) if (isKey(await readFile(name, 'latin1'))) found.push(name);
  expect(found).toEqual([]);
  expect(isKey(JSON.stringify([told, client.heard, client.updates, client.events]))).toBe(false);
});

test('a remote venue without keys of its own does not start', async () => {
  const start = { ...startOf('alpaca-live', ['AAPL']), keys: null };
  await expect(composeEngine(start, 'ticket', () => undefined)).rejects.toThrow(
    'alpaca-live needs keys of its own',
  );
});

test('hosts and venues are chosen in one place', async () => {
  const engine = join(import.meta.dirname, '../../../engine');
  const files = (await readdir(engine, { recursive: true })).filter((name) => name.endsWith('.ts'));
  const naming: string[] = [];
  for (const name of files) {
    const text = await readFile(join(engine, name), 'utf8');
    if (/api\.alpaca\.markets|ALPACA_HOSTS\b/.test(text)) naming.push(name);
  }
  expect(naming.sort()).toEqual(['alpaca/access.ts', 'keys/hosts.ts']);
});

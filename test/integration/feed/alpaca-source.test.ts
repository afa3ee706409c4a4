import { afterEach, beforeEach, expect, test } from 'vitest';
import { timeUs } from '../../../engine/domain/time.ts';
import type { FakeMessage } from '../../support/fake-alpaca/data-stream.ts';
import { FakeAlpaca } from '../../support/fake-alpaca/fake-alpaca.ts';
import { FeedWorld, WORLD_START_MS } from '../../support/fake-alpaca/feed-world.ts';
import { orderOf } from '../../support/test-core.ts';

const CENT = 100;

let fake: FakeAlpaca;
let world: FeedWorld;

beforeEach(async () => {
  fake = await FakeAlpaca.start();
});
afterEach(async () => {
  world.source.stop();
  await fake.close();
});

/** A world that follows its symbols. */
async function open(): Promise<FeedWorld> {
  // A machine that is busy with other tests must not look like a line that is down.
  world = new FeedWorld(fake, { pingMs: 60_000 });
  await world.live();
  return world;
}

const quote = (symbol: string, bp: number, ap: number): FakeMessage => {
  const t = new Date(world.wallMs).toISOString();
  return { T: 'q', S: symbol, bx: 'V', bp, bs: 200, ax: 'V', ap, as: 100, c: ['R'], z: 'C', t };
};
const trade = (symbol: string, p: number, s: number): FakeMessage => {
  return {
    T: 't',
    S: symbol,
    i: 1,
    x: 'V',
    p,
    s,
    c: ['@'],
    z: 'C',
    t: new Date(world.wallMs).toISOString(),
  };
};
const bar = (minute: number, c: number) => {
  const t = new Date(WORLD_START_MS + minute * 60_000).toISOString();
  return { o: 100, h: 101, l: 99, c, v: 500, n: 7, vw: 100, t };
};

test('shows quotes, trades and bars in the units of the market', async () => {
  const { core } = await open();
  fake.data.publish([quote('AAPL', 99.98, 100), trade('AAPL', 100, 40)]);
  fake.data.publish([trade('AAPL', 100.0051, 60), { T: 'b', S: 'AAPL', ...bar(-1, 100) }]);
  const market = core.exchange.at(0);
  await world.until(() => market.bars.of('1m').lastClosed() !== null);
  expect(market.quote()).toMatchObject({
    bidTicks: 999_800,
    bidLots: 200,
    askTicks: 1_000_000,
    askLots: 100,
    lastTicks: 1_000_051,
    lastLots: 60,
  });
  expect(market.bars.of('1m').lastClosed()).toMatchObject({ volumeLots: 500, trades: 7 });
  expect(market.tape.since(0).map(({ aggressor }) => aggressor)).toEqual(['buy', 'buy']);
});

test('fills an order of the local venue at the real ask', async () => {
  const { core } = await open();
  fake.data.publish([quote('AAPL', 99.98, 100)]);
  await world.until(() => core.exchange.at(0).quote().askTicks > 0);
  const sent = core.submit(orderOf({ qtyLots: 60, limitPriceTicks: 1_000_000 + CENT }), 'test');
  expect(sent).toMatchObject({ ok: true, order: { status: 'filled', cumTickLots: 60_000_000 } });
});

test('tells the bands that the market has now, until it has none', async () => {
  const { core } = await open();
  const market = core.exchange.at(0);
  const t = new Date(world.wallMs).toISOString();
  expect(market.quote().bands).toBeUndefined();
  fake.data.publish([{ T: 'l', S: 'AAPL', u: 210.5, d: 190.25, i: 'B', z: 'C', t }]);
  await world.until(() => market.quote().bands !== undefined);
  expect(market.quote().bands).toEqual({ lowerTicks: 1_902_500, upperTicks: 2_105_000 });
  fake.data.publish([{ T: 'l', S: 'AAPL', u: 0, d: 0, i: 'B', z: 'C', t }]);
  await world.until(() => market.quote().bands === undefined);
});

test('halts what the market halts, and lets it trade again', async () => {
  const { core } = await open();
  const t = new Date(world.wallMs).toISOString();
  fake.data.publish([{ T: 's', S: 'AAPL', sc: 'H', sm: 'Trading halt', rc: 'T1', z: 'C', t }]);
  const market = core.exchange.at(0);
  await world.until(() => market.state === 'halted');
  fake.data.publish([{ T: 's', S: 'AAPL', sc: 'T', sm: 'Trading resumption', z: 'C', t }]);
  await world.until(() => market.state === 'open');
});

test('fetches the minutes that it missed, and shows the gap until they have come', async () => {
  const { core } = await open();
  const history = [0, 1, 2, 3].map((minute) => bar(minute, 100 + minute / 10));
  fake.rest.routes.push(({ path, query }) => {
    if (path !== '/v2/stocks/bars') return null;
    if (query.get('timeframe') === '1Day') {
      const day = { o: 90, h: 99, l: 89, c: 98.5, v: 9_000, t: '2026-03-03T05:00:00Z' };
      return { status: 200, body: { bars: { AAPL: [day] }, next_page_token: null } };
    }
    const from = Date.parse(query.get('start') ?? '');
    const bars = history.filter(({ t }) => Date.parse(t) >= from);
    return { status: 200, body: { bars: { AAPL: bars }, next_page_token: null } };
  });
  for (let i = 0; i < 4; i += 1) {
    fake.rest.faults.push({ match: 'GET /v2/stocks/bars', kind: { status: 403 } });
  }
  await world.until(() => world.feed.gaps.length > 0);
  fake.data.disconnect('cut');
  await world.until(() => world.feed.losses === 1);
  world.wallMs += 4 * 60_000;
  const minutes = core.exchange.at(0).bars.of('1m');
  await world.until(() => world.feed.gaps.length === 0 && minutes.from(0).length === 4);
  const closes = core.exchange.at(0).bars.of('1m').from(0);
  expect(closes.map(({ closeTicks }) => closeTicks)).toEqual([
    1_000_000, 1_001_000, 1_002_000, 1_003_000,
  ]);
  expect(core.exchange.at(0).bars.of('5m').from(0)).toMatchObject([
    { volumeLots: 2_000, trades: 28 },
  ]);
  await world.live();
  fake.data.publish([trade('AAPL', 100, 1)]);
  await world.until(() => core.exchange.at(0).tape.lastNumber === 1);
  expect(core.exchange.at(0).quote().prevCloseTicks).toBe(985_000);
});

test('lets go of a bar at the end of a gap whose only trade was taken back meanwhile', async () => {
  const { core } = await open();
  let history = [bar(0, 100), bar(1, 101)];
  fake.rest.routes.push(({ path, query }) =>
    path === '/v2/stocks/bars' && query.get('timeframe') !== '1Day'
      ? { status: 200, body: { bars: { AAPL: history }, next_page_token: null } }
      : null,
  );
  fake.data.disconnect('cut');
  await world.until(() => world.feed.losses === 1);
  world.wallMs += 2 * 60_000;
  const starts = () =>
    core.exchange
      .at(0)
      .bars.of('1m')
      .from(0)
      .map(({ closeTicks }) => closeTicks);
  await world.live();
  await world.until(() => world.feed.gaps.length === 0 && starts().length === 2);
  // Nothing tells of it: the line was down when the trade was taken back.
  history = [bar(0, 100)];
  world.wallMs += 2 * 60_000;
  await world.until(() => world.source.isWhole);
  expect(starts()).toEqual([1_000_000]);
});

test('tells of requests that were too many among its faults as soon as it is held back', async () => {
  await open();
  await world.until(() => world.feed.gaps.length === 0);
  fake.rest.faults.push({
    match: 'GET /v2/stocks/bars',
    kind: { status: 429, retryAfterS: 20 },
  });
  fake.data.disconnect('cut');
  await world.until(() => world.feed.losses === 1);
  await world.live();
  // Nothing is applied from here on: the report stands by itself.
  while (world.feed.budget.blockedForMs === 0) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(world.feed.faults[0]).toMatchObject({ part: 'rest', code: 429 });
});

test('counts what it does not understand and goes on', async () => {
  const { core } = await open();
  fake.data.publishRaw('[{"T":"z","S":"AAPL"},{"T":"t","S":"AAPL","p":-1},7]');
  fake.data.publishRaw('[{"T":"q"');
  fake.data.publish([trade('AAPL', 100, 40)]);
  await world.until(() => core.exchange.at(0).tape.lastNumber === 1);
  expect(world.feed).toMatchObject({ unknown: 1, invalid: 3 });
});

test('says why there is no market when the keys are wrong, and tries again when asked', async () => {
  fake.data.faults.push({ kind: 'auth_error', code: 402, msg: 'auth failed' });
  world = new FeedWorld(fake);
  await world.until(() => world.feed.state === 'stopped');
  expect(world.source.status(timeUs(world.wallMs * 1_000))).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('does not accept these keys') as string,
  });
  world.source.reconnect();
  await world.live();
  expect(world.source.status(timeUs(world.wallMs * 1_000))).toMatchObject({ state: 'running' });
});

test('passes on the newest quote of each symbol and every trade when it is far behind', async () => {
  const { core } = await open();
  const rounds = 4_000;
  for (let i = 0; i < rounds; i += 1) {
    fake.data.publish([quote('AAPL', 99 + (i % 50) / 100, 101), trade('AAPL', 100, 1)]);
    fake.data.publish([quote('MSFT', 98, 102 + (i % 7) / 100)]);
  }
  // Nothing is read while all of it arrives, as under a long stall.
  while (world.feed.queueLength < 2 * rounds) await new Promise((resolve) => setImmediate(resolve));
  await world.until(() => world.feed.messages === 3 * rounds);
  const [aapl, msft] = [core.exchange.at(0), core.exchange.at(1)];
  expect(aapl.tape.lastNumber).toBe(rounds);
  expect(aapl.quote()).toMatchObject({ bidTicks: (99 + ((rounds - 1) % 50) / 100) * 10_000 });
  expect(msft.quote().askTicks).toBe(Math.round((102 + ((rounds - 1) % 7) / 100) * 10_000));
  expect(world.feed.conflated).toBeGreaterThan(1_000);
});

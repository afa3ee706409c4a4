import { afterEach, beforeEach, expect, test } from 'vitest';
import { SYSTEM_TIMERS } from '../../../engine/alpaca/access.ts';
import { DataApi } from '../../../engine/alpaca/data-api.ts';
import { RequestBudget } from '../../../engine/alpaca/request-budget.ts';
import { RestClient } from '../../../engine/alpaca/rest-client.ts';
import { alwaysOpenCalendar } from '../../../engine/calendar/calendars.ts';
import { TradingCore } from '../../../engine/core.ts';
import { usEquity } from '../../../engine/domain/instrument.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { AlpacaSource } from '../../../engine/feed/alpaca/alpaca-source.ts';
import { Backfill } from '../../../engine/feed/alpaca/backfill.ts';
import { AlpacaStream } from '../../../engine/feed/alpaca/stream-client.ts';
import { FAKE_KEYS, FakeAlpaca } from '../../support/fake-alpaca/fake-alpaca.ts';
import type { FakeMessage } from '../../support/fake-alpaca/data-stream.ts';
import { StoreModel } from '../../support/store-model.ts';
import { orderOf } from '../../support/test-core.ts';

const AAPL = usEquity('AAPL', 'Apple Inc.');
const MSFT = usEquity('MSFT', 'Microsoft Corporation');
/** 10:00 in New York on a Wednesday; the tests' wall clock begins here. */
const START_MS = Date.parse('2026-03-04T15:00:00Z');
const CENT = 100;

let fake: FakeAlpaca;
let source: AlpacaSource;
let core: TradingCore;
let wallMs: number;

beforeEach(async () => {
  fake = await FakeAlpaca.start();
  wallMs = START_MS;
});
afterEach(async () => {
  source.stop();
  await fake.close();
});

/** A core whose market is the fake's, with nothing known of the past. */
function open(): void {
  const instruments = [AAPL, MSFT];
  const monotonicMs = (): number => performance.now();
  const rest = new RestClient({
    host: fake.url,
    keys: FAKE_KEYS,
    budget: new RequestBudget({ monotonicMs, timers: SYSTEM_TIMERS }),
    timers: SYSTEM_TIMERS,
    wallMs: () => wallMs,
    monotonicMs,
    random: () => 0.5,
    retryMs: 1,
  });
  const api = new DataApi(rest, 'stocks');
  source = new AlpacaSource(
    {
      instruments,
      feed: 'iex',
      encoding: 'json',
      monotonicUs: () => monotonicMs() * 1_000,
      wallUs: () => wallMs * 1_000,
      backfill: new Backfill({ api, feed: 'iex', instruments, timers: SYSTEM_TIMERS, retryMs: 2 }),
      openStream: (queue, listener) =>
        new AlpacaStream({
          url: fake.streamUrl('iex'),
          encoding: 'json',
          channels: ['trades', 'quotes', 'bars', 'updatedBars', 'statuses'],
          keys: FAKE_KEYS,
          queue,
          monotonicUs: () => monotonicMs() * 1_000,
          random: () => 0.5,
          timers: SYSTEM_TIMERS,
          backOff: { firstMs: 2, longestMs: 20, slowMs: 30 },
          listener,
        }),
    },
    START_MS * 1_000,
  );
  core = new TradingCore({
    venue: 'local',
    instruments,
    calendarOf: ({ zone }) => alwaysOpenCalendar(zone),
    startPrices: new Map([
      ['AAPL', 1_000_000],
      ['MSFT', 1_000_000],
    ]),
    fillModel: 'queue',
    recovered: new StoreModel().recovered(),
    lookup: new StoreModel(),
    nowUs: timeUs(START_MS * 1_000),
  });
  source.start();
}

/** Turns the engine until something is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    source.advance(timeUs(wallMs * 1_000), 100, core.house, (us) => {
      core.setTime(us);
    });
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const live = (): Promise<void> =>
  until(() => fake.data.followed('trades').length === 2 && status().followed === 2);
const status = () => {
  const { feed } = source.status(timeUs(wallMs * 1_000));
  if (feed === null) throw new Error('the real market has a feed');
  return feed;
};
const quote = (symbol: string, bp: number, ap: number): FakeMessage => {
  const t = new Date(wallMs).toISOString();
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
    t: new Date(wallMs).toISOString(),
  };
};
const bar = (minute: number, c: number) => {
  const t = new Date(START_MS + minute * 60_000).toISOString();
  return { o: 100, h: 101, l: 99, c, v: 500, n: 7, vw: 100, t };
};

test('shows quotes, trades and bars in the units of the market', async () => {
  open();
  await live();
  fake.data.publish([quote('AAPL', 99.98, 100), trade('AAPL', 100, 40)]);
  fake.data.publish([trade('AAPL', 100.0051, 60), { T: 'b', S: 'AAPL', ...bar(-1, 100) }]);
  const market = core.exchange.at(0);
  await until(() => market.bars.of('1m').lastClosed() !== null);
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
  open();
  await live();
  fake.data.publish([quote('AAPL', 99.98, 100)]);
  await until(() => core.exchange.at(0).quote().askTicks > 0);
  const sent = core.submit(orderOf({ qtyLots: 60, limitPriceTicks: 1_000_000 + CENT }), 'test');
  expect(sent).toMatchObject({ ok: true, order: { status: 'filled', cumTickLots: 60_000_000 } });
});

test('halts what the market halts, and lets it trade again', async () => {
  open();
  await live();
  const t = new Date(wallMs).toISOString();
  fake.data.publish([{ T: 's', S: 'AAPL', sc: 'H', sm: 'Trading halt', rc: 'T1', z: 'C', t }]);
  const market = core.exchange.at(0);
  await until(() => market.state === 'halted');
  fake.data.publish([{ T: 's', S: 'AAPL', sc: 'T', sm: 'Trading resumption', z: 'C', t }]);
  await until(() => market.state === 'open');
});

test('fetches the minutes that it missed, and shows the gap until they have come', async () => {
  open();
  await live();
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
  await until(() => status().gaps.length > 0);
  fake.data.disconnect('cut');
  await until(() => status().losses === 1);
  wallMs += 4 * 60_000;
  const minutes = core.exchange.at(0).bars.of('1m');
  await until(() => status().gaps.length === 0 && minutes.from(0).length === 4);
  const closes = core.exchange.at(0).bars.of('1m').from(0);
  expect(closes.map(({ closeTicks }) => closeTicks)).toEqual([
    1_000_000, 1_001_000, 1_002_000, 1_003_000,
  ]);
  expect(core.exchange.at(0).bars.of('5m').from(0)).toMatchObject([
    { volumeLots: 2_000, trades: 28 },
  ]);
  fake.data.publish([trade('AAPL', 100, 1)]);
  await until(() => core.exchange.at(0).tape.lastNumber === 1);
  expect(core.exchange.at(0).quote().prevCloseTicks).toBe(985_000);
});

test('counts what it does not understand and goes on', async () => {
  open();
  await live();
  fake.data.publishRaw('[{"T":"z","S":"AAPL"},{"T":"t","S":"AAPL","p":-1},7]');
  fake.data.publishRaw('[{"T":"q"');
  fake.data.publish([trade('AAPL', 100, 40)]);
  await until(() => core.exchange.at(0).tape.lastNumber === 1);
  expect(status()).toMatchObject({ unknown: 1, invalid: 3 });
});

test('says why there is no market when the keys are wrong, and tries again when asked', async () => {
  fake.data.faults.push({ kind: 'auth_error', code: 402, msg: 'auth failed' });
  open();
  await until(() => status().state === 'stopped');
  expect(source.status(timeUs(wallMs * 1_000))).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('does not accept these keys') as string,
  });
  source.reconnect();
  await live();
  expect(source.status(timeUs(wallMs * 1_000))).toMatchObject({ state: 'running' });
});

test('passes on the newest quote of each symbol and every trade when it is far behind', async () => {
  open();
  await live();
  const rounds = 6_000;
  for (let i = 0; i < rounds; i += 1) {
    fake.data.publish([quote('AAPL', 99 + (i % 50) / 100, 101), trade('AAPL', 100, 1)]);
    fake.data.publish([quote('MSFT', 98, 102 + (i % 7) / 100)]);
  }
  // Nothing is read while all of it arrives, as under a long stall.
  while (status().queueLength < rounds) await new Promise((resolve) => setImmediate(resolve));
  await until(() => status().messages === 3 * rounds);
  const [aapl, msft] = [core.exchange.at(0), core.exchange.at(1)];
  expect(aapl.tape.lastNumber).toBe(rounds);
  expect(aapl.quote()).toMatchObject({ bidTicks: (99 + ((rounds - 1) % 50) / 100) * 10_000 });
  expect(msft.quote().askTicks).toBe(Math.round((102 + ((rounds - 1) % 7) / 100) * 10_000));
  expect(status().conflated).toBeGreaterThan(1_000);
});

/** Shares and pairs together: two sockets and two histories, one market. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TradingCore } from '../../../engine/core.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import type { SideCode } from '../../../engine/domain/side.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { openAlpacaMarket } from '../../../engine/host/alpaca-market.ts';
import type { OpenedMarket } from '../../../engine/host/opened-market.ts';
import { realInstrument } from '../../../engine/host/store-instruments.ts';
import type { Clock } from '../../../engine/ports.ts';
import { FAKE_KEYS, FakeAlpaca } from '../../support/fake-alpaca/fake-alpaca.ts';
import { FREE_PLAN } from '../../support/fake-alpaca/data-stream.ts';
import { StoreModel } from '../../support/store-model.ts';

/** A Saturday: shares do not trade, pairs do. */
const NOW_US = timeUs(Date.parse('2026-03-07T15:00:30Z') * 1_000);

let fake: FakeAlpaca;
let market: OpenedMarket;
let core: TradingCore;

async function startFake(options: Parameters<typeof FakeAlpaca.start>[0] = {}): Promise<void> {
  fake = await FakeAlpaca.start(options);
  vi.stubEnv('APCA_PAPER_BASE_URL', fake.url);
  vi.stubEnv('APCA_DATA_BASE_URL', fake.url);
  vi.stubEnv('APCA_DATA_STREAM_URL', fake.url.replace('http', 'ws'));
}
beforeEach(() => startFake());
afterEach(async () => {
  market.source.stop?.();
  vi.unstubAllEnvs();
  await fake.close();
});

const clock: Clock = { wallUs: () => NOW_US, monotonicUs: () => performance.now() * 1_000 };

async function open(symbols: readonly string[]): Promise<void> {
  const store = new StoreModel();
  market = await openAlpacaMarket(
    { kind: 'alpaca', feed: 'iex', symbols: [...symbols], fillModel: 'queue' },
    store.recovered(),
    NOW_US,
    clock,
    FAKE_KEYS,
    null,
  );
  const { source, calendarOf, startPrices, fillModel } = market;
  core = new TradingCore({
    venue: 'local',
    instruments: source.instruments,
    calendarOf,
    startPrices,
    fillModel,
    recovered: store.recovered(),
    lookup: store,
    nowUs: NOW_US,
  });
}

function turn(): void {
  market.source.advance(NOW_US, 100, core.house, (us) => {
    core.setTime(us);
  });
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    turn();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const feed = () => market.source.status(NOW_US).feed;
const t = '2026-03-07T15:00:10.25Z';

test('each symbol is followed on the socket that has it, in its own units', async () => {
  await open(['AAPL', 'BTC/USD', 'DOGE/USD']);
  await until(() => feed()?.followed === 3);
  expect(feed()).toMatchObject({ state: 'live', feed: 'iex, crypto', refused: [] });
  expect(fake.data.connectionsSeen).toBe(2);
  fake.publish([
    { T: 'q', S: 'BTC/USD', bp: 64_000, bs: 0.5, ap: 64_001, as: 0.25, t },
    { T: 't', S: 'BTC/USD', i: 1, p: 64_000.5, s: 0.1234, tks: 'B', t },
    { T: 't', S: 'DOGE/USD', i: 2, p: 0.1234, s: 70.5, tks: 'S', t },
    { T: 't', S: 'AAPL', i: 3, x: 'V', p: 250.25, s: 7, c: ['@'], z: 'C', t },
  ]);
  await until(() => core.exchange.markets.every(({ tape }) => tape.lastNumber === 1));
  const [aapl, btc, doge] = core.exchange.markets;
  expect(aapl?.lastTradeTicks()).toBe(2_502_500);
  expect(btc?.quote()).toMatchObject({ bidLots: 5_000, askLots: 2_500, lastTicks: 6_400_050 });
  expect(btc?.bars.of('1m').forming()).toMatchObject({ volumeLots: 1_234, trades: 1 });
  expect(doge?.quote()).toMatchObject({ lastTicks: 1_234, lastLots: 7_050 });
  expect([aapl?.state, btc?.state]).toEqual(['closed', 'open']);
});

test('what a turn has applied is as old as the first of it, on whichever socket that came', async () => {
  await open(['AAPL', 'BTC/USD']);
  await until(() => feed()?.followed === 2);
  turn();
  const arrived = async (S: string, frames: number): Promise<number> => {
    for (let i = 0; i < frames; i += 1) fake.publish([{ T: 't', S, i, p: 100, s: 1, t }]);
    while (feed()?.queueLength !== frames) await new Promise((resolve) => setImmediate(resolve));
    return clock.monotonicUs();
  };
  for (const [early, late] of [
    ['AAPL', 'BTC/USD'],
    ['BTC/USD', 'AAPL'],
  ] as const) {
    const fromUs = clock.monotonicUs();
    const toUs = await arrived(early, 1);
    await arrived(late, 2);
    turn();
    expect(market.source.receivedUs?.()).toBeGreaterThan(fromUs);
    expect(market.source.receivedUs?.()).toBeLessThan(toUs);
    turn();
    expect(market.source.receivedUs?.()).toBeNull();
  }
});

const depth = () => {
  const market = core.exchange.market('BTC/USD');
  const told = (side: SideCode) =>
    market?.depth(side, 10).map(({ priceTicks, qtyLots }) => [priceTicks / 100, qtyLots / 10_000]);
  return { bids: told(BUY), asks: told(SELL) };
};

test('the book of a coin is told whole and then by its changes; one that cannot be is asked for anew', async () => {
  const level = (p: number, s: number) => ({ p, s });
  let wholes = 0;
  fake.data.books.set('BTC/USD', () => {
    wholes += 1;
    const b = [level(64_000, 0.5), level(63_999, wholes)];
    return { T: 'o', S: 'BTC/USD', b, a: [level(64_001, 0.25)], r: true, t };
  });
  const told = (message: object): void => {
    fake.publish([{ T: 'o', S: 'BTC/USD', t, ...message }]);
  };
  await open(['BTC/USD']);
  await until(() => depth().bids?.length === 2);
  fake.publish([{ T: 'q', S: 'BTC/USD', bp: 64_000, bs: 0.5, ap: 64_001, as: 0.25, t }]);
  told({ b: [level(63_999, 0), level(63_998, 3)], a: [level(64_000.5, 0.125)] });
  await until(() => depth().asks?.length === 2);
  expect(depth()).toEqual({
    bids: [
      [64_000, 0.5],
      [63_998, 3],
    ],
    asks: [
      [64_000.5, 0.125],
      [64_001, 0.25],
    ],
  });
  // A bid above the ask: something was missed. Only the quote is known until the book comes again.
  told({ b: [level(64_002, 1)], a: [] });
  await until(() => wholes === 2);
  await until(() => depth().bids?.length === 2);
  expect(depth().bids).toEqual([
    [64_000, 0.5],
    [63_999, 2],
  ]);
  // What cannot be read may have been anything.
  told({ b: 'garbage', a: [] });
  await until(() => wholes === 3 && depth().bids?.[1]?.[1] === 3);
  fake.data.disconnect('cut');
  await until(() => wholes === 4 && feed()?.followed === 1 && depth().bids?.[1]?.[1] === 4);
  expect(feed()).toMatchObject({ invalid: 1, unknown: 0 });
});

test('a book that never fits is asked for a bounded number of times, and the quote is shown', async () => {
  let wholes = 0;
  fake.data.books.set('BTC/USD', () => {
    wholes += 1;
    const side = [{ p: 64_000, s: 1 }];
    return { T: 'o', S: 'BTC/USD', b: side, a: side, r: true, t };
  });
  await open(['BTC/USD']);
  await until(() => wholes === 11);
  fake.publish([{ T: 'q', S: 'BTC/USD', bp: 64_000, bs: 0.5, ap: 64_001, as: 0.25, t }]);
  await until(() => depth().bids?.length === 1);
  expect(depth()).toEqual({ bids: [[64_000, 0.5]], asks: [[64_001, 0.25]] });
  expect(wholes).toBe(11);
});

test('the minutes that were missed come from the history of each', async () => {
  const old = { t: '2026-03-07T14:58:10Z' };
  fake.publish([
    { T: 't', S: 'BTC/USD', i: 1, p: 64_000, s: 0.5, tks: 'B', ...old },
    { T: 't', S: 'AAPL', i: 2, x: 'V', p: 250, s: 7, c: ['@'], z: 'C', ...old },
  ]);
  await open(['AAPL', 'BTC/USD']);
  await until(() => core.exchange.markets.every(({ bars }) => bars.of('1m').from(0).length === 1));
  expect(core.exchange.markets.map(({ bars }) => bars.of('1m').from(0)[0]?.volumeLots)).toEqual([
    700, 5_000,
  ]);
});

test('one that is down is told, while the other goes on', async () => {
  await open(['AAPL', 'BTC/USD']);
  await until(() => feed()?.followed === 2);
  const crypto = fake.data.faults;
  fake.data.disconnect('cut');
  crypto.push({ kind: 'auth_error', code: 402, msg: 'auth failed' });
  await until(() => feed()?.state === 'stopped' && feed()?.followed === 1);
  expect(market.source.status(NOW_US)).toMatchObject({ state: 'failed' });
  expect(feed()?.faultCode).toBe(402);
  market.source.reconnect?.(false);
  await until(() => feed()?.state === 'live');
});

test('one more symbol is followed while the market runs, with its past, and a coin opens its socket', async () => {
  const old = { t: '2026-03-07T14:58:10Z' };
  fake.publish([
    { T: 't', S: 'MSFT', i: 1, x: 'V', p: 412, s: 3, c: ['@'], z: 'C', ...old },
    { T: 't', S: 'BTC/USD', i: 2, p: 64_000, s: 0.5, tks: 'B', ...old },
  ]);
  await open(['AAPL']);
  await until(() => feed()?.followed === 1);
  expect(fake.data.connectionsSeen).toBe(1);
  for (const instrument of [realInstrument('BTC/USD'), realInstrument('MSFT')]) {
    const asked = market.source.follow?.(instrument, () => {
      core.addInstrument(instrument, 0);
    });
    let why: unknown = 'not answered';
    void asked?.then((answer) => {
      why = answer;
    });
    await until(() => why !== 'not answered');
    expect(why).toBeNull();
  }
  expect(feed()).toMatchObject({ followed: 3, feed: 'iex, crypto' });
  expect(fake.data.connectionsSeen).toBe(2);
  const [aapl, btc, msft] = core.exchange.markets;
  const minutes = (one: typeof msft) => one?.bars.of('1m').from(0).length;
  await until(() => minutes(btc) === 1 && minutes(msft) === 1);
  fake.publish([
    { T: 't', S: 'MSFT', i: 3, x: 'V', p: 412.5, s: 4, c: ['@'], z: 'C', t },
    { T: 't', S: 'BTC/USD', i: 4, p: 64_001, s: 0.5, tks: 'B', t },
    { T: 't', S: 'AAPL', i: 5, x: 'V', p: 250.25, s: 7, c: ['@'], z: 'C', t },
  ]);
  // Coins come over a socket of their own, before or after the shares.
  await until(() => [aapl, btc, msft].every((one) => one?.tape.lastNumber === 1));
  expect([aapl, btc, msft].map((one) => one?.lastTradeTicks())).toEqual([
    2_502_500, 6_400_100, 4_125_000,
  ]);
  expect([aapl?.state, btc?.state, msft?.state]).toEqual(['closed', 'open', 'closed']);
});

test('a plan without room refuses one more by its number, and what is followed stays so', async () => {
  await fake.close();
  await startFake({ plan: { ...FREE_PLAN, symbolsMax: 1 } });
  await open(['AAPL']);
  await until(() => feed()?.followed === 1);
  const follow = async (symbol: string): Promise<unknown> => {
    const admit = (): never => {
      throw new Error('it does not trade');
    };
    let why: unknown;
    void market.source.follow?.(realInstrument(symbol), admit).then((answer) => {
      why = answer;
    });
    await until(() => why !== undefined);
    return why;
  };
  expect(await follow('MSFT')).toMatchObject({
    code: 'venue.symbol_limit',
    field: 'symbol',
    value: 'MSFT',
    rule: expect.stringContaining('room for 1 symbol') as string,
  });
  expect(feed()).toMatchObject({ followed: 1, refused: [] });
  expect(market.source.instruments).toHaveLength(1);
  fake.data.disconnect('cut');
  await until(() => feed()?.state === 'waiting');
  expect(await follow('MSFT')).toMatchObject({ code: 'venue.not_connected' });
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { usEquityCalendar } from '../../../engine/calendar/calendars.ts';
import type { AssetReplies } from '../../../engine/contract/assets.ts';
import { usEquity } from '../../../engine/domain/instrument.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { AssetsDesk } from '../../../engine/host/assets/assets-desk.ts';
import type { AssetRequest } from '../../../engine/host/assets/assets-desk.ts';
import { referenceAccess } from '../../../engine/host/assets/reference-access.ts';
import type { Clock } from '../../../engine/ports.ts';
import { FAKE_KEYS, FakeAlpaca } from '../../support/fake-alpaca/fake-alpaca.ts';
import { fakeStock } from '../../support/fake-alpaca/trading/assets.ts';

/** 10:00 in New York on a Wednesday. */
const START_MS = Date.parse('2026-03-04T15:00:00Z');

let fake: FakeAlpaca;
let nowMs: number;
const clock: Clock = {
  wallUs: () => timeUs(nowMs * 1_000),
  monotonicUs: () => nowMs * 1_000,
};

beforeEach(async () => {
  nowMs = START_MS;
  fake = await FakeAlpaca.start({ hours: 'exchange', nowMs: () => nowMs });
  vi.stubEnv('APCA_PAPER_BASE_URL', fake.url);
  vi.stubEnv('APCA_DATA_BASE_URL', fake.url);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await fake.close();
});

function deskOf(hasKeys: boolean): AssetsDesk {
  return new AssetsDesk({
    api: referenceAccess('local', hasKeys ? FAKE_KEYS : null, null, clock),
    feed: 'iex',
    instruments: [usEquity('AAPL', 'Apple Inc.')],
    calendar: usEquityCalendar(),
    follow: null,
    lastTicks: () => 2_500_000,
    clock,
  });
}

async function ask<Type extends AssetRequest['type']>(
  desk: AssetsDesk,
  body: AssetRequest & { readonly type: Type },
): Promise<AssetReplies[Type]> {
  const reply = await desk.answer(body);
  if (!reply.ok) throw new Error(reply.refusal.code);
  return reply.result as AssetReplies[Type]; // What a request of this type is answered with.
}

test('finds what Alpaca trades, asked for once, with what may be done with it', async () => {
  const desk = deskOf(true);
  fake.trading.assets = [
    ...fake.trading.assets,
    ...Array.from({ length: 2_000 }, (_, i) =>
      fakeStock(`Z${String(i)}`, `{Odd}, { Name ${String(i)}`),
    ),
  ];
  const search = (query: string) => ask(desk, { type: 'assets.search', query, limit: 3 });
  const [apple, hard] = await Promise.all([search('aap'), search('hard')]);
  expect(apple).toMatchObject({ source: 'alpaca', problem: '' });
  expect(apple.assets[0]).toMatchObject({ symbol: 'AAPL', isFollowed: true, isShortable: true });
  expect(hard.assets[0]).toMatchObject({ isShortable: false, isFractionable: false });
  expect((await search('btcusd')).assets[0]).toMatchObject({ symbol: 'BTC/USD', priceStep: '1' });
  expect((await search('corporation')).assets.map(({ symbol }) => symbol)).toEqual([
    'MSFT',
    'NVDA',
  ]);
  expect((await search('Z1999')).assets).toHaveLength(1);
  expect(fake.rest.seen).toHaveLength(2);
  nowMs += 13 * 3_600_000;
  await search('aap');
  expect(fake.rest.seen).toHaveLength(4);
});

test('falls back to what it knows without keys, and while Alpaca does not answer', async () => {
  const search = { type: 'assets.search', query: 'aapl', limit: 3 } as const;
  expect(await ask(deskOf(false), search)).toMatchObject({ source: 'local', problem: '' });
  fake.rest.removeKeys(FAKE_KEYS.keyId);
  const desk = deskOf(true);
  const found = await ask(desk, search);
  expect(found.assets[0]).toMatchObject({ symbol: 'AAPL', isFollowed: true });
  expect(found).toMatchObject({ source: 'local', problem: 'request is not authorized' });
  fake.rest.addKeys(FAKE_KEYS);
  expect(await ask(desk, search)).toMatchObject({ source: 'alpaca' });
});

test("knows the hours, from Alpaca's clock and without it, and how far clocks are apart", async () => {
  fake.skewMs = 2_500;
  const close = Date.parse('2026-03-04T21:00:00Z') * 1_000;
  const hours = { isOpen: true, nextCloseUs: close };
  const desk = deskOf(true);
  expect(await ask(desk, { type: 'market.clock' })).toMatchObject({ source: 'alpaca', ...hours });
  const { aheadMs } = await ask(desk, { type: 'market.clock' });
  // Alpaca tells whole seconds in this one.
  expect(aheadMs).toBeGreaterThan(1_000);
  expect(fake.rest.seen).toHaveLength(1);
  expect(await ask(deskOf(false), { type: 'market.clock' })).toMatchObject({
    source: 'local',
    ...hours,
    aheadMs: null,
  });
});

test('keeps prices of symbols that are not followed for some seconds', async () => {
  const t = new Date(START_MS).toISOString();
  fake.publish([
    { T: 't', S: 'MSFT', i: 1, x: 'V', p: 412.18, s: 5, c: ['@'], z: 'C', t },
    { T: 't', S: 'BTC/USD', i: 2, p: 64_000.5, s: 0.5, tks: 'B', t },
  ]);
  const desk = deskOf(true);
  const symbols = ['AAPL', 'MSFT', 'BTC/USD', 'NVDA'];
  const body = { type: 'prices.latest', symbols } as const;
  const { prices } = await ask(desk, body);
  expect(prices).toMatchObject([
    { price: '250.0000', source: 'local' },
    { price: '412.18', source: 'alpaca' },
    { price: '64000.5', source: 'alpaca' },
    { price: null },
  ]);
  const asked = fake.rest.seen.length;
  await ask(desk, body);
  expect(fake.rest.seen).toHaveLength(asked);
  expect(desk.priceHitRate).toBe(0.5);
  nowMs += 3_001;
  await ask(desk, body);
  expect(fake.rest.seen.length).toBeGreaterThan(asked);
});

test("takes over the account's watchlists", async () => {
  const headers = {
    'APCA-API-KEY-ID': FAKE_KEYS.keyId,
    'APCA-API-SECRET-KEY': FAKE_KEYS.secret,
  };
  for (const list of [
    { name: 'Chips', symbols: ['NVDA'] },
    { name: 'Large', symbols: ['AAPL', 'MSFT'] },
  ]) {
    const body = JSON.stringify(list);
    await fetch(`${fake.url}/v2/watchlists`, { method: 'POST', headers, body });
  }
  expect(await ask(deskOf(true), { type: 'watchlists.remote' })).toEqual({
    lists: [
      { name: 'Chips', symbols: ['NVDA'] },
      { name: 'Large', symbols: ['AAPL', 'MSFT'] },
    ],
  });
  expect(await deskOf(false).answer({ type: 'watchlists.remote' })).toMatchObject({
    ok: false,
    refusal: { code: 'venue.no_keys' },
  });
});

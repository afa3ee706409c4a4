/** The fake must be an Alpaca to Alpaca's own client, not only to ours. */
import { Alpaca, NotFoundError, PermissionError } from '@alpacahq/alpaca-trade-api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FAKE_KEYS, FakeAlpaca } from '../../support/fake-alpaca/fake-alpaca.ts';

let fake: FakeAlpaca;
let alpaca: Alpaca;
const ending: (() => void)[] = [];
beforeEach(async () => {
  fake = await FakeAlpaca.start();
  fake.trading.market.set('AAPL', { bid: 99.98, ask: 100.02, last: 100 });
  alpaca = new Alpaca({
    ...FAKE_KEYS,
    rateLimit: false,
    // The client has no option for its hosts; this is how it may be led elsewhere.
    fetchApi: (url, init) => fetch(url.replace(/^https:\/\/[^/]+/, fake.url), init),
  });
});
afterEach(async () => {
  for (const end of ending.splice(0)) end();
  await fake.close();
});

test('reads account, clock, assets and calendar', async () => {
  const { trading } = alpaca;
  expect(await trading.account.getAccount()).toMatchObject({
    status: 'ACTIVE',
    cash: '100000',
    tradingBlocked: false,
  });
  expect((await trading.clock.legacyClock()).isOpen).toBe(true);
  const assets = await trading.assets.getV2Assets({ assetClass: 'crypto' });
  expect(assets.map(({ symbol }) => symbol)).toEqual(['BTC/USD', 'ETH/USD']);
  const days = await trading.calendar.legacyCalendar({
    start: new Date('2026-03-04T00:00:00Z'),
    end: new Date('2026-03-05T00:00:00Z'),
  });
  expect(days).toHaveLength(2);
});

test('places, replaces and cancels orders, closes a position, and hears of all of it', async () => {
  const { orders, positions } = alpaca.trading;
  const stream = alpaca.trading.stream({ url: fake.updatesUrl });
  ending.push(() => {
    stream.disconnect();
  });
  const events: string[] = [];
  let heard = (): void => undefined;
  const until = async (event: string): Promise<void> => {
    while (events.at(-1) !== event) {
      await new Promise<void>((resolve) => {
        heard = resolve;
      });
    }
  };
  stream.onTradeUpdate(({ event, order }) => {
    events.push(`${event} ${String(order.clientOrderId)}`);
    heard();
  });
  stream.connect();
  expect(await stream.whenAuthenticated()).toMatchObject({ authenticated: true });
  stream.subscribeTradeUpdates();
  while (fake.trading.updates.listening === 0) await fake.trading.updates.changed();

  const asked = {
    symbol: 'AAPL',
    qty: 5,
    side: 'buy',
    limitPrice: 99,
    timeInForce: 'day',
  } as const;
  const placed = await orders.limit({ ...asked, clientOrderId: 'one' });
  await until('new one');
  const open = await orders.getAllOrders({ status: 'open' });
  expect(open.map(({ clientOrderId }) => clientOrderId)).toEqual(['one']);
  const replaced = await orders.patchOrderByOrderId({
    orderId: placed.id ?? '',
    patchOrderRequest: { limitPrice: '98', clientOrderId: 'two' },
  });
  await until('new two');
  await orders.deleteOrderByOrderID({ orderId: replaced.id ?? '' });
  await until('canceled two');
  await orders.market({ symbol: 'AAPL', qty: 3, side: 'buy', clientOrderId: 'three' });
  await until('fill three');
  expect(await positions.getAllOpenPositions()).toMatchObject([
    { symbol: 'AAPL', qty: '3', avgEntryPrice: '100.02' },
  ]);
  const closing = await positions.deleteOpenPosition({ symbolOrAssetId: 'AAPL' });
  await until(`fill ${closing.clientOrderId ?? ''}`);
  expect(events.slice(0, 4)).toEqual(['new one', 'replaced one', 'new two', 'canceled two']);
  const fills = await alpaca.trading.accountActivities.getAccountActivitiesByActivityType({
    activityType: 'FILL',
  });
  expect(fills).toHaveLength(2);
});

test('throws its own errors at refusals', async () => {
  const { orders } = alpaca.trading;
  const dear = { symbol: 'AAPL', qty: 5_000, side: 'buy', limitPrice: 99 } as const;
  await expect(orders.limit({ ...dear, timeInForce: 'day' })).rejects.toThrow(PermissionError);
  const unknown = alpaca.trading.positions.getOpenPosition({ symbolOrAssetId: 'MSFT' });
  await expect(unknown).rejects.toThrow(NotFoundError);
});

test('follows stocks and pairs, and reads their bars', async () => {
  const stocks = alpaca.marketData.stockStream({ url: fake.streamUrl('iex') });
  const pairs = alpaca.marketData.cryptoStream({ url: fake.cryptoUrl });
  const heard: string[] = [];
  let wake = (): void => undefined;
  const told = (text: string): void => {
    heard.push(text);
    wake();
  };
  for (const stream of [stocks, pairs]) {
    ending.push(() => {
      stream.disconnect();
    });
    stream.onTrade(({ symbol, price, size }) => {
      told(`${symbol} ${String(price)} ${String(size)}`);
    });
    stream.connect();
    expect(await stream.whenAuthenticated()).toMatchObject({ authenticated: true });
  }
  stocks.subscribeForTrades(['AAPL']);
  pairs.subscribeForTrades(['BTC/USD']);
  while (fake.data.followed('trades').length < 2) await fake.data.changed();
  const t = '2026-03-04T15:00:01.5Z';
  fake.publish([
    { T: 't', S: 'AAPL', i: 1, x: 'V', p: 100.5, s: 10, c: ['@'], z: 'C', t },
    { T: 't', S: 'BTC/USD', i: 2, p: 64_000.5, s: 0.25, tks: 'B', t },
  ]);
  while (heard.length < 2) {
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
  expect(heard.toSorted()).toEqual(['AAPL 100.5 10', 'BTC/USD 64000.5 0.25']);
  const period = { start: new Date('2026-03-04T15:00:00Z'), end: new Date('2026-03-04T16:00:00Z') };
  const bars = await alpaca.marketData.stocks.stockBars({
    symbols: 'AAPL',
    timeframe: '1Min',
    ...period,
  });
  expect(bars.bars['AAPL']).toMatchObject([{ o: 100.5, v: 10 }]);
  const coins = await alpaca.marketData.crypto.cryptoBars({
    loc: 'us',
    symbols: 'BTC/USD',
    timeframe: '1Min',
    ...period,
  });
  expect(coins.bars['BTC/USD']).toMatchObject([{ o: 64_000.5, v: 0.25 }]);
});

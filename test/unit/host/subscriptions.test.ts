import { describe, expect, test } from 'vitest';
import type {
  AnyUpdate,
  Channel,
  DataMap,
  SourceStatus,
  Telemetry,
} from '../../../engine/contract/messages.ts';
import { LOCAL_STATUS } from '../../../engine/contract/venues.ts';
import type { TradingCore } from '../../../engine/core.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { followChannel } from '../../../engine/host/subscriptions.ts';
import type { Collect } from '../../../engine/host/subscriptions.ts';
import { TAPE_TRADES_KEPT } from '../../../engine/market/trade-tape.ts';
import { MODEL_CASH_MICROS } from '../../support/store-model.ts';
import { CENT, HUNDRED, MORNING, openCore, placed } from '../../support/test-core.ts';

const STATUS: SourceStatus = {
  kind: 'simulator',
  label: 'test',
  state: 'running',
  speed: 1,
  marketUs: 0,
  eventsDone: 0,
  eventsTotal: 0,
  problem: '',
  drills: [],
  feed: null,
};

function follow(
  core: TradingCore,
  channel: Channel,
  status: () => SourceStatus = () => STATUS,
): Collect {
  const telemetry = (): Telemetry | null => null;
  const { exchange, accounts } = core;
  const account = () => ({
    account: accounts.state(),
    settings: accounts.settings,
    dayStarts: accounts.dayStarts,
  });
  const venue = () => LOCAL_STATUS;
  const published = { exchange, telemetry, source: status, account, venue };
  const collect = followChannel(published, 5, channel);
  if (collect === null) throw new Error('nothing to follow');
  return collect;
}

/** An update's data; throws when it is of another channel. */
function data<C extends AnyUpdate['channel']>(update: AnyUpdate | null, channel: C): DataMap[C] {
  if (update?.channel !== channel) throw new Error(`no ${channel} but ${String(update?.channel)}`);
  // Just compared.
  return update.data as DataMap[C];
}

/** Trades `count` lots one by one at 100 dollars, a second apart. */
function trade(core: TradingCore, count: number): void {
  core.house.limit(0, SELL, HUNDRED, count);
  for (let i = 0; i < count; i += 1) {
    core.setTime(timeUs(core.exchange.nowUs + 1_000_000));
    core.house.take(0, BUY, HUNDRED, 1);
  }
}

describe('quotes', () => {
  test('begin with all instruments and go on with those that changed, latest values only', () => {
    const core = openCore();
    const collect = follow(core, { channel: 'quotes' });
    const symbols = () => data(collect(), 'quotes').quotes.map(({ symbol }) => symbol);
    expect(symbols()).toEqual(['AAPL', 'MSFT']);
    expect(collect()).toBeNull();
    core.house.limit(1, BUY, HUNDRED, 1);
    core.house.limit(1, BUY, HUNDRED + CENT, 2);
    const { quotes } = data(collect(), 'quotes');
    expect(quotes).toMatchObject([{ symbol: 'MSFT', bidTicks: HUNDRED + CENT, bidLots: 2 }]);
    expect(collect()).toBeNull();
  });
});

describe('depth', () => {
  test('is the whole visible book with each change, and nothing without one', () => {
    const core = openCore();
    const collect = follow(core, { channel: 'depth', symbol: 'AAPL', levels: 2 });
    expect(data(collect(), 'depth')).toEqual({ bids: [], asks: [], updatedUs: 0 });
    for (let i = 0; i < 3; i += 1) core.house.limit(0, BUY, HUNDRED - i * CENT, 1);
    const { bids, updatedUs } = data(collect(), 'depth');
    expect(bids.map(({ priceTicks }) => priceTicks)).toEqual([HUNDRED, HUNDRED - CENT]);
    expect(updatedUs).toBe(MORNING);
    core.house.limit(1, BUY, HUNDRED, 1);
    expect(collect()).toBeNull();
  });
});

describe('trades', () => {
  test('begin with the newest prints and go on with each later one, once and in order', () => {
    const core = openCore();
    trade(core, 300);
    const collect = follow(core, { channel: 'trades', symbol: 'AAPL' });
    const numbers = () => data(collect(), 'trades').trades.map(({ tradeNumber }) => tradeNumber);
    expect(numbers()).toEqual(Array.from({ length: 200 }, (_, i) => 101 + i));
    expect(collect()).toBeNull();
    trade(core, 3);
    expect(numbers()).toEqual([301, 302, 303]);
  });

  test('count what a slow client has missed', () => {
    const core = openCore();
    const collect = follow(core, { channel: 'trades', symbol: 'AAPL' });
    expect(data(collect(), 'trades')).toEqual({ trades: [], skipped: 0 });
    trade(core, TAPE_TRADES_KEPT + 25);
    const late = data(collect(), 'trades');
    expect(late.skipped).toBe(25);
    expect(late.trades).toHaveLength(TAPE_TRADES_KEPT);
    expect(late.trades[0]?.tradeNumber).toBe(26);
    trade(core, 1);
    expect(data(collect(), 'trades').skipped).toBe(0);
  });
});

describe('bars', () => {
  test('go on with what changed: closed ones a last time, the forming one last', () => {
    const core = openCore();
    trade(core, 2);
    const collect = follow(core, { channel: 'bars', symbol: 'AAPL', timeframe: '1s' });
    expect(data(collect(), 'bars').bars).toHaveLength(1);
    expect(collect()).toBeNull();
    core.house.limit(0, SELL, HUNDRED, 1);
    core.house.take(0, BUY, HUNDRED, 1);
    trade(core, 2);
    const { bars } = data(collect(), 'bars');
    expect(bars.map(({ trades }) => trades)).toEqual([2, 1, 1]);
    expect(bars.at(-1)?.startUs).toBe(core.exchange.nowUs);
  });

  test('of what never traded begin empty', () => {
    const collect = follow(openCore(), { channel: 'bars', symbol: 'AAPL', timeframe: '1d' });
    expect(data(collect(), 'bars').bars).toEqual([]);
    expect(collect()).toBeNull();
  });
});

describe('the account', () => {
  test('begins with sums, settings and starts of days, and goes on with what changes', () => {
    const core = openCore();
    const collect = follow(core, { channel: 'account' });
    const { settings } = core.accounts;
    expect(data(collect(), 'account')).toMatchObject({ settings, dayStarts: [] });
    expect(collect()).toBeNull();
    core.accounts.configure({ ...settings, notShortable: ['AAPL'] });
    expect(data(collect(), 'account')).toMatchObject({
      settings: { notShortable: ['AAPL'] },
      dayStarts: null,
    });
    core.house.limit(0, SELL, HUNDRED, 10);
    placed(core);
    expect(data(collect(), 'account')).toMatchObject({
      account: { cashMicros: MODEL_CASH_MICROS - 1_000_000_000, longValueMicros: 1_000_000_000 },
      settings: null,
    });
  });
});

describe('the source', () => {
  test('is told when it changes', () => {
    let status = STATUS;
    const collect = follow(openCore(), { channel: 'source' }, () => status);
    expect(data(collect(), 'source')).toBe(status);
    expect(collect()).toBeNull();
    status = { ...STATUS, state: 'paused' };
    expect(data(collect(), 'source').state).toBe('paused');
  });
});

test.each(['depth', 'trades', 'bars'] as const)(
  '%s of an unknown symbol cannot be followed',
  (channel) => {
    const { exchange } = openCore();
    const none = () => null as never; // Nobody asks for the account.
    const source = () => STATUS;
    const published = { exchange, telemetry: none, source, account: none, venue: none };
    const wanted = { channel, symbol: 'NOPE', levels: 1, timeframe: '1m' } as Channel; // More fields than each needs.
    expect(followChannel(published, 1, wanted)).toBeNull();
  },
);

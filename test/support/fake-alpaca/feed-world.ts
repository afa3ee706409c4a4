import { SYSTEM_TIMERS } from '../../../engine/alpaca/access.ts';
import { DataApi } from '../../../engine/alpaca/data-api.ts';
import { RequestBudget } from '../../../engine/alpaca/request-budget.ts';
import { RestClient } from '../../../engine/alpaca/rest-client.ts';
import { alwaysOpenCalendar } from '../../../engine/calendar/calendars.ts';
import type { FeedStatus } from '../../../engine/contract/feed-status.ts';
import { TradingCore } from '../../../engine/core.ts';
import { isPair } from '../../../engine/domain/feed-symbols.ts';
import { usEquity } from '../../../engine/domain/instrument.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { AlpacaSource } from '../../../engine/feed/alpaca/alpaca-source.ts';
import type { AlpacaSourceOptions } from '../../../engine/feed/alpaca/alpaca-source.ts';
import { Backfill } from '../../../engine/feed/alpaca/backfill.ts';
import { JoinedSource } from '../../../engine/feed/alpaca/joined-source.ts';
import { AlpacaStream } from '../../../engine/feed/alpaca/stream-client.ts';
import { StoreModel } from '../store-model.ts';
import { FAKE_KEYS } from './fake-alpaca.ts';
import type { FakeAlpaca } from './fake-alpaca.ts';

/** 10:00 in New York on a Wednesday. */
export const WORLD_START_MS: number = Date.parse('2026-03-04T15:00:00Z');

const EVENTS_PER_TURN = 100;
/** More than any test asks; each turn looks through them. */
const REQUESTS_MAX = 1_000;

const CHANNELS = {
  stocks: ['trades', 'quotes', 'bars', 'updatedBars', 'statuses', 'lulds'],
  crypto: ['trades', 'quotes', 'bars', 'updatedBars', 'orderbooks'],
} as const;

const SHARES: readonly Instrument[] = [
  usEquity('AAPL', 'Apple Inc.'),
  usEquity('MSFT', 'Microsoft Corporation'),
];

/** What a world can be given beside its two shares. */
export interface FeedWorldOptions {
  readonly pingMs?: number;
  /** Followed on the other socket. */
  readonly coins?: readonly Instrument[];
}

/**
 * A core whose market is a fake Alpaca's, joined of two feeds as the engine's is: real sockets and real
 * waits of milliseconds, but a wall clock that only the test moves. AAPL and MSFT trade around 100
 * dollars, with nothing known of the past.
 */
export class FeedWorld {
  wallMs: number = WORLD_START_MS;
  readonly source: JoinedSource;
  readonly core: TradingCore;
  readonly #fake: FakeAlpaca;
  readonly #pingMs: number;

  constructor(fake: FakeAlpaca, { pingMs = 10_000, coins = [] }: FeedWorldOptions = {}) {
    this.#fake = fake;
    this.#pingMs = pingMs;
    const shares = this.#openSource(SHARES);
    const pairs = this.#openSource(coins);
    this.source = new JoinedSource(shares, pairs, 0);
    const { instruments } = this.source;
    this.core = new TradingCore({
      venue: 'local',
      instruments,
      calendarOf: ({ zone }) => alwaysOpenCalendar(zone),
      startPrices: new Map(
        instruments.map(({ symbol, tickDecimals }) => [symbol, 100 * 10 ** tickDecimals]),
      ),
      fillModel: 'queue',
      recovered: new StoreModel().recovered(),
      lookup: new StoreModel(),
      nowUs: timeUs(this.wallMs * 1_000),
    });
    shares.start();
    pairs.start();
  }

  get feed(): FeedStatus {
    const { feed } = this.source.status(timeUs(this.wallMs * 1_000));
    if (feed === null) throw new Error('the real market has a feed');
    return feed;
  }

  /** One look of the engine at its market. */
  turn(): void {
    this.source.advance(timeUs(this.wallMs * 1_000), EVENTS_PER_TURN, this.core.house, (us) => {
      this.core.setTime(us);
    });
  }

  /** Turns the engine until something is so. */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      this.turn();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Whether every symbol is followed. */
  get isLive(): boolean {
    const { state, followed } = this.feed;
    return state === 'live' && followed === this.source.instruments.length;
  }

  /** Resolves once every symbol is followed. */
  live(): Promise<void> {
    return this.until(() => this.isLive);
  }

  /** A feed of shares, or of coins where one of them is one. */
  #openSource(instruments: readonly Instrument[]): AlpacaSource {
    const market = instruments.some(({ symbol }) => isPair(symbol)) ? 'crypto' : 'stocks';
    const feed = market === 'stocks' ? 'iex' : 'crypto';
    const monotonicMs = (): number => performance.now();
    const monotonicUs = (): number => monotonicMs() * 1_000;
    const budget = new RequestBudget({ monotonicMs, timers: SYSTEM_TIMERS, limit: REQUESTS_MAX });
    const rest = new RestClient({
      host: this.#fake.url,
      keys: FAKE_KEYS,
      budget,
      timers: SYSTEM_TIMERS,
      wallMs: () => this.wallMs,
      monotonicMs,
      random: () => 0.5,
      retryMs: 1,
      timeoutMs: 200,
    });
    const wallUs = (): number => this.wallMs * 1_000;
    const options = {
      instruments,
      feed,
      encoding: 'json',
      monotonicUs,
      wallUs,
      backfill: new Backfill({
        api: new DataApi(rest, market),
        feed,
        instruments,
        timers: SYSTEM_TIMERS,
        retryMs: 2,
        refreshMs: 2,
      }),
      budget: () => budget.state,
      openStream: (queue, listener) =>
        new AlpacaStream({
          url: market === 'stocks' ? this.#fake.streamUrl('iex') : this.#fake.cryptoUrl,
          encoding: 'json',
          channels: CHANNELS[market],
          keys: FAKE_KEYS,
          queue,
          monotonicUs,
          random: () => 0.5,
          timers: SYSTEM_TIMERS,
          backOff: { firstMs: 2, longestMs: 20, slowMs: 30 },
          pingMs: this.#pingMs,
          listener,
        }),
    } satisfies AlpacaSourceOptions;
    return new AlpacaSource(options, wallUs());
  }
}

import { SYSTEM_TIMERS } from '../../../engine/alpaca/access.ts';
import { DataApi } from '../../../engine/alpaca/data-api.ts';
import { RequestBudget } from '../../../engine/alpaca/request-budget.ts';
import { RestClient } from '../../../engine/alpaca/rest-client.ts';
import { alwaysOpenCalendar } from '../../../engine/calendar/calendars.ts';
import type { FeedStatus } from '../../../engine/contract/feed-status.ts';
import { TradingCore } from '../../../engine/core.ts';
import { usEquity } from '../../../engine/domain/instrument.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { AlpacaSource } from '../../../engine/feed/alpaca/alpaca-source.ts';
import { Backfill } from '../../../engine/feed/alpaca/backfill.ts';
import { AlpacaStream } from '../../../engine/feed/alpaca/stream-client.ts';
import { StoreModel } from '../store-model.ts';
import { FAKE_KEYS } from './fake-alpaca.ts';
import type { FakeAlpaca } from './fake-alpaca.ts';

/** 10:00 in New York on a Wednesday. */
export const WORLD_START_MS: number = Date.parse('2026-03-04T15:00:00Z');

const EVENTS_PER_TURN = 100;

/**
 * A core whose market is a fake Alpaca's: real sockets and real waits of milliseconds, but a wall clock
 * that only the test moves. AAPL and MSFT trade around 100 dollars, with nothing known of the past.
 */
export class FeedWorld {
  wallMs: number = WORLD_START_MS;
  readonly source: AlpacaSource;
  readonly core: TradingCore;

  constructor(fake: FakeAlpaca, pingMs: number = 10_000) {
    const instruments = [usEquity('AAPL', 'Apple Inc.'), usEquity('MSFT', 'Microsoft Corporation')];
    const monotonicMs = (): number => performance.now();
    const budget = new RequestBudget({ monotonicMs, timers: SYSTEM_TIMERS, limit: 100_000 });
    const rest = new RestClient({
      host: fake.url,
      keys: FAKE_KEYS,
      budget,
      timers: SYSTEM_TIMERS,
      wallMs: () => this.wallMs,
      monotonicMs,
      random: () => 0.5,
      retryMs: 1,
      timeoutMs: 200,
    });
    const api = new DataApi(rest, 'stocks');
    const wallUs = (): number => this.wallMs * 1_000;
    const backfill = new Backfill({
      api,
      feed: 'iex',
      instruments,
      timers: SYSTEM_TIMERS,
      retryMs: 2,
      refreshMs: 2,
    });
    this.source = new AlpacaSource(
      {
        instruments,
        feed: 'iex',
        encoding: 'json',
        monotonicUs: () => monotonicMs() * 1_000,
        wallUs,
        backfill,
        budget: () => budget.state,
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
            pingMs,
            listener,
          }),
      },
      wallUs(),
    );
    this.core = new TradingCore({
      venue: 'local',
      instruments,
      calendarOf: ({ zone }) => alwaysOpenCalendar(zone),
      startPrices: new Map(instruments.map(({ symbol }) => [symbol, 1_000_000])),
      fillModel: 'queue',
      recovered: new StoreModel().recovered(),
      lookup: new StoreModel(),
      nowUs: timeUs(wallUs()),
    });
    this.source.start();
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

  /** Resolves once both symbols are followed. */
  live(): Promise<void> {
    return this.until(() => this.feed.state === 'live' && this.feed.followed === 2);
  }
}

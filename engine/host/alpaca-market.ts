/** Opens the real market by Alpaca's data feed, with the local venue's orders filled by its quotes. */
import { SYSTEM_TIMERS } from '../alpaca/access.ts';
import type { AlpacaKeys } from '../alpaca/access.ts';
import { DataApi } from '../alpaca/data-api.ts';
import { RequestBudget } from '../alpaca/request-budget.ts';
import { RestClient } from '../alpaca/rest-client.ts';
import { exchangeCalendar } from '../calendar/calendars.ts';
import { assert } from '../domain/assert.ts';
import { isPair } from '../domain/feed-symbols.ts';
import type { Instrument } from '../domain/instrument.ts';
import { US_PER_DAY, US_PER_MS } from '../domain/time.ts';
import type { TimeUs } from '../domain/time.ts';
import { AlpacaSource } from '../feed/alpaca/alpaca-source.ts';
import { Backfill } from '../feed/alpaca/backfill.ts';
import { feedUnits } from '../feed/alpaca/feed-units.ts';
import { JoinedSource } from '../feed/alpaca/joined-source.ts';
import { AlpacaStream } from '../feed/alpaca/stream-client.ts';
import type { StreamChannel } from '../feed/alpaca/subscriptions.ts';
import type { Clock, RecoveredState } from '../ports.ts';
import type { SourceOptions } from '../supervision/host-messages.ts';
import { KEY_VARIABLES } from '../keys/environment-keys.ts';
import { dataHostsFrom } from '../keys/hosts.ts';
import { coinsAtStart } from './coins-at-start.ts';
import { referenceAccess } from './assets/reference-access.ts';
import type { OpenedMarket } from './opened-market.ts';
import type { RemoteAccess } from './remote-venue.ts';
import { keptInstrument } from './store-instruments.ts';

/** Minutes of the past that a store without bars starts with. */
const PAST_US = 5 * US_PER_DAY;

/** How long the start waits for last prices, which only decide the price step of cheap shares. */
const SNAPSHOT_MS = 1_500;

const ENCODING = 'json';

/** Crypto has one feed, whatever the plan, on a socket of its own. */
const CRYPTO_FEED = 'crypto';
const CRYPTO_PATH = '/v1beta3/crypto/us';

const CHANNELS = {
  stocks: ['trades', 'quotes', 'bars', 'updatedBars', 'dailyBars', 'statuses', 'lulds'],
  crypto: ['trades', 'quotes', 'bars', 'updatedBars', 'dailyBars', 'orderbooks'],
} as const satisfies Record<string, readonly StreamChannel[]>;

/** Told to a person who asks for the real market without keys. */
const NO_KEYS = `The real market needs keys of Alpaca: enter them under Connections, or set ${KEY_VARIABLES.join(' and ')}, and start again.`;

/**
 * Never waits long for Alpaca: what is missing comes while the terminal runs. Throws without keys.
 * `access`: where orders are sent with the same keys.
 */
export async function openAlpacaMarket(
  options: Extract<SourceOptions, { kind: 'alpaca' }>,
  recovered: RecoveredState,
  nowUs: TimeUs,
  clock: Clock,
  keys: AlpacaKeys | null,
  access: Pick<RemoteAccess, 'budget' | 'venue'> | null,
): Promise<OpenedMarket> {
  if (keys === null) throw new Error(NO_KEYS);
  const hosts = dataHostsFrom(process.env);
  const monotonicMs = (): number => clock.monotonicUs() / US_PER_MS;
  const budget = access?.budget ?? new RequestBudget({ monotonicMs, timers: SYSTEM_TIMERS });
  const rest = new RestClient({
    host: hosts.data,
    keys,
    budget,
    timers: SYSTEM_TIMERS,
    monotonicMs,
    wallMs: () => clock.wallUs() / US_PER_MS,
    random: Math.random,
  });
  const kept = new Map(recovered.instruments.map((one) => [one.symbol, one]));
  const shares = options.symbols
    .filter((symbol) => !isPair(symbol))
    .map((symbol) => keptInstrument(symbol, kept));
  const reference = referenceAccess(access?.venue ?? 'local', keys, budget, clock);
  const pairs = await coinsAtStart(options.symbols.filter(isPair), recovered, reference);
  const startPrices = new Map<string, number>();
  const sources: AlpacaSource[] = [];
  for (const [market, some] of [['stocks', shares] as const, ['crypto', pairs] as const]) {
    const api = new DataApi(rest, market);
    const feed = market === 'stocks' ? options.feed : CRYPTO_FEED;
    const prices = some.length === 0 ? [] : await lastPrices(api, some, feed, recovered);
    for (const [symbol, ticks] of prices) startPrices.set(symbol, ticks);
    const path = market === 'stocks' ? `/v2/${feed}` : CRYPTO_PATH;
    const one = openSource(
      { api, feed, url: `${hosts.dataStream}${path}`, channels: CHANNELS[market] },
      some,
      { clock, keys, budget, fromUs: missingFromUs(recovered, some, nowUs) },
    );
    sources.push(one);
  }
  const [ofShares, ofCoins] = sources;
  assert(ofShares !== undefined && ofCoins !== undefined, 'there is a source for each');
  const source = new JoinedSource(ofShares, ofCoins, PAST_US);
  for (const one of sources) one.start();
  return {
    source,
    calendarOf: exchangeCalendar,
    startPrices,
    fillModel: options.fillModel,
    bars: recovered.bars,
    line: {
      budget,
      onFrameTimes: (hear) => {
        source.onFrameTimes(hear);
      },
      onRequestTimes: (hear) => {
        budget.onRequestTimes(hear);
      },
      requests: () => {
        const { left, limit } = budget.state;
        return { ...budget.traffic, used: 1 - left / limit };
      },
    },
    newBars: [],
  };
}

/** Where a feed is and what it has. */
interface FeedPlace {
  readonly api: DataApi;
  readonly feed: string;
  readonly url: string;
  readonly channels: readonly StreamChannel[];
}

interface FeedMeans {
  readonly clock: Clock;
  readonly keys: AlpacaKeys;
  readonly budget: RequestBudget;
  /** From where on minutes are missing. */
  readonly fromUs: number;
}

function openSource(
  { api, feed, url, channels }: FeedPlace,
  instruments: readonly Instrument[],
  { clock, keys, budget, fromUs }: FeedMeans,
): AlpacaSource {
  const monotonicUs = (): number => clock.monotonicUs();
  return new AlpacaSource(
    {
      instruments,
      feed,
      encoding: ENCODING,
      monotonicUs,
      wallUs: () => clock.wallUs(),
      backfill: new Backfill({ api, feed, instruments, timers: SYSTEM_TIMERS }),
      budget: () => budget.state,
      openStream: (queue, listener) =>
        new AlpacaStream({
          url,
          encoding: ENCODING,
          channels,
          keys,
          queue,
          monotonicUs,
          random: Math.random,
          timers: SYSTEM_TIMERS,
          listener,
        }),
    },
    fromUs,
  );
}

/** From where on minutes are missing in the store; the newest one may not have been whole. */
function missingFromUs(
  { bars }: RecoveredState,
  instruments: readonly Instrument[],
  nowUs: TimeUs,
): number {
  const symbols = new Set(instruments.map(({ symbol }) => symbol));
  const minutes = bars.filter(({ timeframe, symbol }) => timeframe === '1m' && symbols.has(symbol));
  const newest = minutes.map((series) => series.bars.at(-1)?.startUs ?? 0);
  const oldestUs = nowUs - PAST_US;
  return newest.length === 0 ? oldestUs : Math.max(oldestUs, Math.min(...newest));
}

async function lastPrices(
  api: DataApi,
  instruments: readonly Instrument[],
  feed: string,
  { bars }: RecoveredState,
): Promise<ReadonlyMap<string, number>> {
  const prices = new Map<string, number>();
  for (const { symbol, timeframe, bars: series } of bars) {
    const last = series.at(-1);
    if (timeframe === '1m' && last !== undefined) prices.set(symbol, last.closeTicks);
  }
  const unknown = instruments.filter(({ symbol }) => !prices.has(symbol));
  if (unknown.length === 0) return prices;
  const asked = api.snapshots(
    unknown.map(({ symbol }) => symbol),
    feed,
    'state',
  );
  let cancel = (): void => undefined;
  const late = new Promise<null>((resolve) => {
    cancel = SYSTEM_TIMERS.after(SNAPSHOT_MS, () => {
      resolve(null);
    });
  });
  const answer = await Promise.race([asked, late]);
  cancel();
  if (answer?.ok !== true) return prices;
  for (const instrument of unknown) {
    const price = answer.value.get(instrument.symbol)?.latestTrade?.p ?? 0;
    const ticks = feedUnits(instrument).ticks(price);
    if (ticks > 0) prices.set(instrument.symbol, ticks);
  }
  return prices;
}

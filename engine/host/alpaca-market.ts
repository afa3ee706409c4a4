/** Opens the real market by Alpaca's data feed, with the local venue's orders filled by its quotes. */
import { SYSTEM_TIMERS } from '../alpaca/access.ts';
import type { AlpacaKeys } from '../alpaca/access.ts';
import { DataApi } from '../alpaca/data-api.ts';
import { RequestBudget } from '../alpaca/request-budget.ts';
import { RestClient } from '../alpaca/rest-client.ts';
import { exchangeCalendar } from '../calendar/calendars.ts';
import { usEquity } from '../domain/instrument.ts';
import type { Instrument } from '../domain/instrument.ts';
import { US_PER_DAY, US_PER_MS } from '../domain/time.ts';
import type { TimeUs } from '../domain/time.ts';
import { AlpacaSource } from '../feed/alpaca/alpaca-source.ts';
import { Backfill } from '../feed/alpaca/backfill.ts';
import { feedUnits } from '../feed/alpaca/feed-units.ts';
import { AlpacaStream } from '../feed/alpaca/stream-client.ts';
import type { Clock, RecoveredState } from '../ports.ts';
import { CATALOGUE } from '../simulator/catalogue.ts';
import type { SourceOptions } from '../supervision/host-messages.ts';
import { KEY_VARIABLES } from '../keys/environment-keys.ts';
import { dataHostsFrom } from '../keys/hosts.ts';
import type { OpenedMarket } from './opened-market.ts';

/** Minutes of the past that a store without bars starts with. */
const PAST_US = 5 * US_PER_DAY;

/** How long the start waits for last prices, which only decide the price step of cheap shares. */
const SNAPSHOT_MS = 1_500;

const ENCODING = 'json';

/** Trades of a share come in whole ones, orders may be for hundredths. */
const SHARE_DECIMALS = 2;

/** Told to a person who asks for the real market without keys. */
const NO_KEYS = `The real market needs keys of Alpaca: enter them under Connections, or set ${KEY_VARIABLES.join(' and ')}, and start again.`;

/**
 * Never waits long for Alpaca: what is missing comes while the terminal runs. Throws without keys.
 * `sharedBudget`: where orders are sent with the same keys.
 */
export async function openAlpacaMarket(
  options: Extract<SourceOptions, { kind: 'alpaca' }>,
  recovered: RecoveredState,
  nowUs: TimeUs,
  clock: Clock,
  keys: AlpacaKeys | null,
  sharedBudget: RequestBudget | null,
): Promise<OpenedMarket> {
  if (keys === null) throw new Error(NO_KEYS);
  const hosts = dataHostsFrom(process.env);
  const instruments = options.symbols.map(instrumentOf);
  const monotonicMs = (): number => clock.monotonicUs() / US_PER_MS;
  const budget = sharedBudget ?? new RequestBudget({ monotonicMs, timers: SYSTEM_TIMERS });
  const rest = new RestClient({
    host: hosts.data,
    keys,
    budget,
    timers: SYSTEM_TIMERS,
    monotonicMs,
    wallMs: () => clock.wallUs() / US_PER_MS,
    random: Math.random,
  });
  const api = new DataApi(rest, 'stocks');
  const startPrices = await lastPrices(api, instruments, options.feed, recovered);
  const backfill = new Backfill({
    api,
    feed: options.feed,
    instruments,
    timers: SYSTEM_TIMERS,
  });
  const source = new AlpacaSource(
    {
      instruments,
      feed: options.feed,
      encoding: ENCODING,
      monotonicUs: () => clock.monotonicUs(),
      wallUs: () => clock.wallUs(),
      backfill,
      budget: () => budget.state,
      openStream: (queue, listener) =>
        new AlpacaStream({
          url: `${hosts.dataStream}/v2/${options.feed}`,
          encoding: ENCODING,
          channels: ['trades', 'quotes', 'bars', 'updatedBars', 'dailyBars', 'statuses'],
          keys,
          queue,
          monotonicUs: () => clock.monotonicUs(),
          random: Math.random,
          timers: SYSTEM_TIMERS,
          listener,
        }),
    },
    missingFromUs(recovered, nowUs),
  );
  source.start();
  return {
    source,
    calendarOf: exchangeCalendar,
    startPrices,
    fillModel: options.fillModel,
    bars: recovered.bars,
    newBars: [],
  };
}

function instrumentOf(symbol: string): Instrument {
  const known = CATALOGUE.find(({ instrument }) => instrument.symbol === symbol);
  return usEquity(symbol, known?.instrument.name ?? symbol, SHARE_DECIMALS);
}

/** From where on minutes are missing in the store; the newest one may not have been whole. */
function missingFromUs({ bars }: RecoveredState, nowUs: TimeUs): number {
  const minutes = bars.filter(({ timeframe }) => timeframe === '1m');
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

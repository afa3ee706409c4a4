import { create } from 'zustand';
import { PacedTurns } from '../client/paced-turns.ts';
import { useSettingValues } from '../settings/settings-store.ts';
import type { MetricSample } from '../../engine/contract/metrics.ts';
import type { SourceStatus, Telemetry } from '../../engine/contract/messages.ts';
import type { Instrument } from '../../engine/domain/instrument.ts';
import type { Quote } from '../../engine/domain/market.ts';

/** A running source that is silent for longer counts as stale, in milliseconds. */
export const FEED_STALE_MS = 5_000;

/** What can be traded and where it stands. */
export interface MarketStore {
  /** By symbol, latest values. */
  readonly quotes: ReadonlyMap<string, Quote>;
  readonly instruments: readonly Instrument[];
  /** When the last word of the market came, in milliseconds of performance.now(); 0 before. */
  readonly heardMs: number;
}

export const useMarket = create<MarketStore>(() => ({
  quotes: new Map(),
  instruments: [],
  heardMs: 0,
}));

/** The instrument of that symbol, or null before the engine has told of it. */
export function instrumentOf(symbol: string): Instrument | null {
  return useMarket.getState().instruments.find((known) => known.symbol === symbol) ?? null;
}

/** The instrument of that symbol as a hook. */
export function useInstrument(symbol: string): Instrument | null {
  return useMarket((market) => market.instruments.find((known) => known.symbol === symbol) ?? null);
}

/** Quotes as figures to be read: at most ten times a second. What acts on a quote asks `useMarket`. */
export const useReadQuotes = create<{ readonly quotes: ReadonlyMap<string, Quote> }>(() => ({
  quotes: useMarket.getState().quotes,
}));

const reading = new PacedTurns(() => {
  useReadQuotes.setState({ quotes: useMarket.getState().quotes });
});

useMarket.subscribe(({ quotes }) => {
  if (quotes !== useReadQuotes.getState().quotes) reading.ask();
});

/** A quote of that symbol as a hook, to be read; renders only when that one changes. */
export function useQuote(symbol: string): Quote | null {
  return useReadQuotes(({ quotes }) => quotes.get(symbol) ?? null);
}

/** Zone of times on screen while no instrument is known. */
const DEFAULT_ZONE = 'America/New_York';

/** The zone in which the screen shows times: that of a symbol's exchange, unless another is set. */
export function useExchangeZone(symbol: string): string {
  const exchange = useInstrument(symbol)?.zone ?? DEFAULT_ZONE;
  const zone = useSettingValues((values) => values['appearance.zone']);
  if (zone === 'utc') return 'UTC';
  return zone === 'local' ? LOCAL_ZONE : exchange;
}

const LOCAL_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Where market data comes from; null before the first word of the engine. */
export const useSource = create<{ readonly status: SourceStatus | null }>(() => ({ status: null }));

/** Seconds of telemetry kept for sparklines. */
export const TELEMETRY_HISTORY_MAX = 300;

/** The engine's measurements of itself once a second; of the past the samples, oldest first. */
export const useTelemetry = create<{
  readonly latest: Telemetry | null;
  readonly history: readonly MetricSample[];
}>(() => ({ latest: null, history: [] }));

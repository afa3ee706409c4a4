import { alwaysOpenCalendar, exchangeCalendar } from '../calendar/calendars.ts';
import type { TradingCalendar } from '../calendar/trading-calendar.ts';
import type { Bar } from '../domain/bar.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { TimeUs } from '../domain/time.ts';
import type { VenueKeys } from '../domain/venue-keys.ts';
import type { Clock, JournalWrite, MarketSource, RecoveredState } from '../ports.ts';
import { CATALOGUE } from '../simulator/catalogue.ts';
import type { SimulatedInstrument } from '../simulator/catalogue.ts';
import { simulateHistory } from '../simulator/history.ts';
import { createSimulator } from '../simulator/simulator.ts';
import type { EngineStart, SourceOptions } from '../supervision/host-messages.ts';
import { openAlpacaMarket } from './alpaca-market.ts';
import type { OpenedMarket } from './opened-market.ts';
import type { RemoteAccess } from './remote-venue.ts';
import { noteRewind, takeRewind } from './replay-rewind.ts';
import { openReplay } from './replay-source.ts';
import { storeFolder } from './store-folder.ts';

/** Market that the simulator makes when nobody asks for another. */
const DEFAULT_SEED = 20_260_102;

/** Trades the moment it is started, and as long as a recording plays. */
const ALWAYS_OPEN = ({ zone }: Instrument): TradingCalendar => alwaysOpenCalendar(zone);

/**
 * Opens a market; rejects with what is wrong with a recording's file, or when keys are missing. `access`:
 * to the remote venue whose account and budget all that is asked with these keys shares; null: none.
 */
export async function openMarket(
  options: SourceOptions,
  recovered: RecoveredState,
  nowUs: TimeUs,
  clock: Clock,
  keys: VenueKeys | null = null,
  access: Pick<RemoteAccess, 'budget' | 'venue'> | null = null,
): Promise<OpenedMarket> {
  switch (options.kind) {
    case 'simulator':
      return openSimulator(options, recovered, nowUs);
    case 'replay':
      return openRecording(options);
    case 'alpaca':
      return openAlpacaMarket(options, recovered, nowUs, clock, keys, access);
  }
}

/** What has a replay begin again and play up to an event. */
export function rewindTo(
  start: EngineStart,
  source: MarketSource,
  clock: Clock,
  restart: (reason: string) => void,
): (event: number) => void {
  if (start.source.kind === 'replay') takeRewind(storeFolder(start), source, clock.wallUs());
  return (event) => {
    noteRewind(storeFolder(start), source, event, clock.wallUs());
    restart('the replay goes back');
  };
}

/** Market time up to which there is a past; without end but for a recording, which can be taken back. */
export function playedUntil(start: EngineStart, source: MarketSource, clock: Clock): () => number {
  if (start.source.kind !== 'replay') return () => Number.POSITIVE_INFINITY;
  return () => source.status(clock.wallUs()).marketUs;
}

async function openRecording(
  options: Extract<SourceOptions, { kind: 'replay' }>,
): Promise<OpenedMarket> {
  const { source, startPrices, isQuoted } = await openReplay(options.file, options.speed);
  const fillModel = isQuoted ? options.fillModel : null;
  // Bars of an earlier replay would lie in this one's future.
  return { source, calendarOf: ALWAYS_OPEN, startPrices, fillModel, bars: [], newBars: [] };
}

function openSimulator(
  options: Extract<SourceOptions, { kind: 'simulator' }>,
  recovered: RecoveredState,
  nowUs: TimeUs,
): OpenedMarket {
  const seed = options.seed ?? DEFAULT_SEED;
  const calendarOf = options.hours === 'exchange' ? exchangeCalendar : ALWAYS_OPEN;
  const known = new Set(recovered.bars.map(({ symbol }) => symbol));
  const startPrices = new Map<string, number>();
  const newBars: Extract<JournalWrite, { kind: 'bars' }>[] = [];
  for (const simulated of CATALOGUE) {
    const { symbol } = simulated.instrument;
    const last = lastClose(recovered, symbol);
    startPrices.set(symbol, last ?? simulated.startPriceTicks);
    if (!known.has(symbol)) newBars.push(...pastOf(simulated, nowUs, seed));
  }
  const source = createSimulator({
    seed: seed + Math.floor(nowUs / 1_000_000),
    instruments: CATALOGUE,
    startUs: nowUs,
    startPrices,
  });
  const bars = [...recovered.bars, ...newBars];
  return { source, calendarOf, startPrices, fillModel: null, bars, newBars };
}

function pastOf(
  { instrument, startPriceTicks }: SimulatedInstrument,
  nowUs: TimeUs,
  seed: number,
): Extract<JournalWrite, { kind: 'bars' }>[] {
  const { symbol } = instrument;
  return simulateHistory(instrument, startPriceTicks, nowUs, seed).map(({ timeframe, bars }) => ({
    kind: 'bars',
    symbol,
    timeframe,
    bars,
  }));
}

function lastClose(recovered: RecoveredState, symbol: string): Bar['closeTicks'] | undefined {
  const minutes = recovered.bars.find((one) => one.symbol === symbol && one.timeframe === '1m');
  return minutes?.bars.at(-1)?.closeTicks;
}

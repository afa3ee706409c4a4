import type { RequestBudget } from '../../alpaca/request-budget.ts';
import type { WireAsset } from '../../alpaca/wire-schemas.ts';
import { usEquityCalendar } from '../../calendar/calendars.ts';
import { coinFromSteps, withSteps } from '../../domain/coin-units.ts';
import { isPair } from '../../domain/feed-symbols.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { refusal } from '../../domain/refusal.ts';
import { feedUnits } from '../../feed/alpaca/feed-units.ts';
import type { Clock, Journal, MarketSource, RecoveredState } from '../../ports.ts';
import type { VenueCore } from '../../remote/venue-core.ts';
import type { EngineStart } from '../../supervision/host-messages.ts';
import { coinsCountedIn, stepsOf } from '../coins-at-start.ts';
import { KeptInstruments } from '../kept-instruments.ts';
import { realInstrument } from '../store-instruments.ts';
import { AssetsDesk } from './assets-desk.ts';
import type { Follow } from './assets-desk.ts';
import { referenceAccess } from './reference-access.ts';

export interface AssetParts {
  readonly start: Pick<EngineStart, 'venue' | 'keys' | 'source'>;
  /** One for all that is asked with the same keys; null: nobody else asks. */
  readonly budget: RequestBudget | null;
  readonly core: VenueCore;
  readonly source: MarketSource;
  readonly clock: Clock;
  readonly journal: Journal;
  /** What the store had at the start. */
  readonly recovered: RecoveredState;
  /** Hears of each instrument that trades from now on. */
  readonly onFollowed: (instrument: Instrument) => void;
}

/** The desk of an engine. */
export function openAssets(parts: AssetParts): AssetsDesk {
  const { start, budget, core, clock } = parts;
  const { venue, keys, source } = start;
  const kept = new KeptInstruments(parts.journal, parts.recovered.instruments);
  if (source.kind === 'alpaca') {
    kept.keep([...coinsCountedIn(parts.recovered), ...core.exchange.instruments]);
  }
  const share = core.exchange.markets.find((one) => one.instrument.assetClass === 'us_equity');
  return new AssetsDesk({
    api: referenceAccess(venue, keys, budget, clock),
    feed: source.kind === 'alpaca' ? source.feed : 'iex',
    instruments: core.exchange.instruments,
    calendar: share?.calendar ?? usEquityCalendar(),
    follow: followOf(parts, kept),
    lastTicks: (symbol) => core.exchange.market(symbol)?.lastTradeTicks() ?? 0,
    clock,
  });
}

/** In the units that the store has for it, else in those that Alpaca's steps suggest; null: there are none. */
function followedInstrument(
  symbol: string,
  asset: WireAsset | undefined,
  price: number,
  known: Instrument | undefined,
): Instrument | null {
  const name = asset?.name ?? known?.name ?? symbol;
  if (!isPair(symbol)) return realInstrument(symbol, name);
  const built = known ?? realInstrument(symbol, name);
  if (asset === undefined) return built;
  const steps = stepsOf(asset);
  return known === undefined ? coinFromSteps(symbol, name, steps, price) : withSteps(built, steps);
}

function followOf({ core, source, onFollowed }: AssetParts, kept: KeptInstruments): Follow | null {
  if (source.follow === undefined) return null;
  return async (symbol, asset, price) => {
    const instrument = followedInstrument(symbol, asset, price, kept.get(symbol));
    if (instrument === null) {
      const rule = 'a coin dear enough to be counted in millionths of a dollar';
      return refusal('venue.price_too_small', 'symbol', symbol, rule);
    }
    // Before anything is counted in its units.
    kept.keep([instrument]);
    const why = await source.follow?.(instrument, () => {
      core.addInstrument(instrument, feedUnits(instrument).ticks(price));
    });
    if (why !== null && why !== undefined) return why;
    onFollowed(instrument);
    return instrument;
  };
}

import type { RequestBudget } from '../../alpaca/request-budget.ts';
import { usEquityCalendar } from '../../calendar/calendars.ts';
import type { Instrument } from '../../domain/instrument.ts';
import { feedUnits } from '../../feed/alpaca/feed-units.ts';
import type { Clock, MarketSource } from '../../ports.ts';
import type { VenueCore } from '../../remote/venue-core.ts';
import type { EngineStart } from '../../supervision/host-messages.ts';
import { realInstrument } from '../store-instruments.ts';
import { AssetsDesk } from './assets-desk.ts';
import type { Follow } from './assets-desk.ts';
import { referenceAccess } from './reference-access.ts';

export interface AssetParts {
  readonly start: Pick<EngineStart, 'venue' | 'keys' | 'source'>;
  /** That of the venue, where it has one. */
  readonly budget: RequestBudget | null;
  readonly core: VenueCore;
  readonly source: MarketSource;
  readonly clock: Clock;
  /** Hears of each instrument that trades from now on. */
  readonly onFollowed: (instrument: Instrument) => void;
}

/** The desk of an engine. */
export function openAssets(parts: AssetParts): AssetsDesk {
  const { start, budget, core, clock } = parts;
  const { venue, keys, source } = start;
  const share = core.exchange.markets.find((one) => one.instrument.assetClass === 'us_equity');
  return new AssetsDesk({
    api: referenceAccess(venue, keys, budget, clock),
    feed: source.kind === 'alpaca' ? source.feed : 'iex',
    instruments: core.exchange.instruments,
    calendar: share?.calendar ?? usEquityCalendar(),
    follow: followOf(parts),
    lastTicks: (symbol) => core.exchange.market(symbol)?.lastTradeTicks() ?? 0,
    clock,
  });
}

function followOf({ core, source, onFollowed }: AssetParts): Follow | null {
  if (source.follow === undefined) return null;
  return async (symbol, name, price) => {
    const instrument = realInstrument(symbol, name);
    const why = await source.follow?.(instrument, () => {
      core.addInstrument(instrument, feedUnits(instrument).ticks(price));
    });
    if (why !== null && why !== undefined) return why;
    onFollowed(instrument);
    return instrument;
  };
}

import { createHash } from 'node:crypto';
import type { VenueCore } from '../../engine/remote/venue-core.ts';
import { BUY, SELL } from '../../engine/domain/side.ts';
import { DEPTH_LEVELS_MAX } from '../../engine/market/instrument-market.ts';

/**
 * All that a command can change in a core, but for the number of its last event: working orders,
 * positions, cash, limits and the account's settings, and of each instrument the orders in its book in their order, its
 * depth, its waiting stops, last trade and day.
 */
export function coreState(core: VenueCore): unknown {
  const { seq: _, ...trading } = core.snapshot();
  const markets = core.exchange.markets.map((market) => ({
    book: market.matching.stateHash(),
    bids: market.depth(BUY, DEPTH_LEVELS_MAX),
    asks: market.depth(SELL, DEPTH_LEVELS_MAX),
    stops: market.stops.stateHash(),
    quote: market.quote(),
  }));
  const { settings, dayStarts } = core.accounts;
  return { ...trading, settings, dayStarts, markets };
}

/** The same as one text, for comparison. */
export function coreStateHash(core: VenueCore): string {
  return createHash('sha256')
    .update(JSON.stringify(coreState(core)))
    .digest('hex');
}

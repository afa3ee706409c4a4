import type { RequestBudget } from '../../alpaca/request-budget.ts';
import type { Clock } from '../../ports.ts';
import type { VenueCore } from '../../remote/venue-core.ts';
import type { EngineStart } from '../../supervision/host-messages.ts';
import { AssetsDesk } from './assets-desk.ts';
import { referenceAccess } from './reference-access.ts';

/** The desk of an engine; `budget` is that of its venue, where it has one. */
export function openAssets(
  start: Pick<EngineStart, 'venue' | 'keys' | 'source'>,
  budget: RequestBudget | null,
  core: VenueCore,
  clock: Clock,
): AssetsDesk {
  const { venue, keys, source } = start;
  return new AssetsDesk({
    api: referenceAccess(venue, keys, budget, clock),
    feed: source.kind === 'alpaca' ? source.feed : 'iex',
    instruments: core.exchange.instruments,
    lastTicks: (symbol) => core.exchange.market(symbol)?.lastTradeTicks() ?? 0,
    clock,
  });
}

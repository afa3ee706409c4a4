/** Which market a terminal begins with: what its command line asks for, else what was chosen last. */
import { SIMULATED } from '../contract/host-requests.ts';
import type { MarketChoice } from '../contract/host-requests.ts';
import type { FeedName } from '../domain/feed-name.ts';
import type { FillModel } from '../domain/fill-model.ts';
import type { Venue } from '../domain/order.ts';

/** What of a command line decides it; null: not asked for. */
export interface MarketWords {
  readonly venue: Venue | null;
  readonly feed: FeedName | null;
  readonly replayFile: string | null;
  readonly symbols: readonly string[];
  readonly fillModel: FillModel;
}

/** Feed of a remote venue where none is asked for: every plan of Alpaca has it. */
const USUAL_FEED: FeedName = 'iex';

/** `last`: what was chosen at an earlier start, or null. */
export function firstMarket(words: MarketWords, last: MarketChoice | null): MarketChoice {
  const { venue, feed, replayFile, symbols, fillModel } = words;
  if (venue === null && feed === null && replayFile === null) return last ?? SIMULATED;
  if (replayFile !== null) return { venue: 'local', source: { kind: 'replay' } };
  const isRemote = venue !== null && venue !== 'local';
  if (feed === null && !isRemote) return SIMULATED;
  return {
    venue: venue ?? 'local',
    source: { kind: 'alpaca', feed: feed ?? USUAL_FEED, symbols: [...symbols], fillModel },
  };
}

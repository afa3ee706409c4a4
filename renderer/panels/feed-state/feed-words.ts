import type { SourceStatus } from '../../../engine/contract/messages.ts';
import { feedStateText } from '../../text/feed-state.ts';

/** What is wrong with the connection to a real market, in two or three words; null when nothing is. */
export function feedTrouble({ feed, state }: SourceStatus): string | null {
  if (feed === null || state === 'running') return null;
  const words = feedStateText.fault[feed.faultCode];
  if (words !== undefined) return words;
  return feed.losses > 0 || feed.attempts > 1
    ? feedStateText.reconnecting
    : feedStateText.connecting;
}

/** What is not whole on a live connection: symbols left out, bars on their way; null when all is. */
export function feedNote({ feed, state, problem }: SourceStatus): FeedNote | null {
  if (feed === null || state !== 'running') return null;
  if (feed.refused.length > 0) {
    const symbols = feed.refused.map(({ symbol }) => symbol).join(', ');
    const title = `${feedStateText.refusedTitle(symbols)}. ${problem}`;
    return { words: feedStateText.refused(feed.refused.length), title };
  }
  if (feed.gaps.length === 0) return null;
  const title = problem === '' ? feedStateText.gapsTitle : problem;
  return { words: feedStateText.gaps(feed.gaps.length), title };
}

export interface FeedNote {
  readonly words: string;
  readonly title: string;
}

import type { SourceStatus } from '../../../engine/contract/messages.ts';
import { formatAge } from '../../format/time.ts';
import { faultWords } from '../../text/feed-faults.ts';
import { feedStateText } from '../../text/feed-state.ts';

const US_PER_MS = 1_000;

/** What is wrong with the connection to a real market, in two or three words; null when nothing is. */
export function feedTrouble({ feed, state }: SourceStatus): string | null {
  if (feed === null || state === 'running') return null;
  if (feed.faultCode !== 0) return faultWords('stream', feed.faultCode).short;
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
  const { blockedForMs } = feed.budget;
  if (blockedForMs > 0) {
    const words = feedStateText.limited(formatAge(blockedForMs * US_PER_MS));
    return { words, title: feedStateText.limitedTitle };
  }
  if (feed.gaps.length === 0) return null;
  const title = problem === '' ? feedStateText.gapsTitle : problem;
  return { words: feedStateText.gaps(feed.gaps.length), title };
}

export interface FeedNote {
  readonly words: string;
  readonly title: string;
}

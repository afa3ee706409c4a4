import type { FeedStatus } from '../../engine/contract/feed-status.ts';
import { NO_VALUE, formatAge, formatCount, formatDurationUs } from '../format/index.ts';
import { feedText } from '../text/feed-faults.ts';

/** One line of the feed's figures. */
export interface FeedFigure {
  readonly name: string;
  readonly value: string;
  /** Whether it says that something is not as it should be. */
  readonly warn: boolean;
}

const US_PER_MS = 1_000;
/** A queue this full is on its way to merging quotes. */
const DEEP = 0.5;
/** A frame that waited this long is no longer the market. */
const LATE_US = 100_000;

/** All that is counted of a feed, as text. */
export function feedFigures(feed: FeedStatus): readonly FeedFigure[] {
  const { budget, refused } = feed;
  const symbols = refused.map(({ symbol, code }) => `${symbol} (${String(code)})`).join(', ');
  const queue = [feed.queueLength, feed.queueDeepest, feed.queueBound].map(formatCount).join(' / ');
  const quiet = formatAge(feed.quietMs * US_PER_MS);
  const left = feedText.budgetOf(formatCount(budget.left), formatCount(budget.limit));
  const counts = `${formatCount(feed.unknown)} / ${formatCount(feed.invalid)}`;
  return [
    figure(feedText.feed, feed.feed),
    figure(feedText.followed, formatCount(feed.followed)),
    figure(feedText.refused, symbols === '' ? NO_VALUE : symbols, symbols !== ''),
    figure(feedText.quiet, feed.messages === 0 ? NO_VALUE : feedText.ago(quiet)),
    figure(feedText.messages, formatCount(feed.messages)),
    figure(feedText.lag, formatDurationUs(feed.lagUs), feed.lagUs > LATE_US),
    figure(feedText.queue, queue, feed.queueLength > DEEP * feed.queueBound),
    figure(feedText.conflated, formatCount(feed.conflated), feed.conflated > 0),
    figure(feedText.unknown, counts, feed.unknown + feed.invalid > 0),
    figure(feedText.losses, formatCount(feed.losses), feed.losses > 0),
    figure(feedText.gaps, formatCount(feed.gaps.length), feed.gaps.length > 0),
    figure(feedText.budget, left, budget.left === 0),
    figure(feedText.waiting, formatCount(budget.waiting), budget.waiting > 0),
    figure(feedText.refusals, formatCount(budget.refusals), budget.refusals > 0),
  ];
}

function figure(name: string, value: string, warn = false): FeedFigure {
  return { name, value, warn };
}

/** Times in which the market sent no data, as the page has seen them. */
import { create } from 'zustand';
import type { SourceStatus } from '../../engine/contract/messages.ts';
import { useSource } from './market.ts';

/** A stretch of the market's time in microseconds; `toUs` null: it goes on. */
export interface Gap {
  readonly fromUs: number;
  readonly toUs: number | null;
}

/** Gaps remembered, the newest ones; a feed that fails more often has other problems. */
export const GAPS_MAX = 64;

/** Oldest first. */
export const useGaps = create<{ readonly gaps: readonly Gap[] }>(() => ({ gaps: [] }));

/**
 * The gaps after one more word of the source: one begins when data stops to come and ends when it
 * comes again. It stays marked: what was not seen live was not seen, even if its bars come later.
 */
export function foldGaps(gaps: readonly Gap[], now: SourceStatus): readonly Gap[] {
  const last = gaps.at(-1);
  const isOpen = last?.toUs === null;
  if (now.state === 'disconnected') {
    return isOpen ? gaps : [...gaps, { fromUs: now.marketUs, toUs: null }].slice(-GAPS_MAX);
  }
  if (last === undefined || !isOpen) return gaps;
  return [...gaps.slice(0, -1), { fromUs: last.fromUs, toUs: now.marketUs }];
}

/** Those seen and those that the feed says are not filled yet. */
export function shownGaps(seen: readonly Gap[], status: SourceStatus | null): readonly Gap[] {
  const missed = status?.feed?.gaps ?? [];
  return missed.length === 0 ? seen : [...seen, ...missed];
}

/** Lets the words of the source make the gaps. Returns what ends it. */
export function followGaps(): () => void {
  let seen: readonly Gap[] = [];
  let shown = seen;
  return useSource.subscribe(({ status }) => {
    if (status === null) return;
    seen = foldGaps(seen, status);
    const gaps = shownGaps(seen, status);
    // The same list, unless something has changed: it is asked for with every word.
    if (gaps.length === 0 && shown.length === 0) return;
    if (gaps === shown) return;
    shown = gaps;
    useGaps.setState({ gaps });
  });
}

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Quote } from '../../../../engine/domain/market.ts';
import { useMarket, useReadQuotes } from '../../../../renderer/stores/market.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

// Only the field that is looked at.
const quote = (lastTicks: number) => ({ symbol: 'AAPL', lastTicks }) as Quote;

it('shows a quote at once and what follows at most ten times a second, the last one always', () => {
  const shown: (number | undefined)[] = [];
  const stop = useReadQuotes.subscribe(({ quotes }) => shown.push(quotes.get('AAPL')?.lastTicks));
  for (let tick = 1; tick <= 25; tick += 1) {
    useMarket.setState({ quotes: new Map([['AAPL', quote(tick)]]) });
    vi.advanceTimersByTime(10);
  }
  vi.advanceTimersByTime(1_000);
  // Each picture but the last, which has no company, comes with data that has just come.
  expect(shown).toEqual([1, 11, 21, 25]);
  useMarket.setState({ heardMs: 7 });
  vi.advanceTimersByTime(1_000);
  expect(shown).toHaveLength(4);
  stop();
});

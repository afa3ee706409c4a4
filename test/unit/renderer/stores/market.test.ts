import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Quote } from '../../../../engine/domain/market.ts';
import type * as MarketStores from '../../../../renderer/stores/market.ts';

let useMarket: typeof MarketStores.useMarket;
let useReadQuotes: typeof MarketStores.useReadQuotes;

beforeEach(async () => {
  vi.useFakeTimers();
  // Files share a process: in the stores that they share, a turn of another one's may still rest.
  vi.resetModules();
  ({ useMarket, useReadQuotes } = await import('../../../../renderer/stores/market.ts'));
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

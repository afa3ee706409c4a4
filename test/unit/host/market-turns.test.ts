import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MarketTurns } from '../../../engine/host/market-turns.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Turns that count their looks; the first `busy` of them find more than they may take. */
function turnsOf(busy: number = 0) {
  const seen = { looks: 0 };
  const turns = new MarketTurns(() => {
    seen.looks += 1;
    return seen.looks <= busy;
  });
  return { turns, seen };
}

test('a market that tells nothing is looked at every 4 ms', () => {
  const { turns, seen } = turnsOf();
  turns.start();
  vi.advanceTimersByTime(40);
  expect(seen.looks).toBe(11);
});

test('one that speaks is looked at at once, once a loop turn', () => {
  const { turns, seen } = turnsOf();
  turns.start();
  for (let i = 0; i < 100; i += 1) turns.wake();
  vi.advanceTimersByTime(0);
  expect(seen.looks).toBe(2);
});

test('one that has more than a look may take is looked at again without a pause', () => {
  const { turns, seen } = turnsOf(5);
  turns.start();
  const startMs = Date.now();
  for (let i = 0; i < 5; i += 1) vi.advanceTimersToNextTimer();
  expect(seen.looks).toBe(6);
  // A fake immediate within another takes a millisecond; five pauses would take 20.
  expect(Date.now() - startMs).toBeLessThan(8);
});

test('nothing is looked at any more once they have stopped, from within a look too', () => {
  const turns: MarketTurns = new MarketTurns(() => {
    turns.stop();
    return true;
  });
  turns.start();
  turns.wake();
  expect(vi.getTimerCount()).toBe(0);
});

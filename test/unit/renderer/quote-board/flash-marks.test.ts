import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { endFlash, markFlash } from '../../../../renderer/panels/quote-board/flash-marks.ts';
import { useReadQuotes } from '../../../../renderer/stores/market.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
});

// Only what is written to.
const cell = () => ({ dataset: {} }) as HTMLElement;
const mark = (element: HTMLElement) => element.dataset['flash'];

test('a mark goes with the figures that come next, all marks in one go', () => {
  const [first, second] = [cell(), cell()];
  markFlash(first, 'up');
  vi.advanceTimersByTime(60);
  markFlash(second, 'down');
  vi.advanceTimersByTime(40);
  useReadQuotes.setState({ quotes: new Map() });
  expect([mark(first), mark(second)]).toEqual([undefined, 'down']);
});

test('a mark ends by itself after 150 ms where no figures come', () => {
  const element = cell();
  markFlash(element, 'up');
  vi.advanceTimersByTime(149);
  expect(mark(element)).toBe('up');
  vi.advanceTimersByTime(1);
  expect(mark(element)).toBeUndefined();
});

test('a mark that is taken away leaves no timer that goes on', () => {
  const element = cell();
  markFlash(element, 'up');
  endFlash(element);
  expect(mark(element)).toBeUndefined();
  vi.advanceTimersByTime(150);
  expect(vi.getTimerCount()).toBe(0);
});

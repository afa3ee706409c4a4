import { describe, expect, test } from 'vitest';
import { eminiFuture } from '../../../../engine/domain/instrument.ts';
import {
  stepTrailText,
  stopAwayTicks,
  stopMarketTicks,
  stopWaits,
  trailIn,
  trailWords,
} from '../../../../renderer/trading/stop-draft.ts';
import { AAPL, sampleQuote } from './sample-orders.ts';

const LAST = 1_872_500;

describe('a stop at the usual distance', () => {
  test('lies half a percent from the market, on the increment away from it', () => {
    expect(stopAwayTicks(AAPL, 'sell', LAST)).toBe(1_863_100);
    expect(stopAwayTicks(AAPL, 'buy', LAST)).toBe(1_881_900);
    expect(stopAwayTicks(eminiFuture('ES', 'E-mini'), 'sell', 19_141)).toBe(19_045);
  });

  test('stays above zero', () => {
    expect(stopAwayTicks(AAPL, 'sell', 1)).toBe(1);
  });

  test.each([
    ['sell', LAST - 100, true],
    ['sell', LAST, false],
    ['buy', LAST + 100, true],
    ['buy', LAST, false],
  ] as const)('of a %s at %i waits: %s', (side, ticks, waits) => {
    expect(stopWaits(side, ticks, LAST)).toBe(waits);
  });
});

test('stops are measured from the last trade, or from the side of the quote that triggers them', () => {
  const quote = sampleQuote({ bidTicks: 1_872_000, askTicks: 1_873_000 });
  const near = (side: 'buy' | 'sell', by: 'last_trade' | 'quote') =>
    stopMarketTicks(quote, side, by);
  expect([near('buy', 'last_trade'), near('sell', 'last_trade')]).toEqual([LAST, LAST]);
  expect([near('buy', 'quote'), near('sell', 'quote')]).toEqual([1_873_000, 1_872_000]);
  expect(stopMarketTicks({ ...quote, askTicks: 0 }, 'buy', 'quote')).toBe(LAST);
  expect(stopMarketTicks(null, 'sell', 'quote')).toBe(0);
});

describe('a trail', () => {
  test('is stepped by the increment of the price, or by a tenth of a percent', () => {
    const step = (trailText: string, trailUnit: 'price' | 'percent', steps: number) =>
      stepTrailText(AAPL, { trailText, trailUnit }, steps, LAST);
    expect(step('0.50', 'price', 1)).toBe('0.51');
    expect(step('0.50', 'price', -100)).toBe('0.01');
    expect(step('0.5', 'percent', 1)).toBe('0.6');
    expect(step('0.5', 'percent', -10)).toBe('0.1');
    expect(step('99.95', 'percent', 1)).toBe('99.99');
    expect(step('', 'percent', 1)).toBe('');
  });

  test('is the same distance in the other unit', () => {
    const percent = { trailText: '0.5', trailUnit: 'percent' } as const;
    const price = { trailText: '0.94', trailUnit: 'price' } as const;
    expect(trailIn(AAPL, percent, 'price', LAST)).toEqual(price);
    expect(trailIn(AAPL, price, 'percent', LAST)).toEqual(percent);
    expect(trailIn(AAPL, price, 'percent', 0)).toEqual({ ...price, trailUnit: 'percent' });
  });

  test('says its unit', () => {
    expect(trailWords(AAPL, { trailTicks: 5_000, trailBasisPoints: null })).toBe('0.50');
    expect(trailWords(AAPL, { trailTicks: null, trailBasisPoints: 100 })).toBe('1%');
    expect(trailWords(AAPL, { trailTicks: null, trailBasisPoints: null })).toBe('');
  });
});

import { describe, expect, test } from 'vitest';
import {
  centreTicks,
  marketPlace,
  rowPrices,
  steadyScale,
  topFor,
} from '../../../../renderer/panels/depth-ladder/ladder-window.ts';
import { usEquity } from '../../../../engine/domain/instrument.ts';
import { shortCount, sizeText } from '../../../../renderer/panels/depth-ladder/ladder-view.ts';
import { AAPL, dollars } from '../market-samples.ts';

const NO_MARKET = { bidTicks: 0, askTicks: 0 };

describe('the prices of a ladder', () => {
  test('descend by one increment each', () => {
    expect(rowPrices(AAPL, dollars(187.25), 3)).toEqual([
      dollars(187.25),
      dollars(187.24),
      dollars(187.23),
    ]);
  });

  test('get finer below one dollar', () => {
    expect(rowPrices(AAPL, dollars(1.01), 4)).toEqual([
      dollars(1.01),
      dollars(1),
      dollars(0.9999),
      dollars(0.9998),
    ]);
  });

  test('end at the lowest price there is', () => {
    expect(rowPrices(AAPL, 2, 10)).toEqual([2, 1]);
  });
});

describe('the centre of a ladder', () => {
  test('lies between bid and ask, on a valid price', () => {
    const touch = { bidTicks: dollars(187.24), askTicks: dollars(187.27) };
    expect(centreTicks(AAPL, touch, 0)).toBe(dollars(187.26));
  });

  test('takes the side that is there, else the last price, else none', () => {
    expect(centreTicks(AAPL, { bidTicks: dollars(10), askTicks: 0 }, 5)).toBe(dollars(10));
    expect(centreTicks(AAPL, NO_MARKET, dollars(12))).toBe(dollars(12));
    expect(centreTicks(AAPL, NO_MARKET, 0)).toBe(0);
  });

  test('is the middle row of the window', () => {
    const prices = rowPrices(AAPL, topFor(AAPL, dollars(100), 9), 9);
    expect(prices[4]).toBe(dollars(100));
  });
});

describe('the place of the market', () => {
  const prices = rowPrices(AAPL, dollars(100.19), 20);
  const place = (bid: number, ask: number) =>
    marketPlace(prices, { bidTicks: dollars(bid), askTicks: dollars(ask) });

  test('is inside, near an end, above or below', () => {
    expect(place(100.09, 100.1)).toBe('inside');
    expect(place(100.17, 100.18)).toBe('margin');
    expect(place(100.01, 100.02)).toBe('margin');
    expect(place(100.2, 100.21)).toBe('above');
    expect(place(99.97, 99.99)).toBe('below');
  });

  test('is no reason to move where there is no market', () => {
    expect(marketPlace(prices, NO_MARKET)).toBe('inside');
  });
});

describe('the scale of size bars', () => {
  test('rises in steps of 1, 2, 5', () => {
    expect([0, 1, 2, 3, 6, 10, 11, 21, 999].map(steadyScale)).toEqual([
      1, 1, 2, 5, 10, 10, 20, 50, 1_000,
    ]);
  });
});

test('traded volume is told in four characters', () => {
  expect([7, 950, 1_234, 9_949, 9_950, 45_400, 999_400, 1_500_000].map(shortCount)).toEqual([
    '7',
    '950',
    '1.2K',
    '9.9K',
    '10K',
    '45K',
    '999K',
    '1.50M',
  ]);
  expect([0.004, 0.5, 9.876, 10.4].map(shortCount)).toEqual(['<.01', '0.50', '9.88', '10']);
});

test('a size fits its column: the decimals go where it is large', () => {
  const share = usEquity('COST', 'Costco', 2);
  expect([15, 83_784, 99_999, 149_114].map((lots) => sizeText(share, lots))).toEqual([
    '0.15',
    '837.84',
    '999.99',
    '1,491',
  ]);
  const whole = usEquity('AAPL', 'Apple');
  expect([15, 99_999, 100_000].map((lots) => sizeText(whole, lots))).toEqual([
    '15',
    '99,999',
    '100K',
  ]);
});

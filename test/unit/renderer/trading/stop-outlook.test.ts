import { describe, expect, test } from 'vitest';
import { PLAIN_TERMS } from '../../../../engine/domain/order.ts';
import { atStopMicros, maxLossOf, stopTicksOf } from '../../../../renderer/trading/stop-outlook.ts';
import { samplePreview } from './fake-desk.ts';
import { AAPL, samplePosition } from './sample-orders.ts';

const SELL_STOP = {
  symbol: 'AAPL',
  side: 'sell',
  orderType: 'stop',
  timeInForce: 'day',
  qtyLots: 100,
  limitPriceTicks: null,
  ...PLAIN_TERMS,
  stopPriceTicks: 1_862_500,
  postOnly: false,
} as const;
const BUY_STOP = { ...SELL_STOP, side: 'buy', stopPriceTicks: 1_882_500 } as const;

describe('a stop that closes', () => {
  test('makes the distance between average cost and stop price', () => {
    const long = samplePosition();
    expect(atStopMicros(AAPL, long, SELL_STOP, 1_862_500)).toBe(-100_000_000);
    expect(atStopMicros(AAPL, long, SELL_STOP, 1_873_500)).toBe(10_000_000);
    const short = samplePosition({ qtyLots: -100 });
    expect(atStopMicros(AAPL, short, BUY_STOP, 1_882_500)).toBe(-100_000_000);
  });

  test('counts no more than is held', () => {
    const sells = { ...SELL_STOP, qtyLots: 500 };
    expect(atStopMicros(AAPL, samplePosition(), sells, 1_862_500)).toBe(-100_000_000);
  });

  test('is none without a position on the other side', () => {
    expect(atStopMicros(AAPL, undefined, SELL_STOP, 1_862_500)).toBeNull();
    expect(atStopMicros(AAPL, samplePosition(), BUY_STOP, 1_882_500)).toBeNull();
    expect(atStopMicros(AAPL, samplePosition({ qtyLots: 0 }), SELL_STOP, 1_862_500)).toBeNull();
  });
});

describe('the stop price of the ticket', () => {
  test('of a trailing stop is where it would start now', () => {
    const trailing = {
      ...SELL_STOP,
      orderType: 'trailing_stop',
      stopPriceTicks: null,
      trailTicks: 5_000,
    } as const;
    expect(stopTicksOf(AAPL, trailing, 1_872_500)).toBe(1_867_500);
    expect(stopTicksOf(AAPL, trailing, 0)).toBeNull();
    expect(stopTicksOf(AAPL, SELL_STOP, 1_872_500)).toBe(1_862_500);
  });
});

describe('the most an order can lose', () => {
  test('is its value for a long, no limit for a short, nothing where it only closes', () => {
    expect(maxLossOf(AAPL, 'buy', samplePreview())).toBe(18_726_000_000);
    expect(maxLossOf(AAPL, 'sell', samplePreview({ positionAfterLots: -100 }))).toBe('unlimited');
    expect(maxLossOf(AAPL, 'sell', samplePreview({ positionAfterLots: 0 }))).toBeNull();
  });
});

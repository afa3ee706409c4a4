import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orderId } from '../../../../engine/domain/ids.ts';
import { cryptoPair, incrementTicksAt, usEquity } from '../../../../engine/domain/instrument.ts';
import { moneyMicros, priceTicks } from '../../../../engine/domain/price.ts';
import { timeUs } from '../../../../engine/domain/time.ts';
import { breakEvenScope, evenTicks } from '../../../../renderer/trading/break-even.ts';
import type { BreakEvenScope } from '../../../../renderer/trading/break-even.ts';
import { scopeText } from '../../../../renderer/trading/wording.ts';
import { openDesk, settled } from './fake-desk.ts';
import { AAPL, sampleOrder, samplePosition, sampleQuote } from './sample-orders.ts';

const stop = (id: number, stopTicks: number, patch: Parameters<typeof sampleOrder>[0] = {}) =>
  sampleOrder({
    orderId: orderId(id),
    side: 'sell',
    type: 'stop',
    limitPriceTicks: null,
    stopPriceTicks: priceTicks(stopTicks),
    ...patch,
  });
const RISEN = 1_880_000;

function scopeOf(...args: Parameters<typeof breakEvenScope>): BreakEvenScope {
  const scope = breakEvenScope(...args);
  if (typeof scope === 'string') throw new Error(scope);
  return scope;
}

describe('the price at which a position is even', () => {
  test('is on the grid, a cent up for a long and a cent down for a short', () => {
    const costMicros = moneyMicros(18_725_500_000);
    expect(evenTicks(AAPL, samplePosition({ costMicros }))).toBe(1_872_600);
    expect(evenTicks(AAPL, samplePosition({ qtyLots: -100, costMicros }))).toBe(1_872_500);
    expect(evenTicks(AAPL, samplePosition())).toBe(1_872_500);
  });

  test('never loses, and is within one step of the average', () => {
    const instruments = [
      AAPL,
      usEquity('COST', 'Costco', 2),
      cryptoPair('BTC/USD', 'Bitcoin', 100),
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...instruments),
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.boolean(),
        fc.integer({ min: 20_000, max: 10_000_000 }),
        fc.integer({ min: 0, max: 99 }),
        (instrument, lots, isLong, ticks, extra) => {
          const cost = (ticks + extra / 100) * lots * instrument.tickValueMicros;
          const position = samplePosition({
            qtyLots: isLong ? lots : -lots,
            costMicros: moneyMicros(Math.round(cost)),
          });
          const even = evenTicks(instrument, position);
          const made = even * lots * instrument.tickValueMicros - Math.round(cost);
          const step = incrementTicksAt(instrument, ticks);
          expect(even % step).toBe(0);
          expect(isLong ? made : -made).toBeGreaterThanOrEqual(0);
          expect(Math.abs(made)).toBeLessThan(step * lots * instrument.tickValueMicros);
        },
      ),
    );
  });
});

describe('a stop to break-even', () => {
  test('moves the stops that are further away and leaves the others', () => {
    const working = [
      stop(1, 1_850_000),
      stop(2, 1_875_000),
      stop(3, 1_850_000, { type: 'stop_limit', limitPriceTicks: priceTicks(1_849_000) }),
      stop(4, 1_850_000, { type: 'trailing_stop' }),
      stop(5, 1_850_000, { status: 'held' }),
      stop(6, 1_850_000, { triggeredUs: timeUs(1) }),
      stop(7, 1_850_000, { symbol: 'MSFT' }),
      stop(8, 1_890_000, { side: 'buy' }),
    ];
    const scope = scopeOf(AAPL, working, samplePosition(), RISEN);
    expect(scope.moves).toEqual([
      { orderId: 1, stopPriceTicks: 1_872_500, limitPriceTicks: null },
      { orderId: 3, stopPriceTicks: 1_872_500, limitPriceTicks: 1_871_500 },
    ]);
    expect(scopeText(scope, () => AAPL)).toBe('Stop to break-even in AAPL: move 2 stops to 187.25');
  });

  test('is a new stop for the whole position where there is none', () => {
    const scope = scopeOf(AAPL, [], samplePosition({ qtyLots: -100 }), 1_860_000);
    expect(scopeText(scope, () => AAPL)).toBe(
      'Stop to break-even in AAPL: new stop to buy 100 at 187.25, GTC',
    );
  });

  test('of a part of a share is for the day', () => {
    const part = usEquity('AAPL', 'Apple Inc.', 2);
    const position = samplePosition({ qtyLots: 150 });
    expect(scopeOf(part, [], position, 1_900_000_000).timeInForce).toBe('day');
  });

  test.each([
    ['without a position', [], samplePosition({ qtyLots: 0 }), RISEN, 'nothing to protect'],
    ['below the average', [], samplePosition(), 1_872_500, 'would trade at once'],
    ['without a price', [], samplePosition(), 0, 'type one'],
    ['with a better stop', [stop(1, 1_876_000)], samplePosition(), RISEN, 'or better already'],
  ])('says why there is nothing to do %s', (_, working, position, near, why) => {
    expect(breakEvenScope(AAPL, working, position, near)).toContain(why);
  });

  test('is prepared, and sent by the second step only', async () => {
    const { desk, actions } = openDesk();
    desk.held = [samplePosition()];
    desk.quote = sampleQuote({ lastTicks: priceTicks(RISEN) });
    actions.prepareBreakEven('AAPL');
    expect(desk.sent('order.submit')).toEqual([]);
    actions.confirm();
    await settled();
    expect(desk.sent('order.submit')[0]?.body).toMatchObject({
      side: 'sell',
      orderType: 'stop',
      qtyLots: 100,
      stopPriceTicks: 1_872_500,
      timeInForce: 'gtc',
    });
  });

  test('moves every stop and says what the engine made of it', async () => {
    const { desk, actions } = openDesk();
    desk.held = [samplePosition()];
    desk.working = [stop(1, 1_850_000)];
    desk.quote = sampleQuote({ lastTicks: priceTicks(RISEN) });
    actions.prepareBreakEven('AAPL');
    actions.confirm();
    await settled();
    const [sent] = desk.sent('order.replace');
    expect(sent?.body).toMatchObject({ orderId: 1, stopPriceTicks: 1_872_500, qtyLots: null });
    sent?.resolve({ order: stop(1, 1_872_500) });
    await settled();
    expect(desk.said.at(-1)?.text).toBe(
      'Stop to break-even in AAPL: Waiting: Sell 100 AAPL stop 187.25 (order 1)',
    );
  });
});

import { expect, test } from 'vitest';
import { executionId } from '../../../engine/domain/ids.ts';
import { moneyMicros, priceTicks, qtyLots } from '../../../engine/domain/price.ts';
import type { TripFill } from '../../../engine/domain/round-trip.ts';
import { timeUs } from '../../../engine/domain/time.ts';
import { LOTS_PER_SYMBOL_MAX, LotQueue } from '../../../engine/portfolio/lot-queue.ts';
import { TripFold } from '../../../engine/portfolio/trip-fold.ts';

const TICK_MICROS = 100;
let id = 0;

function fill(side: 'buy' | 'sell', lots: number, ticks: number, fee = 0, tag = ''): TripFill {
  id += 1;
  return {
    executionId: executionId(id),
    symbol: 'AAPL',
    side,
    lastQtyLots: qtyLots(lots),
    lastPriceTicks: priceTicks(ticks),
    grossMicros: moneyMicros(lots * ticks * TICK_MICROS),
    feeMicros: moneyMicros(fee),
    tag,
    executedUs: timeUs(id * 1_000),
  };
}

test('a fill that turns the position ends one trip and begins the next, its fee between them', () => {
  const fold = new TripFold();
  const opening = fill('buy', 100, 500, 7, 'gap');
  const turning = fill('sell', 300, 510, 31, 'fade');
  const closing = fill('buy', 200, 505, 9);
  expect(fold.fill(opening)).toEqual({ closedLots: [], trip: null });
  const { closedLots, trip } = fold.fill(turning);
  expect(closedLots).toEqual([
    {
      symbol: 'AAPL',
      side: 'long',
      openExecutionId: opening.executionId,
      closeExecutionId: turning.executionId,
      openedUs: opening.executedUs,
      closedUs: turning.executedUs,
      qtyLots: 100,
      openMicros: 5_000_000,
      closeMicros: 5_100_000,
      openFeeMicros: 7,
      closeFeeMicros: 10,
      tag: 'fade',
    },
  ]);
  expect(trip).toEqual({
    symbol: 'AAPL',
    side: 'long',
    number: 1,
    openedUs: opening.executedUs,
    closedUs: turning.executedUs,
    qtyLots: 100,
    peakQtyLots: 100,
    entryMicros: 5_000_000n,
    exitMicros: 5_100_000n,
    grossMicros: 100_000,
    feesMicros: 17,
    fills: 2,
    firstExecutionId: opening.executionId,
    lastExecutionId: turning.executionId,
    tags: ['gap', 'fade'],
    tag: 'gap',
    maeMicros: 0,
    mfeMicros: 100_000,
  });
  expect(fold.fill(closing).trip).toMatchObject({
    side: 'short',
    number: 2,
    entryMicros: 10_200_000n,
    exitMicros: 10_100_000n,
    grossMicros: 100_000,
    feesMicros: 30,
    tags: ['fade'],
  });
});

test('excursions know what the market did between two fills where bars tell of it', () => {
  const asked: number[][] = [];
  const fold = new TripFold([], (_symbol, afterUs, beforeUs) => {
    asked.push([afterUs, beforeUs]);
    return { lowTicks: 480, highTicks: 530 };
  });
  const opening = fill('sell', 10, 500);
  const closing = fill('buy', 10, 499);
  fold.fill(opening);
  const { trip } = fold.fill(closing);
  expect(asked).toEqual([[opening.executedUs, closing.executedUs]]);
  expect(trip).toMatchObject({ maeMicros: -30_000, mfeMicros: 20_000, grossMicros: 1_000 });
});

test('beyond the bound of lots a fill joins the newest, as it does in the position', () => {
  const fold = new TripFold();
  const queue = new LotQueue('AAPL');
  const apply = (one: TripFill): number => {
    const signed = one.side === 'buy' ? one.lastQtyLots : -one.lastQtyLots;
    const price = one.grossMicros / one.lastQtyLots;
    return queue.fill(signed, price, one.executionId, one.executedUs);
  };
  const entries = LOTS_PER_SYMBOL_MAX + 50;
  for (let i = 0; i < entries; i += 1) {
    const one = fill('buy', 3, 500 + (i % 7), 5);
    apply(one);
    fold.fill(one);
  }
  let fees = 0;
  for (let left = entries * 3; left > 0; left -= 1_000) {
    const one = fill('sell', Math.min(left, 1_000), 600);
    const { closedLots, trip } = fold.fill(one);
    const made = closedLots.reduce((sum, lot) => sum + lot.closeMicros - lot.openMicros, 0);
    expect(made).toBe(apply(one));
    fees += closedLots.reduce((sum, lot) => sum + lot.openFeeMicros, 0);
    expect(trip !== null).toBe(left <= 1_000);
  }
  expect(fees).toBe(entries * 5);
});

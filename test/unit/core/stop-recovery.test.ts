/** Stops of the last run: as they were, elected by nothing but the next trade. */
import { describe, expect, test } from 'vitest';
import type { TradingCore } from '../../../engine/core.ts';
import { usEquity } from '../../../engine/domain/instrument.ts';
import { PLAIN_CHANGES } from '../../../engine/domain/order.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { US_PER_DAY, US_PER_SECOND, timeUs } from '../../../engine/domain/time.ts';
import { StoreModel } from '../../support/store-model.ts';
import { AAPL, CENT, HUNDRED, MORNING, openCore, placed, told } from '../../support/test-core.ts';

const DOLLAR = 100 * CENT;

function trade(core: TradingCore, ticks: number): void {
  core.house.limit(0, SELL, ticks, 1);
  core.house.take(0, BUY, ticks, 1);
}

function stopHash(core: TradingCore): number {
  return core.exchange.at(0).stops.stateHash();
}

const STOP = { side: 'sell', orderType: 'stop', stopPriceTicks: HUNDRED - DOLLAR } as const;
const TRAIL = { side: 'sell', orderType: 'trailing_stop', trailTicks: DOLLAR } as const;

describe('after a restart', () => {
  test('stops wait with the best prices they had seen, in their order', () => {
    const store = new StoreModel();
    const first = openCore(store);
    trade(first, HUNDRED);
    placed(first, STOP);
    placed(first, STOP);
    placed(first, { ...TRAIL, timeInForce: 'gtc' });
    trade(first, HUNDRED + 3 * DOLLAR);
    first.setTime(timeUs(MORNING + US_PER_SECOND));
    store.fold(first.takeEvents());
    const second = openCore(store);
    expect(stopHash(second)).toBe(stopHash(first));
    second.exchange.at(0).stops.checkInvariants();
    expect(second.snapshot()).toEqual(first.snapshot());
    expect(told(second)).toEqual([]);
    trade(second, HUNDRED + 2 * DOLLAR);
    expect(told(second)[0]).toBe('triggered 3: sell market, 10 of 10 left, new');
    trade(second, HUNDRED - DOLLAR);
    expect(told(second).filter((line) => line.startsWith('triggered'))).toEqual([
      'triggered 1: sell market, 10 of 10 left, new',
      'triggered 2: sell market, 10 of 10 left, new',
    ]);
  });

  test('a stop whose price was changed is still the last among equals', () => {
    const store = new StoreModel();
    const first = openCore(store);
    trade(first, HUNDRED);
    placed(first, { ...STOP, stopPriceTicks: HUNDRED - 2 * DOLLAR });
    placed(first, STOP);
    const moved = { orderId: 1, qtyLots: null, limitPriceTicks: null, ...PLAIN_CHANGES };
    first.replace({ ...moved, stopPriceTicks: HUNDRED - DOLLAR });
    store.fold(first.takeEvents());
    const second = openCore(store);
    expect(stopHash(second)).toBe(stopHash(first));
    trade(second, HUNDRED - DOLLAR);
    const triggered = told(second).filter((line) => line.startsWith('triggered'));
    expect(triggered.map((line) => line.slice(0, 11))).toEqual(['triggered 2', 'triggered 1']);
  });

  test('a stop that the last price of the past has passed waits for the next trade', () => {
    const store = new StoreModel();
    const first = openCore(store);
    trade(first, HUNDRED);
    placed(first, STOP);
    placed(first, TRAIL);
    store.fold(first.takeEvents());
    first.house.take(0, SELL, 0, 1);
    trade(first, HUNDRED - 5 * DOLLAR);
    const bars = first.exchange.at(0).bars.takeUnstored();
    store.write(bars.map((one) => ({ kind: 'bars', symbol: AAPL.symbol, ...one })));
    const second = openCore(store);
    expect(second.exchange.at(0).lastTradeTicks()).toBe(HUNDRED - 5 * DOLLAR);
    expect(told(second)).toEqual([]);
    expect(second.snapshot().workingOrders).toHaveLength(2);
    trade(second, HUNDRED - 5 * DOLLAR);
    expect(told(second).filter((line) => line.startsWith('triggered'))).toHaveLength(2);
  });

  test('a triggered stop-limit rests in the book and is not elected again', () => {
    const store = new StoreModel();
    const first = openCore(store);
    trade(first, HUNDRED);
    placed(first, { ...STOP, orderType: 'stop_limit', limitPriceTicks: HUNDRED });
    trade(first, HUNDRED - DOLLAR);
    placed(first, { side: 'sell', limitPriceTicks: HUNDRED });
    store.fold(first.takeEvents());
    const second = openCore(store);
    expect(second.exchange.at(0).stops.count).toBe(0);
    expect(second.exchange.at(0).matching.stateHash()).toBe(
      first.exchange.at(0).matching.stateHash(),
    );
    trade(second, HUNDRED - DOLLAR);
    expect(told(second)).toEqual([]);
  });

  test('a stop whose day is over expires before anything can elect it', () => {
    const store = new StoreModel();
    const first = openCore(store);
    trade(first, HUNDRED);
    placed(first, STOP);
    store.fold(first.takeEvents());
    const second = openCore(store, { nowUs: timeUs(MORNING + US_PER_DAY) });
    expect(told(second)).toEqual(['expired 1: session_end, 0 of 10 left, expired']);
    expect(second.exchange.at(0).stops.count).toBe(0);
  });

  test('a stop price finer than the step its book would trade in today is kept', () => {
    const store = new StoreModel();
    const cheap = [usEquity('AAPL', 'Apple Inc.')];
    const first = openCore(store, { instruments: cheap, startPrices: new Map([['AAPL', 9_000]]) });
    trade(first, 9_500);
    placed(first, { ...STOP, stopPriceTicks: 8_999, timeInForce: 'gtc' });
    store.fold(first.takeEvents());
    const dollars = new Map([['AAPL', 12_000]]);
    const second = openCore(store, { instruments: cheap, startPrices: dollars });
    expect(told(second)).toEqual([]);
    expect(stopHash(second)).toBe(stopHash(first));
  });

  test('a trailing stop goes on to be told of', () => {
    const store = new StoreModel();
    const first = openCore(store);
    trade(first, HUNDRED);
    placed(first, TRAIL);
    store.fold(first.takeEvents());
    const second = openCore(store);
    trade(second, HUNDRED + DOLLAR);
    second.setTime(timeUs(MORNING + US_PER_SECOND));
    expect(told(second)).toEqual(['restated 1: 100.00 behind 101.00']);
  });
});

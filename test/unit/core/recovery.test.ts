import { describe, expect, test } from 'vitest';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import { usEquity } from '../../../engine/domain/instrument.ts';
import { PLAIN_CHANGES } from '../../../engine/domain/order.ts';
import { StoreModel } from '../../support/store-model.ts';
import {
  AAPL,
  CENT,
  HUNDRED,
  MORNING,
  MSFT,
  openCore,
  orderOf,
  placed,
  timeAt,
  told,
} from '../../support/test-core.ts';

describe('a core that starts again', () => {
  test('has the orders, positions, cash, limits and numbers of the last run', () => {
    const store = new StoreModel();
    const first = openCore(store);
    first.house.limit(0, SELL, HUNDRED, 4);
    placed(first, { qtyLots: 10 });
    placed(first, { symbol: 'MSFT', side: 'sell' });
    first.submit(orderOf({ qtyLots: 10_001 }), 'test');
    store.fold(first.takeEvents());
    const second = openCore(store);
    expect(second.snapshot()).toEqual(first.snapshot());
    placed(second);
    expect(told(second)).toEqual(['accepted 4: buy 10 @ 100.00, 10 of 10 left, new']);
  });

  test('gives resting orders back their places in the queue', () => {
    const store = new StoreModel();
    const first = openCore(store);
    const ids = [placed(first), placed(first), placed(first)].map(({ orderId }) => orderId);
    first.replace({ orderId: ids[0] ?? 0, qtyLots: 20, limitPriceTicks: null, ...PLAIN_CHANGES });
    first.replace({ orderId: ids[1] ?? 0, qtyLots: 5, limitPriceTicks: null, ...PLAIN_CHANGES });
    store.fold(first.takeEvents());
    const second = openCore(store);
    expect(second.exchange.at(0).matching.stateHash()).toBe(
      first.exchange.at(0).matching.stateHash(),
    );
    second.house.take(0, SELL, HUNDRED, 35);
    expect(second.takeEvents().map(({ order }) => order.orderId)).toEqual([2, 3, 1]);
  });

  test('expires what ended while it was away before anything can trade with it', () => {
    const store = new StoreModel();
    const first = openCore(store);
    placed(first, { timeInForce: 'day' });
    placed(first, { timeInForce: 'gtc', limitPriceTicks: HUNDRED - CENT });
    store.fold(first.takeEvents());
    const second = openCore(store, { nowUs: timeAt('2026-03-12T09:00:00-04:00') });
    expect(second.house.take(0, SELL, HUNDRED, 1)).toBe(0);
    expect(told(second)).toEqual(['expired 1: session_end, 0 of 10 left, expired']);
    expect(second.snapshot().workingOrders.map(({ orderId }) => orderId)).toEqual([2]);
  });

  test('cancels orders of an instrument that is no longer traded, and keeps its position', () => {
    const store = new StoreModel();
    const first = openCore(store);
    first.house.limit(0, SELL, HUNDRED, 4);
    placed(first);
    placed(first, { symbol: 'MSFT' });
    store.fold(first.takeEvents());
    const second = openCore(store, { instruments: [MSFT] });
    expect(told(second)).toEqual(['canceled 1: refused, 0 of 10 left, canceled']);
    expect(second.snapshot().workingOrders.map(({ symbol }) => symbol)).toEqual(['MSFT']);
    expect(second.snapshot().positions.map(({ symbol }) => symbol)).toEqual(['AAPL']);
    expect(second.closePositions('flat', null, 'test')).toEqual([]);
  });

  test('takes orders back whose prices are finer than the step its book trades in today', () => {
    const store = new StoreModel();
    const cheap = usEquity('AAPL', 'Apple Inc.');
    const cents = new Map([['AAPL', 9_000]]);
    const first = openCore(store, { instruments: [cheap], startPrices: cents });
    placed(first, { limitPriceTicks: 8_999, timeInForce: 'gtc' });
    store.fold(first.takeEvents());
    const dollars = new Map([['AAPL', 12_000]]);
    const second = openCore(store, { instruments: [cheap], startPrices: dollars });
    expect(second.snapshot().workingOrders).toHaveLength(1);
    expect(second.house.take(0, SELL, 8_999, 1)).toBe(1);
    expect(second.house.limit(0, BUY, 11_900, 1)).toBeGreaterThanOrEqual(0);
  });

  test('starts its prices from the last minute bar it kept', () => {
    const store = new StoreModel();
    const first = openCore(store);
    first.house.limit(0, SELL, HUNDRED + CENT, 1);
    first.house.take(0, BUY, 0, 1);
    const bars = first.exchange.at(0).bars.takeUnstored();
    store.write(bars.map((one) => ({ kind: 'bars', symbol: AAPL.symbol, ...one })));
    const second = openCore(store, { nowUs: MORNING });
    expect(second.exchange.at(0).referenceTicks()).toBe(HUNDRED + CENT);
    expect(second.exchange.at(0).bars.of('1d').forming()).toEqual(
      first.exchange.at(0).bars.of('1d').forming(),
    );
  });
});

import { describe, expect, test } from 'vitest';
import { cryptoCalendar } from '../../../engine/calendar/calendars.ts';
import type { TradingCore } from '../../../engine/core.ts';
import { cryptoPair } from '../../../engine/domain/instrument.ts';
import { BUY, SELL } from '../../../engine/domain/side.ts';
import type { SubmitRequest } from '../../../engine/orders/new-order.ts';
import { MODEL_CASH_MICROS, StoreModel } from '../../support/store-model.ts';
import { openCore, orderOf, placed, refusalIn, timeAt } from '../../support/test-core.ts';

/** Prices in steps of a dollar, quantities in ten-thousandths of a coin. */
const BTC = cryptoPair('BTC/USD', 'Bitcoin', 100);
const DOLLAR = 100;
const PRICE = 90_000 * DOLLAR;
/** One coin. */
const COIN = 10_000;

/** A Saturday night: bids of 0.25 at 89,999, asks of 0.25 at 90,001. */
function quoted(): TradingCore {
  const core = openCore(new StoreModel(), {
    instruments: [BTC],
    calendarOf: cryptoCalendar,
    startPrices: new Map([['BTC/USD', PRICE]]),
    nowUs: timeAt('2026-03-14T23:30:00Z'),
  });
  core.house.limit(0, SELL, PRICE + DOLLAR, COIN / 4);
  core.house.limit(0, BUY, PRICE - DOLLAR, COIN / 4);
  return core;
}

const order = (fields: Partial<SubmitRequest> = {}): Partial<SubmitRequest> => ({
  symbol: 'BTC/USD',
  orderType: 'market',
  ...fields,
});

describe('parts of a coin', () => {
  test('cost their share of the price, to the micro', () => {
    const core = quoted();
    placed(core, order({ qtyLots: 15 }));
    const [position] = core.snapshot().positions;
    // 0.0015 x 90,001.00
    expect(position).toMatchObject({ qtyLots: 15, costMicros: 135_001_500 });
    expect(core.snapshot().cashMicros).toBe(MODEL_CASH_MICROS - 135_001_500);
  });

  test('are what a sum of money buys', () => {
    const placedOrder = placed(quoted(), order({ qtyLots: null, notionalMicros: 100_000_000 }));
    // 0.0011 at 90,001.00 are 99.0011 dollars; 0.0012 would be 108.
    expect(placedOrder).toMatchObject({ qtyLots: 11, cumQtyLots: 11, timeInForce: 'day' });
  });

  test('name the least sum with its decimals', () => {
    const request = orderOf(order({ qtyLots: null, notionalMicros: 9_000_000 }));
    expect(refusalIn(quoted().submit(request, 'test')).rule).toBe(
      'at least $9.0001, the price of the smallest quantity, 0.0001',
    );
  });

  test('are closed by share, rounded to the smallest quantity', () => {
    const core = quoted();
    placed(core, order({ qtyLots: 1_000 }));
    const close = { clientOrderId: 'c', symbol: 'BTC/USD', qtyLots: null, cancelOrders: false };
    expect(core.desk.close({ ...close, basisPoints: 3_333 }, 'test')).toMatchObject({
      order: { side: 'sell', qtyLots: 333 },
    });
  });

  test('are limited in coins, not in lots', () => {
    const core = quoted();
    core.setLimits({ ...core.limits, orderUnitsMax: 2, orderValueMicrosMax: 10 ** 12 });
    placed(core, order({ qtyLots: 2 * COIN }));
    const why = refusalIn(core.submit(orderOf(order({ qtyLots: 2 * COIN + 1 })), 'test'));
    expect(why).toMatchObject({
      code: 'risk.max_order_qty',
      field: 'qtyLots',
      value: '20001',
      rule: 'at most 2 units an order',
    });
    core.setLimits({ ...core.limits, positionUnitsMax: 2 });
    const more = refusalIn(core.submit(orderOf(order({ qtyLots: 2 * COIN })), 'test'));
    expect(more.rule).toBe('at most 2 units long in a symbol, working orders included');
    placed(core, order({ qtyLots: 2 * COIN - COIN / 4 }));
  });
});

describe('a market that never closes', () => {
  test('trades at night and on weekends, and turns its date at midnight UTC', () => {
    const core = quoted();
    placed(core, order({ qtyLots: 15 }));
    expect(core.snapshot().positions[0]?.tradeDate).toBe('2026-03-14');
    core.setTime(timeAt('2026-03-15T00:00:01Z'));
    placed(core, order({ side: 'sell', qtyLots: 5 }));
    expect(core.snapshot().positions[0]?.tradeDate).toBe('2026-03-15');
  });

  test('ends day orders at midnight UTC', () => {
    const core = quoted();
    const limit = { orderType: 'limit', limitPriceTicks: PRICE - 5 * DOLLAR } as const;
    expect(placed(core, order({ ...limit, qtyLots: 15 })).expiresUs).toBe(
      timeAt('2026-03-15T00:00:00Z'),
    );
  });

  test('takes prices on its step only', () => {
    const limit = { orderType: 'limit', limitPriceTicks: PRICE + 50 } as const;
    expect(refusalIn(quoted().submit(orderOf(order(limit)), 'test'))).toMatchObject({
      code: 'contract.price_increment',
      rule: 'a multiple of 1.00',
    });
  });

  test('holds no auctions', () => {
    const outcome = quoted().submit(orderOf(order({ timeInForce: 'opg' })), 'test');
    expect(refusalIn(outcome).code).toBe('book.no_auction');
  });
});
